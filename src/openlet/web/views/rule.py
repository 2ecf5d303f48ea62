"""The page of one rule, as the documentation has it: what to do, when it fires, exceptions, years, source, examples."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openlet.reports.rule_pages import Page, find
from openlet.spec import pack

Block = tuple[str, list[str]]  # "list", "quote" or "text", and its lines


@require_GET
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a rule or of a reason code."""
    found = _found(code, pack.generation())
    if found is None:
        raise Http404
    return render(request, "rule.html", {"rule": found, "blocks": blocks(found.text)})


@lru_cache(maxsize=200)
def _found(code: str, generation: int) -> Page | None:
    return find(code)


def blocks(text: str) -> list[Block]:
    """The parts of a page's text, which is plain text with lists and quotations."""
    return [_block(part.splitlines()) for part in text.split("\n\n") if part.strip()]


def _block(lines: list[str]) -> Block:
    for kind, mark in (("list", "- "), ("quote", ">")):
        if all(line.startswith(mark) for line in lines):
            return kind, [text for line in lines if (text := line.removeprefix(mark).strip())]
    return "text", lines
