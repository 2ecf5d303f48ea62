"""Our templates rendered, and markup in a form that two texts can be compared in."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jinja2 import Environment

from openlet.web.jinja import environment as pages

HOUSE = Path(__file__).parents[2] / "src" / "openlet" / "web"
VOID = {"br", "input", "meta", "link", "hr", "img", "path"}


class Reading(HTMLParser):
    """Tags with their attributes in order of name, and words; white space between them does not count."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[Any, ...]] = []
        self.text = ""

    def flush(self) -> None:
        words = " ".join(self.text.split())
        if words:
            self.found.append(("words", words))
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.flush()
        kept = {name: value or "" for name, value in attrs}
        if "class" in kept:
            kept["class"] = " ".join(sorted(kept["class"].split()))
        self.found.append((tag, *sorted(kept.items())))

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        if tag not in VOID:
            self.found.append(("/" + tag,))

    def handle_data(self, data: str) -> None:
        self.text += data


def reading(html: str) -> list[tuple[Any, ...]]:
    reader = Reading()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.found


def environment(**options: Any) -> Environment:
    """As the program makes it for Django's Jinja2 backend: escaping on."""
    made = pages(autoescape=True, **options)
    made.globals["static"] = lambda path: f"/static/{path}"
    return made


def macro(component: str, name: str) -> Any:
    """One macro of a component's file."""
    return getattr(environment().get_template(f"components/{component}.html").module, name)
