import pytest

from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Filename_4"
TABLE = [
    row("a name of 2025-26 on a file of 2025-26", File(), False),
    row("a name of 2024-25 on a file of 2025-26", File("ILR-10999991-2425-20251006-093000-01.XML"), True),
    row(
        "a name of 2023-24 on a file of 2023-24",
        File("ILR-10999991-2324-20251006-093000-01.XML", year="2023-24"),
        False,
    ),
    row("a name of 2025-26 on a file of 2023-24", File(year="2023-24"), True),
    row("a name of another form", File("return.xml"), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "says the year 2425, but the file is one of 2526" in says(
        CODE, File("ILR-10999991-2425-20251006-093000-01.XML")
    )


def test_a_file_without_a_name_is_not_judged() -> None:
    assert reason(CODE, File(name=None)) == "the file came without a name, through standard input"
