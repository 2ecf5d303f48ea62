"""The house stands: imports point down only, and each room has a name that people of the trade would know."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src" / "openlet"

# Each room and what it may import, from the bottom up.
BELOW: dict[str, set[str]] = {"spec": set()}
for _room in ("ilr", "reference", "contracts", "packs", "facts"):
    BELOW[_room] = BELOW.keys() - {_room}
BELOW["rules"] = BELOW["payments"] = set(BELOW)  # side by side: neither imports the other
BELOW["reports"] = set(BELOW)
BELOW["exchange"] = {"spec", "ilr"}
BELOW["scale"] = set(BELOW)
BELOW["invented"] = {"spec", "ilr", "reference", "contracts", "facts"}
BELOW["store"] = set(BELOW)
BELOW["team"] = set(BELOW)
BELOW["authority"] = set(BELOW)
BELOW["web"] = set(BELOW)
BELOW["cli"] = set(BELOW)

WITHOUT_DJANGO = {"spec", "ilr", "facts", "rules", "payments", "reports", "contracts", "packs"}
ROOMS = {path.name.removesuffix(".py") for path in HOUSE.iterdir()} - {"__init__", "__pycache__"}
NO_ROOMS = {"utils", "util", "helpers", "core", "common", "services", "lib", "misc", "shared"}


def modules() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything that a module imports, wherever the import stands."""
    package = ("openlet", *path.relative_to(HOUSE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *((node.module,) if node.module else ())))
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def rooms_imported(path: Path) -> Iterator[tuple[int, str]]:
    for line, name in imported(path):
        parts = name.split(".")
        if parts[0] == "openlet" and len(parts) > 1 and parts[1] in ROOMS:
            yield line, parts[1]


def test_every_room_has_its_place_in_the_house() -> None:
    rooms = {room_of(path) for path in modules()} - {"__init__", "__main__"}
    assert rooms <= BELOW.keys()
    assert {"spec", "ilr", "facts", "rules", "payments", "reports"} <= rooms


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_imports_point_down_only(path: Path) -> None:
    room = room_of(path)
    allowed = BELOW.get(room, set()) | {room}
    upward = [f"line {line} imports openlet.{other}" for line, other in rooms_imported(path) if other not in allowed]
    assert upward == []


@pytest.mark.parametrize("room", sorted(WITHOUT_DJANGO))
def test_a_room_that_must_run_anywhere_imports_no_django(room: str) -> None:
    with_django = [
        f"{path.name}, line {line}: {name}"
        for path in modules()
        if room_of(path) == room
        for line, name in imported(path)
        if name.split(".")[0] in ("django", "rest_framework")
    ]
    assert with_django == []


def test_no_room_has_a_name_that_says_nothing() -> None:
    names = {part.removesuffix(".py").lower() for path in modules() for part in path.relative_to(HOUSE).parts}
    assert names & (NO_ROOMS - {"services"}) == set()
    assert "services" not in ROOMS  # inside the store it is the one writer


def test_rules_and_payments_do_not_know_each_other() -> None:
    assert "payments" not in BELOW["rules"]
    assert "rules" not in BELOW["payments"]
    seen = {(room_of(path), room) for path in modules() for _, room in rooms_imported(path)}
    assert ("rules", "facts") in seen  # the imports are really looked at
    assert not {("rules", "payments"), ("payments", "rules")} & seen


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("import openlet.rules", ["openlet.rules"]),
        ("from openlet import rules", ["openlet.rules"]),
        ("from openlet.rules import Rule, check", ["openlet.rules.Rule", "openlet.rules.check"]),
        ("from . import years", ["openlet.spec.years"]),
        ("from ..rules import Rule", ["openlet.rules.Rule"]),
        ("def f():\n    from openlet.web import views", ["openlet.web.views"]),
    ],
)
def test_every_way_to_import_is_seen(line: str, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: line)
    assert [name for _, name in imported(HOUSE / "spec" / "layout.py")] == names
