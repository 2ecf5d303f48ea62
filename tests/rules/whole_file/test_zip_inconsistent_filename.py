import pytest

from tests.rules.whole_file.asking import NAME, File, fires, row, says

CODE = "ZIP_INCONSISTENT_FILENAME"
TABLE = [
    row("no ZIP", File(), False),
    row("a ZIP named like its file", File(archive="ILR-10999991-2526-20251006-093000-01.zip"), False),
    row("a ZIP with another serial number", File(archive="ILR-10999991-2526-20251006-093000-02.zip"), True),
    row("a ZIP in small letters", File(archive="ilr-10999991-2526-20251006-093000-01.zip"), True),
    row("a ZIP with a folder in it", File(f"folder/{NAME}", "ILR-10999991-2526-20251006-093000-01.zip"), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "The ZIP is named return.zip, but the file in it ILR-10999991-2526-20251006-093000-01.XML" in says(
        CODE, File(archive="return.zip")
    )
