import pytest

from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Filename_6"
TABLE = [
    row("01", File(), False),
    row("00", File("ILR-10999991-2526-20251006-093000-00.XML"), True),
    row("000 is for Filename_5", File("ILR-10999991-2526-20251006-093000-000.XML"), False),
    row("10", File("ILR-10999991-2526-20251006-093000-10.XML"), False),
    row("a name of another form", File("return.xml"), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "serial number 00" in says(CODE, File("ILR-10999991-2526-20251006-093000-00.XML"))


def test_a_file_without_a_name_is_not_judged() -> None:
    assert reason(CODE, File(name=None)) == "the file came without a name, through standard input"
