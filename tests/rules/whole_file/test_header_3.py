import pytest

from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Header_3"
TABLE = [
    row("the same UKPRN", File(), False),
    row("another UKPRN in the header", File(ukprn=10999999), True),
    row("another UKPRN in the name", File("ILR-10999999-2526-20251006-093000-01.XML"), True),
    row("in a ZIP the name of the XML counts", File(archive="ILR-10999999-2526-20251006-093000-01.zip"), False),
    row("a name of another form", File("return.xml", ukprn=10999999), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "says the UKPRN 10999991, but the header says 10999999" in says(CODE, File(ukprn=10999999))


def test_a_file_without_a_name_is_not_judged() -> None:
    assert reason(CODE, File(name=None)) == "the file came without a name, through standard input"
