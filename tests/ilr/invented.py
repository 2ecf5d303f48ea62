"""Invent valid ILR files of any year from its layout: every field, in every form that the schema allows.

The choices come from a ``random.Random``, which may be Hypothesis's own.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from xml.sax.saxutils import escape

from openlet.spec.layout import RESTRICTED, UNBOUNDED, Entity, Field, layout
from openlet.spec.years import Year

COMMON = "".join(chr(code) for code in range(32, 127) if RESTRICTED.fullmatch(chr(code))) + "£€"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FIGURES = "0123456789"
NAME = LETTERS + " '-.&<>áéîøüßñŁşğ\u2019 李明 мир\U0001d49c"
ADDRESS = LETTERS + FIGURES + " ~!@&'\\()*+,-./:;"
SPACES = ("", "", "", " ", "\n  ", "\t", "&#13;")
ZONES = ("", "", "Z", "+01:00", "-14:00")


def _some(choose: Random, alphabet: str, least: int, most: int) -> str:
    return "".join(choose.choice(alphabet) for _ in range(choose.randint(least, most)))


PATTERNS: dict[str, Callable[[Random], str]] = {
    "[0-9]{1,2}": lambda choose: _some(choose, FIGURES, 1, 2),
    "[0-9]{1,18}": lambda choose: _some(choose, FIGURES, 1, 18),
    "[0-9]{10}": lambda choose: _some(choose, FIGURES, 10, 10),
    "[A-Za-z0-9]{1,8}": lambda choose: _some(choose, LETTERS + FIGURES, 1, 8),
    "[A-Za-z0-9 ]{1,12}": lambda choose: _some(choose, LETTERS + FIGURES + " ", 1, 12),
    '[^0-9\\r\\n\\t|"]{1,100}': lambda choose: _some(choose, NAME, 1, choose.choice((12, 100))),
    "[A-Za-z0-9 ~!@&'\\\\()*+,\\-./:;]{1,50}": lambda choose: _some(choose, ADDRESS, 1, 50),
    ".+@.+": lambda choose: _some(choose, COMMON, 1, 40) + "@" + _some(choose, COMMON, 1, 40),
    "[a-zA-Z]{2}[0-9]{2}|[0-9]{9}": lambda choose: (
        _some(choose, LETTERS, 2, 2) + _some(choose, FIGURES, 2, 2)
        if choose.random() < 0.5
        else _some(choose, FIGURES, 9, 9)
    ),
}


def text(field: Field, choose: Random, odd: bool) -> str:
    """A valid text of a field, escaped for XML; ``odd`` lets in forms that people seldom write (``007``, ``+5``)."""
    if field.data_type == "string":
        return escape(_string(field, choose), {"\r": "&#13;"})
    plain = _PLAIN[field.data_type](field, choose, odd)
    spaced = odd and field.data_type not in ("date", "dateTime")  # around these lxml refuses space
    return choose.choice(SPACES) + plain + choose.choice(SPACES) if spaced else plain


def _string(field: Field, choose: Random) -> str:
    if field.enumeration is not None:
        return field.enumeration
    if field.pattern is not None:
        return PATTERNS[field.pattern.pattern](choose)
    assert field.max_length is not None
    return _some(choose, COMMON, field.min_length or 1, field.max_length)


def _whole_number(field: Field, choose: Random, odd: bool) -> str:
    if field.min_value is not None and field.max_value is not None:
        value = choose.randint(int(field.min_value), int(field.max_value))
    else:
        most = 10 ** (field.total_digits or 1) - 1
        value = choose.randint(-most if odd else 0, most)
    if not odd:
        return str(value)
    sign = "-" if value < 0 else choose.choice(("", "+"))
    return sign + choose.choice(("", "0", "00")) + str(abs(value))


def _decimal(field: Field, choose: Random, odd: bool) -> str:
    assert field.min_value is not None
    assert field.max_value is not None
    value = Decimal(choose.randint(int(field.min_value * 10), int(field.max_value * 10))) / 10
    if not odd:
        return f"{value:f}"
    written = choose.choice((f"{value:.1f}", f"{value:f}", f"0{value:f}"))
    return choose.choice(("", "+")) + (written.lstrip("0") if written.lstrip("0")[1:] else written)


def _date(field: Field, choose: Random, odd: bool) -> str:
    day = date(1930, 1, 1) + timedelta(days=choose.randint(0, 40_000))
    return day.isoformat() + (choose.choice(ZONES) if odd else "")


def _date_time(field: Field, choose: Random, odd: bool) -> str:
    time = f"T{choose.randint(0, 23):02d}:{choose.randint(0, 59):02d}:{choose.randint(0, 59):02d}"
    return (
        _date(field, choose, False) + time + (choose.choice(("", ".5", ".125")) + choose.choice(ZONES) if odd else "")
    )


_PLAIN = {
    "int": _whole_number,
    "long": _whole_number,
    "decimal": _decimal,
    "date": _date,
    "dateTime": _date_time,
}


def file(year: Year, choose: Random, fullness: float = 0.5, odd: bool = True, tolerated: bool = False) -> str:
    """A valid file of a year; ``fullness`` is how likely each optional element is there."""
    lines: list[str] = ['<?xml version="1.0" encoding="utf-8"?>']

    def write(entity: Entity, indent: str) -> None:
        attribute = f' xmlns="{year.namespace}"' if entity.name == "Message" else ""
        lines.append(f"{indent}<{entity.name}{attribute}>")
        before = len(lines)
        for child in entity.children:
            for _ in range(_times(child)):
                if isinstance(child, Field):
                    value = text(child, choose, odd and choose.random() < 0.3)
                    lines.append(f"{indent}  <{child.element}>{value}</{child.element}>")
                else:
                    write(child, indent + "  ")
        if len(lines) == before:
            lines.pop()  # an entity without anything in it says nothing
        else:
            lines.append(f"{indent}</{entity.name}>")

    def _times(child: Field | Entity) -> int:
        if isinstance(child, Field):
            return int((child.required or choose.random() < fullness) and (tolerated or not child.tolerated))
        most = min(child.max_occurs, 3) if child.max_occurs == UNBOUNDED else child.max_occurs
        if child.name in ("Learner", "LearningDelivery"):
            most = 2
        there = child.required or child.name == "Learner" or choose.random() < fullness
        return choose.randint(1, most) if there else 0

    write(layout(year), "")
    return "\n".join(lines) + "\n"
