"""Records of a source that shows only some of their elements, so that nothing is concluded from what it leaves out.

An element that the source does not show is not absent: whoever asks for it gets ``NotHere`` instead of None. So a rule
that turns on it cannot come to a verdict by mistake.
"""

import dataclasses
from collections.abc import Iterable
from functools import cache
from typing import Any, NoReturn, TypeVar, cast

from openlet.ilr.records import Record

R = TypeVar("R", bound=Record)

OF_EVERY_RECORD = frozenset(field.name for field in dataclasses.fields(Record))


class NotHere(Exception):
    """An element that the source of a record does not show. Never an ``AttributeError``: nobody may pass over it."""

    def __init__(self, element: str) -> None:
        super().__init__(element)
        self.element = element


def blank(record: type[R], here: frozenset[str]) -> R:
    """A record without values of which only some elements are shown."""
    made: R = object.__new__(_partly(cast(Any, record), here))
    for field in dataclasses.fields(record):
        if field.name in here | OF_EVERY_RECORD:
            setattr(made, field.name, _default(field))
    return made


def _default(field: "dataclasses.Field[Any]") -> Any:
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


@cache
def _partly(record: Any, here: frozenset[str]) -> Any:
    hidden = [field.name for field in dataclasses.fields(record) if field.name not in here | OF_EVERY_RECORD]
    return type(record.__name__, (record,), {"__slots__": (), **{name: property(_refuse(name)) for name in hidden}})


def _refuse(element: str) -> Any:
    def refuse(record: Record) -> NoReturn:
        raise NotHere(element)

    return refuse


class SomeOf(list[R]):
    """Records of a list of which the source shows only some types. ``cut``: types of which there may be more."""

    def __init__(self, records: Iterable[R], element: str, types: frozenset[str], cut: frozenset[str]) -> None:
        super().__init__(records)
        self.element, self.types, self.cut = element, types, cut


class CodesOfSome(dict[str, tuple[str, ...]]):
    """The codes of such a list by type; to ask for a type that is not shown, or for all, is to ask too much."""

    def __init__(self, codes: dict[str, tuple[str, ...]], shown: SomeOf[Any]) -> None:
        cut = {name: CutOff.of(codes.get(name, ()), f"{shown.element} {name}") for name in shown.cut}
        super().__init__(codes | cut)
        self._shown = shown

    def get(self, name: str, default: Any = None) -> Any:
        """The codes of a type. Raises ``NotHere``."""
        self._check(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        self._check(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._check(str(name))
        return super().__contains__(name)

    def _check(self, name: str) -> None:
        if name not in self._shown.types:
            raise NotHere(f"{self._shown.element} {name}")

    def _all(self, *_: Any) -> NoReturn:
        raise NotHere(self._shown.element)

    __iter__ = keys = values = items = __len__ = _all


class CutOff(tuple[str, ...]):
    """Codes of which there may be more: one that is not among them may still be there."""

    element: str

    @classmethod
    def of(cls, codes: Iterable[str], element: str) -> "CutOff":
        """The codes that are shown of a type."""
        made = cls(codes)
        made.element = element
        return made

    def __contains__(self, code: object) -> bool:
        if not super().__contains__(code):
            raise NotHere(self.element)
        return True
