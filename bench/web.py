"""Figures of the entry tool: pages and saves over HTTP with 5,000 learners, start-up, checking everybody anew.

The returns are invented. They come into the store by ``openlet import``; contract and working day are set in the
settings as a person would, which has all learners checked in the background.
"""

import json
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from served import Tool, milliseconds

from openlet.invented import generate
from openlet.reports.kinds import KINDS
from openlet.spec.years import year_of

YEAR = year_of("2023-24")
DAY = "18 October 2024"  # most bootcamps have ended, many milestones are open
REQUESTS = 200  # of each kind
REPORT_REQUESTS = 50
LIST, LEARNER, SAVE, REPORT = 30.0, 50.0, 50.0, 300.0  # targets in milliseconds at the 95th percentile
FIRST_PAGE = 2.0  # seconds
TYPED = ("an", "ma", "B1", "CV", "10", "A0012", "son", "z")


@dataclass(frozen=True, slots=True)
class Someone:
    """A learner of the store, with what the requests need to know."""

    key: int
    names: str
    aim: str  # the _id of the first aim
    hours: str
    aims: int


@dataclass(frozen=True, slots=True)
class Running:
    """A bootcamp that goes on: the learner, the aim's _id, and its planned end."""

    learner: int
    aim: str
    ends: str


def web(folder: Path, learners: int, many: int) -> None:
    """Print all figures; ``many`` is the size of the store whose last page is asked for."""
    start_of_an_empty_store(folder / "empty")
    data = make_store(folder / "store", learners)
    with Tool(data) as tool:
        choose(tool)
        checked(tool, learners, "first check of all, with a contract")
    with Tool(data) as tool:
        print(f"\n{f'command to first page, {learners:,} learners':<46}{tool.first_page:9.2f} s   target {FIRST_PAGE}")
        print(f"\n{learners:,} learners, {REQUESTS} requests of each kind{'median ms':>21}{'p95 ms':>9}{'target':>9}")
        measure(tool, data)
        while_checking(tool, learners)
    print(f"{'memory of the program':<46}{tool.peak:9.0f} MB peak")
    data = make_store(folder / "large", many)
    with Tool(data) as tool:
        choose(tool)
        print()
        checked(tool, many, "first check of all, with a contract")
        print(f"\n{many:,} learners, {REQUESTS} requests of each kind{'median ms':>20}{'p95 ms':>9}{'target':>9}")
        lists(tool, many)


def start_of_an_empty_store(data: Path) -> None:
    """From the command to the first page where nothing is kept yet."""
    with Tool(data) as tool:
        print(f"\n{'command to first page, new store':<46}{tool.first_page:9.2f} s   target {FIRST_PAGE}")
    with Tool(data) as tool:
        print(f"{'command to first page, empty store again':<46}{tool.first_page:9.2f} s   target {FIRST_PAGE}")


def make_store(folder: Path, learners: int) -> Path:
    """A store of so many invented learners of one provider."""
    path = generate(folder / "returns", learners, 1, YEAR, 1)[0]
    command = [sys.executable, "-m", "openlet.cli", "import", str(path), "--data", str(folder), "--year", str(YEAR)]
    took = milliseconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    print(f"{f'openlet import, {learners:,} learners':<46}{took / 1000:9.1f} s")
    return folder


def choose(tool: Tool) -> None:
    """Choose the contract and the working day in the settings."""
    contract = next(Path(tool.data / "returns").glob("*.toml")).read_text()
    tool.get(f"/{YEAR.code}/settings")
    tool.post(f"/{YEAR.code}/settings/contract", {"text": contract})
    tool.post(f"/{YEAR.code}/settings/day", {"day": DAY})


def checked(tool: Tool, learners: int, name: str, meanwhile: Callable[[], object] = lambda: time.sleep(0.05)) -> None:
    """Wait until everybody has been checked, and say how long it took."""
    began = time.perf_counter()
    while under_way(tool):
        meanwhile()
    took = time.perf_counter() - began
    print(f"{name:<46}{took:9.1f} s{learners / took:14,.0f} learners/s")


def under_way(tool: Tool) -> bool:
    """Whether a check goes on; the home page begins another where it has to."""
    running = "select 1 from store_job where state in ('waiting', 'running')"
    if not asked(tool.data, running):
        tool.get(f"/{YEAR.code}/")
    return bool(asked(tool.data, running))


