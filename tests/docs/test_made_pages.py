"""The pages that are made from the code are as the code would make them now, and nothing shipped claims too much."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = [ROOT / "README.md", ROOT / "docs", ROOT / "src", ROOT / "examples"]
GOVERNMENT = re.compile(r"gds.?transport|govuk-crown|govuk-header|govuk-footer|crest|<svg[^>]*crown", re.IGNORECASE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_make"] = module
    spec.loader.exec_module(module)
    return module


def test_the_made_pages_are_up_to_date() -> None:
    made: dict[Path, str] = _maker().made()
    stale = [path.name for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run python3 dev.py docs"
    assert set((ROOT / "docs" / "rules").glob("*.md")) == {p for p in made if p.parent.name == "rules"}


def test_nothing_shipped_looks_like_a_government_service() -> None:
    files = [path for top in SHIPPED for path in (top.rglob("*") if top.is_dir() else [top]) if path.is_file()]
    text = {path for path in files if path.suffix in (".md", ".py", ".html", ".css", ".js", ".svg", ".toml", ".csv")}
    assert len(text) > 200
    assert [path.name for path in text if GOVERNMENT.search(path.read_text(encoding="utf-8"))] == []
    assert [path.name for path in files if path.suffix in (".woff", ".woff2", ".ttf", ".otf")] == []


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name
)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


def test_the_picture_needs_nothing_from_outside() -> None:
    picture = (ROOT / "docs" / "picture.svg").read_text(encoding="utf-8")
    assert "url(http" not in picture
    assert "@import" not in picture
