"""The other text for every text: invented, of the same form, right where it was right and wrong where it was wrong.

Whatever is drawn is drawn from the secret of the run and the text itself, so that one text always becomes the same
one, and nobody without the secret can go back. Names, addresses and contacts are drawn for the person as well, so that
two people of one name do not share the invented one.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from openlet.facts.people import whole_years
from openlet.ilr.identifiers import (
    TEMPORARY_ULN,
    UNKNOWN_EMPLOYER,
    ZZ99,
    is_employer_id,
    is_ni_number,
    is_postcode,
    is_valid_uln,
    with_check_digit,
)
from openlet.ilr.rewriting import Kind, Passage, Spot
from openlet.invented.anonymous.alike import (
    alike,
    alike_free_text,
    is_read_by_wmca,
    other_figures,
    speaks_of_contribution,
)
from openlet.invented.anonymous.seen import Birth, Fields, Seen, core
from openlet.invented.anonymous.treatments import (
    BIRTH,
    BY_PERSON,
    ONE_TO_ONE,
    PROVIDER_CODE,
    UKPRN,
    treatment_of,
)
from openlet.invented.lists import streets, syllables
from openlet.invented.people import MAIL, invent_ni_number, invent_telephone
from openlet.reference.areas import AreaLookup
from openlet.spec.layout import Field
from openlet.spec.years import years

TRIES, STRICT_TRIES = 2000, 60
FURTHEST_SHIFT = 28  # days
SCHEMA_LOCATION = "schemaLocation"
MOST_WORDS = 3  # of invented given names
LEAST_FIGURES = 4  # of a number that is wrong but still one


class NotHidden(Exception):
    """A text for which no other one of its form can be found; the sentence names the element, never the text."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. ``texts`` are provider specified texts to keep: the contract's references and contributions.

    ``ukprn``: the number that the provider gets, or None to keep its own.
    """

    secret: bytes
    areas: AreaLookup
    texts: frozenset[str] = frozenset()
    ukprn: int | None = None
    shift_births: bool = False


class Disguise:
    """Gives every text of a passage its other one. Raises ``NotHidden``."""

    def __init__(self, wanted: Wanted, seen: Seen) -> None:
        self.wanted, self.seen = wanted, seen
        self.replaced = 0
        self._texts = wanted.texts | seen.aims
        self._one_to_one = {name: self._assigned(name) for name in ONE_TO_ONE}
        self._births: dict[Birth, str] = {}

    def hide(self, passage: Passage) -> None:
        """Set the new text of each spot that must not stay."""
        person = passage.text("ULN") or ""
        if not _is_uln(person.strip()):
            person = f"reference {passage.text('LearnRefNumber')}"
        for spot in passage.spots:
            spot.new = self._new(spot, passage, person)
            self.replaced += spot.new != spot.text

    def other_ukprn(self, text: str) -> str:
        """A text with the provider's number replaced, if another one was asked for."""
        for own in self.seen.providers if self.wanted.ukprn is not None else ():
            text = text.replace(own, str(self.wanted.ukprn))
        return text

    def _new(self, spot: Spot, passage: Passage, person: str) -> str:
        if spot.kind is Kind.ATTRIBUTE and spot.name.endswith(SCHEMA_LOCATION):
            return " ".join(_without_folder(word) for word in spot.text.split())
        if spot.kind is not Kind.VALUE or spot.field is None:
            return alike(self._rng(spot.kind, spot.text), spot.text)
        treatment = treatment_of(spot.field)
        if treatment in ONE_TO_ONE:
            known = core(spot)
            return spot.text.replace(known, self._one_to_one[treatment][known]) if known else spot.text
        if treatment in BY_PERSON:
            return self._of_person(treatment, spot.text, spot.field, person)
        return self._mostly_kept(treatment, spot, spot.field, passage)

    def _mostly_kept(self, treatment: str, spot: Spot, field: Field, passage: Passage) -> str:
        """Codes, numbers and dates stay if they can be read; what cannot be read may say anything."""
        reading = field.read(spot.text)
        if reading.value is None or (reading.fault is not None and field.data_type == "string"):
            return self._drawn(treatment, spot.text, {field.path: field}, lambda rng: alike(rng, spot.text))
        if treatment == BIRTH and self.wanted.shift_births and isinstance(reading.value, date):
            return self._birth((passage.text("LearnRefNumber"), spot.text), reading.value)
        if treatment == UKPRN:
            return self.other_ukprn(spot.text) if core(spot) in self.seen.providers else spot.text
        if treatment == "file name":
            return self._file_name(spot.text, field)
        if treatment == PROVIDER_CODE and self.wanted.ukprn is not None:
            return self._drawn(treatment, spot.text, {field.path: field}, lambda rng: alike(rng, spot.text))
        return spot.text

    def _file_name(self, text: str, field: Field) -> str:
        if text.upper().startswith("ILR-"):
            return self.other_ukprn(text)
        stem, dot, ending = text.rpartition(".")
        return self._drawn("file name", text, {field.path: field}, lambda rng: alike(rng, stem or ending)) + (
            f"{dot}{ending}" if stem else ""
        )

    # One text for each text.

    def _assigned(self, treatment: str) -> dict[str, str]:
        """The other text of every text of a kind, all different."""
        assigned: dict[str, str] = {}
        taken: set[str] = set()
        for text, fields in sorted(self.seen.texts[treatment].items()):
            if self._stays(treatment, text):
                assigned[text] = text
                continue
            invent, mark = self._one_to_one_ways(treatment, text)
            assigned[text] = self._drawn(treatment, text, fields, invent, mark, taken)
            taken.add(assigned[text])
        return assigned

    def _stays(self, treatment: str, text: str) -> bool:
        """Texts that mean something to everybody, and texts without a letter or figure."""
        if not any(sign.isalnum() for sign in text):
            return True
        if treatment == "text":
            said = text.strip()
            plain = " ".join(text.split()).casefold()
            kept = said in self._texts or plain in {" ".join(one.split()).casefold() for one in self.wanted.texts}
            return kept or is_read_by_wmca(text)
        return text in {"uln": str(TEMPORARY_ULN), "postcode": ZZ99, "employer": str(UNKNOWN_EMPLOYER)}.get(
            treatment, ()
        )

    def _one_to_one_ways(
        self, treatment: str, text: str
    ) -> tuple[Callable[[Random], str | None], Callable[[str], object]]:
        """How to invent a text of a kind, and what must be the same of it."""
        if treatment == "uln":
            return (_uln if _is_uln(text) else lambda rng: alike(rng, text)), _is_uln
        if treatment == "postcode":
            areas = self.wanted.areas
            return (
                lambda rng: areas.another(text, rng.randrange) or alike(rng, text),
                lambda one: (is_postcode(one), areas.area(one), areas.exists(one)),
            )
        if treatment == "employer":
            return lambda rng: alike(rng, text), _is_employer
        if treatment == "text":
            return lambda rng: alike_free_text(rng, text), lambda one: (
                is_read_by_wmca(one), one.strip() in self._texts, speaks_of_contribution(one)
            )  # fmt: skip
        return lambda rng: alike(rng, text), lambda one: None

    # A text for each text of a person.

    def _of_person(self, treatment: str, text: str, field: Field, person: str) -> str:
        if not any(sign.isalnum() for sign in text):
            return text
        fields = {field.path: field}
        if field.read(text).fault is not None:
            return self._drawn(treatment, text, fields, lambda rng: alike(rng, text))
        mark = is_ni_number if treatment == "ni number" else bool
        return self._drawn(f"{treatment} {person}", text, fields, lambda rng: _PERSONAL[treatment](rng, text), mark)

    # Dates of birth.

    def _birth(self, birth: Birth, born: date) -> str:
        """Another day on which the person would be as old on every day of their record, and at every year's ends."""
        if birth not in self._births:
            days = self.seen.births[birth] | {day for year in years() for day in _test_days(year.first_day)}
            shifts = [days for days in range(-FURTHEST_SHIFT, FURTHEST_SHIFT + 1) if days]
            self._rng("birth", *(part or "" for part in birth)).shuffle(shifts)
            possible = (born + timedelta(days=shift) for shift in shifts)
            moved = next((day for day in possible if _is_as_old(born, day, days)), born)
            self._births[birth] = birth[1].replace(born.isoformat(), moved.isoformat())
        return self._births[birth]

    # Drawing.

    def _drawn(
        self,
        what: str,
        text: str,
        fields: Fields,
        invent: Callable[[Random], str | None],
        mark: Callable[[str], object] = lambda one: None,
        taken: set[str] | frozenset[str] = frozenset(),
    ) -> str:
        """The first text drawn that is free, as right or wrong as the one it stands for, and not taken yet."""
        if not any(sign.isalnum() for sign in text):
            return text
        faults = {path: field.read(text).fault for path, field in fields.items()}
        wanted = mark(text)
        rng = self._rng(what, text)
        is_short = sum(sign.isalnum() for sign in text) < LEAST_FIGURES
        longest = min((field.longest or len(text) for field in fields.values()), default=len(text))
        for at in range(TRIES):
            new = invent(rng)
            if new is not None and at > TRIES // 2 and len(new) < longest:
                new += rng.choice("0123456789")  # all of its length are taken
            if new is None or new == text or new in taken or mark(new) != wanted:
                continue
            if (is_short or self.seen.is_free(new, at < STRICT_TRIES)) and all(
                field.read(new).fault == faults[path] for path, field in fields.items()
            ):
                return new
        if invent(rng) == text:
            return text  # nothing in it could be changed: it says only what everybody knows
        element = next(iter(fields.values())).element
        raise NotHidden(
            f"For a value of {element} no other one of the same form could be found, so nothing was written."
        )

    def _rng(self, *parts: str) -> Random:
        drawn = hmac.digest(self.wanted.secret, "\0".join(parts).encode("utf-8", "surrogatepass"), "sha256")
        return Random(int.from_bytes(drawn, "big"))


