"""Only what one may do is shown: forms, buttons and links that the role would be refused are taken out of every page.

The rows of ``who_may.py`` decide, so that no page has to know the roles. A box that would save itself stays: it can be
read.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, get_script_prefix, resolve

from openlet.team.rights import Right
from openlet.web.team.guard import IN_A_STORE
from openlet.web.team.who_may import PAGES, may

BOXES = ("input", "select", "textarea")
SENDS = ("hx-post", "hx-put", "hx-delete")
LINKS, SENDING = re.compile(r' href="([^"]*)"'), re.compile(r' hx-(?:post|put|delete)="([^"]*)"')
FORMS, FORM_ACTION, SENT = re.compile(r"<form\b[^>]*>"), re.compile(r' action="([^"]*)"'), 'method="post"'
VOID = ("input", "br", "hr", "img", "meta", "link", "wbr", "col", "source")
Attributes = list[tuple[str, str | None]]


class OnlyWhatOneMay:
    """Take out of a page what its reader would be refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        answer = self.get_response(request)
        is_page = not answer.streaming and answer.get("Content-Type", "").startswith("text/html")
        rights: frozenset[Right] = getattr(request, "openlet_rights", frozenset())
        if is_page and has_more_than_one_may(answer.content.decode(), get_script_prefix(), rights):
            shown = Shown(get_script_prefix(), rights)
            shown.feed(answer.content.decode())
            shown.close()
            answer.content = "".join(shown.parts).encode()
        return answer


@lru_cache(maxsize=4096)
def page_at(path: str) -> str:
    """The name of the page at an address below the prefix; "" where there is none."""
    try:
        return str(resolve(path).url_name)
    except Resolver404:
        return ""


def has_more_than_one_may(page: str, prefix: str, rights: frozenset[Right]) -> bool:
    """Whether anything has to be taken out of a page, which is quickly found: most often nothing has to be."""
    shown = Shown(prefix, rights)
    if not all(shown.may(address, "GET") for address in set(LINKS.findall(page))):
        return True
    forms = [(FORM_ACTION.search(tag), "POST" if SENT in tag else "GET") for tag in FORMS.findall(page)]
    return not (
        all(shown.may(address, "POST") for address in set(SENDING.findall(page)))
        and all(shown.may(action[1], method) for action, method in forms if action)
    )


class Shown(HTMLParser):
    """A page on its way to somebody with some rights, part by part."""

    def __init__(self, prefix: str, rights: frozenset[Right]) -> None:
        super().__init__(convert_charrefs=False)
        self.prefix, self.rights = prefix, rights
        self.parts: list[str] = []
        self.leaving_out, self.depth = "", 0  # the element that is left out, and how many like it are open
        self.unlinked = 0  # links of which only the words are kept

    def may(self, address: str | None, method: str) -> bool:
        """Whether an address in a page may be asked for; other sites' and places in the page always."""
        if not address or not address.startswith(self.prefix) or address.startswith(("//", "/static/")):
            return True
        if self.prefix == "/" and (address == "/" or IN_A_STORE.match(address)):
            return True  # a provider where the account has a role: the page names no other
        name = page_at("/" + re.split(r"[?#]", address.removeprefix(self.prefix))[0])
        return not name or may(self.rights, PAGES.get(name), method)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """An element begins."""
        if self.leaving_out:
            self.depth += tag == self.leaving_out
            return
        given = dict(attrs)
        if self._leaves_out(tag, given):
            self.leaving_out, self.depth = ("", 0) if tag in VOID else (tag, 1)
        elif tag == "a" and not self.may(given.get("href"), "GET"):
            self.unlinked += 1
        elif tag in BOXES and not all(self.may(given.get(name), "POST") for name in SENDS):
            self.parts.append(_to_be_read(tag, attrs))
        else:
            self.parts.append(self.get_starttag_text() or "")

    def _leaves_out(self, tag: str, given: dict[str, str | None]) -> bool:
        if tag == "form":
            return not self.may(given.get("action"), (given.get("method") or "get").upper())
        if tag == "a":
            return given.get("role") == "button" and not self.may(given.get("href"), "GET")
        return tag == "button" and not all(self.may(given.get(name), "POST") for name in SENDS)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self.leaving_out:
            self.depth -= tag == self.leaving_out
            self.leaving_out = self.leaving_out if self.depth else ""
        elif tag == "a" and self.unlinked:
            self.unlinked -= 1
        else:
            self.parts.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """An element without content, as in drawings."""
        if not self.leaving_out:
            self.parts.append(self.get_starttag_text() or "")

    def _keep(self, text: str) -> None:
        if not self.leaving_out:
            self.parts.append(text)

    def handle_data(self, data: str) -> None:
        """Words."""
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        """A sign by its name."""
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A sign by its number."""
        self._keep(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """The first line."""
        self._keep(f"<!{decl}>")


def _to_be_read(tag: str, attrs: Attributes) -> str:
    """A box that does not save itself and cannot be changed."""
    kept = [(name, value) for name, value in attrs if not name.startswith(("hx-", "data-saves"))]
    kept.append(("disabled" if tag == "select" else "readonly", None))
    written = (f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
    return f"<{tag}{''.join(written)}>"
