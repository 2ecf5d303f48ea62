"""Random small worlds, with days and values clustered around the limits of the payment rules."""

from datetime import date, timedelta
from random import Random
from typing import Any

from openlet.ilr.identifiers import with_check_digit
from tests.payments.reference import DEFAULTS, M2_AIM, M3_AIM, TEMPORARY, Thing, months_later

P1, P2, P3 = 10999991, 10999992, 10999993
WINDOW = {
    "start_from": date(2024, 4, 1),
    "start_to": date(2025, 3, 31),
    "planned_from": date(2024, 4, 15),
    "planned_to": date(2025, 7, 31),
}
PRICES = {
    P1: {"Z0020001": "2999.99", "Z0020002": "2400.00"},
    P2: {"Z0020003": "1234.57", "Z0020004": "3000.00"},
}
ULNS = [uln for first in range(100000010, 100000020) if (uln := with_check_digit(first)) is not None][:4]
BAD_ULN = 1234567890
DAYS_OF_RETURN = {
    2324: (date(2024, 5, 14), date(2024, 5, 15), date(2024, 8, 20), date(2024, 10, 17)),
    2425: (date(2024, 9, 5), date(2024, 12, 5), date(2025, 3, 6), date(2025, 9, 12)),
}
SPOILT = (
    ("LearnStartDate", "start"),
    ("LearnPlanEndDate", "planned"),
    ("LearnActEndDate", "actual"),
    ("CompStatus", "status"),
    ("Outcome", "outcome"),
    ("OrigLearnStartDate", "orig"),
)
CHOICES: dict[str, list[Any]] = {
    "m1_count": ["elapsed", "inclusive"],
    "m1_status": ["in_learning_day_14", "continuing_in_a_return"],
    "share_count": ["elapsed", "inclusive"],
    "planned_end_basis": ["first", "latest"],
    "m3_requires_m2": ["returned", "payable"],
    "one_m3": [True, False],
    "dup_winner": ["earliest_start", "first_paid"],
    "two_continuing": ["earliest_payable", "earliest_any"],
    "age_test": ["start", "aug31"],
    "age_exceptions": [[], [ULNS[0]]],
    "uln_checksum": ["no_pay", "todo"],
    "empstat_missing": ["no_pay", "todo"],
    "zz99": ["todo", "no_pay"],
    "dam023_on_z": ["todo", "no_pay"],
    "contribution_match": ["lenient", "exact"],
    "contribution_scope": ["inherit", "per_aim"],
    "status6_paid": ["hold", "clawback"],
    "scope": ["register", "all_sof_112"],
    "other_aims": [[], ["Z0029999"]],
    "prior_attainment": ["todo", "no_pay"],
    "milestone_latest": [None, date(2024, 12, 31)],
    "restart_basis": ["record", "original"],
    "z_status_required": [True, False],
    "m2_requires_m1": [False, True],
}
assert CHOICES.keys() == DEFAULTS.keys()


def world(seed: int) -> Thing:
    """One world: a few returns of up to three providers, and up to three people in them."""
    random = Random(seed)
    readings: Thing = {}
    if random.random() < 0.6:
        several = random.sample(sorted(CHOICES), random.choice([1, 2, 4, len(CHOICES)]))
        readings = {key: random.choice(CHOICES[key]) for key in several}
    files = _files(random)
    latest = max(file["prepared"] for file in files)
    people = [_Person(random, number, latest) for number in range(random.choice([1, 1, 2, 3]))]
    for file in files:
        for person in people:
            person.enter(file)
    return {
        "contracts": [
            {"ukprn": ukprn, "bootcamps": {ref: {"price": price, **WINDOW} for ref, price in prices.items()}}
            for ukprn, prices in PRICES.items()
        ],
        "readings": readings,
        "complete": random.random() < 0.3,
        "as_of": random.choice([None, None, None, latest, latest + timedelta(days=1), latest - timedelta(days=40)]),
        "files": files,
    }


def _files(random: Random) -> list[Thing]:
    files = []
    for ukprn in random.choice([[P1], [P1], [P1], [P1, P2], [P1, P2], [P1, P2, P3]]):
        for year in random.choice([[2324], [2425], [2324, 2425], [2324, 2425]]):
            several = random.choice([1, 1, 1, 2])
            for prepared in sorted(random.sample(DAYS_OF_RETURN[year], several)):
                files.append({"ukprn": ukprn, "year": year, "prepared": prepared, "learners": []})
    return files


