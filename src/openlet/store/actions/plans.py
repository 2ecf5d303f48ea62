"""What an action would do: its steps, the preview in sentences, and what stands against it."""

from collections.abc import Callable
from dataclasses import dataclass

from openlet.spec.years import Year
from openlet.store.actions.subject import Subject
from openlet.store.documents import Document, Operation, apply, copy
from openlet.store.refusals import NotDone


@dataclass(frozen=True, slots=True)
class Plan:
    """What an action would do to one learner, before anything is done.

    ``steps`` go to ``services.carry_out`` together with ``reads``, the paths of what the plan was made from, and the
    version of the document. ``sentences`` say each step as a person reads it ("Completion status of Z0020001: 1 to 2").
    ``warnings`` say what the rules and the payment conditions would hold against the result and do not hold against the
    learner as it is. No steps: nothing is to be changed.
    """

    action: str
    title: str
    steps: tuple[Operation, ...]
    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    reads: tuple[str, ...]

    def applied_to(self, document: Document, year: Year) -> Document:
        """A copy of the document as it would be afterwards."""
        return applied(self.steps, document, year)


@dataclass(frozen=True, slots=True)
class Available:
    """Whether an action makes sense now. ``why_not`` is None, or the reason in a sentence.

    ``inputs`` are the names of the values that the action asks for.
    """

    action: str
    title: str
    why_not: str | None
    inputs: tuple[str, ...]

    @property
    def makes_sense(self) -> bool:
        """Whether the action can be planned."""
        return self.why_not is None


@dataclass(frozen=True, slots=True)
class Action:
    """An action by name: ``make`` plans it, from (document, year, aim, given) and its inputs by name."""

    name: str
    title: str
    inputs: Callable[[Subject], tuple[str, ...]]
    why_not: Callable[[Subject], str | None]
    make: Callable[..., Plan]

    def available(self, bootcamp: Subject) -> Available:
        """Whether the action makes sense now."""
        return Available(self.name, self.title, self.why_not(bootcamp), self.inputs(bootcamp))


class WrongInput(NotDone):
    """Values that an action cannot be planned with: ``errors`` has one sentence for each input at fault, by name."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(" ".join(errors.values()))


class Errors(dict[str, str]):
    """The faults of inputs, gathered so that all are told at once. Only the first of each input is kept."""

    def require(self, right: bool, field: str, sentence: str) -> None:
        """Note a fault unless all is right."""
        if not right:
            self.setdefault(field, sentence)

    def refuse(self) -> None:
        """Raise ``WrongInput`` if there is any fault."""
        if self:
            raise WrongInput(dict(self))


def applied(steps: tuple[Operation, ...], document: Document, year: Year) -> Document:
    """A copy of a document with some steps done."""
    after: Document = copy(document)
    for step in steps:
        after = apply(after, step, year)
    return after