def _uln(rng: Random) -> str | None:
    uln = with_check_digit(rng.randrange(100_000_000, 999_999_999))
    return None if uln is None else str(uln)


def _is_uln(text: str) -> bool:
    return text.isascii() and text.isdigit() and is_valid_uln(int(text[:20]))


def _is_employer(text: str) -> bool:
    return text.isascii() and text.isdigit() and is_employer_id(int(text[:20]))


def _in_case(name: str, text: str) -> str:
    return name.upper() if text.isupper() else name.lower() if text.islower() else name


def _names(kind: str) -> Callable[[Random, str], str]:
    def invented(rng: Random, text: str) -> str:
        words = min(len(text.split()), MOST_WORDS) if kind == "given" else 1
        return _in_case(" ".join(_name(rng, kind) for _ in range(words)), text)

    return invented


def _name(rng: Random, kind: str) -> str:
    """A name that begins like a given or a family name, so that it is rarely one of an invented return's own."""
    return rng.choice(syllables(rng.choice(("given", "family")), "start")) + rng.choice(syllables(kind, "end"))


def _street(rng: Random, text: str) -> str:
    return f"{rng.randrange(1, 180)} {_name(rng, 'family')} {rng.choice(streets()).split()[-1]}"


def _email(rng: Random, text: str) -> str:
    name = f"{_name(rng, 'given')}.{_name(rng, 'family')}".lower()
    return f"{name}{rng.randrange(1, 100)}@{rng.choice(MAIL)}"


