"""What becomes of each kind of text: right stays right, wrong stays wrong in the same way, one person stays one."""

from datetime import date
from typing import Any

import pytest

from openlet.facts.people import whole_years
from openlet.ilr.identifiers import is_employer_id, is_ni_number, is_postcode, is_temporary_ni_number, is_valid_uln
from openlet.ilr.records import Learner, LearnerEmploymentStatus, LearningDeliveryWorkPlacement
from openlet.invented.anonymous import Disguise, NotHidden, Wanted, look_through
from openlet.invented.anonymous.treatments import treatments
from openlet.reference.areas import AreaLookup
from openlet.spec.layout import layout
from openlet.spec.years import years
from tests.invented.anonymous.copying import copies, copy_of, source, values
from tests.make import BOOTCAMP, OTHER_ULN, ULN, aim, boxes, finished, learner, milestone, progression, read, xml

AREAS = AreaLookup()


def hidden(element: str, text: str, **wanted: Any) -> str:
    """What a text becomes where an element of the usual learner holds it."""
    content = xml([learner(aim(ProviderSpecDeliveryMonitoring=boxes("box")), TelNo="01", Email="a@b")])
    if f"<{element}>" not in content:
        content = content.replace("<AddLine1>", f"<{element}/><AddLine1>", 1)
    head, _, tail = content.partition(f"<{element}")
    rest = tail.partition(f"</{element}>")[2] if f"</{element}>" in tail else tail.partition("/>")[2]
    (found,) = values(copy_of(f"{head}<{element}>{text}</{element}>{rest}", **wanted), element)
    return found


def people(content: str) -> list[Learner]:
    return [item.record for item in read(content)[1] if isinstance(item.record, Learner)]


# Every element has its treatment.


def test_every_text_of_every_year_is_listed() -> None:
    texts = {
        field.element
        for year in years()
        for entity in layout(year).walk()
        for field in entity.fields()
        if field.data_type == "string"
    }
    assert texts <= treatments().keys()


def test_every_number_that_identifies_somebody_is_listed() -> None:
    assert {"ULN", "EmpId", "WorkPlaceEmpId", "UKPRN", "PrevUKPRN", "PMUKPRN", "PartnerUKPRN"} <= treatments().keys()


# Right stays right.


@pytest.mark.parametrize("text", ["1000000027", " 1000000027\n", "+1000000027", "01000000027"])
def test_a_right_uln_becomes_another_right_one_written_the_same_way(text: str) -> None:
    found = hidden("ULN", text)
    assert is_valid_uln(int(found))
    assert int(found) != ULN
    assert len(found) == len(text)


def test_a_right_ni_number_becomes_another_right_one() -> None:
    for text in ("AB123456C", "AB123456", "AB123456 "):
        found = hidden("NINumber", text)
        assert is_ni_number(found)
        assert len(found) == len(text)
        assert text.strip() not in found


@pytest.mark.parametrize(
    ("postcode", "area"),
    [("B1 1AA", "WMCA"), ("CV1 2AB", "WMCA"), ("ST1 1AB", "WM_OTHER"), ("SW1A 1AA", "OTHER"), ("LE1 1AA", "OTHER")],
)
def test_a_postcode_becomes_another_of_its_area_and_part_of_the_country(postcode: str, area: str) -> None:
    if AREAS.area(postcode) != area:
        pytest.skip(f"NOT TESTED: {postcode} is not in the directory")
    found = hidden("Postcode", postcode)
    assert found != postcode
    assert AREAS.area(found) == area
    assert found[:2] == postcode[:2]


def test_a_postcode_in_no_area_becomes_another_that_exists_in_none() -> None:
    if not AREAS.exists("B13 3AH"):
        pytest.skip("NOT TESTED: B13 3AH is not in the directory")
    found = hidden("Postcode", "B13 3AH")
    assert found != "B13 3AH"
    assert AREAS.area(found) is None
    assert AREAS.exists(found)


def test_the_area_is_that_of_the_contracts_own_table_where_it_has_one() -> None:
    own = AreaLookup({"B1 1AA": "OTHER", "B2 4QA": "OTHER"})
    found = hidden("Postcode", "B1 1AA", areas=own)
    assert found not in ("B1 1AA",)
    assert own.area(found) == "OTHER"


