"""What a person types or pastes, what is stored for it, and how what is stored is shown.

``canonical`` turns a text into what an ILR file holds: dates, codes, numbers, postcodes. What it does not understand it
leaves exactly as typed, but for white space and invisible characters around it. ``shown`` is the way back.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from openlet.exchange.written_dates import figures, in_full, read_date
from openlet.spec.codes import codes
from openlet.spec.layout import Field
from openlet.spec.layout import entity as entity_of
from openlet.spec.screens import written_as
from openlet.spec.slots import typed_list
from openlet.spec.years import Year

IDENTIFIER = 8  # a whole number with at least so many figures is an identifier: blanks anywhere in it mean nothing

INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_SIGNS = {ord(sign): None for sign in INVISIBLE} | {
    ord(sign): plain
    for signs, plain in (("\u2018\u2019\u201b\u2032", "'"), ("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
                         ("\u00a0\u2007\u202f\t", " "))
    for sign in signs
}  # fmt: skip
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_QUOTED = re.compile(r'"(.*)"', re.DOTALL)
_WHOLE = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.0+)?")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_NI_NUMBER = re.compile(r"[A-Z]{2}[0-9]{6}[A-Z]?")
_CODE_AND_LABEL = (
    re.compile(r"\(?(?P<code>[^\s\-:()]+)\)?\s*(?:[-:]\s*|\s)(?P<label>.+)", re.DOTALL),
    re.compile(r"(?P<label>.+)\s\((?P<code>[^\s()]+)\)", re.DOTALL),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a box asks for: the field that stores it, the type in a slot, and the codes of the year with their labels.

    ``codes`` is empty for a field without a list, and where the type that would decide it is not known.
    """

    field: Field
    kind: str | None
    codes: dict[str, str]


@cache
def asked_of(entity: str, element: str, kind: str | None, year: Year) -> Asked:
    """What an element of an entity asks for in a year, given the type of its record where codes depend on one."""
    found = entity_of(year, entity)
    of = next(one for one in found.fields() if one.element == element)  # type: ignore[union-attr]
    listed = {code: one.label for (of_type, code), one in codes(element, year).items() if of_type == kind and code}
    return Asked(of, kind, listed)


@cache
def type_element(entity: str, element: str, year: Year) -> str | None:
    """The element of the same record whose type decides which codes an element may hold; None for most."""
    of = typed_list(entity, year)
    if of is not None:
        return of.type_element if element == of.value_element else None
    if not any(kind for kind, _ in codes(element, year)):
        return None
    found = entity_of(year, entity)
    kinds = {kind for kind, _ in codes(element, year)}
    others = (one.element for one in found.fields()) if found else ()
    return next((other for other in others if kinds <= {code for _, code in codes(other, year)}), None)


def canonical(of: Asked, text: str, as_of: date) -> str:
    """What is stored for a text that was typed or pasted; ``as_of`` decides the century of short years."""
    bare = stripped(text)
    candidates = tuple(_candidates(bare))
    codes_said = (_code(of, _plain(one)) for one in candidates) if of.codes else iter(())
    others = (_understood(of, one, as_of) for one in candidates)
    return next((said for said in chain(codes_said, others) if said is not None), bare)


def shown(of: Asked, text: str) -> str:
    """How a stored text stands in its box: a date as 01/05/2024, all else as it is."""
    if of.field.data_type == "date" and text:
        day = of.field.read(text).value
        if isinstance(day, date) and day.isoformat() == text:
            return figures(day)
    return text


def read_as(of: Asked, text: str) -> str:
    """What a stored text is understood as, in words: "Wednesday 1 May 2024", the label of a code; "" for nothing."""
    if of.field.data_type == "date" and text:
        day = of.field.read(text).value
        return in_full(day) if isinstance(day, date) else ""
    return of.codes.get(text, "")


def stripped(text: str) -> str:
    """A text without the white space and the invisible characters around it."""
    before = None
    while before != text:
        before, text = text, text.strip().strip(INVISIBLE)
    return text


def _candidates(bare: str) -> Iterator[str]:
    """The text, and the text without what spreadsheets put around it: ="0012", "0012", '0012."""
    yield bare
    for wrapped in (_FORMULA, _QUOTED):
        if matched := wrapped.fullmatch(bare):
            yield stripped(matched[1].replace('""', '"'))
    if bare.startswith("'"):
        yield stripped(bare[1:])


