import pytest

from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Filename_5"
TABLE = [
    row("01", File(), False),
    row("99", File("ILR-10999991-2526-20251006-093000-99.XML"), False),
    row("one figure", File("ILR-10999991-2526-20251006-093000-1.XML"), True),
    row("three figures", File("ILR-10999991-2526-20251006-093000-001.XML"), True),
    row("a letter", File("ILR-10999991-2526-20251006-093000-A1.XML"), True),
    row("nothing", File("ILR-10999991-2526-20251006-093000-.XML"), True),
    row("00 is for Filename_6", File("ILR-10999991-2526-20251006-093000-00.XML"), False),
    row("a name of another form", File("return.xml"), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "serial number 001" in says(CODE, File("ILR-10999991-2526-20251006-093000-001.XML"))


def test_a_file_without_a_name_is_not_judged() -> None:
    assert reason(CODE, File(name=None)) == "the file came without a name, through standard input"
