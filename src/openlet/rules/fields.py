"""The rules that are made from the specification: layout, type, length, pattern, range, occurrence, code lists.

What the official schema refuses has severity ``schema`` and its verdict is that of the official schema of the year.
Codes are the official FD_ names where there is one, otherwise ``Schema_...``. Code lists carry the official rule that
judges them; a list known to be incomplete never refuses a code.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from openlet.ilr.reading import Trouble
from openlet.ilr.records import RECORDS, Learner, LearningDelivery, Record
from openlet.rules import Only, Rule, Severity, Source, register
from openlet.rules.official import priority_of, source_of
from openlet.spec.codes import CodeRule, code_rules, codes, open_types
from openlet.spec.layout import UNBOUNDED, Entity, Field, entity, layout
from openlet.spec.official_rules import field_definition, official_rules
from openlet.spec.years import Year, years

ILR = "ILR specification and schema"
SUFFIX = {"digits": "AL", "length": "AL", "range": "AR", "pattern": "AP", "characters": "AP", "enumeration": "AP"}
GENERAL = {
    "order": (
        Severity.SCHEMA,
        "{element} stands in the wrong place. Put the elements in the order of the ILR specification, or export the "
        "file again.",
    ),
    "unknown": (
        Severity.SCHEMA,
        "{element} is not an element of this place in the ILR of the year. Remove it, or check the year of the file.",
    ),
    "attribute": (
        Severity.SCHEMA,
        "{element} has an attribute, which ILR elements never have. Remove the attribute.",
    ),
    "text": (
        Severity.SCHEMA,
        "There is text between the elements of this record. Remove it, or put it into its element.",
    ),
    "tolerated": (
        Severity.WARNING,
        "{element} is probably not part of the ILR of this year (its official schema was not found). Leave it out if "
        "the national service refuses it.",
    ),
    "far date": (
        Severity.ERROR,
        "{element} has a year that no learner can have. Correct the date.",
    ),
}
EARLIEST_START = "earliest start"
GENERAL_CODES = {kind: "Schema_" + kind.title().replace(" ", "") for kind in GENERAL}


def rule_for(trouble: Trouble) -> Rule:
    """The rule that a trouble of the reader breaks."""
    if trouble.kind in GENERAL:
        return _rules()[GENERAL_CODES[trouble.kind]]
    return _rules()[_by_place()[trouble.entity, trouble.element, trouble.kind]]


def limits(year: Year, entity_name: str, element: str) -> str:
    """What a field may hold, or how often an entity may occur, in a year, in words."""
    found = entity(year, entity_name)
    children = found.children if found else ()
    return next((child.limits for child in children if _name(child) == element), "as in the ILR specification")


@cache
def _rules() -> dict[str, Rule]:
    return {made.code: made for made in (*_general_rules(), *_field_rules())}


@cache
def _by_place() -> dict[tuple[str, str, str], str]:
    """(entity, element, kind of trouble) to the code of its rule, over all years."""
    places: dict[tuple[str, str, str], str] = {}
    for year in years():
        for found in layout(year).walk():
            for child in found.children:
                for kind in _kinds(child):
                    name = _name(child)
                    places[found.name, name, kind] = _code(found.name, name, kind, child)
    return places


def _name(child: Field | Entity) -> str:
    return child.element if isinstance(child, Field) else child.name


def _kinds(child: Field | Entity) -> set[str]:
    kinds = {"missing"} if child.required else set()
    if child.max_occurs < UNBOUNDED:
        kinds.add("occurrences")
    if isinstance(child, Entity):
        return kinds
    possible = {
        "enumeration": child.enumeration is not None,
        "type": child.data_type != "string",
        "length": child.data_type == "string" and child.longest is not None,
        "characters": child.base_type == "RestrictedString" and child.enumeration is None,
        "pattern": child.pattern is not None,
        "digits": child.data_type in ("int", "long", "decimal"),
        "range": child.min_value is not None,
    }
    return kinds | {kind for kind, can_be in possible.items() if can_be}


def _code(entity_name: str, element: str, kind: str, child: Field | Entity) -> str:
    suffix = SUFFIX.get(kind, "")
    if kind == "missing":
        suffix = "MA" if isinstance(child, Field) else "EO"
    elif kind == "occurrences":
        suffix = "EO"
    elif kind == "type" and isinstance(child, Field):
        suffix = "DT" if child.data_type in ("date", "dateTime") else "AR" if child.min_value is not None else "AL"
    return field_definition(entity_name, element, suffix) or f"Schema_{entity_name}_{element}_{suffix}"


def _general_rules() -> list[Rule]:
    return [
        _made(
            GENERAL_CODES[kind], "Layout", severity, ("element",), message, message, Source(ILR, "layout of the year")
        )
        for kind, (severity, message) in GENERAL.items()
    ]


def _field_rules() -> list[Rule]:
    made: dict[str, Rule] = {}
    for (entity_name, element, kind), code in sorted(_by_place().items()):
        if code not in made:
            message = _message(entity_name, element, kind)
            source = Source(ILR, f"{entity_name}.{element}")
            held = _years_held(entity_name, element)
            made[code] = _made(code, "Layout", Severity.SCHEMA, (element, "limits"), message, message, source, held)
    return list(made.values())


def _message(entity_name: str, element: str, kind: str) -> str:
    if element in RECORDS:
        return f"{entity_name} holds {{{element}}} {element} record(s). It must hold {{limits}}: enter or remove them."
    if kind == "missing":
        return f"{element} is missing from {entity_name}. Enter it."
    if kind == "occurrences":
        return f"{element} stands more than once in {entity_name}. Keep only the right one."
    return f"{element} is {{{element}}}. It must be {{limits}}: correct it."


def _made(
    code: str,
    on: str,
    severity: Severity,
    shows: tuple[str, ...],
    message: str,
    page: str,
    source: Source,
    held: tuple[int | None, int | None] = (None, None),
) -> Rule:
    def fault(trouble: Trouble) -> bool:
        return True

    fault.__doc__ = f"{page}\n\nFault where: the file's layout breaks this, as the official schema of the year does."
    return Rule(code, on, severity, shows, message, source, fault, first_year=held[0], last_year=held[1])


# Code lists.


def _listed(of: CodeRule) -> Callable[..., bool]:
    """The function of the rule that a code must be in the year's list."""
    judged: dict[tuple[Any, ...], bool] = {}  # (year, type, value): few are ever met

    element, type_element = of.element, of.type_element

    def fault(record: Record, *above: Any) -> bool:
        value = getattr(record, element)
        if value is None:
            return False
        key = (above[-1].year, getattr(record, type_element) if type_element else None, value)
        unlisted = judged.get(key)
        if unlisted is None:
            unlisted = judged[key] = _is_unlisted(of, *key)
        return unlisted

    fault.__doc__ = (
        f"{of.element} must be a code of the year's list.\n\n"
        f"Fault where: {of.element} is returned and is not in the list of the file's year"
        f"{f' for its {of.type_element}' if of.type_element else ''}.\n"
        "Read as: a list that is known to be incomplete refuses nothing."
    )
    return fault


