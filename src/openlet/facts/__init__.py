"""Facts: values derived from the records, each in one place, with one name.

A fact is a function of a record and, where the answer depends on them, of its learner and of what the return is judged
with (``Given``). It is worked out once and remembered on the record.
"""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from openlet.ilr.records import Learner, Record

R = TypeVar("R", bound=Record)
P = ParamSpec("P")
T = TypeVar("T")


def fact(function: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Remember what a function says of a record, so that rules share it and never work it out again.

    Only the answer for the latest arguments is kept, and none where arguments are given by name.
    """
    kinds = [one.kind for one in signature(function).parameters.values()]
    remember = _BY_COUNT.get(len(kinds)) if set(kinds) <= {Parameter.POSITIONAL_OR_KEYWORD} else None
    remembered = (remember or _with_any)(function)
    remembered.__name__ = function.__name__
    remembered.__doc__ = function.__doc__
    remembered.__module__ = function.__module__
    return remembered  # type: ignore[no-any-return]


# Rules ask for facts a million times in a large file, so the usual numbers of arguments have their own straight way.


def _alone(function: Callable[[Record], Any]) -> Any:
    def remembered(record: Record) -> Any:
        known = record.facts
        if known is None:
            known = record.facts = {}
        elif function in known:
            return known[function]
        answer = known[function] = function(record)
        return answer

    return remembered


def _with_one(function: Callable[[Record, Any], Any]) -> Any:
    def remembered(record: Record, other: Any) -> Any:
        known = record.facts
        if known is None:
            known = record.facts = {}
        held = known.get(function)
        if held is not None and (held[0] is other or held[0] == other):
            return held[1]
        answer = function(record, other)
        known[function] = (other, answer)
        return answer

    return remembered


def _with_any(function: Callable[..., Any]) -> Any:
    def remembered(record: Record, /, *rest: Any, **named: Any) -> Any:
        if named:
            return function(record, *rest, **named)
        known = record.facts
        if known is None:
            known = record.facts = {}
        held = known.get(function)
        if held is not None and held[0] == rest:
            return held[1]
        answer = function(record, *rest, **named)
        known[function] = (rest, answer)
        return answer

    return remembered


_BY_COUNT: dict[int, Callable[[Any], Any]] = {1: _alone, 2: _with_one}


def forget(learner: Learner) -> None:
    """Drop what was worked out for a learner who has been judged.

    Facts of an aim refer to its learner and the other way round; without this the records of a large file would pile
    up until Python looks for such circles.
    """
    learner.facts = None
    for aim in learner.LearningDelivery:
        aim.facts = None
