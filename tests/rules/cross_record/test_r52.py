import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "R52"


def with_fams(*pairs: str) -> Records:
    return learner(aim(LearningDeliveryFAM=fams(*pairs)))


TABLE = [
    case("SOF, FFI and DAM once each", with_fams("SOF112", "FFI1", "DAM023"), False),
    case("DAM 023 twice", with_fams("SOF112", "DAM023", "DAM023"), True),
    case("DAM 023 three times is one finding", with_fams("DAM023", "DAM023", "DAM023"), True),
    case("DAM 023 and SOF 112 twice each are two findings", with_fams("SOF112", "DAM023", "DAM023", "SOF112"), 2),
    case("two different codes of one type", with_fams("DAM023", "DAM001"), False),
    case("one type in capital and small letters", with_fams("DAM023", "dam023"), True),
    case("DAM 023 on two aims", learner(aim(), aim(AimSeqNumber=2)), False),
    case("learning support twice: it has dates", with_fams("LSF1", "LSF1"), False),
    case("apprenticeship contract type twice: it has dates", with_fams("ACT1", "ACT1"), False),
    case("bursary twice: it has dates", with_fams("ALB1", "ALB1"), False),
    case("no FAM", with_fams(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "DAM 023 more than once" in says(CODE, with_fams("DAM023", "DAM023"))