def _understood(of: Asked, text: str, as_of: date) -> str | None:
    """What a text means for its field, None where it means nothing."""
    plain = _plain(text)
    if not plain:
        return ""
    if of.field.data_type == "date":
        return _date(of, plain, as_of)
    if of.field.data_type in ("int", "long"):
        return _whole_number(of.field, plain)
    if of.field.data_type == "decimal":
        return _decimal(plain)
    way = _WAYS.get(written_as(of.field.element) or "")
    return way(plain) if way else _text(of.field, text, plain)


def _code(of: Asked, plain: str) -> str | None:
    whole = _one_code(of, plain)
    if whole is not None:
        return whole
    for form in _CODE_AND_LABEL:
        matched = form.fullmatch(plain)
        if not matched:
            continue
        if of.kind and _same(matched["code"], of.kind):  # "DAM 023"
            return _code(of, matched["label"])
        found = _one_code(of, matched["code"])
        if found is not None and _same(of.codes[found], matched["label"]):
            return found
    return None


def _one_code(of: Asked, plain: str) -> str | None:
    """The one code that a text is, by itself, in other letters, without its zeros, by its label, or after its type."""
    if plain in of.codes:
        return plain
    tests: tuple[Callable[[str, str], bool], ...] = (
        lambda code, label: _same(code, plain),
        lambda code, label: _number(code) is not None and _number(code) == _number(plain),
        lambda code, label: _same(label, plain),
        lambda code, label: of.kind is not None and _same(of.kind + code, plain),
    )
    for test in tests:
        fitting = [code for code, label in of.codes.items() if test(code, label)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _same(one: str, other: str) -> bool:
    return _plain(one).casefold() == other.casefold()


def _plain(text: str) -> str:
    """A text with plain signs and single blanks."""
    return " ".join(text.translate(_SIGNS).split())


def _number(text: str) -> str | None:
    """A whole number without its zeros in front, and without the ".0" of spreadsheets."""
    matched = re.fullmatch(r"0*([0-9]+)(?:\.0+)?", text)
    return matched[1] if matched else None


def _date(of: Asked, plain: str, as_of: date) -> str | None:
    if of.field.read(plain).fault is None:
        return plain
    day = read_date(plain, as_of)
    return day.isoformat() if day else None


def _whole_number(of: Field, plain: str) -> str | None:
    is_identifier = of.longest is not None and of.longest >= IDENTIFIER
    number = re.sub(r"[ \-]", "", plain) if is_identifier else plain.removeprefix("£").strip()
    matched = _WHOLE.fullmatch(number)
    if not matched:
        return None
    figures_only = re.sub("[ ,]", "", matched[2])
    if is_identifier:
        return figures_only
    bare = figures_only.lstrip("0") or "0"
    return f"-{bare}" if matched[1] == "-" and bare != "0" else bare


def _decimal(plain: str) -> str | None:
    number = plain.removesuffix("%").strip()
    return number.replace(",", "").lstrip("+") if _DECIMAL.fullmatch(number) else None


def _text(of: Field, text: str, plain: str) -> str | None:
    """A free text as it is, or with plain signs where the ILR does not take those that it holds."""
    return next((one for one in (text, plain) if of.read(one).fault is None), None)


def _postcode(plain: str) -> str | None:
    matched = _POSTCODE.fullmatch(re.sub(r"[ .\-]", "", plain).upper())
    return f"{matched[1]} {matched[2]}" if matched else None


def _ni_number(plain: str) -> str | None:
    joined = re.sub(r"[ .\-/]", "", plain).upper()
    return joined if _NI_NUMBER.fullmatch(joined) else None


def _telephone(plain: str) -> str | None:
    joined = re.sub(r"[ .\-/]|\(0\)|[()]", "", plain) if plain.startswith("+") else re.sub(r"[ .\-/()]", "", plain)
    joined = joined.replace("+44", "0", 1) if joined.startswith("+44") else joined.replace("+", "00", 1)
    return joined if re.fullmatch(r"[0-9]+", joined) else None


def _email(plain: str) -> str | None:
    bare = plain[1:-1] if plain.startswith("<") and plain.endswith(">") else plain
    address = re.sub(r"^mailto:", "", bare, flags=re.IGNORECASE)
    return address if re.fullmatch(r"[^@\s]+@[^@\s]+", address) else None


def _aim_reference(plain: str) -> str | None:
    joined = plain.replace(" ", "").upper()
    return joined if re.fullmatch(r"[A-Z0-9]{8}", joined) else None


_WAYS: dict[str, Callable[[str], str | None]] = {
    "postcode": _postcode,
    "NI number": _ni_number,
    "telephone": _telephone,
    "email": _email,
    "aim reference": _aim_reference,
}
