from openlet.facts.learner_fams import has_learner_fam, learner_fam_codes
from openlet.ilr.records import LearnerFAM
from tests.make import learner

PERSON = learner(
    LearnerFAM=[
        LearnerFAM(LearnFAMType=kind, LearnFAMCode=code)
        for kind, code in (("LSR", 55), ("EHC", 1), ("LSR", 36), ("SEN", None), (None, 1))
    ]
)


def test_codes_stand_by_type_in_the_order_returned() -> None:
    assert learner_fam_codes(PERSON) == {"LSR": (55, 36), "EHC": (1,), "SEN": (None,)}
    assert learner_fam_codes(learner()) == {}


def test_one_of_some_codes_is_enough() -> None:
    assert has_learner_fam(PERSON, "EHC", 1)
    assert has_learner_fam(PERSON, "LSR", 36, 37)
    assert not has_learner_fam(PERSON, "LSR", 37)
    assert not has_learner_fam(PERSON, "SEN", 1)
    assert not has_learner_fam(PERSON, "DLA", 1)
