"""Ask one rule about invented records that went through XML."""

from collections.abc import Sequence

from openlet.contracts.terms import Contract, Contracts
from openlet.facts.given import Given, given_for
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.rules.wording import message
from openlet.spec.years import year_of
from tests.make import AS_OF, UKPRN, codes, contract, findings, given

ORDINARY = "60012345"  # an aim that is no bootcamp: ordinary learning of a college

OTHER_CONTRACT = """
[contract]
id = "EXAMPLE-0002"
ukprn = 10999992

[[contract.bootcamp]]
learn_aim_ref = "Z0020009"
price_per_learner = "1000.00"
"""


def fires(code: str, records: Learner | list[Learner], readings: str = "", judged_with: Given | None = None) -> bool:
    """Whether a rule finds a fault on records that were written to XML and read back."""
    return code in codes(records, judged_with or given(readings))


def messages(
    code: str,
    records: Learner | Sequence[Learner | LearnerDestinationandProgression],
    judged_with: Given | None = None,
) -> list[str]:
    """The sentences of a rule's findings, each held to what every sentence must be."""
    judged_with = judged_with or given()
    found = findings(records, judged_with)
    said = [message(finding, judged_with) for finding in found if finding.rule.code == code]
    for one in said:
        assert one.endswith("."), one
        assert not {"{", "}"} & set(one), one
        for private in ("Invented", "Person", "AB123456C", "1 Example Street"):
            assert private not in one
    return said


def given_several(ukprn: int = UKPRN, readings: str = "", *contracts: Contract) -> Given:
    """What a file is judged with when the usual contract and another provider's are given together."""
    others = contracts or (contract(readings, OTHER_CONTRACT),)
    return given_for(Contracts((contract(readings), *others)), year_of("2023-24"), AS_OF, AS_OF, ukprn)


def given_nothing() -> Given:
    """What a file is judged with when no contract was given."""
    return given_for(None, year_of("2023-24"), AS_OF, AS_OF, UKPRN)
