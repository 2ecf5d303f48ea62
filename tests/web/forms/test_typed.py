"""What is typed or pasted becomes what an ILR file holds, or stays exactly as it was typed."""

import re
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openlet.exchange.typed import INVISIBLE
from openlet.spec.codes import codes
from openlet.spec.layout import entity, layout
from openlet.spec.screens import written_as
from openlet.spec.slots import typed_list
from openlet.spec.years import Year, year_of, years
from openlet.store.documents import Document
from openlet.store.refusals import Gone, NotDone
from openlet.web.forms import Asked, asked, canonical, read_as, shown
from openlet.web.forms.typed import asked_of, stripped
from openlet.web.forms.written_dates import read_date
from tests.ilr import invented
from tests.odd_values import ANYTHING, DATES

YEAR = year_of("2023-24")
AS_OF = date(2024, 6, 1)
DOCUMENT: Document = {
    "Learner": {
        "LearningDelivery": [
            {"_id": "a1", "LearnAimRef": "Z0020001", "AppFinRecord": [{"_id": "r1", "AFinType": "TNP"}, {"_id": "r2"}]}
        ]
    }
}
AIM = "Learner/LearningDelivery/a1"
DAM, SOF = f"{AIM}/LearningDeliveryFAM:DAM:1", f"{AIM}/LearningDeliveryFAM:SOF:1"
BIRTH, ULN, SEX = "Learner/DateOfBirth", "Learner/ULN", "Learner/Sex"


def stored(path: str, text: str, as_of: date = AS_OF) -> str:
    return canonical(asked(DOCUMENT, path, YEAR), text, as_of)


# Dates.


@pytest.mark.parametrize(
    "text",
    ["1/5/24", "01/05/2024", "01-05-2024", "1.5.2024", "1 5 2024", "01 05 2024", "01052024", "1 May 2024",
     "1st May 24", "1 MAY 2024", "1-May-24", "01-May-2024", "1May2024", "1st of May 2024", "1 May, 2024", "2024-05-01",
     "2024/5/1", "20240501", "Wed 1 May 2024", "Wednesday, 1st May 2024", "wed. 1/5/24", "01/05/2024 00:00",
     "2024-05-01T00:00:00", "01/05/2024 00:00:00", " 1/5/24\t\n", "\u200b1\u00a0May\u00a02024\ufeff",
     "01\u20135\u20132024", "01 / 05 / 2024", '="01/05/2024"', '"01/05/2024"', "'01/05/2024"],
)  # fmt: skip
def test_a_date_in_any_usual_british_form_is_understood(text: str) -> None:
    assert stored(BIRTH, text) == "2024-05-01"


@pytest.mark.parametrize(
    "text",
    ["31/02/2024", "29/2/2023", "5/13/2024", "May 1 2024", "May 1, 2024", "1/5", "5/2024", "2024", "45413", "0/5/24",
     "1/5/124", "Tue 1 May 2024", "Moonday 1 May 2024", "1 Mai 2024", "1 Ma 2024", "1/5-2024", "01/05/2024 09:30",
     "tomorrow", "1/5/24 or later", "010524", "2024-13-01", "32 May 2024",
     "\u0661/\u0665/\u0662\u0660\u0662\u0664", "0000-01-01"],
)  # fmt: skip
def test_what_is_no_date_in_britain_stays_as_typed(text: str) -> None:
    assert stored(BIRTH, text) == text
    assert read_as(asked(DOCUMENT, BIRTH, YEAR), text) == ""


@pytest.mark.parametrize(
    ("text", "as_of", "year"),
    [
        ("3/2/60", date(2024, 6, 1), 1960),
        ("3/2/24", date(2024, 6, 1), 2024),
        ("3/2/34", date(2024, 6, 1), 2034),
        ("3/2/35", date(2024, 6, 1), 1935),
        ("3/2/00", date(2024, 6, 1), 2000),
        ("3/2/99", date(2024, 6, 1), 1999),
        ("3/2/35", date(2025, 1, 1), 2035),
        ("3/2/05", date(2095, 1, 1), 2105),
        ("3/2/06", date(2095, 1, 1), 2006),
    ],
)
def test_two_figures_of_a_year_mean_at_most_ten_years_ahead(text: str, as_of: date, year: int) -> None:
    assert stored(BIRTH, text, as_of) == f"{year}-02-03"


