"""The payment rules of WMCA Wave 5 once more: naive, slow, and written from the specification, not from our code.

It works on plain dicts and knows no XML, no records and no rule engine. A world:

    {"contracts": [{"ukprn": 10999991, "bootcamps": {"Z0020001": {"price": "3000.00", "start_from": date, "start_to":
        date, "planned_from": date, "planned_to": date}}}],
     "readings": {...}, "complete": False, "as_of": date or None,
     "files": [{"ukprn": 10999991, "year": 2324, "prepared": date, "learners": [
        {"ref": "L1", "prev": None, "uln": 1000000027, "dob": date, "prior": date, "unreadable": [],
         "emp": [(11, date)], "aims": [
            {"ref": "Z0020001", "seq": 1, "start": date, "orig": None, "planned": date, "actual": date, "status": 1,
             "outcome": None, "ffi": ["1"], "dam": ["023"], "sof": "112", "psm": ["Contribution 10"], "lsd": "B1 1AA",
             "unreadable": []}]}]}]}

``answer(world, ledger)`` gives a row for each bootcamp, and the movements that the run adds to the ledger.
Section numbers are those of wmca-wave5.md: A.4 the logic, A.5 the codes, A.6 the ambiguities, C.2 the amounts.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Thing = dict[str, Any]

DEFAULTS: Thing = {
    "m1_count": "elapsed",
    "m1_status": "in_learning_day_14",
    "share_count": "elapsed",
    "planned_end_basis": "first",
    "m3_requires_m2": "returned",
    "one_m3": True,
    "dup_winner": "earliest_start",
    "two_continuing": "earliest_payable",
    "age_test": "start",
    "age_exceptions": [],
    "uln_checksum": "no_pay",
    "empstat_missing": "no_pay",
    "zz99": "todo",
    "dam023_on_z": "todo",
    "contribution_match": "lenient",
    "contribution_scope": "inherit",
    "status6_paid": "hold",
    "scope": "register",
    "other_aims": [],
    "prior_attainment": "todo",
    "milestone_latest": None,
    "restart_basis": "record",
    "z_status_required": True,
    "m2_requires_m1": False,
}
AREAS = {  # the only postcodes of these worlds; any other is unknown
    "B1 1AA": "WMCA",
    "CV37 6AA": "WM_OTHER",
    "SW1A 1AA": "OTHER",
}
SHARES = {"M1": Fraction(40, 100), "M2": Fraction(30, 100), "M3": Fraction(30, 100)}
CONTRIBUTIONS = {"Contribution 10": Fraction(10, 100), "Contribution 30": Fraction(30, 100)}
NAMES = ("M1", "M2", "M3")
M2_AIM, M3_AIM = "Z0010211", "Z0010212"
TEMPORARY = 9999999999
WAVE = (date(2024, 4, 1), date(2025, 3, 31))
ABSENCE = {"MC-05", "MC-10"}


def answer(world: Thing, ledger: list[Thing]) -> Thing:
    """Every bootcamp's milestones, and what the run moves."""
    return _Run(world, ledger).answer()


def uln_is_valid(uln: int) -> bool:
    """B-39: ten digits, weights 10 to 1, remainder 10."""
    digits = str(uln)
    if len(digits) != 10 or uln == TEMPORARY:
        return False
    return sum(int(digits[at]) * (10 - at) for at in range(10)) % 11 == 10


def half_up(amount: Fraction) -> int:
    """AMB-47: round half up to a whole penny."""
    return int(amount + Fraction(1, 2))


