"""The shapes and check digits of the identifiers in an ILR file."""

import re
from functools import lru_cache

TEMPORARY_ULN = 9999999999
UNKNOWN_EMPLOYER = 999999999  # the employer identifier of employers who have none
ZZ99 = "ZZ99 9ZZ"  # the postcode for "not known" (and for distance learning), as the guide says

_POSTCODE = re.compile(
    r"(?:[A-Z][0-9]{1,2}|[A-Z][0-9][A-Z]|[A-Z]{2}[0-9]{1,2}|[A-Z]{2}[0-9][A-Z]) [0-9][ABD-HJLNP-UW-Z]{2}"
)
_NI_NUMBER = re.compile(r"[A-CEGHJ-PRSTW-Z][A-CEGHJ-NPRSTW-Z][0-9]{6}[A-D ]?")
_NI_BARRED = ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
_TEMPORARY_NI = re.compile(r"TN[0-9]{6}[MF ]?")


@lru_cache(maxsize=1024)  # several rules ask of one learner's number
def is_valid_uln(uln: int) -> bool:
    """Whether a ULN has ten digits, does not start with 0, and passes its check digit.

    Weights 10 to 1 leave remainder 10 when divided by 11 (wmca-wave5.md B-39; official rule ULN_04, DD01). The
    temporary 9999999999 does not pass.
    """
    if not 1_000_000_000 <= uln < TEMPORARY_ULN:
        return False
    return _weighted(uln) % 11 == 10


def with_check_digit(first_nine: int) -> int | None:
    """The ULN that starts with these nine digits, or None where no ULN can (the remainder is 0)."""
    digits = str(first_nine)
    remainder = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
    if remainder == 0:
        return None
    return first_nine * 10 + (10 - remainder)


def _weighted(number: int) -> int:
    """The sum of the digits, the last times 1, the one before it times 2, and so on."""
    total, weight = 0, 1
    while number:
        number, digit = divmod(number, 10)
        total += weight * digit
        weight += 1
    return total


def is_ukprn(ukprn: int) -> bool:
    """Whether a UKPRN has the eight digits of one; there is no check digit (B-41)."""
    return 10_000_000 <= ukprn <= 99_999_999


def is_employer_id(employer: int) -> bool:
    """Whether an employer identifier has nine digits and passes its check digit (official derived data DD05, DD14).

    Weights 9 to 1 leave remainder 0 when divided by 11. 999999999 does not pass.
    """
    return 100_000_000 <= employer <= 999_999_999 and _weighted(employer) % 11 == 0


def has_ni_number_form(text: str) -> bool:
    """Whether a text has the letters and digits of an NI number, blanks around it aside (official rule NINumber_01)."""
    return _NI_NUMBER.fullmatch(text.strip()) is not None


def is_ni_number(text: str) -> bool:
    """Whether an NI number is well formed: HMRC's letters and prefixes, suffix A to D, a blank or none (B-43).

    A temporary number (TN, birth date, sex) is not one: see ``is_temporary_ni_number``.
    """
    return _NI_NUMBER.fullmatch(text) is not None and text[:2] not in _NI_BARRED


def is_temporary_ni_number(text: str) -> bool:
    """Whether this is a temporary NI number of the form TN + birth date + sex, which may not be used (B-44)."""
    return _TEMPORARY_NI.fullmatch(text) is not None


@lru_cache(maxsize=4096)  # several rules ask of one learner's postcodes
def is_postcode(text: str) -> bool:
    """Whether a text has the shape of a postcode, in capitals with one space (B-42), or is ZZ99 9ZZ."""
    return text == ZZ99 or _POSTCODE.fullmatch(text) is not None
