"""Invented providers and their contracts."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random

from openlet.invented.lists import Course, Place, Season, courses, places

FIRST_UKPRN = 10990001
MOST_PROVIDERS = 9980  # 10999991 is the provider of the example
KINDS = ("Training Ltd", "College", "Skills Academy", "Learning Trust", "Bootcamps CIC")
PLANNED_END_AFTER = timedelta(days=14)  # the shortest bootcamp of an invented contract
LAST_START_TO_LAST_END = timedelta(days=122)


@dataclass(frozen=True, slots=True)
class Bootcamp:
    """A bootcamp of a provider, with its own learning aim reference."""

    learn_aim_ref: str
    course: Course


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider. ``file_ukprn`` is the one in its file: a stray provider wrote another than its contract's."""

    number: int
    ukprn: int
    file_ukprn: int
    name: str
    site: Place
    bootcamps: tuple[Bootcamp, ...]


def invent_provider(seed: int, number: int, stray: bool = False) -> Provider:
    """The provider of a number (0 first). The same in every year, so that two years of a seed go together."""
    rng = Random(f"{seed} provider {number}")
    chosen = rng.sample(courses(), rng.randrange(3, 6))
    site = rng.choice(places("WMCA"))
    ukprn = FIRST_UKPRN + number
    return Provider(
        number,
        ukprn + stray,
        ukprn,
        f"Invented {site.town} {rng.choice(KINDS)} {number + 1}",
        site,
        tuple(Bootcamp(f"Z5{number:04d}{place:02d}", course) for place, course in enumerate(chosen, 1)),
    )


def contract_toml(provider: Provider, season: Season, learners: int) -> str:
    """The contract file of a provider whose return holds that many learners."""
    places_bought = learners + learners // 5 + 10
    dearest = max(Decimal(bootcamp.course.price) for bootcamp in provider.bootcamps)
    return "\n".join(
        (
            *_wave(season),
            "",
            "[contract]",
            f'id = "INVENTED-{provider.number + 1:04d}"',
            f"ukprn = {provider.ukprn}",
            f'provider = "{provider.name}"',
            f"start_from = {season.wave_from}",
            f"start_to = {season.wave_to}",
            f"planned_end_from = {season.wave_from + PLANNED_END_AFTER}",
            f"planned_end_to = {season.wave_to + LAST_START_TO_LAST_END}",
            f'max_value = "{dearest * places_bought}"',
            f"max_learners = {places_bought}",
            *(line for bootcamp in provider.bootcamps for line in _bootcamp(bootcamp)),
            "",
        )
    )


def _wave(season: Season) -> tuple[str, ...]:
    return ("[wave]", f'name = "{season.wave}"', f"wave_from = {season.wave_from}", f"wave_to = {season.wave_to}")


def _bootcamp(bootcamp: Bootcamp) -> tuple[str, ...]:
    return (
        "",
        "[[contract.bootcamp]]",
        f'learn_aim_ref = "{bootcamp.learn_aim_ref}"',
        f'title = "{bootcamp.course.title} bootcamp"',
        f'price_per_learner = "{bootcamp.course.price}"',
    )