def asked(data: Path, question: str) -> list[tuple[object, ...]]:
    """What the database says."""
    opened = sqlite3.connect(f"file:{data / 'openlet.sqlite3'}?mode=ro", uri=True)
    try:
        return opened.execute(question).fetchall()
    finally:
        opened.close()


def measure(tool: Tool, data: Path) -> None:
    """Pages and saves, each over many learners."""
    chance = random.Random(1)
    people, going_on = somebody(data), bootcamps_going_on(data)
    three = [one for one in people if one.aims == 3]
    row("home", LIST, [partial(tool.get, f"/{YEAR.code}/")] * REQUESTS)
    lists(tool, len(people))
    row("money", None, [partial(tool.get, f"/{YEAR.code}/money/")] * REQUESTS)
    work_list(tool)
    report_pages(tool)
    row("learner with 3 aims, learner tab", LEARNER, pages(tool, chance, three, ""))
    row("learner with 3 aims, aim tab", LEARNER, pages(tool, chance, three, "aim"))
    row("learner with 3 aims, employment tab", LEARNER, pages(tool, chance, three, "employment"))
    row("action, preview", LEARNER, previews(tool, chance, going_on))
    row("save of a learner's field, 3 aims", SAVE, (names(tool, one) for one in chance.choices(three, k=REQUESTS)))
    row("save of an aim's field, 3 aims", SAVE, (hours(tool, one) for one in chance.choices(three, k=REQUESTS)))
    row("save of a learner's field, anybody", SAVE, (names(tool, one) for one in chance.choices(people, k=REQUESTS)))


def lists(tool: Tool, learners: int) -> None:
    """The list of learners in several forms."""
    address = f"/{YEAR.code}/learners/"
    for name, query in (
        ("list, first page", ""),
        ("list, last page", f"?page={(learners - 1) // 50 + 1}"),
        ("list, sorted by name", "?sort=name"),
        ("list, by milestone", "?milestone=M2%3Aat_risk"),
        ("list, needs action", "?action=1"),
        ("list, excluded by errors", "?state=errors"),
        ("list, complete, by name, last page", "?state=complete&sort=-name&page=9999"),
    ):
        row(name, LIST, [partial(tool.get, address + query)] * REQUESTS)
    row("list, text typed", LIST, (typed(tool, address, number) for number in range(REQUESTS)))


def work_list(tool: Tool) -> None:
    """The work list in several forms."""
    address = f"/{YEAR.code}/work/"
    for name, query in (
        ("work list, first page", ""),
        ("work list, last page", "?page=9999"),
        ("work list, one kind", "?kind=no-pay"),
        ("work list, by deadline", "?order=deadline"),
        ("work list, within 30 days", "?due=30"),
    ):
        row(name, REPORT, [partial(tool.get, address + query)] * REQUESTS)


def report_pages(tool: Tool) -> None:
    """Every report as a page from what is kept, and all of them as workbooks."""
    address = f"/{YEAR.code}/reports"
    in_background(tool, "all reports worked out", f"{address}/", {})
    for kind in KINDS:
        row(f"report {kind}", REPORT, [partial(tool.get, f"{address}/{kind}/")] * REPORT_REQUESTS)
    row("provider statement", REPORT, [partial(tool.get, f"{address}/statement")] * REPORT_REQUESTS)
    in_background(tool, "all reports as workbooks (target 20 s)", f"{address}/files", {"form": "xlsx"})


def in_background(tool: Tool, name: str, address: str, values: dict[str, str]) -> None:
    """How long work in the background takes; of the processor as well, as far as the system tells."""
    began, spent = time.perf_counter(), tool.spent()
    tool.post(address, values)
    while asked(tool.data, "select 1 from store_job where state in ('waiting', 'running')"):
        time.sleep(0.05)
    took = time.perf_counter() - began
    print(f"{name:<46}{took:9.1f} s{tool.spent() - spent:11.1f} s of the processor", flush=True)


def typed(tool: Tool, address: str, number: int) -> Callable[[], object]:
    """The answer to some letters in the search box."""
    return partial(tool.get, f"{address}?q={TYPED[number % len(TYPED)]}", in_page=True)


