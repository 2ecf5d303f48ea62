"""What the authority keeps. Each table has one writer, which its docstring names.

People are named by their account (``by``, ``sent_by``), files by their SHA-256. Money is in whole pence.
"""

from typing import Any, ClassVar

from django.db import models

from openlet.authority.settlement_models import Decision, LedgerLine, Payment, SettledProvider, Settlement, SignOff
from openlet.store.models import OnlyAddedTo

__all__ = [
    "ContractVersion",
    "Decision",
    "LedgerLine",
    "Payment",
    "SettledProvider",
    "Settlement",
    "SignOff",
    "Submission",
]

WAITING, CHECKING, CHECKED, REFUSED = "waiting", "being checked", "checked", "refused"
OF_A_PROVIDER, OF_AN_OFFICER, OF_A_PROGRAM = "provider", "officer", "program"


class Submission(models.Model):
    """One ILR file that was sent in; written by ``openlet.authority.submissions`` only.

    What it says of itself (UKPRN, year, day prepared) is None until it was read. ``state``: it is first kept
    (``waiting``; from then on it is acknowledged and survives), then checked or refused. A checked one stands until
    a later one of the same UKPRN and year is checked (``replaced_by``); a refused one replaces nothing.
    ``outcome``: counts and totals of the check, without learners; ``refusal`` one sentence for people.

    ``sent_for``: the provider in whose name it was sent, None where an officer sent it: it is refused where the file is
    another provider's. ``tries``: how often its check was begun. ``again``: a checked one is to be checked once more,
    and stands meanwhile. ``removed_at``: when its files were removed (``purge``); the row stays.
    """

    UKPRN = models.PositiveIntegerField(null=True, db_index=True)
    year = models.PositiveSmallIntegerField(null=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    prepared = models.DateField(null=True)
    sent_at = models.DateTimeField(db_index=True)
    sent_by = models.CharField(max_length=150)
    sent_from = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=WAITING)
    checked_at = models.DateTimeField(null=True)
    learners = models.PositiveIntegerField(null=True)
    outcome = models.JSONField(null=True)
    refusal = models.TextField(blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    replaced_at = models.DateTimeField(null=True)
    sent_for = models.PositiveIntegerField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    again = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """The history of a provider, and one that stands for each UKPRN and year."""

        indexes = (
            models.Index(fields=("UKPRN", "year", "-sent_at"), name="history_of_a_return"),
            models.Index(fields=("sha256",), name="the_same_bytes"),
            models.Index(
                fields=("sent_at", "id"),
                condition=models.Q(state__in=(WAITING, CHECKING)) | models.Q(again=True),
                name="to_be_checked",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("UKPRN", "year"),
                condition=models.Q(state=CHECKED, replaced_by=None),
                name="one_stands_for_a_year",
            ),
        )


class ContractVersion(models.Model):
    """One version of a provider's contract, as the text of a contract file; written by ``openlet.authority.contracts``.

    ``contract`` is the id that the file names. ``counts_from``: the day from which runs go by it, until a later version
    of the same contract counts. ``files``: the SHA-256 of each file that the text names, by name. Only added to: a
    mistake is mended by another version.
    """

    UKPRN = models.PositiveIntegerField(db_index=True)
    contract = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    counts_from = models.DateField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    files = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    objects = OnlyAddedTo.as_manager()

    class Meta:
        """Versions are counted from 1."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("UKPRN", "contract", "number"), name="versions_are_counted")
        ]
