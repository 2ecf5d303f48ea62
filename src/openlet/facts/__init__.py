"""Facts: values derived from the records, each in one place, with one name.

A fact is a function of a record and, where the answer depends on them, of its learner and of what the return is judged
with (``Given``). It is worked out once and remembered on the record.
"""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from openlet.ilr.records import Learner, Record

R = TypeVar("R", bound=Record)
P = ParamSpec("P")
T = TypeVar("T")


def fact(function: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Remember what a function says of a record, so that rules share it and never work it out again.

    Only the answer for the latest arguments is kept, and none where arguments are given by name.
    """

    def remembered(record: R, /, *rest: P.args, **named: P.kwargs) -> T:
        if named:
            return function(record, *rest, **named)
        known = record.facts
        if known is None:
            known = record.facts = {}
        held = known.get(function)
        if held is not None and held[0] == rest:
            return held[1]  # type: ignore[no-any-return]
        answer = function(record, *rest, **named)
        known[function] = (rest, answer)
        return answer

    remembered.__name__ = function.__name__
    remembered.__doc__ = function.__doc__
    remembered.__module__ = function.__module__
    return remembered


def forget(learner: Learner) -> None:
    """Drop what was worked out for a learner who has been judged.

    Facts of an aim refer to its learner and the other way round; without this the records of a large file would pile
    up until Python looks for such circles.
    """
    learner.facts = None
    for aim in learner.LearningDelivery:
        aim.facts = None