def _telephone(rng: Random, text: str) -> str:
    number = invent_telephone(rng)
    more = "".join(rng.choice("0123456789") for _ in range(len(text) - len(number)))
    return (number + more)[-len(text) :] if len(text) < len(number) else number + more


def _ni(rng: Random, text: str) -> str:
    """A right one for a right one; of a wrong one the letters stay, which are what is wrong with it."""
    if is_ni_number(text):
        return invent_ni_number(rng)[: len(text.rstrip())].ljust(len(text))
    has_figures = sum(sign.isdigit() for sign in text) >= LEAST_FIGURES
    return other_figures(rng, text) if has_figures else alike(rng, text)


_PERSONAL: dict[str, Callable[[Random, str], str]] = {
    "family name": _names("family"),
    "given names": _names("given"),
    "street": _street,
    "place": lambda rng, text: _in_case(_name(rng, "family"), text),
    "telephone": _telephone,
    "email": _email,
    "ni number": _ni,
}


def _without_folder(word: str) -> str:
    """A namespace as it is, a place of a schema without its folder."""
    return word if word.startswith("ESFA/") else "schema.xsd"


def _test_days(first_day: date) -> tuple[date, ...]:
    """The days of a year on which ages are tested: 31 July before it, its first day, 31 August."""
    return (first_day - timedelta(days=1), first_day, first_day.replace(day=31))


def _is_as_old(born: date, moved: date, days: set[date]) -> bool:
    return all(
        (born < day, born <= day) == (moved < day, moved <= day) and whole_years(born, day) == whole_years(moved, day)
        for day in days
    )
