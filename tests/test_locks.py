"""Every package that is installed is locked with hashes, and is there for a reason that can be named."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-team.lock", "requirements-dev.lock")
PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)", re.MULTILINE)
OURS = {"openlet (pyproject.toml)", "openlet (pyproject.toml::build-system.requires)", "setuptools"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.split("[")[0].strip()).lower()


def locked(lock: str) -> dict[str, tuple[int, set[str]]]:
    """Of each package how many hashes it has, and what it is needed by."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = [*PINNED.finditer(text)]
    parts = [text[one.start() : two.start()] for one, two in pairwise(found)]
    parts.append(text[found[-1].start() :])
    return {
        one["name"]: (part.count("--hash=sha256:"), needed_by(part)) for one, part in zip(found, parts, strict=True)
    }


def needed_by(part: str) -> set[str]:
    comments = [line.strip().removeprefix("#").strip() for line in part.splitlines() if line.strip().startswith("#")]
    return {said for one in comments if (said := one.removeprefix("via").strip()) and not said.startswith("The ")}


def asked_for() -> set[str]:
    """The packages that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    listed += [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    return {normal(re.split(r"[<>=!~ ;]", one)[0]) for one in listed}


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_locked_has_hashes_and_a_reason(lock: str) -> None:
    found = locked(lock)
    assert len(found) > 10
    assert [name for name, (hashes, _) in found.items() if not hashes] == []
    names, asked = set(found), asked_for()
    no_reason = {
        name: why
        for name, (_, why) in found.items()
        if normal(name) not in asked and not (why and {normal(one) for one in why} <= {normal(one) for one in names})
    }
    assert no_reason == {}


def test_what_is_asked_for_is_locked_and_the_locks_agree() -> None:
    everything = {normal(name) for name in locked("requirements-dev.lock")}
    assert asked_for() - everything == set()
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for one in PINNED.finditer((ROOT / lock).read_text(encoding="utf-8")):
            versions.setdefault(one["name"], set()).add(one["version"])
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}
