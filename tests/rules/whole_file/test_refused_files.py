"""Files that cannot be judged at all are refused by the official rule's name."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import heading
from openlet.rules import Rule, book
from tests.make import learner, xml
from tests.rules.whole_file.asking import NAME

TEXT = xml([learner()], "2025-26").encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


def with_password(content: bytes) -> bytes:
    """Set the mark of encryption in both places where a ZIP has it."""
    found = bytearray(content)
    found[6] |= 1
    found[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(found)


def spoilt(content: bytes) -> bytes:
    """Change a byte of what is packed, so that it fails its check sum."""
    found = bytearray(content)
    found[len(found) // 2] ^= 0xFF
    return bytes(found)


def rule(code: str) -> Rule:
    return next(one for one in book() if one.code == code)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(lambda: zipped((NAME, TEXT)), None, id="a ZIP with one file is right"),
        pytest.param(lambda: TEXT, None, id="an XML file is right"),
        pytest.param(lambda: zipped(), "ZIP_EMPTY", id="an empty ZIP"),
        pytest.param(lambda: zipped((NAME, TEXT), ("notes.txt", b"x")), "ZIP_EMPTY", id="a ZIP with two files"),
        pytest.param(lambda: zipped(("return.txt", TEXT)), "ZIP_EMPTY", id="a ZIP whose file is not XML"),
        pytest.param(lambda: zipped((NAME, TEXT))[:-30], "ZIP_CORRUPT", id="a ZIP cut off at its end"),
        pytest.param(lambda: spoilt(zipped((NAME, TEXT))), "ZIP_CORRUPT", id="a ZIP damaged inside"),
        pytest.param(lambda: with_password(zipped((NAME, TEXT))), "Protected ZIP file", id="a ZIP with a password"),
        pytest.param(
            lambda: TEXT.replace(b"ESFA/ILR/2025-26", b"ESFA/ILR/2099-00"), "Namespace Mismatch", id="an unknown year"
        ),
        pytest.param(
            lambda: TEXT.replace(b"ESFA/ILR/2025-26", b"http://ESFA/ILR/2025-26"),
            "Namespace Mismatch",
            id="a namespace that is almost right",
        ),
    ],
)
def test_a_file_is_refused_by_its_rule_and_no_other(content: Callable[[], bytes], code: str | None) -> None:
    refused = None
    try:
        heading(Source("return.zip", None, content()))
    except Unreadable as error:
        refused = error
    opening = [one.code for one in book() if one.on == "Opening"]
    assert [one for one in opening if refused is not None and rule(one).fault(refused)] == ([code] if code else [])
    assert refused is None or str(refused).endswith(f"The official rule is {code}.")


def test_a_file_that_is_refused_for_another_reason_names_no_rule() -> None:
    with pytest.raises(Unreadable) as refused:
        heading(Source("return.xml", None, TEXT[: len(TEXT) // 50]))
    assert refused.value.rule is None
    assert "official rule" not in str(refused.value)
