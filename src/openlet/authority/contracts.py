"""Contracts as the authority keeps them: versions with the day from which they count."""

from datetime import date

from openlet.authority.models import ContractVersion


def in_force(on: date) -> list[ContractVersion]:
    """The version of each contract that counts on a day, in order of UKPRN and contract."""
    versions = ContractVersion.objects.filter(counts_from__lte=on).order_by("counts_from", "number")
    newest = {(one.UKPRN, one.contract): one for one in versions}
    return [newest[place] for place in sorted(newest)]
