"""The kinds of report: what each is called, what it says, and how it is made from one settled run."""

from collections.abc import Callable
from dataclasses import dataclass

from openlet.reports.destinations import destinations
from openlet.reports.forecast import forecast
from openlet.reports.judged import Judged
from openlet.reports.no_pay import no_pay
from openlet.reports.payments import payments
from openlet.reports.quality import quality
from openlet.reports.tables import Report
from openlet.reports.to_do import to_do


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report. ``every_rule``: it shows what all rules found, not only those that payments rest on."""

    name: str
    title: str
    says: str
    make: Callable[[Judged], list[Report]]
    every_rule: bool = False


KINDS = {
    one.name: one
    for one in (
        Kind("payments", "Money", "every milestone with its money, the provider statement, what is to be signed off",
             lambda run: [payments(run)]),
        Kind("no-pay", "No pay", "what is not paid and why, and which milestone conditions are not met",
             lambda run: [no_pay(run)]),
        Kind("forecast", "Forecast", "cash by month, windows that close, last safe dates, starts against the profile",
             lambda run: [forecast(run)]),
        Kind("destinations", "Destinations", "where leavers went, in full and in a version to share", destinations),
        Kind("to-do", "To do", "what to put right, what costs money first", lambda run: [to_do(run)], every_rule=True),
        Kind("quality", "Data quality", "what each rule found in each return, since when, and what it costs",
             lambda run: [quality(run)], every_rule=True),
    )
}  # fmt: skip