def months_later(day: date, months: int) -> date:
    """AMB-40: the same day of the month, clamped to the month's end."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def age_on(born: date, day: date) -> int:
    """Whole years."""
    return day.year - born.year - (1 if (day.month, day.day) < (born.month, born.day) else 0)


def ilr_year(day: date) -> int:
    """The ILR year a day lies in: 1 August to 31 July, as 2324."""
    first = day.year if day.month >= 8 else day.year - 1
    return (first % 100) * 100 + (first + 1) % 100


class _Run:
    def __init__(self, world: Thing, ledger: list[Thing]) -> None:
        self.world, self.ledger = world, ledger
        self.readings = {**DEFAULTS, **world["readings"]}
        self.as_of = world["as_of"] or max(file["prepared"] for file in world["files"])
        self.contracts = {contract["ukprn"]: contract for contract in world["contracts"]}
        self.known = {ref for contract in world["contracts"] for ref in contract["bootcamps"]}
        # A.0, data state: per provider the newest return of each year up to the day; older ones are history.
        usable = [file for file in world["files"] if file["prepared"] <= self.as_of]
        self.current = [
            file
            for file in usable
            if not any(
                (other["ukprn"], other["year"]) == (file["ukprn"], file["year"])
                and other["prepared"] > file["prepared"]
                for other in usable
            )
        ]
        self.records = [
            {
                "file": file,
                "learner": learner,
                "aims": [self.aim(file, learner, aim) for aim in learner["aims"] if self.kind(aim) is not None],
            }
            for file in usable
            for learner in file["learners"]
            if any(self.kind(aim) is not None for aim in learner["aims"])
        ]

    # One aim by itself.

    def kind(self, aim: Thing) -> str | None:
        """AMB-09: which aims concern WMCA at all."""
        if aim["ref"] in (M2_AIM, M3_AIM):
            return "Z2" if aim["ref"] == M2_AIM else "Z3"
        if aim["ref"] in self.known:
            return "BC"
        all_112 = self.readings["scope"] == "all_sof_112" and aim["sof"] == "112"
        return "BC" if all_112 and aim["ref"] not in self.readings["other_aims"] else None

    def aim(self, file: Thing, learner: Thing, aim: Thing) -> Thing:
        """An aim with all that is said of it alone."""
        kind = self.kind(aim)
        made: Thing = {
            **aim,
            "kind": kind,
            "file": file,
            "learner": learner,
            "current": file in self.current,
            "names": self.named(aim, learner),
            "contribution": self.contribution(aim),
            "unknown": bool(aim["unreadable"] or learner["unreadable"]),
        }
        made["np"] = self.no_pay_of_learner(learner, made)
        made["np"] |= self.no_pay_of_bootcamp(made) if kind == "BC" else self.no_pay_of_milestone_aim(made)
        if kind == "BC":
            made["unknown"] |= self.cannot_be_checked(made)
        return made

    def named(self, aim: Thing, learner: Thing) -> set[str]:
        """A-088: the bootcamp references in the four boxes."""
        own = {other["ref"] for other in learner["aims"] if self.kind(other) == "BC"}
        return {
            value.strip()
            for value in aim["psm"]
            if value.strip() not in (M2_AIM, M3_AIM)
            and (value.strip() in self.known | own or re.fullmatch("Z[0-9]{7}", value.strip()))
        }

    def contributions(self, aim: Thing) -> set[Fraction]:
        """AMB-19: without case and with runs of blanks as one, or exactly."""
        if self.readings["contribution_match"] == "exact":
            return {CONTRIBUTIONS[value.strip()] for value in aim["psm"] if value.strip() in CONTRIBUTIONS}
        plain = {" ".join(text.lower().split()): rate for text, rate in CONTRIBUTIONS.items()}
        written = {" ".join(value.lower().split()) for value in aim["psm"]}
        return {rate for text, rate in plain.items() if text in written}

    def contribution(self, aim: Thing) -> Fraction | None:
        found = self.contributions(aim)
        return next(iter(found)) if len(found) == 1 else None

    def allocation(self, ukprn: int) -> Thing:
        found: Thing = self.contracts.get(ukprn, {"bootcamps": {}})["bootcamps"]
        return found

    def no_pay_of_learner(self, learner: Thing, aim: Thing) -> set[str]:
        found = set()
        if aim["file"]["ukprn"] not in self.contracts:
            found.add("NP-01")
        uln = learner["uln"]
        if "ULN" not in learner["unreadable"]:
            wrong = uln in (None, TEMPORARY) or (
                self.readings["uln_checksum"] == "no_pay" and not uln_is_valid(uln or 0)
            )
            if wrong:
                found.add("NP-02")
        if self.readings["prior_attainment"] == "no_pay" and learner["prior"] is None:
            found.add("other")
        return found

    def no_pay_of_bootcamp(self, aim: Thing) -> set[str]:
        learner, found, start, planned = aim["learner"], set(), aim["start"], aim["planned"]
        terms = self.allocation(aim["file"]["ukprn"]).get(aim["ref"])
        if learner["dob"] and start and learner["uln"] not in self.readings["age_exceptions"]:
            first = start.year if start.month >= 8 else start.year - 1
            if age_on(learner["dob"], start if self.readings["age_test"] == "start" else date(first, 8, 31)) < 19:
                found.add("NP-03")
        if terms is None:
            found.add("NP-04")
        if start and (start > self.as_of or (terms and not terms["start_from"] <= start <= terms["start_to"])):
            found.add("NP-05")
        if planned and terms and not terms["planned_from"] <= planned <= terms["planned_to"]:
            found.add("NP-06")
        if "LSDPostcode" not in aim["unreadable"]:
            outside = AREAS.get(aim["lsd"]) in ("WM_OTHER", "OTHER")
            refused = aim["lsd"] == "ZZ99 9ZZ" and self.readings["zz99"] == "no_pay"
            if aim["lsd"] is None or ((outside or refused) and "001" not in aim["dam"]):
                found.add("NP-07")
        found |= self.np_08(aim)
        if "023" not in aim["dam"]:
            found.add("NP-09")
        if start:
            before = [(day, code) for code, day in learner["emp"] if day < start]
            if not before and self.readings["empstat_missing"] == "no_pay":
                found.add("NP-10")
            if before and max(before)[1] not in (10, 11, 12):
                found.add("NP-10")
        if aim["status"] == 6:
            found.add("NP-14")
        late = learner["prior"] and start and learner["prior"] > start
        if self.readings["prior_attainment"] == "no_pay" and late:
            found.add("other")
        return found

    def no_pay_of_milestone_aim(self, aim: Thing) -> set[str]:
        found, days = set(), (aim["start"], aim["planned"], aim["actual"])
        if len(aim["names"]) == 1 and not aim["names"] & self.allocation(aim["file"]["ukprn"]).keys():
            found.add("NP-04")
        latest = self.readings["milestone_latest"]
        if aim["start"] and (aim["start"] > self.as_of or (latest and aim["start"] > latest)):
            found.add("NP-05")
        found |= self.np_08(aim)
        if self.readings["dam023_on_z"] == "no_pay" and "023" not in aim["dam"]:
            found.add("NP-09")
        spoilt = {"LearnStartDate", "LearnPlanEndDate", "LearnActEndDate"} & set(aim["unreadable"])
        if not spoilt and (None in days or len(set(days)) > 1):
            found.add("NP-15" if aim["kind"] == "Z2" else "NP-16")
        return found

    def np_08(self, aim: Thing) -> set[str]:
        recorded, ffi = self.contributions(aim), set(aim["ffi"])
        wrong = len(recorded) > 1 or {"1", "2"} <= ffi or ("2" in ffi) != bool(recorded)
        return {"NP-08"} if wrong else set()

    def cannot_be_checked(self, aim: Thing) -> bool:
        """Never a pass where something that a no-pay rule or a milestone turns on is not there (AMB-14, C.2)."""
        missing = aim["learner"]["dob"] is None or None in (aim["start"], aim["planned"], aim["status"])
        excused = aim["lsd"] in (None, "ZZ99 9ZZ") or "001" in aim["dam"]
        return missing or (aim["lsd"] not in AREAS and not excused)

    # Persons (AMB-52).

    def real(self, learner: Thing) -> int | None:
        uln = learner["uln"]
        if uln in (None, TEMPORARY) or (self.readings["uln_checksum"] == "no_pay" and not uln_is_valid(uln)):
            return None
        return int(uln)

    def persons(self) -> list[list[Thing]]:
        people = [[record] for record in self.records]
        while merged := self.merge_one(people):
            people = merged
        firm = [list(person) for person in people]
        for record in self.records:
            if self.real(record["learner"]) is None:
                for reference in (record["learner"]["ref"], record["learner"]["prev"]):
                    holders = [
                        person
                        for person in firm
                        if reference is not None
                        and any(
                            self.real(other["learner"]) is not None
                            and other["file"]["ukprn"] == record["file"]["ukprn"]
                            and reference in (other["learner"]["ref"], other["learner"]["prev"])
                            for other in person
                        )
                    ]
                    if len(holders) == 1:
                        self.put_together(people, record, holders[0][0])
                        break
        return people

    def merge_one(self, people: list[list[Thing]]) -> list[list[Thing]] | None:
        for at, one in enumerate(people):
            for other in people[at + 1 :]:
                if any(self.same(a, b) for a in one for b in other):
                    left = [person for person in people if person is not one and person is not other]
                    return [*left, one + other]
        return None

    def same(self, a: Thing, b: Thing) -> bool:
        x, y = a["learner"], b["learner"]
        if self.real(x) is not None and self.real(x) == self.real(y):
            return True
        shared = ({x["ref"], x["prev"]} & {y["ref"], y["prev"]}) - {None}
        alike = x["uln"] == y["uln"] or (x["dob"] == y["dob"] and x["dob"] is not None)
        return bool(shared) and a["file"]["ukprn"] == b["file"]["ukprn"] and alike

    @staticmethod
    def put_together(people: list[list[Thing]], a: Thing, b: Thing) -> None:
        one = next(person for person in people if any(record is a for record in person))
        other = next(person for person in people if any(record is b for record in person))
        if one is not other:
            one += other
            people[:] = [person for person in people if person is not other]

    # One person.

    def answer(self) -> Thing:
        people = self.persons()
        held = [self.cases(person) for person in people]
        rows: list[Thing] = []
        used: list[int] = []
        for person, cases in zip(people, held, strict=True):
            entries = self.entries_of(person, people)
            self.settle(cases, entries)
            for case in cases:
                used += [id(entry) for name in NAMES for entry in case["paid"][name]]
            rows += [self.row(case) for case in cases]
        moves = [move for row in rows for move in row["moves"]] + self.absences(used)
        return {"rows": rows, "moves": moves, "orphans": [one for person in people for one in self.orphans(person)]}

    def orphans(self, person: list[Thing]) -> list[tuple[int, str]]:
        aims = [aim for record in person for aim in record["aims"] if aim["current"]]
        with_bootcamp = {aim["file"]["ukprn"] for aim in aims if aim["kind"] == "BC"}
        return [
            (aim["file"]["ukprn"], aim["kind"])
            for aim in aims
            if aim["kind"] != "BC" and aim["file"]["ukprn"] not in with_bootcamp
        ]

    def cases(self, person: list[Thing]) -> list[Thing]:
        aims = [aim for record in person for aim in record["aims"]]
        keys = {self.key(aim) for aim in aims if aim["kind"] == "BC" and aim["current"]}
        return [self.case(key, aims) for key in sorted(keys, key=str)]

    @staticmethod
    def key(aim: Thing) -> tuple[int, str, date | None]:
        return (aim["file"]["ukprn"], aim["ref"], aim["start"])

    def case(self, key: tuple[int, str, date | None], aims: list[Thing]) -> Thing:
        """AMB-46: one reference with one start is one bootcamp; of two years the newer counts."""
        ukprn, ref, _ = key
        spells = [aim for aim in aims if aim["kind"] == "BC" and self.key(aim) == key]
        newest_year = max(aim["file"]["year"] for aim in spells if aim["current"])
        now = [aim for aim in spells if aim["current"] and aim["file"]["year"] == newest_year]
        bootcamp = min(now, key=lambda aim: (aim["seq"], aim["learner"]["ref"], aim["learner"]["uln"] or 0))
        before = sorted(
            (aim for aim in spells if aim not in now), key=lambda aim: (aim["file"]["prepared"], aim["seq"])
        )
        own = [aim for aim in aims if aim["kind"] != "BC" and aim["file"]["ukprn"] == ukprn]
        attended = {a["ref"] for a in aims if a["kind"] == "BC" and a["current"] and a["file"]["ukprn"] == ukprn}
        here = [aim for aim in own if aim["current"] and not self.superseded(aim, own)]
        return {
            "key": key,
            "aim": bootcamp,
            "before": before,
            "unknown": bootcamp["unknown"] or len(now) > 1,
            "Z2": [aim for aim in here if aim["kind"] == "Z2" and aim["names"] == {ref}],
            "Z3": [aim for aim in here if aim["kind"] == "Z3" and aim["names"] == {ref}],
            "strays": [aim for aim in here if not (len(aim["names"]) == 1 and aim["names"] <= attended)],
            "z2_ever": any(aim["kind"] == "Z2" and aim["names"] == {ref} for aim in own),
            "first": min(aim["file"]["prepared"] for aim in spells),
            "terms": self.allocation(ukprn).get(ref),
            "milestones": {},
            "stopped": set(),
        }

    @staticmethod
    def superseded(aim: Thing, others: list[Thing]) -> bool:
        """A milestone aim returned in two years counts as in the newer (as AMB-46 for bootcamps)."""
        return any(
            other["current"]
            and other["file"]["year"] > aim["file"]["year"]
            and all(other[what] == aim[what] for what in ("kind", "names", "start"))
            for other in others
        )

    def settle(self, cases: list[Thing], entries: list[Thing]) -> None:
        for case in cases:
            case["paid"] = {
                name: [one for one in entries if (*self.bootcamp_of(one), one["m"]) == (*case["key"], name)]
                for name in NAMES
            }
        for case in cases:
            self.add(case, "M1", None, self.milestone_1(case))
        self.two_continuing(cases)
        self.once(cases, "M1", entries)
        for case in cases:
            self.add(case, "M2", *self.best(case, "Z2", "M2", self.milestone_2))
        self.once(cases, "M2", entries)
        for case in cases:
            self.add(case, "M3", *self.best(case, "Z3", "M3", self.milestone_3))
        if self.readings["one_m3"]:
            self.once(cases, "M3", entries)
        else:  # one Z0010212 still pays one spell of its bootcamp only
            for ukprn, ref in sorted({case["key"][:2] for case in cases}):
                spells = [case for case in cases if case["key"][:2] == (ukprn, ref)]
                own = [one for one in entries if (one["ukprn"], one["ref"]) == (ukprn, ref)]
                self.once(spells, "M3", own)

    # The milestones (A.4). Each answers (MC codes, whether it cannot be said).

    def milestone_1(self, case: Thing) -> tuple[set[str], bool]:
        aim = case["aim"]
        if aim["start"] is None:
            return set(), True
        due = aim["start"] + timedelta(days=14 if self.readings["m1_count"] == "elapsed" else 13)
        codes = {"MC-01"} if self.as_of < due else set()
        if self.readings["m1_status"] == "continuing_in_a_return":
            seen = [(old["file"]["prepared"], old["status"]) for old in case["before"]] + [(self.as_of, aim["status"])]
            if not codes and not any(status == 1 and day >= due for day, status in seen):
                codes.add("MC-02")
            return codes, False
        if aim["status"] in (2, 3) and aim["actual"] is None:
            return codes, True
        if aim["status"] in (2, 3) and aim["actual"] < due:
            codes.add("MC-02")
        return codes, aim["status"] not in (1, 2, 3, 6)  # 6 is stopped by NP-14

    def milestone_2(self, case: Thing, z2: Thing | None) -> tuple[set[str], bool]:
        codes = self.z_codes(case, "Z2", z2, "MC-05") | self.bootcamp_codes(case)
        share = self.share(case)
        if isinstance(share, Fraction) and share < Fraction(80, 100):
            codes.add("MC-09")
        if self.readings["m2_requires_m1"] and not self.payable(case, "M1"):
            codes.add("MC-03")
        return codes, share == "unknown"

    def milestone_3(self, case: Thing, z3: Thing | None) -> tuple[set[str], bool]:
        codes = self.z_codes(case, "Z3", z3, "MC-10") | self.bootcamp_codes(case)
        if self.readings["m3_requires_m2"] == "returned":
            codes |= set() if case["z2_ever"] else {"MC-11"}
        else:
            codes |= set() if self.payable(case, "M2") else {"MC-11"}
        ended = case["aim"]["actual"]
        if ended and z3 and z3["start"] and z3["start"] > months_later(ended, 6):
            codes.add("MC-12")
        return codes, ended is None

    def share(self, case: Thing) -> Fraction | str | None:
        """AMB-37, AMB-11, AMB-15."""
        aim = case["aim"]
        start, ended, planned = aim["start"], aim["actual"], aim["planned"]
        if aim["status"] != 2:
            return None
        if self.readings["planned_end_basis"] == "first":
            planned = next((one["planned"] for one in [*case["before"], aim] if one["planned"]), None)
        if self.readings["restart_basis"] == "original" and aim["orig"]:
            start = aim["orig"]
        if None in (start, ended, planned) or planned < start:
            return "unknown"
        more = 1 if self.readings["share_count"] == "inclusive" else 0
        if (planned - start).days + more == 0:
            return Fraction(1 if ended >= planned else 0)
        return Fraction((ended - start).days + more, (planned - start).days + more)

    def bootcamp_codes(self, case: Thing) -> set[str]:
        codes = {"MC-07"} if case["aim"]["status"] != 2 else set()
        return codes | ({"MC-08"} if case["aim"]["outcome"] != 1 else set())

    def z_codes(self, case: Thing, kind: str, aim: Thing | None, none: str) -> set[str]:
        if aim is None:
            return {"MC-06"} if any(stray["kind"] == kind for stray in case["strays"]) else {none}
        done = aim["status"] == 2 and aim["outcome"] == 1
        return set() if done or not self.readings["z_status_required"] else {"MC-13"}

    def best(self, case: Thing, kind: str, name: str, judge: Any) -> tuple[Thing | None, tuple[set[str], bool]]:
        """One milestone aim that fulfils everything is enough; the earliest of them, else the earliest of all."""
        aims = case[kind]
        if not aims:  # AMB-20: one that names a bootcamp not allocated is NP-04
            aims = [aim for aim in case["strays"] if aim["kind"] == kind and "NP-04" in aim["np"]]
        aims = sorted(aims, key=lambda aim: (str(aim["start"]), aim["file"]["prepared"], aim["seq"]))
        for aim in aims:
            codes, open_ = judge(case, aim)
            if not codes - {"MC-03"} and not open_ and not aim["unknown"] and not aim["np"]:
                return aim, (codes, open_)
        chosen = aims[0] if aims else None
        return chosen, judge(case, chosen)

    def add(self, case: Thing, name: str, aim: Thing | None, verdict: tuple[set[str], bool]) -> None:
        codes, open_ = verdict
        bootcamp = case["aim"]
        rates = {other: one["rate"] for other, one in case["milestones"].items()}
        rates[name] = self.rate(bootcamp, aim)
        case["milestones"][name] = {
            "aim": aim,
            "rate": rates[name],
            "worth": self.worth(case, name, rates),
            "mc": set(codes),
            "np": bootcamp["np"] | (aim["np"] if aim else set()) | case["stopped"],
            "unknown": case["unknown"] or bool(aim and aim["unknown"]) or (open_ and not codes),
        }

    def rate(self, bootcamp: Thing, aim: Thing | None) -> Fraction:
        """AMB-45: a milestone aim's own contribution, or the bootcamp's."""
        if aim is not None and aim["contribution"] is not None:
            return Fraction(aim["contribution"])
        if aim is not None and self.readings["contribution_scope"] == "per_aim":
            return Fraction(0)
        return Fraction(bootcamp["contribution"] or 0)

    def worth(self, case: Thing, name: str, rates: dict[str, Fraction]) -> int:
        """C.2: cumulative, rounded, and the difference."""
        if case["terms"] is None:
            return 0
        price = Fraction(case["terms"]["price"]) * 100
        upto = [one for one in NAMES if one <= name]
        exact = [price * SHARES[one] * (1 - rates[one]) for one in upto]
        return half_up(sum(exact, Fraction(0))) - half_up(sum(exact[:-1], Fraction(0)))

    @staticmethod
    def payable(case: Thing, name: str) -> bool:
        one = case["milestones"][name]
        return not (one["mc"] or one["np"] or one["unknown"])

    # Once per ULN.

    def two_continuing(self, cases: list[Thing]) -> None:
        """A-157, AMB-43."""
        going = [case for case in cases if case["aim"]["status"] == 1 and case["aim"]["start"]]
        if self.readings["two_continuing"] == "earliest_payable":
            going = [case for case in going if not case["milestones"]["M1"]["np"]]
        for case in sorted(going, key=lambda case: self.rank(case, "M1"))[1:]:
            case["stopped"].add("NP-13")
            case["milestones"]["M1"]["np"].add("NP-13")

    def rank(self, case: Thing, name: str) -> tuple[Any, ...]:
        """AMB-41: earliest start (or offer), then first returned first, then the lowest UKPRN."""
        ukprn, ref, start = case["key"]
        z = case["milestones"][name]["aim"]
        day = start if name == "M1" else z["start"] if z else None
        return (day or date.max, case["first"], ukprn, ref, start or date.max, case["aim"]["seq"])

    def once(self, cases: list[Thing], name: str, entries: list[Thing]) -> None:
        code = {"M1": "NP-11", "M2": "NP-12", "M3": "MC-14"}[name]
        winners = sorted((case for case in cases if self.payable(case, name)), key=lambda case: self.rank(case, name))
        if self.readings["dup_winner"] == "first_paid":
            winners.sort(key=lambda case: sum(one["pence"] for one in case["paid"][name]) <= 0)
        held = any(not self.payable(case, name) and self.keeps(case, name) for case in cases)
        if not held and not self.paid_elsewhere(cases, name, entries):
            winners = winners[1:]
        for case in winners:
            case["milestones"][name]["mc" if name == "M3" else "np"].add(code)

    def paid_elsewhere(self, cases: list[Thing], name: str, entries: list[Thing]) -> bool:
        present = {case["key"] for case in cases}
        away = {self.bootcamp_of(one) for one in entries} - present
        for key in away:
            own = [one for one in entries if self.bootcamp_of(one) == key and one["m"] == name]
            in_wave = WAVE[0] <= key[2] <= WAVE[1]
            if in_wave and sum(one["pence"] for one in own) > 0 and self.absence_keeps(own):
                return True
        return False

    # The ledger.

    @staticmethod
    def bootcamp_of(entry: Thing) -> tuple[int, str, date]:
        return (entry["ukprn"], entry["ref"], entry["start"])

    def entries_of(self, person: list[Thing], people: list[list[Thing]]) -> list[Thing]:
        """What was paid for a person: for a bootcamp of theirs (whatever the ULN was then), else under their ULN."""
        return [entry for entry in self.ledger if any(person is owner for owner in self.owners(entry, people))]

    def owners(self, entry: Thing, people: list[list[Thing]]) -> list[list[Thing]]:
        by_uln = [person for person in people if any(self.real(r["learner"]) == entry["uln"] for r in person)]
        by_bootcamp = [
            person
            for person in people
            if any(
                aim["kind"] == "BC"
                and self.key(aim) == self.bootcamp_of(entry)
                and entry["lrn"] in (aim["learner"]["ref"], aim["learner"]["prev"])
                for record in person
                for aim in record["aims"]
            )
        ]
        both = [person for person in by_bootcamp if any(person is other for other in by_uln)]
        return both or by_bootcamp or by_uln

    def keeps(self, case: Thing, name: str) -> bool:
        """Whether money paid before stays although the milestone is not payable now (C.2, A-164, AMB-44)."""
        one, paid = case["milestones"][name], case["paid"][name]
        if sum(entry["pence"] for entry in paid) <= 0:
            return False
        if any(entry["as_of"] > self.as_of for entry in paid):
            return True  # only a later return takes money back
        if "NP-01" in one["np"]:
            return True  # the provider's contract is not among those given: no evidence
        if case["aim"]["status"] == 6 and self.readings["status6_paid"] == "hold":
            return True
        if one["np"]:
            return False
        if not one["mc"]:
            return bool(one["unknown"])
        absent = set(one["mc"])
        actual, start = case["aim"]["actual"], case["aim"]["start"]
        if name == "M1" and self.readings["m1_status"] == "continuing_in_a_return":
            due = start + timedelta(days=14 if self.readings["m1_count"] == "elapsed" else 13)
            if self.as_of >= due and not (actual and actual < due):
                absent.discard("MC-02")  # the return that showed it is not among these files
        if self.readings["m3_requires_m2"] == "returned":
            absent.discard("MC-11")  # it was returned once, or nothing would have been paid
        elif "MC-11" in absent and self.keeps(case, "M2"):
            absent.discard("MC-11")
        return not absent or (absent <= ABSENCE and self.absence_keeps(paid))

    def absence_keeps(self, entries: list[Thing]) -> bool:
        """Absence takes nothing back unless the returns are complete and those of every year concerned are here."""
        here = {(file["ukprn"], file["year"]) for file in self.current}
        years = {(one["ukprn"], year) for one in entries for year in (one["year"], ilr_year(one["start"]))}
        return not self.world["complete"] or not years <= here or any(one["as_of"] > self.as_of for one in entries)

    def row(self, case: Thing) -> Thing:
        aim = case["aim"]
        row: Thing = {
            "key": (aim["file"]["ukprn"], aim["learner"]["ref"], aim["learner"]["uln"], aim["ref"], aim["start"]),
            "moves": [],
            "person": id(case),
        }
        for name in NAMES:
            one, paid = case["milestones"][name], sum(entry["pence"] for entry in case["paid"][name])
            payable = self.payable(case, name)
            amount = one["worth"] if payable else 0
            held = not payable and self.keeps(case, name)
            if held:
                amount = paid
            status = "payable"
            if not payable:
                status = "held" if held else "not reached" if one["mc"] else "no pay" if one["np"] else "not checkable"
            row[name] = {
                "payable": payable,
                "status": status,
                "pence": amount,
                "previously": paid,
                "np": one["np"],
                "mc": one["mc"],
            }
            if amount != paid:
                source = one["aim"] or aim
                row["moves"].append(
                    {
                        "uln": self.real(aim["learner"]) or case["paid"][name][-1]["uln"],
                        "ukprn": aim["file"]["ukprn"],
                        "lrn": aim["learner"]["ref"],
                        "ref": aim["ref"],
                        "start": aim["start"],
                        "m": name,
                        "pence": amount - paid,
                        "year": source["file"]["year"],
                        "as_of": self.as_of,
                    }
                )
        return row

    def absences(self, used: list[int]) -> list[Thing]:
        """What was paid to providers of these files for bootcamps that are in none of them."""
        here = {file["ukprn"] for file in self.current}
        left = [one for one in self.ledger if one["ukprn"] in here and id(one) not in used]
        groups: list[list[Thing]] = []  # of one bootcamp: the same ULN, or (the ULN was corrected) the same reference
        for one in left:
            for same in ("uln", "lrn"):
                fitting = [
                    group
                    for group in groups
                    if self.bootcamp_of(group[0]) == self.bootcamp_of(one)
                    and any(other[same] == one[same] for other in group)
                ]
                if fitting:
                    fitting[0].append(one)
                    break
            else:
                groups.append([one])
        moves = []
        for group in groups:
            for name in NAMES:
                own = [one for one in group if one["m"] == name]
                total = sum(one["pence"] for one in own)
                if total > 0 and not self.absence_keeps(own):
                    moves.append({**group[0], "m": name, "pence": -total, "as_of": self.as_of})
        return moves
