"""Settlements in the background, in a queue of their own: they take minutes, and go on after the worker was stopped."""

from django.db import transaction
from django_tasks import task

from openlet.authority.models import Settlement
from openlet.authority.settlement import Asked, ask_again, begin, begin_again, carry_out, carry_out_again, go_on

QUEUE = "settlements"


@task(queue_name=QUEUE)
def settle(settlement: int) -> None:
    """Work a settlement out."""
    carry_out(settlement)


@task(queue_name=QUEUE)
def settle_again(settlement: int) -> None:
    """Work it out once more, to hold the results against each other."""
    carry_out_again(settlement)


def begin_settlement(asked: Asked, by: str) -> Settlement:
    """Begin one, and have it worked out. Raises ``NotDone``."""
    with transaction.atomic():
        made = begin(asked, by)
        settle.enqueue(made.pk)
    return made


def let_go_on(settlement: int, by: str) -> None:
    """Have one go on that stopped. Raises ``NotDone``."""
    with transaction.atomic():
        go_on(settlement, by)
        settle.enqueue(settlement)


def run_again(settlement: int, by: str) -> None:
    """Have one worked out once more. Raises ``NotDone``."""
    with transaction.atomic():
        ask_again(settlement, by)
        settle_again.enqueue(settlement)


def settle_what_was_under_way() -> None:
    """At the start of the worker: begin again what the last one was stopped at. Twice does no harm."""
    first, again = begin_again()
    for key in first:
        settle.enqueue(key)
    for key in again:
        settle_again.enqueue(key)