@given(day=st.dates(), as_of=st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_date_that_is_shown_is_understood_as_itself(day: date, as_of: date) -> None:
    of = asked(DOCUMENT, BIRTH, YEAR)
    assert canonical(of, shown(of, day.isoformat()), as_of) == day.isoformat()
    assert canonical(of, read_as(of, day.isoformat()), as_of) == day.isoformat() or day.year < 1000


@given(day=st.dates(date(1935, 1, 1), date(2034, 12, 31)), form=st.sampled_from(["%d/%m/%y", "%d-%m-%Y", "%d.%m.%y"]))
def test_day_and_month_are_never_exchanged(day: date, form: str) -> None:
    assert read_date(day.strftime(form), AS_OF) == day


def test_a_date_is_read_out_with_its_day_of_the_week() -> None:
    of = asked(DOCUMENT, BIRTH, YEAR)
    assert (shown(of, "2024-05-01"), read_as(of, "2024-05-01")) == ("01/05/2024", "Wednesday 1 May 2024")
    assert (shown(of, "31/02/2024"), read_as(of, "31/02/2024")) == ("31/02/2024", "")
    assert (shown(of, ""), read_as(of, "")) == ("", "")


# Codes.


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        (DAM, "23", "023"),
        (DAM, "023", "023"),
        (DAM, "DAM023", "023"),
        (DAM, "dam 23", "023"),
        (DAM, "023 - Level 2 and Level 3 delivery exclusion", "023"),
        (DAM, "023 \u2014 Level 2 and Level 3 delivery exclusion", "023"),
        (DAM, "DAM 023: level 2 and level 3 delivery exclusion", "023"),
        (DAM, "Level 2 and Level 3 delivery exclusion (023)", "023"),
        (DAM, "level 2 and  level 3 delivery exclusion", "023"),
        (DAM, '="023"', "023"),
        (DAM, "'023", "023"),
        (DAM, "23.0", "023"),
        (SOF, "West Midlands Combined Authority", "112"),
        (SOF, "112 West Midlands Combined Authority", "112"),
        (SEX, "f", "F"),
        (SEX, "Female", "F"),
        ("Learner/Ethnicity", "irish", "32"),
        ("Learner/Ethnicity", "032", "32"),
        ("Learner/Ethnicity", "98.0", "98"),
        (f"{AIM}/AppFinRecord/r1/AFinCode", "1 - Total training price", "1"),
        (f"{AIM}/CompStatus", "1", "1"),
    ],
)
def test_a_code_is_understood_with_or_without_its_label(path: str, text: str, code: str) -> None:
    assert stored(path, text) == code


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (DAM, "061 - Level 2 and Level 3 delivery exclusion"),  # the code of one, the label of another
        (DAM, "Level 2"),
        (DAM, "999"),
        (DAM, "SOF112"),
        (SEX, "X"),
        ("Learner/Ethnicity", "98 - Irish"),
        ("Learner/Ethnicity", "white"),
        (f"{AIM}/AppFinRecord/r2/AFinCode", "1 - Total training price"),  # no type, so no list
    ],
)
def test_a_code_that_is_not_certain_stays_as_typed(path: str, text: str) -> None:
    assert stored(path, text) == text


def test_a_label_that_two_codes_share_is_no_code() -> None:
    assert [
        one.label for one in codes("LearnDelFAMCode", year_of("2025-26")).values() if one.code in ("399", "400")
    ] == ["label not found (Tailored Learning: how the provision is funded)"] * 2
    of = asked_of("LearningDeliveryFAM", "LearnDelFAMCode", "LDM", year_of("2025-26"))
    text = "label not found (Tailored Learning: how the provision is funded)"
    assert canonical(of, text, AS_OF) == text


def test_a_code_is_read_out_by_its_label() -> None:
    assert read_as(asked(DOCUMENT, DAM, YEAR), "023") == "Level 2 and Level 3 delivery exclusion"
    assert read_as(asked(DOCUMENT, DAM, YEAR), "999") == ""


# Numbers and identifiers.