def pages(tool: Tool, chance: random.Random, people: list[Someone], tab: str) -> Iterable[Callable[[], object]]:
    """The tab of several learners."""
    for one in chance.choices(people, k=REQUESTS):
        path = {"": "", "aim": f"aim/{one.aim}/", "employment": "employment/"}[tab]
        yield partial(tool.get, f"/learner/{one.key}/{path}")


def previews(tool: Tool, chance: random.Random, bootcamps: list[Running]) -> Iterable[Callable[[], object]]:
    """What recording a completion would do."""
    for one in chance.choices(bootcamps, k=REQUESTS):
        address = f"/learner/{one.learner}/bootcamp/{one.learner}/{one.aim}/record_completion"
        values = {"LearnActEndDate": one.ends, "Outcome": "1"}
        yield partial(tool.post, address, values)


def names(tool: Tool, one: Someone) -> Callable[[], object]:
    """The given names of a learner written anew."""
    return saved(tool, one, "GivenNames", "names", "learner")


def hours(tool: Tool, one: Someone) -> Callable[[], object]:
    """The planned hours of an aim written anew."""
    return saved(tool, one, f"LearningDelivery/{one.aim}/PHours", "hours", "aim")


_now: dict[tuple[int, str], str] = {}  # what stands in the store after the saves so far


def saved(tool: Tool, one: Someone, place: str, what: str, tab: str) -> Callable[[], object]:
    """One save as the page's script sends it."""
    key = (one.key, what)
    base = _now.get(key, getattr(one, what))
    text = {"names": f"{one.names} {len(_now)}", "hours": str(60 + len(_now) % 40)}[what]
    text = text if text != base else text + "1"
    _now[key] = text
    values = {"path": f"Learner/{place}", "value": text, "base": base, "tab": tab, "aim": one.aim}
    return partial(tool.post, f"/learner/{one.key}/save", values, in_page=True)


def while_checking(tool: Tool, learners: int) -> None:
    """Check everybody anew, and ask for pages and saves meanwhile."""
    people = somebody(tool.data)
    chance = random.Random(2)
    took: dict[str, list[float]] = {"list": [], "learner": [], "save": []}

    def some() -> None:
        one = chance.choice(people)
        took["list"].append(milliseconds(partial(tool.get, f"/{YEAR.code}/learners/")))
        took["learner"].append(milliseconds(partial(tool.get, f"/learner/{one.key}/")))
        took["save"].append(milliseconds(saved(tool, one, "GivenNames", "names", "learner")))
        time.sleep(0.1)

    print()
    tool.post(f"/{YEAR.code}/settings/day", {"day": "19 October 2024"})
    checked(tool, learners, "checking everybody anew, with pages between", some)
    for name, times in took.items():
        line(f"{name}, while everybody is checked", times, None)


def row(name: str, target: float | None, requests: Iterable[Callable[[], object]]) -> None:
    """One line of figures; the first two requests are not counted."""
    line(name, [milliseconds(request) for request in requests][2:], target)


def line(name: str, times: list[float], target: float | None) -> None:
    """Median and 95th percentile."""
    last = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    print(f"{name:<46}{statistics.median(times):12.1f}{last:9.1f}{target or '':>9}", flush=True)


def somebody(data: Path) -> list[Someone]:
    """All learners with an aim."""
    found = []
    for key, content in asked(data, "select learner_id, content from store_learnerdocument"):
        learner = json.loads(str(content))["Learner"]
        aims = learner.get("LearningDelivery", [])
        if aims and isinstance(key, int):
            first = aims[0]
            found.append(Someone(key, learner.get("GivenNames", ""), first["_id"], first.get("PHours", ""), len(aims)))
    return found


def bootcamps_going_on(data: Path) -> list[Running]:
    """The bootcamps whose learners have not left."""
    question = (
        "select d.learner_id, d.record, d.LearnPlanEndDate from store_deliveryrow d join store_bootcampstate b on "
        "b.learner_id = d.learner_id and b.LearnAimRef = d.LearnAimRef where d.CompStatus = 1 and d.LearnPlanEndDate"
    )
    return [Running(int(str(one)), str(aim), str(ends)) for one, aim, ends in asked(data, question)]
