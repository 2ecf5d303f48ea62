"""The invented provider of the manual in a store: for trying the entry tool without anybody's data."""

from datetime import date

from openlet.ilr.opening import Source
from openlet.invented import example
from openlet.spec.years import year_of
from openlet.store.basis import current_basis
from openlet.store.documents import LEARNER, tree_of
from openlet.store.services import (
    begin_year,
    import_file,
    keep_cohort,
    keep_contract,
    refresh_all,
    set_provider,
    set_working_day,
)

NAME = "Example Training Ltd"
CONTRACT = "contract.toml"


def fill(who: str, day: date) -> None:
    """Both returns of the example, its contract, a cohort of the newer year for each bootcamp; judged on ``day``."""
    for (name, content), (written, _) in zip(example.return_files(), example.RETURNS, strict=True):
        year = year_of(written)
        import_file(Source(name, None, content), who, year)
    provider = set_provider(example.UKPRN, NAME)
    keep_contract(provider, CONTRACT, example.CONTRACT.encode(), who)
    set_working_day(provider, day)
    newest = begin_year(example.UKPRN, year)
    for title, learner in example.cohorts():
        keep_cohort(newest, title, {LEARNER: tree_of(learner, year)}, who)
    provider.refresh_from_db()
    refresh_all(current_basis(provider))
