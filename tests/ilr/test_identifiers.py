"""The shapes and check digits of identifiers. Every number here is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlet.ilr.identifiers import (
    TEMPORARY_ULN,
    ZZ99,
    has_ni_number_form,
    is_employer_id,
    is_ni_number,
    is_postcode,
    is_temporary_ni_number,
    is_ukprn,
    is_valid_uln,
    with_check_digit,
)
from tests import make


@pytest.mark.parametrize(
    ("uln", "valid"),
    [
        (9276308686, True),  # the example of the official check digit page
        (1000000027, True),
        (1000000035, True),
        (make.ULN, True),
        (make.OTHER_ULN, True),
        (9276308687, False),
        (9276308668, False),  # two digits changed places
        (1000000028, False),
        (TEMPORARY_ULN, False),
        (999999999, False),  # nine digits
        (10000000270, False),  # eleven digits
        (0, False),
        (-1000000027, False),
        (123456789, False),
    ],
)
def test_a_uln_must_have_ten_digits_and_pass_its_check_digit(uln: int, valid: bool) -> None:
    assert is_valid_uln(uln) == valid


def remainder(first_nine: int) -> int:
    """DD01 as the official specification words it: each digit times 10, 9, ... 2, added up, modulo 11."""
    return sum((10 - place) * int(digit) for place, digit in enumerate(f"{first_nine:09d}")) % 11


@pytest.mark.parametrize(
    ("first_nine", "digit"),
    [(927630868, 6), (100000002, 7), (100000003, 5), (100000000, 0), (999999999, 8)],
)
def test_the_check_digit_is_ten_less_the_remainder(first_nine: int, digit: int) -> None:
    assert 10 - remainder(first_nine) == digit
    assert with_check_digit(first_nine) == first_nine * 10 + digit


def test_nine_digits_with_remainder_nought_have_no_check_digit() -> None:
    without = next(first for first in range(100000000, 100000100) if remainder(first) == 0)
    assert with_check_digit(without) is None
    assert not any(is_valid_uln(without * 10 + digit) for digit in range(10))


@given(st.integers(100_000_000, 999_999_999))
def test_just_the_ulns_with_the_right_check_digit_are_valid(first_nine: int) -> None:
    valid = [first_nine * 10 + digit for digit in range(10) if is_valid_uln(first_nine * 10 + digit)]
    expected = with_check_digit(first_nine)
    assert valid == ([] if expected is None else [expected])
    assert (expected is None) == (remainder(first_nine) == 0)


@given(st.integers(100_000_000, 999_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(first_nine: int, place: int, off: int) -> None:
    uln = with_check_digit(first_nine)
    if uln is not None:
        digits = str(uln)
        wrong = digits[:place] + str((int(digits[place]) + off) % 10) + digits[place + 1 :]
        assert not is_valid_uln(int(wrong))


@pytest.mark.parametrize(
    ("ukprn", "valid"), [(10000000, True), (99999999, True), (9999999, False), (100000000, False), (-10000000, False)]
)
def test_a_ukprn_has_eight_digits(ukprn: int, valid: bool) -> None:
    assert is_ukprn(ukprn) == valid


@pytest.mark.parametrize(
    ("employer", "valid"),
    [
        pytest.param(123456789, True, id="the last digit is the check digit"),
        pytest.param(123456788, False, id="the last digit is one too low"),
        pytest.param(213456789, False, id="two digits are exchanged"),
        pytest.param(100001300, True, id="the check digit is 0"),
        pytest.param(100000070, False, id="the first eight digits allow no check digit"),
        pytest.param(12345678, False, id="eight digits"),
        pytest.param(1234567890, False, id="ten digits"),
        pytest.param(0, False, id="nothing"),
    ],
)
def test_an_employer_identifier_has_nine_digits_and_passes_its_check_digit(employer: int, valid: bool) -> None:
    assert is_employer_id(employer) is valid


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("AB123456C", True),
        ("AB123456", True),
        ("AB123456 ", True),
        ("AB123456A", True),
        ("AB123456D", True),
        ("JG103759A", True),
        ("AB123456E", False),
        ("AB123456CC", False),
        ("AB12345C", False),
        ("AB1234567", False),
        ("ab123456c", False),
        ("AB 12 34 56 C", False),
        ("A1123456C", False),
        ("123456789", False),
        ("DA123456C", False),  # D, F, I, Q, U and V are never the first letter
        ("FA123456C", False),
        ("IA123456C", False),
        ("QA123456C", False),
        ("UA123456C", False),
        ("VA123456C", False),
        ("AD123456C", False),  # nor the second
        ("AO123456C", False),  # O is never the second
        ("OA123456C", True),
        ("BG123456C", False),
        ("GB123456C", False),
        ("KN123456C", False),
        ("NK123456C", False),
        ("NT123456C", False),
        ("TN123456C", False),
        ("ZZ123456C", False),
        ("AB123456C\n", False),
        ("AB12345٦C", False),
        ("", False),
    ],
)
def test_an_ni_number_is_well_formed(text: str, valid: bool) -> None:
    assert is_ni_number(text) == valid


@pytest.mark.parametrize(
    ("text", "temporary"),
    [
        ("TN030290F", True),
        ("TN030290M", True),
        ("TN030290", True),
        ("TN030290 ", True),
        ("TN03029F", False),
        ("TN030290A", False),
        ("AB123456C", False),
        ("tn030290F", False),
    ],
)
def test_a_temporary_ni_number_is_known_and_is_not_a_real_one(text: str, temporary: bool) -> None:
    assert is_temporary_ni_number(text) == temporary
    if temporary:
        assert not is_ni_number(text)


@pytest.mark.parametrize(
    "text", ["B1 1AA", "B33 8TH", "CV1 2WT", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "ST4 1AA", "LS1 1UR", ZZ99, "GU16 7HF"]
)
def test_a_postcode_has_one_of_the_six_shapes(text: str) -> None:
    assert is_postcode(text)


@pytest.mark.parametrize(
    "text",
    [
        "B11AA", "B1  1AA", "b1 1aa", "B1 1AA ", " B1 1AA", "B1 AA", "B 1AA", "B1 11A", "B1 1A", "B1 1AAA", "B111 1AA",
        "ABC1 1AA", "1B 1AA", "B1 1CA", "B1 1AI", "B1 1KA", "B1 1AM", "B1 1AO", "B1 1VA", "ZZ99", "ZZ99  9ZZ", "",
        "B1\t1AA", "B1 1AA\n", "B٣ 1AA",
    ],
)  # fmt: skip
def test_what_has_another_shape_is_no_postcode(text: str) -> None:
    assert not is_postcode(text)


@pytest.mark.parametrize(
    ("text", "formed"),
    [
        pytest.param("AB123456C", True, id="letters and digits of one"),
        pytest.param(" AB123456 ", True, id="blanks around it and no last letter"),
        pytest.param("GB123456C", True, id="a prefix that is never given out"),
        pytest.param("DB123456C", False, id="D first"),
        pytest.param("AO123456C", False, id="O second"),
        pytest.param("AB123456E", False, id="E last"),
        pytest.param("ab123456c", False, id="small letters"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_the_form_of_an_ni_number_is_less_than_a_valid_one(text: str, formed: bool) -> None:
    assert has_ni_number_form(text) is formed
