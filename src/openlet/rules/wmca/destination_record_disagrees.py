"""The WMCA code and the destination record say the same."""

from collections.abc import Iterator

from openlet.facts.destinations import current_outcome
from openlet.facts.given import Given
from openlet.rules import Severity, Source, rule
from openlet.rules.whole import Mark, Whole
from openlet.spec.scheme import GUIDE, destinations, terms

VOLUNTARY: str = terms()["destinations"]["voluntary_type"]


def expected(mark: Mark, given: Given) -> str:
    """The outcome that the WMCA code stands for."""
    code = destinations()[str(mark.value("ProvSpecDelMon"))]
    return f"{code.OutType} {code.OutCode}"


@rule(
    "WMCA_DPOutcome_03",
    on="Return",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef", "ProvSpecDelMon", "OutType", "OutCode"),
    also={"expected": expected},
    message="{LearnAimRef} has the destination code {ProvSpecDelMon}, which stands for {expected}, but the current "
    "outcome on the destination record is {OutType} {OutCode}. Correct the one that is wrong; an outcome that has "
    "ended needs its end date.",
    source=Source(GUIDE, "Destination and Progression Recording", "A-128, A-130"),
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The WMCA code must stand for the current outcome on the destination record.

    Fault where: the learner has a current outcome whose type and code are not those of the WMCA code on the bootcamp
    that ended last.
    Except: outcomes of type VOL, for which no code exists and which have a rule of their own; learners whose outcomes
    have all ended.
    Read as: the current outcome is the newest that is open on the day of the return (AMB-27).
    """
    for leaver in whole.latest_leavers():
        code = destinations().get(leaver.wmca_code or "")
        current = current_outcome(whole.outcomes.get(leaver.mark.LearnRefNumber, ()), given.as_of)
        if code is None or current is None or current.OutType == VOLUNTARY:
            continue
        if (current.OutType, current.OutCode) != (code.OutType, code.OutCode):
            yield leaver.mark.showing(ProvSpecDelMon=code.code, OutType=current.OutType, OutCode=current.OutCode)
