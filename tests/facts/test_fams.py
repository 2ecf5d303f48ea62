import pytest

from openlet.facts.fams import codes_of, fam_counts, has_fam_type, is_authority_funded, other_sources
from openlet.ilr.records import LearningDeliveryFAM
from tests.make import aim, fams, learner


def test_records_are_counted_by_type_with_or_without_a_code() -> None:
    record = aim(LearningDeliveryFAM=[*fams("LDM363", "LDM378", "SOF112"), LearningDeliveryFAM(LearnDelFAMType="RES")])
    assert fam_counts(record) == {"LDM": 2, "SOF": 1, "RES": 1}
    assert has_fam_type(record, "RES")
    assert not has_fam_type(record, "FFI")
    assert fam_counts(record)["FFI"] == 0


def test_a_record_without_a_type_counts_for_none() -> None:
    assert fam_counts(aim(LearningDeliveryFAM=[LearningDeliveryFAM(LearnDelFAMCode="1")])) == {}


@pytest.mark.parametrize(
    ("pairs", "funded"),
    [
        pytest.param(["SOF109"], False, id="below the range"),
        pytest.param(["SOF110"], True, id="the first authority"),
        pytest.param(["SOF112"], True, id="the West Midlands"),
        pytest.param(["SOF120"], True, id="the last authority"),
        pytest.param(["SOF121"], False, id="an authority that the derived item does not name"),
        pytest.param(["SOF105"], False, id="the national adult budget"),
        pytest.param(["SOF105", "SOF116"], True, id="both"),
        pytest.param(["LDM112"], False, id="the code under another type"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_combined_authorities_pay_for_an_aim(pairs: list[str], funded: bool) -> None:
    assert is_authority_funded(aim(LearningDeliveryFAM=fams(*pairs))) is funded


def test_sources_besides_the_national_adult_budget() -> None:
    assert other_sources(aim(LearningDeliveryFAM=fams("SOF105", "SOF112", "FFI1"))) == ("112",)
    assert other_sources(aim(LearningDeliveryFAM=fams("SOF105"))) == ()
    assert other_sources(aim(LearningDeliveryFAM=[])) == ()


def test_codes_of_a_type_for_a_message_on_the_aim_or_below_it() -> None:
    record = aim(LearningDeliveryFAM=fams("SOF105", "SOF112"))
    assert codes_of("SOF")(record, learner()) == ("105", "112")
    assert codes_of("SOF")(record.LearningDeliveryFAM[0], record, learner()) == ("105", "112")
    assert codes_of("LDM")(record, learner()) == ()
