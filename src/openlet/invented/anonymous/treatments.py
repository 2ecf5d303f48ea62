"""What is done to each element of a file, as a table: ``treatments.csv``."""

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

from openlet.spec.layout import Field

KEPT, BIRTH, UKPRN, PROVIDER_CODE = "kept", "birth", "ukprn", "provider code"
ONE_TO_ONE = ("uln", "reference", "postcode", "employer", "text", "code")  # two texts never become one
NAMES = ("family name", "given names")
BY_PERSON = (*NAMES, "street", "place", "telephone", "email", "ni number")


@cache
def treatments() -> dict[str, str]:
    """The treatment of each element that is listed."""
    text = (files("openlet.invented") / "anonymous" / "treatments.csv").read_text(encoding="utf-8")
    return {row["element"]: row["treatment"] for row in csv.DictReader(StringIO(text, newline=""))}


def treatment_of(field: Field) -> str:
    """What is done to a field. A text that nobody has listed is replaced; numbers and dates are kept."""
    return treatments().get(field.element) or ("text" if field.data_type == "string" else KEPT)
