import pytest

from tests.rules.whole_file.asking import NAME, File, fires, reason, row, says

CODE = "Filename_1"
TABLE = [
    row("the name as it should be", File(), False),
    row("small letters at the end", File(NAME.lower().replace("ilr", "ILR")), False),
    row("small letters at the beginning", File(NAME.lower()), True),
    row("a ZIP whose XML is named as it should be", File(archive="any.zip"), False),
    row("a ZIP whose XML is not", File("return.xml", "ILR-10999991-2526-20251006-093000-01.zip"), True),
    row("a name of one's own", File("return.xml"), True),
    row("seven figures of the UKPRN", File("ILR-1099991-2526-20251006-093000-01.XML"), True),
    row("the year with four figures more", File("ILR-10999991-2025-26-20251006-093000-01.XML"), True),
    row("no time", File("ILR-10999991-2526-20251006-01.XML"), True),
    row("a month that does not exist", File("ILR-10999991-2526-20251306-093000-01.XML"), True),
    row("29 February of a year without one", File("ILR-10999991-2526-20250229-093000-01.XML"), True),
    row("an hour that does not exist", File("ILR-10999991-2526-20251006-240000-01.XML"), True),
    row("one figure of the serial number", File("ILR-10999991-2526-20251006-093000-1.XML"), True),
    row("serial number 00 is for Filename_6", File("ILR-10999991-2526-20251006-093000-00.XML"), False),
    row("something more at the end", File("ILR-10999991-2526-20251006-093000-01 copy.XML"), True),
    row("another ending", File("ILR-10999991-2526-20251006-093000-01.TXT"), True),
    row("no name", File(name=None), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "The file is named return.xml" in says(CODE, File("return.xml"))


def test_a_file_without_a_name_is_not_judged() -> None:
    assert reason(CODE, File(name=None)) == "the file came without a name, through standard input"
