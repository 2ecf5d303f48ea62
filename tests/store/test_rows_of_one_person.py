"""Learners who are one person are settled together, whatever changes."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.forms.models import model_to_dict

from openlet.ilr.records import Learner
from openlet.spec.years import year_of
from openlet.store.basis import current_basis
from openlet.store.documents import tree_of
from openlet.store.models import BootcampState, LearnerJudgement, LearnerRow, LearnerState, Provider
from openlet.store.services import (
    Saved,
    add_learner,
    begin_year,
    delete_learner,
    judged_rows,
    keep_contract,
    refresh_all,
    set_field,
    set_working_day,
    undelete_learner,
)
from openlet.store.services.editing import now_utc
from tests import make
from tests.store.keeping import ANN, YEAR, document, year

NEXT = year_of("2024-25")
TEMPORARY = 9999999999
ULNS = (str(make.ULN), str(make.OTHER_ULN), str(TEMPORARY), "")
REFERENCES = ("L0001", "L0002", "L0003", "L0004")


@pytest.fixture(autouse=True)
def provider() -> Provider:
    whose: Provider = year().provider
    keep_contract(whose, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(whose, make.AS_OF)
    return whose


def kept(of: Any = YEAR, **fields: Any) -> int:
    learner: Learner = make.learner(**fields)
    added = add_learner(begin_year(make.UKPRN, of), ANN, learner.LearnRefNumber or "", tree_of(learner, of))
    return added.learner


def all_rows() -> dict[int, Any]:
    """Everything that is kept beside the learners, by the key of the learner."""
    made: dict[int, Any] = {one.pk: [model_to_dict(one)] for one in LearnerState.objects.all()}
    for judged in LearnerJudgement.objects.all():
        made[judged.pk].append(model_to_dict(judged))
    for bootcamp in BootcampState.objects.order_by("learner", "LearnAimRef", "LearnStartDate", "own"):
        made[bootcamp.learner_id].append(model_to_dict(bootcamp, exclude=["id"]))
    return made


def assert_as_made_anew() -> None:
    """The rows are those that making them all from the documents gives."""
    now = all_rows()
    for model in (LearnerState, LearnerJudgement, BootcampState):
        model.objects.all().delete()
    refresh_all(current_basis(Provider.objects.get()))
    assert now == all_rows()


def put(learner: int, element: str, text: str) -> Saved:
    return set_field(learner, f"Learner/{element}", text, document(learner)["Learner"].get(element, ""), ANN)


def test_one_who_is_joined_by_way_of_another_is_settled_with_them() -> None:
    first = kept(ULN=make.ULN, LearnRefNumber="L0001")
    kept(NEXT, ULN=make.ULN, LearnRefNumber="L0009", PrevLearnRefNumber="L0002")
    kept(ULN=TEMPORARY, LearnRefNumber="L0002")
    put(first, "FamilyName", "Another")
    assert_as_made_anew()


def test_whoever_names_the_reference_as_their_previous_one_is_settled_with_its_holder() -> None:
    kept(NEXT, ULN=make.ULN, LearnRefNumber="L0009", PrevLearnRefNumber="L0002")
    kept(ULN=TEMPORARY, LearnRefNumber="L0002")
    assert_as_made_anew()


def test_a_new_reference_parts_those_who_were_one_person() -> None:
    first = kept(ULN=TEMPORARY, LearnRefNumber="L0001")
    kept(NEXT, ULN=make.ULN, LearnRefNumber="L0001")
    put(first, "LearnRefNumber", "L0005")
    assert_as_made_anew()


def test_a_previous_reference_taken_away_parts_those_who_were_one_person() -> None:
    kept(ULN=TEMPORARY, LearnRefNumber="L0001")
    later = kept(NEXT, ULN=make.ULN, LearnRefNumber="L0009", PrevLearnRefNumber="L0001")
    put(later, "PrevLearnRefNumber", "")
    assert_as_made_anew()


def test_while_the_contract_cannot_be_read_nobody_of_the_person_keeps_old_rows(provider: Provider) -> None:
    first, second = kept(LearnRefNumber="L0001"), kept(LearnRefNumber="L0002")
    other = kept(LearnRefNumber="L0003", ULN=make.OTHER_ULN)
    wrong = make.CONTRACT + '[reference]\narea_lookup = "gone.csv"\n'
    gone = provider.contracts.create(file_name="contract.toml", text=wrong, who=ANN, when=now_utc())
    put(first, "ULN", "")
    assert set(all_rows()) == {other}
    gone.delete()
    refresh_all(current_basis(Provider.objects.get()))
    assert set(all_rows()) == {first, second, other}
    assert_as_made_anew()


def test_a_change_made_while_everybody_is_checked_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    kept(ULN=make.ULN, LearnRefNumber="L0001")
    second = kept(ULN=make.OTHER_ULN, LearnRefNumber="L0002")
    LearnerState.objects.update(basis="")
    made, saves = judged_rows._made, [str(make.ULN)]

    def slowly(*given: Any) -> list[judged_rows.Rows]:
        rows = made(*given)
        if saves:
            put(second, "ULN", saves.pop())
        return rows

    monkeypatch.setattr(judged_rows, "_made", slowly)
    refresh_all(current_basis(Provider.objects.get()))
    assert not saves
    assert_as_made_anew()


def edits(chance: random.Random, learners: list[int]) -> Iterator[Any]:
    for _ in range(12):
        learner = chance.choice(learners)
        row = LearnerRow.objects.get(pk=learner)
        if row.deleted is not None:
            yield undelete_learner(learner, ANN)
            continue
        kind = chance.choice(("ULN", "ULN", "PrevLearnRefNumber", "LearnRefNumber", "DateOfBirth", "delete"))
        if kind == "delete":
            yield delete_learner(learner, ANN)
        elif kind == "LearnRefNumber":
            free = {*REFERENCES, "L0009"} - set(row.of.learners.values_list("LearnRefNumber", flat=True))
            if free:
                yield put(learner, kind, chance.choice(sorted(free)))
        else:
            texts = {"ULN": ULNS, "PrevLearnRefNumber": (*REFERENCES, ""), "DateOfBirth": ("1990-02-03", "1991-02-03")}
            yield put(learner, kind, chance.choice(texts[kind]))


@pytest.mark.parametrize("seed", range(6))
def test_after_any_change_the_rows_are_what_making_them_all_anew_gives(seed: int) -> None:
    chance = random.Random(seed)
    learners = [kept(ULN=int(ULNS[number % 3]), LearnRefNumber=ref) for number, ref in enumerate(REFERENCES)]
    learners += [kept(NEXT, ULN=int(ULNS[number]), LearnRefNumber=ref) for number, ref in enumerate(REFERENCES[:3])]
    for _ in edits(chance, learners):
        assert_as_made_anew()
