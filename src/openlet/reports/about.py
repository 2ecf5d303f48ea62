"""What every report says about itself: wave, contracts, returns, day, versions, and the files that were read."""

from typing import Any

from openlet import __version__
from openlet.reference.areas import edition
from openlet.reports.judged import Judged
from openlet.reports.tables import MARKING, Table
from openlet.rules import rule_set
from openlet.spec.years import year_of


def about(run: Judged) -> dict[str, Any]:
    """The context of the reports, for JSON."""
    settled = run.settled
    return {
        "marking": MARKING,
        "as_of": run.as_of.isoformat(),
        "openlet": __version__,
        "rules": rule_set(),
        "postcodes": edition(),
        "complete_return": settled.run.complete,
        "with_names": run.names is not None,
        "ledger": settled.run.ledger.last_hash if settled.run.ledger.length else None,
        "rates_file": run.rates.file if run.rates else None,
        "rates_sha256": run.rates.sha256 if run.rates else None,
        "contracts": [
            {
                "id": one.id,
                "UKPRN": one.ukprn,
                "provider": one.provider,
                "wave": one.wave,
                "file": one.file,
                "sha256": one.sha256,
            }
            for one in settled.contracts.all
        ],
        "files": [
            {
                "name": one.returned.name,
                "sha256": one.returned.sha256,
                "UKPRN": one.returned.UKPRN,
                "year": year_of(str(one.returned.year)).year,
                "return": run.return_name(one.returned),
                "prepared": one.returned.prepared.isoformat(),
                "standing": _standing(one.returned, run),
            }
            for one in run.files
        ],
    }


def _standing(returned: Any, run: Judged) -> str:
    stands = run.settled.standing
    is_listed = returned in stands.current | stands.earlier | stands.later
    return stands.word(returned) if is_listed else "given twice"


def about_table(said: dict[str, Any]) -> Table:
    """The same as a table of two columns: what, and its value."""
    rows = [(name, _plain(value)) for name, value in said.items() if not isinstance(value, list)]
    for part, title in (("contracts", "contract"), ("files", "file")):
        for number, one in enumerate(said[part], 1):
            rows += [(f"{title} {number}: {name}", _plain(value)) for name, value in one.items()]
    return Table("about", "About", ("item", "value"), rows)


def about_text(said: dict[str, Any]) -> str:
    """The same as the head of a text."""
    return "".join(f"{item}: {value}\n" for item, value in about_table(said).rows)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