def _is_unlisted(of: CodeRule, year: Year, kind: str | None, value: Any) -> bool:
    if value is None or (of.type_element and kind is None) or kind in open_types(of.element, year):
        return False
    return (kind, str(value)) not in codes(of.element, year)


def _dated(of: CodeRule) -> Callable[..., bool]:
    """The function of the rule that a code must not have ended before the date that counts."""

    def fault(record: Record, *above: Any) -> bool:
        kind = getattr(record, of.type_element) if of.type_element else None
        code = codes(of.element, above[-1].year).get((kind, str(getattr(record, of.element))))
        if code is None or code.open or code.valid_to is None or _is_restart(above):
            return False
        day = _day(of, record, above)
        return day is not None and day > code.valid_to

    fault.__doc__ = (
        f"{of.element} must be a code that had not ended on the day that counts ({of.dated_by}).\n\n"
        f"Fault where: the code's last valid day in the list lies before {of.dated_by}.\n"
        "Except: on an aim that is a restart (RES); codes of lists known to be incomplete.\n"
        "Read as: the last valid day is a last start date, so continuing learners keep an ended code."
    )
    return fault


def _is_restart(above: tuple[Any, ...]) -> bool:
    """Whether the record belongs to an aim that is a restart."""
    return any(
        isinstance(record, LearningDelivery) and any(fam.LearnDelFAMType == "RES" for fam in record.LearningDeliveryFAM)
        for record in above
    )


