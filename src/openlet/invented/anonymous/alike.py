"""Texts of the same form that say something else."""

import re
from random import Random

from openlet.facts.aims import AIM_SHAPE
from openlet.facts.destinations import LOOKS_LIKE_A_CODE

FIGURES, SMALL, CAPITALS = "0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{16,}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
OTHER_LETTERS = "àéîõüæøß"  # for letters that English has not
CONTRIBUTION = "contribution"
WORD = re.compile(rf"{CONTRIBUTION}s?|[^\W\d_]+", re.IGNORECASE)


def alike(rng: Random, text: str) -> str:
    """A text with a letter for each letter and a figure for each figure; capitals, blanks and signs stay."""
    small = SMALL[:6] if HEXADECIMAL.fullmatch(text.strip()) else SMALL
    return "".join(_sign(rng, sign, small) for sign in text)


def _sign(rng: Random, sign: str, small: str) -> str:
    if sign in FIGURES:
        return rng.choice(FIGURES)
    if sign in SMALL:
        return rng.choice(small)
    if sign in CAPITALS:
        return rng.choice(small).upper()
    return rng.choice(OTHER_LETTERS) if sign.isalnum() else sign


def other_figures(rng: Random, text: str) -> str:
    """The same text with other figures."""
    return "".join(rng.choice(FIGURES) if sign in FIGURES else sign for sign in text)


def is_read_by_wmca(text: str) -> bool:
    """Whether a provider specified text is a bootcamp reference or a destination code, or looks like one."""
    said = text.strip()
    return AIM_SHAPE.fullmatch(said) is not None or LOOKS_LIKE_A_CODE.fullmatch(said) is not None


def speaks_of_contribution(text: str) -> bool:
    """Whether a provider specified text speaks of an employer's contribution, rightly written or not."""
    return CONTRIBUTION in text.casefold()


def alike_free_text(rng: Random, text: str) -> str:
    """A provider specified text of the same form; of one that speaks of a contribution only the other words change."""
    if not speaks_of_contribution(text):
        return alike(rng, text)
    return WORD.sub(lambda word: word[0] if speaks_of_contribution(word[0]) else alike(rng, word[0]), text)
