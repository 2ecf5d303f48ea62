"""Kept reference data: found again, made again when damaged, and never in the way."""

from pathlib import Path

import pytest

from openlet.reference import areas
from openlet.reference.areas import AreaLookup
from openlet.reference.kept import VARIABLE, folder, keep, kept


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_is_kept_is_found_again(place: Path) -> None:
    keep("one.bin", b"public")
    assert kept("one.bin") == b"public"
    assert [path.name for path in place.iterdir()] == ["one.bin"]


def test_nothing_kept_is_nothing(place: Path) -> None:
    assert kept("one.bin") is None


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 40], ids=["empty", "too short", "other content"])
def test_a_damaged_file_counts_as_nothing(damage: bytes, place: Path) -> None:
    keep("one.bin", b"public")
    (place / "one.bin").write_bytes(damage)
    assert kept("one.bin") is None


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))
    keep("one.bin", b"public")
    assert kept("one.bin") is None


def test_an_empty_variable_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert folder() is None
    keep("one.bin", b"public")
    assert kept("one.bin") is None


def test_without_the_variable_the_users_own_cache_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder() == tmp_path / "openlet"


def test_areas_are_the_same_kept_damaged_or_made_anew(place: Path) -> None:
    wanted = {"DY1 1HL": "WMCA", "DE14 1AA": "WM_OTHER", "DN1 1AA": None, "DA1 1AA": None}
    answers = []
    for spoil in (False, False, True):
        for path in place.glob("*.bin") if spoil else ():
            path.write_bytes(b"damaged")
        areas._letter.cache_clear()
        answers.append({postcode: AreaLookup().area(postcode) for postcode in wanted})
    areas._letter.cache_clear()
    assert answers[0]["DY1 1HL"] == "WMCA"
    assert answers[0] == answers[1] == answers[2]
    assert len(list(place.glob("postcodes-*-D.bin"))) == 1
