"""By which return a correction must be in, in a sentence for the pages."""

from openlet.reports.when import INFERRED, OFFICIAL, OWN
from openlet.store.basis import Kept, contract_as_kept, kept_now, working_day
from openlet.store.models import ReturnYear
from openlet.store.return_dates import due
from openlet.web.jinja import day

DATE_WORDS = {OFFICIAL: "", OWN: "your own date", INFERRED: "date worked out, not published"}


def due_in_words(of: ReturnYear, kept: Kept | None = None) -> str:
    """By which return what is corrected now must be in."""
    kept = kept or kept_now(of.provider)
    found = due(of, contract_as_kept(of.provider, kept), working_day(of.provider), kept.own)
    if found.is_over and found.last is not None and found.last.status == INFERRED:
        return (
            f"The last return of {found.year} has closed, on {day(found.last.closes)} by a date worked out, not "
            "published: nothing of it can be corrected any more. If it closes later, enter its date in Settings."
        )
    if found.is_over:
        return f"The last return of {found.year} has closed: nothing of it can be corrected any more."
    if found.period is None:
        return f"When the next return of {found.year} closes is not known. Enter its date in Settings."
    remark = status_in_words(found.period.status)
    closes = f"{day(found.period.closes)}{f' ({remark})' if remark else ''}"
    return f"To count, it must be in {found.period.period} of {found.year}, which closes on {closes}."


def status_in_words(status: str) -> str:
    """How sure a closing date is; nothing for an official one."""
    return DATE_WORDS.get(status, status)
