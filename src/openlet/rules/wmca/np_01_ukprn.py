"""The UKPRN of the file is that of the contract."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def file_ukprn(aim: LearningDelivery, learner: Learner, given: Given) -> int | None:
    """The UKPRN in the header of the file."""
    return given.ukprn


def contract_ukprns(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[int, ...]:
    """The UKPRNs of the contracts that were given."""
    return given.contract_ukprns


@rule(
    "NP-01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.NO_PAY,
    shows=("LearnAimRef",),
    also={"UKPRN": file_ukprn, "contract": contract_ukprns},
    message="The file is for UKPRN {UKPRN}, but the contract is with {contract}. Put the UKPRN of the signed contract "
    "into the header, or use the right contract.",
    source=Source(GUIDE, "Homepage, item 1", "A-012"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The UKPRN of the file must be that of the signed contract.

    Fault where: the header's UKPRN is not that of a contract that was given; every bootcamp and milestone aim is then
    on the no-pay report.
    """
    return not given.own_contract
