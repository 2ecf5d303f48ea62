"""Settlements, the ledger and what was paid, as tables; only ``openlet.authority.settlement`` writes them.

No table holds learner data but the ledger, whose lines name learners by ULN and LearnRefNumber; what a settlement found
on learners lies in its run folder. Money is in whole pence.
"""

from typing import Any, ClassVar

from django.db import models

from openlet.store.models import OnlyAddedTo

WAITING, RUNNING, WORKED_OUT, PROPOSED = "waiting", "running", "worked out", "proposed"
APPROVED, REJECTED, GIVEN_UP, FAILED = "approved", "rejected", "given up", "stopped"
UNDER_WAY = (WAITING, RUNNING, WORKED_OUT, PROPOSED, REJECTED)  # one at a time: they all rest on one ledger

BEGAN, SIGNED, RAN_AGAIN, PROPOSED_IT, GAVE_UP = "began", "signed off", "ran again", "proposed", "gave up"
APPROVED_IT, REJECTED_IT = "approved", "rejected"
WORKED_ON = (BEGAN, SIGNED, RAN_AGAIN, PROPOSED_IT)  # whoever did one of these approves nothing of that settlement


class AddedOnly(models.Model):
    """Rows that are never changed and never removed; a trigger in the database holds that as well."""

    objects = OnlyAddedTo.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row; one that is kept already is refused."""
        if self.pk is not None:
            raise TypeError("what was decided is only added to")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("what was decided is only added to")


class LedgerLine(AddedOnly):
    """One line of the authority's ledger, as ``payments.ledger`` writes it (``text``, without its end).

    Each carries the hash of the one before, so that lines cannot fork, and a changed or missing one is found.
    """

    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    hash = models.CharField(max_length=64, unique=True)
    previous = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=320)
    movements = models.PositiveIntegerField()
    pence = models.BigIntegerField()


class Settlement(models.Model):
    """A run over all returns that stood at the cut-off, judged on a day, from its beginning to its approval.

    What it rests on is fixed when it is begun, and a trigger keeps it so: ``fixed`` names files and contract versions
    with their hashes, ``inputs_sha256`` is the hash of all that the result depends on. ``text`` says why it stopped.
    ``document_sha256`` and ``moves_sha256`` are those of what came out; ``proposal`` says what was proposed: by whom,
    which hash, how much. ``again``: a run of the same inputs that is to be held against it is waiting or running.
    ``removed_at``: the run folder with its learner data was removed.
    """

    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=3)
    wave = models.CharField(max_length=100)
    cut_off = models.DateTimeField()
    as_of = models.DateField()
    complete = models.BooleanField()
    started_by = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    fixed = models.JSONField()
    inputs_sha256 = models.CharField(max_length=64, db_index=True)
    openlet = models.CharField(max_length=50)
    rules = models.CharField(max_length=100)
    postcodes = models.CharField(max_length=200)
    ledger_lines = models.PositiveIntegerField()
    ledger_hash = models.CharField(max_length=64)

    state = models.CharField(max_length=20, default=WAITING)
    text = models.TextField(blank=True)
    worked_out_at = models.DateTimeField(null=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    table_sha256 = models.CharField(max_length=64, blank=True)
    moves_sha256 = models.CharField(max_length=64, blank=True)
    outcome = models.JSONField(null=True)
    proposal = models.JSONField(null=True)
    line = models.OneToOneField(LedgerLine, models.PROTECT, null=True, related_name="settlement")
    again = models.CharField(max_length=20, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """One is under way at a time."""

        constraints = (
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(state__in=UNDER_WAY), name="one_settlement_is_under_way"
            ),
        )

    def __str__(self) -> str:
        return f"Settlement {self.pk}"


class SettledProvider(AddedOnly):
    """What a settlement found for a provider: pence and counts, no learners.

    ``earned`` is the entitlement in all, ``before`` what the ledger had paid of it, ``this_period`` the difference
    (uncapped), ``cap`` the most that the contract pays. ``figures``: the provider's part of the summary of
    ``working_out``.
    """

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="providers")
    UKPRN = models.PositiveIntegerField()
    provider = models.CharField(max_length=200, blank=True)
    contract = models.CharField(max_length=100, blank=True)
    earned = models.BigIntegerField()
    before = models.BigIntegerField()
    this_period = models.BigIntegerField()
    withheld = models.BigIntegerField()
    cap = models.BigIntegerField(null=True)
    figures = models.JSONField()

    class Meta:
        """One row for each provider of a settlement."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("settlement", "UKPRN"), name="a_provider_is_settled_once")
        ]


class SignOff(AddedOnly):
    """An officer's word on one movement that takes money back: signed off, or set aside. The newest of a number counts.

    ``number`` is the movement's place among those of the settlement (``moves.json``).
    """

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="sign_offs")
    number = models.PositiveIntegerField()
    signed = models.BooleanField()
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()


class Decision(AddedOnly):
    """What an officer or an approver did with a settlement, with the reason. ``about``: counts and hashes."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="decisions")
    what = models.CharField(max_length=20)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    about = models.JSONField(default=dict)


class Payment(AddedOnly):
    """What is paid to a provider on an approved settlement, in pence; negative: to be recovered.

    ``earned_before`` and ``earned_after`` are the ledger's sums for the wave, ``moved`` what this settlement added.
    ``to_pay`` is ``earned_after`` up to the ``cap``, less ``paid_before``, the sum of the wave's earlier payments. A
    wave is known by the days on which its bootcamps may start, not by its name, which somebody may correct.
    ``kinds``: counts and pence of the recorded movements by reason and milestone.
    """

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="payments")
    UKPRN = models.PositiveIntegerField(db_index=True)
    wave = models.CharField(max_length=100)
    wave_from = models.DateField()
    wave_to = models.DateField()
    provider = models.CharField(max_length=200, blank=True)
    contract = models.CharField(max_length=100, blank=True)
    earned_before = models.BigIntegerField()
    moved = models.BigIntegerField()
    earned_after = models.BigIntegerField()
    cap = models.BigIntegerField(null=True)
    paid_before = models.BigIntegerField()
    to_pay = models.BigIntegerField()
    kinds = models.JSONField()

    class Meta:
        """One payment for each provider of a settlement."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("settlement", "UKPRN"), name="a_provider_is_paid_once")
        ]

    @property
    def reference(self) -> str:
        """The reference of the payment, such as S0003-10999991."""
        return f"S{self.settlement_id:04}-{self.UKPRN}"
