"""What an import would do, as data for its pages: kept with the job while the file waits, dropped with the file."""

from typing import Any

from openlet.exchange.opening import is_spreadsheet
from openlet.ilr.migrating import USUAL, Choice, Choices, Question, Row
from openlet.reports.migration import totals_table
from openlet.spec.years import Year
from openlet.store.arriving import Arrived, Carried
from openlet.store.documents import Document
from openlet.store.services import ADD, MERGE, MODES, REPLACE, Examined, Plan, Proposed
from openlet.web.words import Words, difference_in_words, name_in

NEW, CHANGED, UNCHANGED, KEPT, GONE = "new", "changed", "unchanged", "kept", "gone"
CELLS = "cells"
CELLS_LISTED = 500  # of a spreadsheet; the marked copy has all of them
Preview = dict[str, Any]


def preview_of(examined: Examined) -> Preview:
    """What was found, as JSON. ``plans`` has for each mode its mark and how many learners would be what."""
    arrived = examined.arrived
    return {
        "name": arrived.name,
        "file": arrived.mark,
        "of": arrived.year.code,
        "into": examined.into.code,
        "references": list(arrived.parts),
        "plans": {mode: _plan(examined.plans[mode]) for mode in MODES},
        "learners": _learners(examined),
        "gone": [row.LearnRefNumber for row in examined.plans[REPLACE].gone],
        "refused": arrived.refused,
        "not_carried": arrived.not_carried,
        "notes": arrived.notes,
        CELLS: _cells(arrived),
        "is_spreadsheet": is_spreadsheet(arrived.name),
        "is_partial": arrived.said is not None,
        "carried": _carried(examined.carried) if examined.carried else None,
    }


def _cells(arrived: Arrived) -> Preview:
    """What is wrong at the cells of a spreadsheet."""
    listed = [
        {
            "sheet": one.sheet,
            "place": one.place,
            "header": one.header,
            "text": one.text,
            "message": one.message,
            "refused": one.refused,
        }
        for one in arrived.faults[:CELLS_LISTED]
    ]
    return {"count": len(arrived.faults), "listed": listed}


def _plan(plan: Plan) -> Preview:
    return {
        "mark": plan.mark,
        NEW: len(plan.new),
        CHANGED: len(plan.changed),
        UNCHANGED: len(plan.unchanged),
        KEPT: len(plan.kept),
        GONE: len(plan.gone),
        "back": sum(one.comes_back for one in plan.changed),
    }


def _learners(examined: Examined) -> list[Preview]:
    """Each learner of the file: what it would be in each mode, and what would change."""
    made: dict[str, Preview] = {}
    merged = {one.LearnRefNumber: one.document for one in examined.plans[MERGE].changed}
    for mode in (MERGE, ADD, REPLACE):
        plan = examined.plans[mode]
        for one in (*plan.new, *plan.changed):
            entry = made.setdefault(one.LearnRefNumber, _entry(one.LearnRefNumber, one.document))
            entry["what"][mode] = CHANGED if one.before is not None else NEW
            entry["back"] = one.comes_back
            if one.before is not None and (mode == MERGE or merged.get(one.LearnRefNumber) != one.document):
                entry["changes"][mode] = _changes(one, examined.into)
        for reference in plan.unchanged:
            made.setdefault(reference, _entry(reference))["what"][mode] = UNCHANGED
        for reference in plan.kept:
            made.setdefault(reference, _entry(reference))["what"][mode] = KEPT
    return list(made.values())


def _entry(reference: str, document: Document | None = None) -> Preview:
    name = name_in(document) if document is not None else ""
    return {"reference": reference, "name": name, "what": {}, "back": False, "changes": {}}


def _changes(one: Proposed, year: Year) -> list[Words]:
    before = one.before or {}
    return [difference_in_words(each, year, before, one.document) for each in one.differences(year)]


def changes_in(entry: Preview, mode: str) -> list[Words]:
    """What would change of a learner in a mode."""
    found: list[Words] = entry["changes"].get(mode, entry["changes"].get(MERGE, []))
    return found


def _carried(carried: Carried) -> Preview:
    totals, summary = totals_table(carried.totals), carried.summary.by_element(all_of_them=False)
    return {
        "totals": {"head": list(totals.columns), "rows": [list(row) for row in totals.rows]},
        "summary": {"head": list(summary.columns), "rows": [list(row) for row in summary.rows]},
        "gone": [_row(row) for row in carried.gone],
        "questions": [_question(one) for one in carried.questions],
    }


def _row(row: Row) -> Preview:
    return {
        "reference": row.LearnRefNumber or "",
        "what": row.what,
        "aim": f"{row.AimSeqNumber or ''} {row.LearnAimRef or ''}".strip(),
        "outcome": str(row.outcome),
        "attention": row.attention,
        "path": row.path,
        "reason": row.reason,
    }


def _question(one: Question) -> Preview:
    return {
        "reference": one.LearnRefNumber,
        "number": one.AimSeqNumber,
        "aim": one.LearnAimRef or "",
        "kind": one.kind,
        "answer": str(one.answer),
        "decided": one.decided,
    }


def choices_of(answers: dict[str, Any] | None) -> Choices | None:
    """The answers about a migration, as they are kept with a job."""
    if answers is None:
        return None
    return Choices(
        breaks=_choice(answers.get("breaks")),
        unknown_outcomes=_choice(answers.get("unknown_outcomes")),
        overdue=_choice(answers.get("overdue")),
        aims={(reference, number): Choice(answer) for reference, number, answer in answers.get("aims", [])},
        renumber=bool(answers.get("renumber")),
        for_milestones=frozenset(answers.get("for_milestones", [])),
    )


def _choice(text: Any) -> Choice | None:
    return Choice(text) if text in tuple(str(one) for one in Choice) else None


def kinds_asked(preview: Preview) -> list[str]:
    """The kinds of question that a preview holds, in the order in which they are asked."""
    questions = preview["carried"]["questions"] if preview["carried"] else []
    return sorted({one["kind"] for one in questions}, key=list(USUAL).index)
