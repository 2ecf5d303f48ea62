"""The environment of the pages: where templates lie, and how values are shown."""

import hashlib
import json
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import Environment, FileSystemLoader

from openlet.facts.days import in_words

ROOM = Path(__file__).parent
STATIC = ROOM / "static"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def environment(**options: Any) -> Environment:
    """The environment that Django asks for."""
    options |= {"loader": FileSystemLoader(ROOM / "templates"), "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options)
    made.globals |= {"static": static, "url": address}
    made.filters |= {
        "pounds": pounds,
        "day": day,
        "moment": moment,
        "count": count,
        "month": month,
        "fragment": fragment,
        "json": json.dumps,
    }
    return made


@lru_cache(maxsize=20_000)
def address(name: str, *arguments: Any, **named: Any) -> str:
    """The address of a page; a list of learners asks for many, and they never change."""
    return str(reverse(name, args=arguments or None, kwargs=named or None))


@cache
def static(path: str) -> str:
    """The address of a file that is served as it is; it changes with the file, so that browsers may keep it."""
    content = (STATIC / path).read_bytes()
    return f"/static/{path}?{hashlib.sha256(content).hexdigest()[:12]}"


def pounds(pence: int) -> str:
    """Pence as pounds: £1,234.56; whole pounds without pence."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}" + (f".{rest:02d}" if rest else "")


def day(value: date | str | None) -> str:
    """A day in words: 1 May 2024; what is no day is shown as it is."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return in_words(value)
    try:
        return in_words(date.fromisoformat(value))
    except ValueError:
        return value


def moment(value: datetime) -> str:
    """A moment on the user's clock: 1 May 2024, 09:30."""
    local = localtime(value, datetime.now().astimezone().tzinfo)
    return f"{in_words(local.date())}, {local:%H:%M}"


def month(value: str) -> str:
    """A month as people write it: 2024-09 is Sep 2024; what is no month stays as it is."""
    year, _, number = value.partition("-")
    is_month = number.isdigit() and 1 <= int(number) <= len(MONTHS)
    return f"{MONTHS[int(number) - 1]} {year}" if is_month else value


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its word: 1 learner, 1,204 learners."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def fragment(path: str) -> str:
    """A path as an id in a page: letters, figures and hyphens."""
    return "f-" + "".join(sign if sign.isalnum() else "-" for sign in path)
