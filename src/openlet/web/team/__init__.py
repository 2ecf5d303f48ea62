"""The pages of a team's server: signing in, accounts, the log; who may open which page.

To add a page: its view, a row in ``urls.py``, a row in ``who_may.py`` (a test fails without it), a place in
``tests/browser/places_of_the_team.py``. Readers of a page never see what they may not send: forms and links that their
role would be refused are taken out of every page (``showing.py``).
"""
