"""Who is on the server of the tests: each account with its role by place, None being the authority."""

from collections.abc import Callable

from django.test import Client

from openlet.invented.example import UKPRN as NORTH

SOUTH = 10999992
PASSWORD = "three words together 1"
PEOPLE: dict[str, dict[int | None, str]] = {
    "reader": {NORTH: "reader"},
    "editor": {NORTH: "editor"},
    "manager": {NORTH: "manager"},
    "southern": {SOUTH: "manager"},
    "both": {NORTH: "editor", SOUTH: "reader"},
    "officer": {None: "officer"},
    "approver": {None: "approver"},
    "administrator": {None: "administrator"},
    "officer2": {None: "officer"},
    "guest": {},
}
People = Callable[[str], Client]  # the browser in which an account is signed in; "" is nobody's
