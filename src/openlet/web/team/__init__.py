"""The pages of a team's server: signing in, accounts, the log; who may open which page.

**A page with a role.** Its view; a row in ``urls.py`` (or in ``web/urls.py`` where one's own machine has it too); a
row in ``who_may.py`` that says who may look, who may send, and what the log notes of either; the same in letters in
``tests/team/test_every_address.py``; a place in ``tests/team/places.py`` (in ``tests/browser`` where one's own
machine has it). Tests fail without any of them, and the guard refuses an address without a row. Below /10999991/ the
provider's store is open: the view asks the models as on one's own machine. Outside of it no store is, and a view that
asks for records fails. ``request.openlet_UKPRN`` says where one is, ``request.openlet_rights`` what one may,
``frame.who()`` who one is. Forms and links that a role would be refused are taken out of every page by themselves
(``showing.py``); where words around them would make no sense then, a template asks ``may("name", "POST")``. A part of
the navigation: a pair in ``frame.py``.

**A shared model**, such as the authority's: a Django application of its own, listed in
``team_settings.INSTALLED_APPS``; its tables are made in ``public``, since ``team.schemas.Routing`` sends there
whatever is not ``openlet.store``. A log that is only added to gets the trigger of ``team/migrations/0001_first.py``.
A model of a provider's belongs into ``openlet.store``, and every provider gets its table. No foreign key leads from
one to the other: use the UKPRN.

**Work in the background.** ``@task`` as on one's own machine. It runs with the store open that was open when it was
begun (``enqueue``), and with none when none was: the authority's. To have it done for a provider from elsewhere:
``with store_of(UKPRN): work.enqueue(...)``. To read several stores in turn: ``for ...: with store_of(UKPRN): ...``,
never inside a transaction, which belongs to one store. In a provider's store transactions wait for each other, as on
SQLite; on shared tables they do not: lock the rows with ``select_for_update``.
"""
