"""Bootcamp templates: part of a learner's document, a newcomer made from one, and a learner's place for a pattern.

A pattern is a path in which ``*`` stands for one record: the bootcamp aim, or the only record of a newcomer's list
(``Learner/LearningDelivery/*/LearnPlanEndDate``, ``Learner/PriorAttain/*/PriorLevel``).
"""

from collections.abc import Mapping

from openlet.facts.aims import SOURCE_OF_FUNDING
from openlet.facts.completion import CONTINUING
from openlet.facts.contribution import contribution_texts
from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery
from openlet.spec.cohorts import shared_places
from openlet.spec.layout import entity as entity_of
from openlet.spec.scheme import terms
from openlet.spec.slots import typed_list
from openlet.spec.years import Year
from openlet.store.documents import (
    ID,
    LEARNER,
    Document,
    Operation,
    apply,
    copy,
    list_at,
    record_at,
    record_of,
    with_ids,
    without_ids,
)
from openlet.store.refusals import NotDone
from openlet.store.slots import slot_at, standing, with_text

STAR = "*"
AIMS = f"{LEARNER}/LearningDelivery"
BOOTCAMP = f"{AIMS}/{STAR}"
_CODES = terms()["codes"]
OWN_DAM = (_CODES["out_of_area_dam"], _CODES["low_wage_dam"])  # DAM codes that say something of one learner
FIRST = "1"  # the number of a newcomer's only aim


def skeleton(LearnAimRef: str = "", start: str = "", planned_end: str = "", FundModel: str = "") -> Document:
    """A template with what WMCA wants on every bootcamp aim; the texts are canonical."""
    codes = (("SOF", SOURCE_OF_FUNDING), ("DAM", _CODES["delivery_exclusion_dam"]))
    aim = {
        "LearnAimRef": LearnAimRef,
        "AimType": str(_CODES["aim_type"]),
        "LearnStartDate": start,
        "LearnPlanEndDate": planned_end,
        "FundModel": FundModel,
        "LearningDeliveryFAM": [{"LearnDelFAMType": kind, "LearnDelFAMCode": code} for kind, code in codes],
    }
    return template({LEARNER: {"LearningDelivery": [{name: held for name, held in aim.items() if held}]}})


def template(tree: Document) -> Document:
    """A template of its own from a tree: its bootcamp aim is ``*``, continuing, and has a number."""
    made: Document = {LEARNER: with_ids(without_ids(tree.get(LEARNER, {})))}
    aims = made[LEARNER].setdefault("LearningDelivery", [{}])
    aims[0] = {"AimSeqNumber": FIRST, "CompStatus": str(CONTINUING)} | aims[0] | {ID: STAR}
    return made


def template_of(document: Document, aim: str, year: Year, given: Given | None) -> Document:
    """A template from a learner's bootcamp: what learners have in common, without what is this learner's own.

    Raises ``Gone`` where the aim is not there.
    """
    tree, _ = record_at(document, f"{AIMS}/{aim}", year)
    kept = {name: copy(tree[name]) for name in _fields_of("LearningDelivery") if tree.get(name)}
    for entity in ("LearningDeliveryFAM", "ProviderSpecDeliveryMonitoring"):
        kept[entity] = _shared_records(tree, entity, year, given)
    learner = document.get(LEARNER, {})
    own = {name: learner[name] for name in _fields_of(LEARNER) if learner.get(name)}
    return template({LEARNER: own | {"LearningDelivery": [kept]}})


def _fields_of(entity: str) -> list[str]:
    return [place.element for place in shared_places() if place.entity == entity]


def _shared_records(aim: Document, entity: str, year: Year, given: Given | None) -> list[Document]:
    """The records of a typed list that others of the cohort have too."""
    of = typed_list(entity, year)
    assert of is not None
    types = {place.type for place in shared_places() if place.entity == entity}
    records = [one for one in aim.get(entity, ()) if one.get(of.type_element) in types]
    if entity == "LearningDeliveryFAM":
        return [one for one in records if one.get(of.value_element) not in OWN_DAM or one[of.type_element] != "DAM"]
    found = entity_of(year, "LearningDelivery")
    assert found is not None
    read = record_of(found, aim)
    assert isinstance(read, LearningDelivery)
    texts = contribution_texts(read, given) if given is not None and given.contract is not None else ()
    return [one for one in records if one.get(of.value_element, "").strip() in texts]


def newcomer(tree: Document, texts: Mapping[str, str], year: Year) -> Document:
    """The document of a new learner of a cohort, the texts being given by their patterns; its records are ``*``.

    Of a type with several boxes the codes given are added to those of the template. Raises ``NotDone`` for a text at a
    place that the year does not have.
    """
    made = template(tree)
    for pattern, text in texts.items():
        if text:
            _make_records(made, pattern, year)
            path = _free_box(made, pattern, text, year)
            made = with_text(made, path, text, year) if path else made
    return made


def _free_box(document: Document, pattern: str, text: str, year: Year) -> str | None:
    """The box for a code that is added; None where the code is there already. Of other places the pattern itself."""
    slot = slot_at(pattern, year)
    if slot is None or slot.of.types[slot.kind].boxes == 1:
        return pattern
    held = standing(document, slot, year)
    if any(one[slot.of.value_element] == text for one in held):
        return None
    return f"{slot.list_path}:{slot.kind}:{len(held) + 1}"


def _make_records(document: Document, pattern: str, year: Year) -> None:
    """Have each record of a list that a pattern leads through."""
    steps = pattern.split("/")
    for number, step in enumerate(steps):
        if step == STAR:
            path = "/".join(steps[:number])
            if all(one[ID] != STAR for one in list_at(document, path, year)):
                apply(document, Operation("add", f"{path}/{STAR}", new={ID: STAR}), year)


def own_ids(document: Document) -> Document:
    """The document with an ``_id`` of its own for each record."""
    return with_ids(without_ids(document))


def bootcamp_in(document: Document, LearnAimRef: str, start: str = "") -> str:
    """The ``_id`` of a learner's aim of that bootcamp (and start, if one is given). Raises ``NotDone``."""
    held = document.get(LEARNER, {}).get("LearningDelivery", ())
    found = [one for one in held if one.get("LearnAimRef") == LearnAimRef and start in ("", one.get("LearnStartDate"))]
    if len(found) == 1:
        return str(found[0][ID])
    if not found:
        raise NotDone(f"The learner has no {LearnAimRef} any more.")
    raise NotDone(f"The learner has {len(found)} aims {LearnAimRef}. Open the learner and change the right one.")
