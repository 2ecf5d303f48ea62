"""What kind of organisation the provider is, where the organisation register is loaded."""

from typing import Any

from openlet.facts.given import Given

UNIVERSITY = "UHEO"  # LegalOrgType
# LegalOrgType of colleges and grant funded providers (official derived data DD27, as the service of 2020-21 had it).
COLLEGES = frozenset({"USFC", "USDC", "USAH", "USAD", "UGFE", "UHEO", "ULEA", "ULAD", "USCL", "LAFB", "UFES", "SSPS"})


def is_college(given: Given) -> bool:
    """Whether the provider is a college or another grant funded type."""
    return _own(given).get("LegalOrgType") in COLLEGES


def is_university(given: Given) -> bool:
    """Whether the provider is a university."""
    return _own(given).get("LegalOrgType") == UNIVERSITY


def is_registered_with_ofs(given: Given) -> bool:
    """Whether the provider is on the Office for Students register."""
    return _own(given).get("OfSRegistered") in ("Y", "1", "T")


def _own(given: Given) -> dict[str, Any]:
    """The provider's own row of the register, empty where it has none."""
    if given.ukprn is None:
        return {}
    return next(iter(given.references.rows("organisations", "Organisation", given.ukprn)), {})
