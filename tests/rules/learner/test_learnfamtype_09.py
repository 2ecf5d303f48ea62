import pytest

from openlet.facts.given import Given
from tests.rules.learner.marks import marked
from tests.rules.table import Records, case, fires, says

CODE = "LearnFAMType_09"
TABLE = [
    *[
        case(f"{k} twice", marked((k, 1), (k, 2)), 1)
        for k in ("HNS", "EHC", "DLA", "SEN", "MCF", "ECF", "FME", "MMH", "EMH")
    ],
    *[case(f"{k} twice", marked((k, 1), (k, 2)), 0) for k in ("LSR", "NLM", "EDF")],
    case("each once", marked(("HNS", 1), ("DLA", 1)), 0),
    case("two types twice are one finding", marked(("HNS", 1), ("HNS", 1), ("SEN", 1), ("SEN", 1)), 1),
    case("none", marked(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "HNS and SEN is entered more than once" in says(CODE, marked(("HNS", 1), ("HNS", 1), ("SEN", 1), ("SEN", 1)))