@pytest.mark.parametrize(
    ("path", "text", "number"),
    [
        (ULN, "1000 000 027", "1000000027"),
        (ULN, "1 0 0 0 0 0 0 0 2 7", "1000000027"),
        (ULN, "1,000,000,027", "1000000027"),
        (ULN, "1000000027.0", "1000000027"),
        (ULN, '="1000000027"', "1000000027"),
        (ULN, "'1000000027", "1000000027"),
        (ULN, "\u20601000000027\u00a0", "1000000027"),
        (ULN, "0000000027", "0000000027"),
        ("Learner/PrevUKPRN", "10 999 991", "10999991"),
        ("Learner/PlanLearnHours", "1,200", "1200"),
        ("Learner/PlanLearnHours", "1 200", "1200"),
        ("Learner/PlanLearnHours", "0120", "120"),
        ("Learner/PlanLearnHours", "120.00", "120"),
        ("Learner/PlanLearnHours", "000", "0"),
        ("Learner/PlanLearnHours", "12000", "12000"),  # too many, but a number
        (f"{AIM}/AppFinRecord/r1/AFinAmount", "£1,500", "1500"),
        (f"{AIM}/LearningDeliveryHE/PCOLAB", "50%", "50"),
        (f"{AIM}/LearningDeliveryHE/STULOAD", "33.3", "33.3"),
    ],
)
def test_a_number_is_understood_as_people_and_spreadsheets_write_it(path: str, text: str, number: str) -> None:
    assert stored(path, text) == number


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ULN, "1.00E+09"), (ULN, "not yet"), (ULN, "10000O0027"), ("Learner/PlanLearnHours", "1 2"),
        ("Learner/PlanLearnHours", "12.5"), ("Learner/PlanLearnHours", "1,2"), ("Learner/PlanLearnHours", "12,00"),
        ("Learner/PlanLearnHours", "about 60"), (f"{AIM}/LearningDeliveryHE/STULOAD", "33,3"),
    ],
)  # fmt: skip
def test_a_number_that_is_not_certain_stays_as_typed(path: str, text: str) -> None:
    assert stored(path, text) == text


@pytest.mark.parametrize(
    ("path", "text", "kept"),
    [
        ("Learner/Postcode", "b11aa", "B1 1AA"),
        ("Learner/PostcodePrior", " B1  1aa ", "B1 1AA"),
        (f"{AIM}/LSDPostcode", "zz999zz", "ZZ99 9ZZ"),
        (f"{AIM}/DelLocPostCode", "ec1a-1bb", "EC1A 1BB"),
        ("Learner/Postcode", "Birmingham", "Birmingham"),
        ("Learner/Postcode", "B1", "B1"),
        ("Learner/NINumber", "ab 12 34 56 c", "AB123456C"),
        ("Learner/NINumber", "ab123456", "AB123456"),
        ("Learner/NINumber", "applied for", "applied for"),
        ("Learner/TelNo", "0121 496 0000", "01214960000"),
        ("Learner/TelNo", "(0121) 496-0000", "01214960000"),
        ("Learner/TelNo", "+44 (0)121 496 0000", "01214960000"),
        ("Learner/TelNo", "+353 1 496 0000", "0035314960000"),
        ("Learner/TelNo", "0121 496 0000 ext 5", "0121 496 0000 ext 5"),
        ("Learner/Email", "mailto:person@example.org", "person@example.org"),
        ("Learner/Email", "<person@example.org>", "person@example.org"),
        ("Learner/Email", "person at example.org", "person at example.org"),
        (f"{AIM}/LearnAimRef", "z0010211", "Z0010211"),
        (f"{AIM}/LearnAimRef", "z001", "z001"),
    ],
)
def test_identifiers_are_written_in_the_ways_of_the_ilr(path: str, text: str, kept: str) -> None:
    assert stored(path, text) == kept


# Free text.


@pytest.mark.parametrize(
    ("path", "text", "kept"),
    [
        ("Learner/FamilyName", " O\u2019Brien\u200b\t", "O\u2019Brien"),
        ("Learner/FamilyName", "'t Hooft", "'t Hooft"),
        ("Learner/FamilyName", '="Smith"', "Smith"),
        ("Learner/FamilyName", "Łucja 李", "Łucja 李"),
        ("Learner/AddLine1", "1 St Mary\u2019s Road", "1 St Mary's Road"),
        ("Learner/AddLine1", "1\u00a0High Street", "1 High Street"),
        ("Learner/AddLine1", "Flat 2 \u2013 3", "Flat 2 - 3"),
        ("Learner/AddLine1", '"1, High St"', "1, High St"),
        ("Learner/AddLine1", "Łódź", "Łódź"),
        ("Learner/LearnRefNumber", "'0012", "0012"),
        (f"{AIM}/ProviderSpecDeliveryMonitoring:A:1", "Contribution 10 ", "Contribution 10"),
        (f"{AIM}/ProviderSpecDeliveryMonitoring:A:1", "contribution 10", "contribution 10"),
        ("Learner/FamilyName", "\u00a0\u200b ", ""),
        (BIRTH, " \t", ""),
    ],
)
def test_a_text_loses_only_what_nobody_meant_to_type(path: str, text: str, kept: str) -> None:
    assert stored(path, text) == kept


