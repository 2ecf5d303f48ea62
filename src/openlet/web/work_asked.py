"""What the address of the work list asks for, and the items that are found like that, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

from django.db.models import F, QuerySet

from openlet.reports.work import KINDS, PRIORITIES, in_all
from openlet.store.models import WorkItem
from openlet.store.services import stake_in

OPEN, DONE, CLOSED = "open", "done", "closed"
CAME_BACK, EVERYTHING = "came-back", "all"
STATES = {
    OPEN: "To be done",
    CAME_BACK: "Came back",
    DONE: "Said to be done, cause still there",
    CLOSED: "Cause gone, closed",
    EVERYTHING: "All of them",
}
MINE, NOBODY = "@mine", "@nobody"
WITHIN = ("14", "30", "60")  # days
NO_RETURN = "closed"
DUE = {days: f"Within {days} days" for days in WITHIN} | {NO_RETURN: "No return can carry it"}
BY_MONEY, BY_DEADLINE = "money", "deadline"
ORDERS = {BY_MONEY: "Money, then deadline", BY_DEADLINE: "Deadline, then money"}
TIES = (
    "learner__of__provider__UKPRN", "learner__LearnRefNumber", "aim_seq", "why", "found", "learner__of__year", "pk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters. ``owner``: a name, ``@mine`` or ``@nobody``; ``due``: days, or ``closed``; ``year``: "2324"."""

    q: str = ""
    owner: str = ""
    kind: str = ""
    bootcamp: str = ""
    due: str = ""
    priority: str = ""
    state: str = ""
    year: str = ""
    order: str = ""
    names: str = ""

    @classmethod
    def of(cls, given: Iterable[tuple[str, str]]) -> "Asked":
        """Read from the pairs of an address; what is not known is passed over."""
        known = {
            "kind": KINDS, "due": DUE, "priority": {str(one) for one in PRIORITIES}, "state": STATES, "order": ORDERS,
            "names": ("1",),
        }  # fmt: skip
        asked = {name: value.strip() for name, value in given if name in cls.__slots__}
        asked = {name: value for name, value in asked.items() if name not in known or value in known[name]}
        if not asked.get("year", "").isdecimal():
            asked.pop("year", None)
        return cls(**asked)

    @classmethod
    def in_query(cls, query: str) -> "Asked":
        """Read from the query of an address."""
        return cls.of(parse_qsl(query))

    def query(self, **changed: str) -> str:
        """The query of the address, with something changed."""
        asked = {name: getattr(self, name) for name in self.__slots__} | changed
        return urlencode({name: value for name, value in asked.items() if value})

    def address(self, **changed: str) -> str:
        """The same with its question mark."""
        return f"?{self.query(**changed)}"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered."""
        return any(getattr(self, name) for name in self.__slots__ if name not in ("order", "names"))


def found(asked: Asked, me: str, day: date) -> "QuerySet[WorkItem]":
    """The items that are asked for, in order. ``me``: who looks, for what is mine."""
    items = WorkItem.objects.filter(learner__deleted=None)
    items = _in_state(items, asked.state)
    if asked.owner:
        items = items.filter(owner={MINE: me, NOBODY: ""}.get(asked.owner, asked.owner))
    if asked.due == NO_RETURN:
        items = items.filter(is_closed=True)
    elif asked.due:
        items = items.filter(is_closed=False, deadline__lte=day + timedelta(days=int(asked.due)))
    for name, value in (("kind", asked.kind), ("bootcamp", asked.bootcamp), ("priority", asked.priority)):
        items = items.filter(**{name: value}) if value else items
    if asked.year:
        items = items.filter(learner__of__year=int(asked.year))
    if asked.q:
        items = items.filter(learner__LearnRefNumber__icontains=asked.q)
    return items.order_by(*_order(asked.order))


def _in_state(items: "QuerySet[WorkItem]", state: str) -> "QuerySet[WorkItem]":
    if state == EVERYTHING:
        return items
    if state == CAME_BACK:
        return items.filter(state=OPEN, came_back=True)
    return items.filter(state=state or OPEN)


def _order(order: str) -> list[object]:
    """As ``reports.work.Line`` is sorted: what no return can carry last, no deadline after any."""
    due = F("deadline").asc(nulls_last=True)
    if order == BY_DEADLINE:
        return ["is_closed", due, "priority", "-pence", "-alone", *TIES]
    return ["priority", "is_closed", "-pence", "-alone", due, *TIES]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many items and learners, and the pence that hang on them, each milestone once."""

    items: int
    learners: int
    pence: int


def figures(items: "QuerySet[WorkItem]") -> dict[int, Figures]:
    """The figures of each priority, and under 0 those of all together."""
    listed: dict[int, list[tuple[int, str]]] = {priority: [] for priority in (0, *PRIORITIES)}
    for priority, learner, stake in items.order_by().values_list("priority", "learner_id", "stake"):
        listed[priority].append((learner, stake))
        listed[0].append((learner, stake))
    return {priority: _counted(own) for priority, own in listed.items()}


def _counted(own: list[tuple[int, str]]) -> Figures:
    stakes = ((learner, stake_in(stake)) for learner, stake in own if stake)
    return Figures(len(own), len({learner for learner, _ in own}), in_all(stakes))