@pytest.mark.parametrize("employer", [100000009, 999999999])
def test_an_employer_becomes_another_but_nobodys_number_stays(employer: int) -> None:
    text = str(employer) if employer == 999999999 else _employer()
    status = LearnerEmploymentStatus(EmpStat=10, DateEmpStatApp=date(2024, 1, 1), EmpId=int(text))
    content = xml(
        [learner(aim(LearningDeliveryWorkPlacement=[_placement(int(text))]), LearnerEmploymentStatus=[status])]
    )
    copy = copy_of(content)
    (found,) = values(copy, "EmpId")
    assert values(copy, "WorkPlaceEmpId") == [found]
    assert (found == text) == (employer == 999999999)
    assert is_employer_id(int(found)) == is_employer_id(int(text))


def _employer() -> str:
    return str(next(number for number in range(123456780, 123456800) if is_employer_id(number)))


def _placement(employer: int) -> LearningDeliveryWorkPlacement:
    return LearningDeliveryWorkPlacement(
        WorkPlaceStartDate=date(2024, 5, 2), WorkPlaceHours=10, WorkPlaceMode=1, WorkPlaceEmpId=employer
    )


@pytest.mark.parametrize(
    ("element", "text"),
    [("FamilyName", "O'Example-Person"), ("GivenNames", "Ann Bea Cat Dee"), ("AddLine1", "Flat 2, 10 High St"),
     ("AddLine2", "Springfield"), ("TelNo", "01210000000"), ("TelNo", "447700900123456"), ("TelNo", "7"),
     ("Email", "ann@college.ac.uk")],
)  # fmt: skip
def test_names_addresses_and_contacts_are_invented_and_valid(element: str, text: str) -> None:
    found = hidden(element, text)
    assert found != text
    (field,) = [field for entity in layout(years()[-1]).walk() for field in entity.fields() if field.element == element]
    assert field.read(found).fault is None


def test_capitals_stay_capitals() -> None:
    assert hidden("FamilyName", "EXAMPLE").isupper()
    assert hidden("GivenNames", "ann bea").islower()


# Wrong stays wrong.


@pytest.mark.parametrize("text", ["1000000028", "9999999998", "123", "A000000027", "12345678901", "ten"])
def test_a_wrong_uln_stays_wrong(text: str) -> None:
    found = hidden("ULN", text)
    assert found != text
    assert len(found) == len(text)
    assert [finding_kinds("ULN", found)] == [finding_kinds("ULN", text)]


@pytest.mark.parametrize(
    ("text", "is_temporary"), [("QQ123456C", False), ("TN010190M", True), ("NOT KNOWN", False), ("AB12345", False)]
)
def test_a_wrong_ni_number_stays_wrong(text: str, is_temporary: bool) -> None:
    found = hidden("NINumber", text)
    assert found != text
    assert not is_ni_number(found)
    assert is_temporary_ni_number(found) == is_temporary


@pytest.mark.parametrize("text", ["b1 1aa", "B11AA", "CV1", "B1  1AA", "not known"])
def test_a_wrong_postcode_stays_wrong(text: str) -> None:
    found = hidden("LSDPostcode", text)
    assert found != text
    assert not is_postcode(found)


def test_a_postcode_that_does_not_exist_becomes_another_such() -> None:
    found = hidden("LSDPostcode", "B99 9XZ")
    assert is_postcode(found)
    assert not AREAS.exists(found)
    assert found != "B99 9XZ"


@pytest.mark.parametrize(
    ("element", "text"),
    [("FamilyName", "Person 2"), ("DateOfBirth", "12 March 1991"), ("Sex", "Female, Ann"), ("AimSeqNumber", "one"),
     ("PlanLearnHours", "99999"),
     ("Ethnicity", "British"), ("TelNo", "0121 496 0000"), ("Email", "none"), ("AddLine1", "1 Ēxample Street"),
     ("LearnAimRef", "Ann's own aim"), ("LearnStartDate", "2024-13-01")],
)  # fmt: skip
def test_what_cannot_be_read_becomes_another_text_with_the_same_fault(element: str, text: str) -> None:
    found = hidden(element, text)
    assert found != text
    assert len(found) == len(text)
    assert finding_kinds(element, found) == finding_kinds(element, text)


