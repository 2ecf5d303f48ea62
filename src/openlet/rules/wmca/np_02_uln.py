"""The learner has a real ULN."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import TEMPORARY_ULN, is_valid_uln
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "NP-02",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.NO_PAY,
    shows=("ULN",),
    message="The ULN is {ULN}, which is temporary or not a valid ULN. Get the learner's ULN from the Learner Record "
    "Service and enter it.",
    source=Source(GUIDE, "Learner tab, top section, item 2", "A-032, A-033"),
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner must have a real ULN.

    Fault where: the ULN is the temporary 9999999999, is absent, or fails its check digit.
    Read as: a number that is not a ULN cannot support the rules that pay once per ULN, so a wrong check digit counts
    as temporary; with the reading uln_checksum = "todo" it is only a to-do item (AMB-03).
    """
    if learner.ULN in (None, TEMPORARY_ULN):
        return True
    assert learner.ULN is not None
    return given.terms.readings.uln_checksum == "no_pay" and not is_valid_uln(learner.ULN)