def _day(of: CodeRule, record: Record, above: tuple[Any, ...]) -> date | None:
    """The date that a code's last valid day is compared with."""
    if of.dated_by == EARLIEST_START:
        learner = next(one for one in (record, *above) if isinstance(one, Learner))
        if any(aim.unreadable("LearnStartDate") for aim in learner.LearningDelivery):
            return None
        return min((aim.LearnStartDate for aim in learner.LearningDelivery if aim.LearnStartDate), default=None)
    dated = str(of.dated_by)
    return next(getattr(one, dated) for one in (record, *above) if hasattr(one, dated))  # type: ignore[no-any-return]


def _years_held(entity_name: str, element: str) -> tuple[int | None, int | None]:
    """The first and last year in which an entity holds an element or an entity, None where that is no limit."""
    holding = [year.code for year in years() if _holds(entity(year, entity_name), element)]
    known = [year.code for year in years()]
    return (None if holding[0] == known[0] else holding[0], None if holding[-1] == known[-1] else holding[-1])


def _holds(found: Entity | None, element: str) -> bool:
    return found is not None and any(_name(child) == element for child in found.children)


def _code_list_rule(code: str, of: CodeRule, fault: Callable[..., bool], message: str, dated: bool = False) -> Rule:
    first_year, last_year = _years_held(of.entity, of.element)
    official = official_rules()[code]
    shows = (of.type_element, of.element) if of.type_element else (of.element,)
    also: dict[str, Callable[..., Any]] = {}
    if dated and of.dated_by == EARLIEST_START:
        also["FirstStart"] = lambda record, *above: _day(of, record, above)
    elif dated:
        shows = (*shows, str(of.dated_by))
    only = None if of.entity == "Learner" else _only(of, dated)
    return Rule(
        code,
        of.entity,
        Severity(official.severity),
        shows,
        message,
        source_of(official),
        fault,
        priority=priority_of(official),
        first_year=first_year,
        last_year=last_year,
        takes_given=True,
        also=also,
        only=only,
    )


def _only(of: CodeRule, dated: bool) -> Only:
    """Whom such a rule can find at fault: so it is not asked about every record. (A learner has many such fields.)"""

    def holds(record: Record, year: Year) -> bool:
        value, kind = getattr(record, of.element), getattr(record, of.type_element) if of.type_element else None
        if not dated:
            return _is_unlisted(of, year, kind, value)
        code = codes(of.element, year).get((kind, str(value)))
        return code is not None and not code.open and code.valid_to is not None

    return Only(tuple(name for name in (of.type_element, of.element) if name), holds)


def _code_list_rules() -> list[Rule]:
    made = []
    for of in code_rules():
        kind = f" for {of.type_element} {{{of.type_element}}}" if of.type_element else ""
        message = (
            f"{of.element} is {{{of.element}}}, which is not a code of this year's list{kind}. Choose one of the list."
        )
        made.append(_code_list_rule(of.rule, of, _listed(of), message))
        if of.dated_rule:
            day = "the earliest start, {FirstStart}" if of.dated_by == EARLIEST_START else f"{{{of.dated_by}}}"
            message = (
                f"{of.element} is {{{of.element}}}{kind}, a code that had ended before {day}. Choose a code that was "
                "valid on that day."
            )
            made.append(_code_list_rule(of.dated_rule, of, _dated(of), message, dated=True))
    return made


for _rule in (*_rules().values(), *_code_list_rules()):
    register(_rule)
