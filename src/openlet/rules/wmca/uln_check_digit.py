"""The ULN passes its check digit."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import TEMPORARY_ULN, is_valid_uln
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_ULN_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=3,
    shows=("ULN",),
    message="The ULN is {ULN}, which fails its check digit, so it is no real ULN and the national service will refuse "
    "it. Check it with the Learner Records Service.",
    source=Source(GUIDE, "Learner tab, top section, item 2", "A-032, A-033"),
)
def fault(learner: Learner, given: Given) -> bool:
    """The ULN must be a real one.

    Fault where: the ULN fails its check digit and the reading uln_checksum is todo.
    Except: a missing ULN and 9999999999, which are always NP-02.
    Read as: by default a wrong check digit is NP-02 itself (AMB-03).
    """
    if learner.ULN in (None, TEMPORARY_ULN):
        return False
    return given.terms.readings.uln_checksum == "todo" and not is_valid_uln(learner.ULN or 0)
