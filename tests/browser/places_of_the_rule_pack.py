"""The rule pack among the settings."""

from tests.browser.walk import Place, Walk


def shown(walk: Walk) -> None:
    walk.open("settings")
    walk.follow("See and change the rule pack")


def key_trusted(walk: Walk) -> None:
    shown(walk)
    walk.person.box("Fingerprint of the key").fill("0123 4567 89AB CDEF 0123 4567 89AB CDEF")
    walk.press("Trust this key")


def no_file(walk: Walk) -> None:
    shown(walk)
    walk.press("Load")


PLACES = (
    Place("the rule pack", ("settings_pack",), shown),
    Place("a key is trusted", ("settings_pack",), key_trusted),
    Place("no file of a rule pack", ("settings_pack",), no_file, 422),
)