def finding_kinds(element: str, text: str) -> tuple[str | None, bool]:
    field = next(field for entity in layout(years()[1]).walk() for field in entity.fields() if field.element == element)
    return field.read(text).fault, element == "ULN" and text.isdigit() and is_valid_uln(int(text))


# What stays.


@pytest.mark.parametrize(
    ("element", "text"),
    [("ULN", "9999999999"), ("Postcode", "ZZ99 9ZZ"), ("LSDPostcode", "ZZ99 9ZZ"), ("DateOfBirth", "1990-02-03"),
     ("Sex", "F"), ("LearnAimRef", "Z0020001"), ("LearnStartDate", "2024-05-01"), ("PlanLearnHours", "9999"),
     ("Ethnicity", "77"), ("FamilyName", " "), ("FamilyName", "-"), ("ProvSpecDelMon", "Contribution 10"),
     ("ProvSpecDelMon", "CONTRIBUTION  10"), ("ProvSpecDelMon", "WMCA1.3"), ("ProvSpecDelMon", " wmca 99.9 "),
     ("ProvSpecDelMon", "Z0020002"), ("ProvSpecDelMon", BOOTCAMP)],
)  # fmt: skip
def test_codes_dates_and_what_wmca_reads_stay(element: str, text: str) -> None:
    assert hidden(element, text) == text


def test_a_contracts_own_words_stay_where_the_contract_is_given() -> None:
    assert hidden("ProvSpecDelMon", "Employer pays 5") != "Employer pays 5"
    assert hidden("ProvSpecDelMon", "Employer pays 5", texts=frozenset({"Employer pays 5"})) == "Employer pays 5"


def test_a_free_text_becomes_another_but_one_on_contributions_still_speaks_of_them() -> None:
    assert hidden("ProvSpecDelMon", "Anns cohort 12") not in ("", "Anns cohort 12")
    found = hidden("ProvSpecDelMon", "Contribution 10 Acme")
    assert found.startswith("Contribution 10 ")
    assert not found.endswith("Acme")


# One person stays one.


def test_learner_and_destination_record_stay_together() -> None:
    copy = copy_of(xml([learner(), learner(LearnRefNumber="L0002", ULN=OTHER_ULN), progression()]))
    ulns, references = values(copy, "ULN"), values(copy, "LearnRefNumber")
    assert ulns[0] == ulns[2] != ulns[1]
    assert references[0] == references[2] != references[1]


def test_one_person_is_one_in_all_files_given_together_and_a_changed_name_stays_changed() -> None:
    married = learner(LearnRefNumber="M9", PrevLearnRefNumber="L0001", FamilyName="Wedded")
    first, second = copies([source(xml([learner()])), source(xml([married], "2024-25"))])
    one, other = (people((made.content or b"").decode())[0] for made in (first, second))
    assert one.ULN == other.ULN
    assert one.LearnRefNumber == other.PrevLearnRefNumber
    assert one.GivenNames == other.GivenNames
    assert one.FamilyName not in (other.FamilyName, "Invented", "Wedded")
    assert one.Postcode == other.Postcode


def test_two_people_of_one_name_do_not_share_the_invented_one() -> None:
    copy = copy_of(xml([learner(), learner(LearnRefNumber="L0002", ULN=OTHER_ULN)]))
    assert len(set(values(copy, "FamilyName"))) == 2


def test_no_two_learners_become_one_even_where_all_short_references_are_taken() -> None:
    everybody = [learner(LearnRefNumber=str(number)) for number in range(100)]
    found = values(copy_of(xml(everybody)), "LearnRefNumber")
    assert len(set(found)) == 100
    assert all(new != str(number) for number, new in enumerate(found))


def test_a_bootcamp_that_a_milestone_aim_names_is_still_named() -> None:
    named = boxes("Data 7b")
    copy = copy_of(xml([learner(finished(LearnAimRef="Data 7b"), milestone(ProviderSpecDeliveryMonitoring=named))]))
    assert values(copy, "ProvSpecDelMon") == ["WMCA1.3", "Data 7b"]


# The secret.


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not() -> None:
    content = xml([learner(), progression()])
    assert copy_of(content, "one") == copy_of(content, "one")
    one, other = copy_of(content, "one"), copy_of(content, "two")
    for element in ("ULN", "FamilyName", "NINumber"):
        assert values(one, element) != values(other, element)