class _Person:
    """Someone with one to three bootcamp spells, entered into returns more or less well."""

    def __init__(self, random: Random, number: int, latest: date) -> None:
        self.random, self.number = random, number
        self.uln = ULNS[number]
        if self.few(0.08):
            self.uln = random.choice([TEMPORARY, BAD_ULN, ULNS[3]])
        self.dob: date | None = date(1990, 2, 3 + number)
        self.journeys = [self.journey(latest) for _ in range(random.choice([1, 1, 1, 2, 2, 3]))]

    def few(self, share: float) -> bool:
        return self.random.random() < share

    def journey(self, latest: date) -> Thing:
        """A bootcamp spell as it really was, at one provider."""
        random = self.random
        ukprn = random.choice([P1, P1, P1, P2])
        start = random.choice(
            [date(2024, 5, 1)] * 6
            + [date(2024, 4, 1), date(2024, 3, 31), date(2024, 6, 3), date(2024, 8, 6), date(2024, 12, 2)]
            + [latest - timedelta(days=days) for days in (13, 14, 15)]
            + [date(2025, 3, 31), date(2025, 4, 1)]
        )
        length = random.choice([92, 91, 90, 89, 94, 50, 10, 14, 0, 122])
        planned = start + timedelta(days=length)
        ended = random.choice(
            [planned] * 4
            + [start + timedelta(days=length * 8 // 10 + more) for more in (-1, 0, 0, 1, 1)]
            + [start + timedelta(days=days) for days in (13, 14, 15)]
            + [planned + timedelta(days=20), date(2024, 8, 31), None, None]
        )
        interview = (ended or planned) + timedelta(days=random.choice([-3, 0, 1, 5]))
        last = months_later(ended or planned, 6)
        job = random.choice([interview + timedelta(days=9)] * 3 + [last + timedelta(days=more) for more in (-1, 0, 1)])
        unallocated = ["Z0020003" if ukprn == P1 else "Z0020001", "Z0029999", "Z0029998"]
        ref = random.choice(list(PRICES[ukprn]) * 12 + unallocated)
        contribution = random.choice([None, None, None, "Contribution 10", "Contribution 30", "CONTRIBUTION  10"])
        made: Thing = {
            "ukprn": ukprn,
            "ref": ref,
            "start": start,
            "planned": planned,
            "ended": ended,
            "interview": interview if ended and self.few(0.8) else None,
            "job": job if ended and self.few(0.7) else None,
            "left_as": random.choice([2] * 12 + [3, 3, 6]),
            "contribution": contribution,
            "orig": start - timedelta(days=30) if self.few(0.08) else None,
        }
        return made

    def enter(self, file: Thing) -> None:
        """Put the person into a return of a provider, if they were there."""
        random = self.random
        aims: list[Thing] = []
        for journey in self.journeys:
            here = journey["ukprn"] == file["ukprn"] or (file["ukprn"] == P3 and self.few(0.5))
            if here and journey["start"] <= file["prepared"] + timedelta(days=20):
                aims += self.aims(journey, file)
        if not aims or self.few(0.05):
            return
        random.shuffle(aims)
        for number, aim in enumerate(aims, 1):
            aim["seq"] = number
        learner = self.learner(aims)
        file["learners"].append(learner)
        if self.few(0.02):  # the person twice in one return
            again = [dict(aim) for aim in aims]
            file["learners"].append({**learner, "ref": random.choice([learner["ref"], "L9"]), "aims": again})

    def learner(self, aims: list[Thing]) -> Thing:
        random = self.random
        made: Thing = {
            "ref": f"L{self.number + 1}",
            "prev": f"L{self.number + 1}" if self.few(0.05) else None,
            "uln": self.uln,
            "dob": self.dob,
            "prior": random.choice([date(2010, 7, 31)] * 20 + [None, date(2024, 5, 1), date(2024, 5, 2)]),
            "emp": [(random.choice([10, 11, 12] * 8 + [98]), date(2024, 3, 1))],
            "unreadable": [],
            "aims": aims,
        }
        first = min((aim["start"] for aim in aims if aim["start"]), default=date(2024, 5, 1))
        if self.few(0.03):
            made["dob"] = random.choice([None, *(_years_before(first, 19) + timedelta(days=n) for n in (-1, 0, 1))])
        if self.few(0.03):
            made["emp"] = random.choice([[], [(11, first)], [(98, date(2024, 3, 1)), (11, first - timedelta(days=1))]])
        if self.few(0.03):
            made["uln"] = random.choice([TEMPORARY, BAD_ULN, None, ULNS[3]])
        if self.few(0.02):
            made["ref"] = random.choice(["L1", "L8"])
        if self.few(0.01):
            made["dob"], made["unreadable"] = None, ["DateOfBirth"]
        return made

    def aims(self, journey: Thing, file: Thing) -> list[Thing]:
        """The bootcamp aim and its milestone aims as this return shows them."""
        found = []
        left = journey["ended"] is not None and journey["ended"] <= file["prepared"]
        over = left and file["year"] == 2425 and journey["ended"] < date(2024, 8, 1)
        if not over or self.few(0.15):
            found.append(self.bootcamp(journey, left))
            if self.few(0.02):
                found.append(dict(found[0]))
        for ref, day in ((M2_AIM, journey["interview"]), (M3_AIM, journey["job"])):
            own_year = day is not None and (day >= date(2024, 8, 1)) == (file["year"] == 2425)
            if day is not None and day <= file["prepared"] + timedelta(days=2) and (own_year or self.few(0.2)):
                found.append(self.milestone(ref, day, journey))
                if self.few(0.06):
                    found.append(self.milestone(ref, day + timedelta(days=self.random.choice([0, 0, 3])), journey))
        return found

    def bootcamp(self, journey: Thing, left: bool) -> Thing:
        random, outcome = self.random, None
        if left:
            outcome = random.choice([1] * 15 + [2, 3, None]) if journey["left_as"] == 2 else 3
        made = self.aim(
            ref=journey["ref"],
            start=journey["start"],
            orig=journey["orig"],
            planned=journey["planned"],
            actual=journey["ended"] if left else None,
            status=journey["left_as"] if left else 1,
            outcome=outcome,
            psm=["own text", *([journey["contribution"]] if journey["contribution"] else [])],
            ffi=["2" if journey["contribution"] else "1"],
        )
        if self.few(0.04):
            made["lsd"] = random.choice(["CV37 6AA", "SW1A 1AA", "ZZ99 9ZZ", "B99 9XX", None])
            made["dam"] = random.choice([["023"], ["023", "001"]])
        spoilt = made["unreadable"]
        if self.few(0.03) and "LearnPlanEndDate" not in spoilt:
            made["planned"] = random.choice(
                [None, journey["planned"] - timedelta(days=20), journey["start"] - timedelta(days=1), date(2024, 4, 14)]
            )
        if self.few(0.03) and "CompStatus" not in spoilt:
            made["status"] = random.choice([1, 3, 6, 4, None])
        if self.few(0.02):
            made["actual"] = None
        if self.few(0.02):
            made["sof"] = "105"
        return made

    def milestone(self, ref: str, day: date, journey: Thing) -> Thing:
        random = self.random
        made = self.aim(
            ref=ref, start=day, planned=day, actual=day, status=2, outcome=1, psm=[journey["ref"]], ffi=["1"]
        )
        if journey["contribution"] and self.few(0.4):
            made["ffi"], made["psm"] = ["2"], [journey["ref"], journey["contribution"]]
        if self.few(0.04):
            named = [
                [],
                [journey["ref"], "Z0020002"],
                ["Z0020002"],
                ["Z0020001"],
                ["Z0029998"],
                [f" {journey['ref']} "],
            ]
            made["psm"] = random.choice(named)
        if self.few(0.04):
            key, value = random.choice([("status", 1), ("outcome", 3), ("outcome", None), ("status", None)])
            made[key] = None if made["unreadable"] else value
        if self.few(0.04):
            which = random.choice(["start", "planned", "actual"])
            other = random.choice([None, day + timedelta(days=1), day - timedelta(days=1)])
            made[which] = None if made["unreadable"] else other
        return made

    def aim(self, **fields: Any) -> Thing:
        """Any aim; now and then with something wrong that each may have."""
        random = self.random
        usual: Thing = {"seq": 1, "orig": None, "dam": ["023"], "sof": "112", "lsd": "B1 1AA", "unreadable": []}
        made: Thing = {**usual, **fields}
        if self.few(0.02):
            made["dam"] = []
        if self.few(0.02):
            made["ffi"] = random.choice([["2"], ["1"], ["1", "2"], []])
        if self.few(0.02):
            made["psm"] = [*made["psm"], random.choice(["Contribution 10", "Contribution 30", "contribution 20"])]
        if self.few(0.015):
            element, key = random.choice(SPOILT)
            made[key], made["unreadable"] = None, [element]
        return made


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, day.day)
