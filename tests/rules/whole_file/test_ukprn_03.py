import pytest

from tests.rules.whole_file.asking import File, fires, row, says

CODE = "UKPRN_03"
PROVIDER = "<LearningProvider>\n    <UKPRN>10999991</UKPRN>"
ANOTHER = (PROVIDER, PROVIDER.replace("10999991", "10999999"))
TABLE = [
    row("the same UKPRN", File(), False),
    row("another UKPRN", File(change=ANOTHER), True),
    row("no UKPRN of the learning provider", File(change=(PROVIDER, "<LearningProvider>")), False),
    row(
        "no UKPRN in the header",
        File(change=("Personal</ProtectiveMarking>\n      <UKPRN>10999991</UKPRN>", "Personal</ProtectiveMarking>")),
        False,
    ),
    row("through standard input", File(name=None, change=ANOTHER), True),
    row("without learners", File(people=[], change=ANOTHER), True),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "UKPRN is 10999999, but the header says 10999991" in says(CODE, File(change=ANOTHER))