def test_the_order_of_the_files_changes_nothing() -> None:
    sources = [source(xml([learner(LearnRefNumber=f"L{number}")])) for number in range(3)]
    forwards, backwards = copies(sources), copies(sources[::-1])
    assert [one.content for one in forwards] == [one.content for one in backwards[::-1]]


# The provider, dates of birth, everything else in a file.


def test_the_provider_stays_unless_another_number_is_asked_for() -> None:
    content = xml([learner(aim(PartnerUKPRN=10999991, ConRefNumber="ESF-1001"), PrevUKPRN=10000002, CampId="SITE1")])
    assert values(copy_of(content), "UKPRN") == ["10999991"] * 2
    assert values(copy_of(content), "CampId") == ["SITE1"]
    copy = copy_of(content, ukprn=10000099)
    assert values(copy, "UKPRN") == ["10000099"] * 2
    assert values(copy, "PartnerUKPRN") == ["10000099"]
    assert values(copy, "PrevUKPRN") == ["10000002"]
    assert values(copy, "CampId") != ["SITE1"]
    assert "10999991" not in copy


def test_dates_of_birth_move_only_when_asked_and_change_no_age() -> None:
    born = [date(1985 + number % 20, 1 + number % 12, 1 + number % 28) for number in range(60)]
    everybody = [learner(LearnRefNumber=f"L{number:04d}", DateOfBirth=day) for number, day in enumerate(born)]
    assert values(copy_of(xml(everybody)), "DateOfBirth") == [day.isoformat() for day in born]
    moved = [person.DateOfBirth for person in people(copy_of(xml(everybody), shift_births=True))]
    assert sum(new != day for new, day in zip(moved, born, strict=True)) > 50
    for new, day in zip(moved, born, strict=True):
        assert new is not None
        for other in (date(2024, 5, 1), date(2023, 8, 1), date(2023, 8, 31), date(2024, 9, 30), date(2024, 4, 30)):
            assert whole_years(new, other) == whole_years(day, other)


def test_strange_content_says_nothing_of_anybody() -> None:
    content = (
        xml([learner()])
        .replace("<Learner>", "<!-- Ann Example --><?who Ann Example?><Learner who='Ann Example'>", 1)
        .replace("<Sex>", "<Known>Ann Example</Known>Ann Example<Sex>")
        .replace(
            "<Message ",
            '<Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:schemaLocation="ESFA/ILR/2023-24 C:/Ann/ilr.xsd" ',
        )
    )
    copy = copy_of(content)
    assert "Ann" not in copy
    assert "Example" not in copy
    assert 'xsi:schemaLocation="ESFA/ILR/2023-24 schema.xsd"' in copy
    assert "<?who?>" in copy


def test_names_of_files_that_were_put_together_are_replaced_unless_they_are_official() -> None:
    files = (
        "<SourceFiles><SourceFile><SourceFileName>{}</SourceFileName><SerialNo>1</SerialNo></SourceFile></SourceFiles>"
    )
    content = xml([learner()]).replace("<LearningProvider>", files.format("Anns list.xml") + "<LearningProvider>")
    (found,) = values(copy_of(content), "SourceFileName")
    assert found.endswith(".xml")
    assert "Ann" not in found
    official = content.replace("Anns list.xml", "ILR-10999991-2324-20240101-093000-01.xml")
    assert values(copy_of(official, ukprn=10000099), "SourceFileName") == ["ILR-10000099-2324-20240101-093000-01.xml"]


def test_where_nothing_of_the_form_is_left_it_is_said_and_nothing_of_the_value_told() -> None:
    own = AreaLookup({"ZZ1 1ZZ": "WMCA"})
    without_directory = _Without(own.own)
    seen = look_through([source(xml([learner(Postcode="ZZ1 1ZZ")]))])
    with pytest.raises(NotHidden) as said:
        Disguise(Wanted(b"secret", without_directory), seen)
    assert "Postcode" in str(said.value)
    assert "ZZ1" not in str(said.value)


class _Without(AreaLookup):
    """A table of one's own, and no directory."""

    def area(self, postcode: str) -> str | None:
        return self.own.get(postcode)

    def another(self, postcode: str, chance: Any) -> str | None:
        return None
