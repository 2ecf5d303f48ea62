"""Invented people: everything about a learner that does not depend on a bootcamp."""

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TypeVar

from openlet.ilr.identifiers import with_check_digit
from openlet.ilr.records import (
    ContactPreference,
    EmploymentStatusMonitoring,
    Learner,
    LearnerEmploymentStatus,
    LLDDandHealthProblem,
    PriorAttain,
    ProviderSpecLearnerMonitoring,
)
from openlet.invented.lists import Place, places, streets, syllables
from openlet.spec.layout import entity
from openlet.spec.years import Year

T = TypeVar("T")

ETHNICITIES = {31: 44, 32: 1, 34: 7, 35: 3, 36: 1, 37: 2, 38: 2, 39: 8, 40: 11, 41: 4, 42: 1, 43: 3, 44: 6, 45: 4,
               46: 1, 47: 1, 98: 2, 99: 2}  # fmt: skip
PRIOR_LEVELS = {1: 4, 2: 9, 3: 14, 4: 16, 5: 11, 6: 16, 7: 6, 8: 4, 9: 12, 10: 4, 97: 3, 99: 5}
LLDD_CATEGORIES = {4: 3, 5: 4, 6: 8, 9: 22, 10: 5, 12: 24, 13: 3, 14: 12, 17: 2, 93: 5, 95: 18, 98: 3}
HEALTH = {2: 81, 1: 15, 9: 4}
RESTRICTED_USE = {None: 97, 4: 3}
AREAS = {"WMCA": 90, "WM_OTHER": 7, "OTHER": 3}
TELEPHONES = (("01214960", 3), ("01632960", 3), ("07700900", 3))  # Ofcom's numbers for drama, with figures to add
MAIL = ("example.org", "post.example", "mail.example")
NI_FIRST, NI_SECOND, NI_SUFFIX = "ABCEHJLMPRSWXY", "ABCEHJLMPRSWXY", "ABCD"
YOUNGEST, OLDEST = 20 * 366, 63 * 365  # ages in days, before the first start of the season

BLOCKS = 9_999_991  # of ten ULNs each; a prime, so that they come round only after all of them

IN_WORK, LOOKING, NOT_LOOKING = 10, 11, 12
EMPLOYMENT = {IN_WORK: 46, LOOKING: 43, NOT_LOOKING: 11}


def one_of(rng: Random, weights: dict[T, int]) -> T:
    """One of several answers, each as often as its weight says."""
    left = rng.randrange(sum(weights.values()))
    for answer, weight in weights.items():
        left -= weight
        if left < 0:
            return answer
    raise AssertionError("weights must be positive")


def invent_uln(seed: int, year: Year, number: int) -> int:
    """A ULN with a right check digit; no two numbers of a seed, nor two years, share one."""
    block = (number * 7_654_321 + _first_block(seed, year)) % BLOCKS
    first_digit = year.code // 100 % 10 or 9
    digits = first_digit * 100_000_000 + block * 10 + number % 10
    uln = with_check_digit(digits) or with_check_digit(digits - 1 if number % 10 else digits + 1)
    assert uln is not None  # of two neighbours at most one has no check digit
    return uln


def invent_person(rng: Random, uln: int, year: Year, first_start: date) -> tuple[Learner, Place]:
    """A learner without aims and employment, and where they live."""
    sex, given, family = rng.choice("FM"), _name(rng, "given"), _name(rng, "family")
    born = first_start - timedelta(days=rng.randrange(YOUNGEST, OLDEST))
    home = rng.choice(places(one_of(rng, AREAS)))
    before = home if rng.random() < 0.85 else rng.choice(places("WMCA"))
    health = one_of(rng, HEALTH)
    learner = Learner(
        ULN=uln,
        FamilyName=family,
        GivenNames=given if rng.random() < 0.6 else f"{given} {_name(rng, 'given')}",
        DateOfBirth=born,
        Ethnicity=one_of(rng, ETHNICITIES),
        Sex=sex,
        LLDDHealthProb=health,
        NINumber=invent_ni_number(rng),
        PostcodePrior=before.postcode,
        Postcode=home.postcode,
        AddLine1=f"{rng.randrange(1, 180)} {rng.choice(streets())}",
        AddLine3=home.town,
        TelNo=invent_telephone(rng),
        Email=f"{given}.{family}{rng.randrange(1, 100)}@{rng.choice(MAIL)}".lower(),
        PriorAttain=_prior_attainment(rng, born, first_start),
        ContactPreference=_contact_preferences(rng, year),
        LLDDandHealthProblem=_health_problems(rng) if health == 1 else [],
        ProviderSpecLearnerMonitoring=_own_monitoring(rng),
    )
    return learner, home


