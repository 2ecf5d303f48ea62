"""Put a plan together: steps, their preview, and what they bring about."""

from openlet.spec.layout import Value, text_of
from openlet.store.actions.foreseen import warnings
from openlet.store.actions.plans import Plan
from openlet.store.actions.sentences import sentences
from openlet.store.actions.subject import Subject
from openlet.store.documents import Operation
from openlet.store.refusals import NotDone


def planned(
    name: str,
    title: str,
    bootcamp: Subject,
    steps: list[Operation],
    reads: tuple[str, ...] | None = None,
    claimed: str | None = None,
) -> Plan:
    """The plan with these steps. ``reads``: the places it is made from, else the bootcamp aim alone."""
    made = tuple(steps)
    return Plan(
        name,
        f"{title}: {bootcamp.name}",
        made,
        sentences(made, bootcamp.document, bootcamp.year),
        warnings(bootcamp, made, claimed),
        reads or (bootcamp.path,),
    )


def refuse(why_not: str | None) -> None:
    """Raise ``NotDone`` where something stands in the way of an action."""
    if why_not is not None:
        raise NotDone(why_not)


def setting(bootcamp: Subject, **values: Value | None) -> list[Operation]:
    """The steps that give elements of the bootcamp aim new values (None: take away); none where it has them already."""
    steps = []
    for element, value in values.items():
        old, new = bootcamp.tree.get(element) or None, None if value is None else text_of(value)
        if old != new:
            steps.append(Operation("set", f"{bootcamp.path}/{element}", old=old, new=new))
    return steps