@pytest.mark.parametrize("year", years(), ids=str)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_what_is_stored_and_valid_is_shown_and_understood_as_itself(year: Year, seed: int) -> None:
    choose = Random(seed)
    for of in all_asked(year):
        for text in valid_texts(of, choose):
            assert canonical(of, shown(of, text), AS_OF) == text, of.field.path


@pytest.mark.parametrize("year", years(), ids=str)
def test_what_was_understood_or_left_stays_so_however_often_it_is_saved(year: Year) -> None:
    for of in all_asked(year):
        for text in ANYTHING + DATES:
            once = canonical(of, text, AS_OF)
            assert canonical(of, once, AS_OF) == once, (of.field.path, text)
            assert canonical(of, shown(of, once), AS_OF) == once, (of.field.path, text)


@given(text=st.text(max_size=12))
def test_any_text_is_taken_and_nothing_but_its_edges_is_lost_unless_it_is_understood(text: str) -> None:
    for path in (BIRTH, ULN, DAM, "Learner/FamilyName", "Learner/Postcode", "Learner/TelNo"):
        of = asked(DOCUMENT, path, YEAR)
        kept = canonical(of, text, AS_OF)
        is_empty = (
            kept == "" and not re.sub(f"[ '\"={INVISIBLE}]", "", text).strip()
        )  # as spreadsheets write an empty text
        is_understood = of.field.read(kept).fault is None or kept.isdigit() or kept in of.codes
        assert kept == stripped(text) or is_empty or is_understood


def all_asked(year: Year) -> list[Asked]:
    found = []
    for one in layout(year).walk():
        if one.path.startswith("Message/Learner"):
            for field in one.fields():
                of = typed_list(one.name, year)
                kinds = set(of.types) if of and field.element == of.value_element else {None}
                found += [asked_of(one.name, field.element, kind, year) for kind in sorted(kinds, key=str)]
    return found


def valid_texts(of: Asked, choose: Random) -> list[str]:
    """Valid texts of a field, written as OpenLET writes them."""
    if of.codes:
        return list(of.codes)
    made = [invented.text(of.field, choose, odd=False).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")]
    way = written_as(of.field.element)
    if way == "postcode":
        made = ["B1 1AA", "EC1A 1BB", "ZZ99 9ZZ"]
    elif way in ("NI number", "aim reference"):
        made = [text.upper() for text in made]
    elif of.field.data_type == "date":
        made += [(date(1, 1, 1) + timedelta(days=choose.randint(0, 3_000_000))).isoformat(), "2024-05-01Z"]
    elif way == "email":
        made = [text.strip("<>") for text in made]
    return [text for text in made if text == stripped(text) and of.field.read(text).fault is None]


# What a box asks for.


def test_what_a_box_asks_for_is_known_from_its_path() -> None:
    of = asked(DOCUMENT, DAM, YEAR)
    assert (of.field.element, of.kind) == ("LearnDelFAMCode", "DAM")
    assert asked(DOCUMENT, f"{AIM}/AppFinRecord/r1/AFinCode", YEAR).codes.keys() == {"1", "2", "3", "4"}
    assert asked(DOCUMENT, f"{AIM}/AppFinRecord/r2/AFinCode", YEAR).codes == {}
    assert asked(DOCUMENT, "Learner/LearnerHE/TTACCOM", YEAR).codes


def test_codes_are_those_of_the_year() -> None:
    def models(year: str) -> set[str]:
        return set(asked(DOCUMENT, f"{AIM}/FundModel", year_of(year)).codes)

    assert "38" not in models("2023-24")
    assert "38" in models("2024-25")


@pytest.mark.parametrize(
    "path", ["Learner", "Learner/Nothing", f"{AIM}/LearningDeliveryFAM:XXX:1", "", "Message/Learner"]
)
def test_a_path_of_no_box_is_refused(path: str) -> None:
    with pytest.raises(NotDone, match="in the ILR of 2023-24"):
        asked(DOCUMENT, path, YEAR)


def test_a_box_of_a_record_that_is_gone_is_gone() -> None:
    with pytest.raises(Gone):
        asked(DOCUMENT, "Learner/LearningDelivery/gone/PHours", YEAR)


def test_every_coded_field_finds_the_type_that_decides() -> None:
    for year in years():
        for name, element in (("AppFinRecord", "AFinCode"), ("DPOutcome", "OutCode"), ("LearnerFAM", "LearnFAMCode")):
            if entity(year, name) is not None:
                kinds = {kind for kind, _ in codes(element, year) if kind}
                assert all(asked_of(name, element, kind, year).codes for kind in kinds - {"MMH", "EMH"})