def invent_employment(rng: Random, kind: int, eve: date, contribution: str | None) -> LearnerEmploymentStatus:
    """An employment status that applies from some time before a bootcamp, with its monitoring."""
    since = eve - timedelta(days=rng.randrange(1, 500))
    codes: dict[str, int] = {}
    if kind == IN_WORK:
        codes = {"EII": rng.randrange(5, 9), "LOE": rng.randrange(1, 5)}
        if contribution is None and rng.random() < 0.08:
            codes["SEI"] = 1
        if contribution == "Contribution 10":
            codes["OET"] = 2  # a small or medium employer
    if kind == LOOKING:
        codes = {"LOU": rng.randrange(1, 6)}
        if rng.random() < 0.7:
            codes["BSI"] = rng.choice((1, 4, 4, 4, 5, 6))
    return LearnerEmploymentStatus(
        EmpStat=kind,
        DateEmpStatApp=since,
        EmploymentStatusMonitoring=[EmploymentStatusMonitoring(ESMType=k, ESMCode=v) for k, v in codes.items()],
    )


@cache
def _first_block(seed: int, year: Year) -> int:
    return Random(f"{seed} ULN {year.code}").randrange(BLOCKS)


def _name(rng: Random, name: str) -> str:
    return rng.choice(syllables(name, "start")) + rng.choice(syllables(name, "end"))


def invent_ni_number(rng: Random) -> str:
    """A National Insurance number of the right form."""
    return f"{rng.choice(NI_FIRST)}{rng.choice(NI_SECOND)}{rng.randrange(1_000_000):06d}{rng.choice(NI_SUFFIX)}"


def invent_telephone(rng: Random) -> str:
    """A telephone number of eleven figures from Ofcom's range for drama."""
    start, figures = rng.choice(TELEPHONES)
    return f"{start}{rng.randrange(10**figures):0{figures}d}"


def _prior_attainment(rng: Random, born: date, first_start: date) -> list[PriorAttain]:
    left_school = born + timedelta(days=16 * 365)
    later = timedelta(days=rng.randrange((first_start - left_school).days))
    newest = PriorAttain(PriorLevel=one_of(rng, PRIOR_LEVELS), DateLevelApp=left_school + later)
    return [newest] if rng.random() < 0.8 else [PriorAttain(PriorLevel=3, DateLevelApp=left_school), newest]


def _contact_preferences(rng: Random, year: Year) -> list[ContactPreference]:
    code = one_of(rng, RESTRICTED_USE)
    if code is None or entity(year, "ContactPreference") is None:
        return []
    return [ContactPreference(ContPrefType="RUI", ContPrefCode=code)]


def _health_problems(rng: Random) -> list[LLDDandHealthProblem]:
    first, second = one_of(rng, LLDD_CATEGORIES), one_of(rng, LLDD_CATEGORIES)
    problems = [LLDDandHealthProblem(LLDDCat=first, PrimaryLLDD=1)]
    return problems if first == second or rng.random() < 0.7 else [*problems, LLDDandHealthProblem(LLDDCat=second)]


def _own_monitoring(rng: Random) -> list[ProviderSpecLearnerMonitoring]:
    cohort = f"Cohort {rng.randrange(1, 30)}"
    return [ProviderSpecLearnerMonitoring(ProvSpecLearnMonOccur="A", ProvSpecLearnMon=cohort)]
