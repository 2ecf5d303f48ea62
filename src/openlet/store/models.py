"""What the store keeps. Only ``services`` writes these tables.

A learner is one narrow row, with its document in a table of its own so that lists stay quick. The change log is only
ever added to. ``DeliveryRow`` is made from the documents and may be rebuilt at any time.
"""

from typing import Any

from django.db import models


class Provider(models.Model):
    """The provider whose records these are. ``working_day``: the day everything is judged on; None: the clock's day."""

    UKPRN = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    working_day = models.DateField(null=True)


class KeptContract(models.Model):
    """One version of the contract file, as it was given; the newest counts.

    ``version`` is the number of the authority's version that it is; None for a file of the provider's own.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="contracts")
    file_name = models.TextField()
    text = models.TextField()
    who = models.TextField()
    when = models.DateTimeField()
    version = models.PositiveIntegerField(null=True)


class KeptRates(models.Model):
    """One version of the rates and planned starts that the forecast goes by, as a file of rates; the newest counts."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="rates")
    text = models.TextField()
    who = models.TextField()
    when = models.DateTimeField()


class ReturnYear(models.Model):
    """One ILR year of a provider; ``SourceFiles`` says from which other systems' files its records came."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    SourceFiles = models.JSONField(default=list)

    class Meta:
        """One row for each year."""

        constraints = (models.UniqueConstraint(fields=("provider", "year"), name="one_row_for_each_year"),)


class ReturnDate(models.Model):
    """A closing date of a return (R01 to R14 of an ILR year) that the provider has entered: it comes before others."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="return_dates")
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=3)
    closes = models.DateField()
    who = models.TextField()
    when = models.DateTimeField()

    class Meta:
        """One date for each return."""

        constraints = (models.UniqueConstraint(fields=("provider", "year", "period"), name="one_date_for_each_return"),)


class LearnerRow(models.Model):
    """One learner of a year. A deleted learner is kept, and so is the reference.

    ``version`` rises by one with every save. ``dont_export`` is the user's tick; ``faults``, worked out from the
    document, is how many faults keep the learner out of a file by themselves.
    """

    of = models.ForeignKey(ReturnYear, models.PROTECT, related_name="learners")
    LearnRefNumber = models.TextField()
    version = models.PositiveIntegerField(default=1)
    dont_export = models.BooleanField(default=False)
    faults = models.PositiveIntegerField(default=0)
    deleted = models.DateTimeField(null=True)
    changed = models.DateTimeField()

    class Meta:
        """A reference is used once in a year, even after deletion."""

        constraints = (models.UniqueConstraint(fields=("of", "LearnRefNumber"), name="one_learner_for_each_reference"),)


class LearnerDocument(models.Model):
    """The document of a learner (see ``documents``), with the year whose layout it has."""

    learner = models.OneToOneField(LearnerRow, models.PROTECT, primary_key=True, related_name="document")
    year = models.PositiveSmallIntegerField()
    content = models.JSONField()


class Snapshot(models.Model):
    """A whole return as it was before an import or a restore, or when it was exported (with who was left out).

    ``file_name`` and ``sha256`` are those of the file imported or exported; ``content`` is compressed JSON.
    """

    of = models.ForeignKey(ReturnYear, models.PROTECT, related_name="snapshots")
    why = models.CharField(max_length=20)
    who = models.TextField()
    when = models.DateTimeField()
    file_name = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    learners = models.PositiveIntegerField()
    content = models.BinaryField()


class OnlyAddedTo(models.QuerySet):
    """Rows that are never changed and never removed."""

    def update(self, **changes: Any) -> int:
        """Refuse."""
        raise TypeError("the change log is only added to")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("the change log is only added to")


class Change(models.Model):
    """One operation on a learner: ``action`` at ``path``, from ``old`` to ``new``, in the save that made ``version``.

    ``position`` is the place of a record among its like. A replaced document is in ``snapshot``, not in ``old``.
    """

    learner = models.ForeignKey(LearnerRow, models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    path = models.TextField(blank=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    position = models.PositiveIntegerField(null=True)
    who = models.TextField()
    when = models.DateTimeField()
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="changes")

    objects = OnlyAddedTo.as_manager()

    class Meta:
        """The history of a learner, in order."""

        indexes = (models.Index(fields=("learner", "version"), name="history_of_a_learner"),)

    def save(self, *args: Any, **options: Any) -> None:
        """Add the change; a change that is kept already is refused."""
        if self.pk is not None:
            raise TypeError("the change log is only added to")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("the change log is only added to")


class DeliveryRow(models.Model):
    """The read model: one learning delivery of a learner who is not deleted, as far as its values can be read."""

    learner = models.ForeignKey(LearnerRow, models.CASCADE, related_name="deliveries")
    record = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    LearnAimRef = models.TextField(null=True)
    AimType = models.BigIntegerField(null=True)
    AimSeqNumber = models.BigIntegerField(null=True)
    LearnStartDate = models.DateField(null=True)
    LearnPlanEndDate = models.DateField(null=True)
    LearnActEndDate = models.DateField(null=True)
    FundModel = models.BigIntegerField(null=True)
    CompStatus = models.BigIntegerField(null=True)
    Outcome = models.BigIntegerField(null=True)

    class Meta:
        """Lists are filtered by bootcamp and by date."""

        indexes = (models.Index(fields=("LearnAimRef", "LearnStartDate"), name="deliveries_of_a_bootcamp"),)


class LearnerState(models.Model):
    """The read model: what lists and totals need of a learner who is not deleted, as judged on ``basis``.

    ``basis`` says what it was judged with (``services.judged_rows``); with another basis or version it is out of date.
    ``LearnRefNumber``, ``PrevLearnRefNumber`` and ``ULN`` are those by which the learner was settled with others as one
    person. The counts are of messages by severity; money is in pence, of the bootcamps whose record this learner is.
    """

    learner = models.OneToOneField(LearnerRow, models.CASCADE, primary_key=True, related_name="state")
    version = models.PositiveIntegerField()
    basis = models.CharField(max_length=64)
    LearnRefNumber = models.TextField(blank=True)
    PrevLearnRefNumber = models.TextField(blank=True, db_index=True)
    FamilyName = models.TextField(blank=True)
    GivenNames = models.TextField(blank=True)
    ULN = models.TextField(blank=True, db_index=True)
    DateOfBirth = models.DateField(null=True)
    searched = models.TextField(blank=True)
    gaps = models.PositiveIntegerField(default=0)
    schema_faults = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    no_pay = models.PositiveIntegerField(default=0)
    to_do = models.PositiveIntegerField(default=0)
    unjudged = models.PositiveIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    payable = models.BigIntegerField(default=0)
    at_risk = models.BigIntegerField(default=0)
    lost = models.BigIntegerField(default=0)
    to_come = models.BigIntegerField(default=0)
    needs_action = models.BooleanField(default=False)


class LearnerJudgement(models.Model):
    """The messages of a learner and the bootcamps with their milestones, as the screens show them."""

    learner = models.OneToOneField(LearnerRow, models.CASCADE, primary_key=True, related_name="judgement")
    messages = models.JSONField(default=list)
    bootcamps = models.JSONField(default=list)
    unjudged = models.JSONField(default=list)


class BootcampState(models.Model):
    """One bootcamp of a learner: its milestones by state, its destination.

    ``own``: the bootcamp's record is this learner's; otherwise it is kept with the learner of another year. States are
    those of ``reports.outlook``, amounts in pence: what a milestone is worth, what of it is paid, and what of it is in
    the part that its state names (``_open``; 0 where it is all paid). ``_codes`` are the reason codes that keep money
    at risk or lost, with a blank between.
    """

    learner = models.ForeignKey(LearnerRow, models.CASCADE, related_name="bootcamps")
    own = models.BooleanField(default=True)
    LearnAimRef = models.TextField()
    LearnStartDate = models.DateField(null=True)
    CompStatus = models.BigIntegerField(null=True)
    M1 = models.CharField(max_length=20)
    M2 = models.CharField(max_length=20)
    M3 = models.CharField(max_length=20)
    M1_pence = models.BigIntegerField(default=0)
    M2_pence = models.BigIntegerField(default=0)
    M3_pence = models.BigIntegerField(default=0)
    M1_paid = models.BigIntegerField(default=0)
    M2_paid = models.BigIntegerField(default=0)
    M3_paid = models.BigIntegerField(default=0)
    M1_open = models.BigIntegerField(default=0)
    M2_open = models.BigIntegerField(default=0)
    M3_open = models.BigIntegerField(default=0)
    M1_codes = models.TextField(blank=True)
    M2_codes = models.TextField(blank=True)
    M3_codes = models.TextField(blank=True)
    destination = models.TextField(blank=True)
    category = models.TextField(blank=True)

    class Meta:
        """Lists are filtered by bootcamp."""

        indexes = (models.Index(fields=("LearnAimRef", "learner"), name="learners_of_a_bootcamp"),)


class WorkItem(models.Model):
    """One thing to do for a learner, with who does it. What it says is made anew whenever the learner is judged.

    ``key`` knows it again among the learner's. ``state`` is ``open``, ``done`` (somebody says so, with a reason) or
    ``closed`` (its cause is gone); ``came_back``: it was done, but its cause was still there when the learner was next
    judged after a change of the record (``done_version``) or on a later day (``done_day``). The other columns up to
    ``is_closed`` are those of ``reports.work.Line``, ``said`` its remaining cells; ``pence`` is what hangs on it,
    ``stake`` the same by milestone, as "name=pence" with a tab between. ``place`` is the path of the field to mend.
    """

    learner = models.ForeignKey(LearnerRow, models.PROTECT, related_name="work")
    key = models.TextField()
    state = models.CharField(max_length=10, default="open")
    came_back = models.BooleanField(default=False)
    owner = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    done_by = models.TextField(blank=True)
    done_when = models.DateTimeField(null=True)
    done_day = models.DateField(null=True)
    done_version = models.PositiveIntegerField(null=True)
    first_seen = models.DateTimeField()
    closed_when = models.DateTimeField(null=True)
    priority = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    code = models.TextField(blank=True)
    bootcamp = models.TextField(blank=True)
    pence = models.BigIntegerField(default=0)
    alone = models.BigIntegerField(default=0)
    stake = models.TextField(blank=True)
    deadline = models.DateField(null=True)
    is_closed = models.BooleanField(default=False)
    aim_seq = models.BigIntegerField(null=True)
    why = models.TextField(blank=True)
    found = models.TextField(blank=True)
    place = models.TextField(blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        """A thing to do is there once; the list is read in its order."""

        constraints = (models.UniqueConstraint(fields=("learner", "key"), name="one_item_for_each_cause"),)
        indexes = (models.Index(fields=("state", "priority", "is_closed", "-pence"), name="work_in_its_order"),)


class WorkChange(models.Model):
    """What happened to a thing to do, only ever added to: who was given it, that it was done, why, that it came back.

    ``what`` is ``assigned``, ``done``, ``reopened`` (by a person), ``came back``, ``closed``, ``opened again`` (by
    itself, which is ``who`` = "").
    """

    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="changes")
    what = models.CharField(max_length=20)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    who = models.TextField(blank=True)
    when = models.DateTimeField()

    objects = OnlyAddedTo.as_manager()


class Cohort(models.Model):
    """A bootcamp template: what the learners of one bootcamp have in common, as part of a learner's document."""

    of = models.ForeignKey(ReturnYear, models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=200)
    tree = models.JSONField(default=dict)
    who = models.TextField()
    changed = models.DateTimeField()
    ended = models.BooleanField(default=False)

    class Meta:
        """A name is used once in a year."""

        constraints = (models.UniqueConstraint(fields=("of", "name"), name="one_cohort_for_each_name"),)


class Batch(models.Model):
    """What was done to many learners at once, so that it can be undone at once.

    ``kind`` is ``enrol`` or ``change``, ``text`` a sentence without learner data, ``saves`` a list of [key of the
    learner, version that was made], ``left_alone`` one of [LearnRefNumber, reason]: who was left alone when it was
    done, or in the end when it was undone. ``template``: the cohort whose template was changed with them, None or its
    key, its tree before, and when it was kept. ``token`` is that of the page it was confirmed on: a second confirmation
    of the same page does nothing.
    """

    of = models.ForeignKey(ReturnYear, models.PROTECT, related_name="batches")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    saves = models.JSONField(default=list)
    left_alone = models.JSONField(default=list)
    template = models.JSONField(null=True)
    token = models.CharField(max_length=64, unique=True)
    who = models.TextField()
    when = models.DateTimeField()
    undone = models.DateTimeField(null=True)


class Upload(models.Model):
    """A file that was sent in and waits to be imported, or was made and waits to be fetched.

    It is removed when that is done or given up, and a day later in any case.
    """

    name = models.TextField()
    content = models.BinaryField()
    who = models.TextField()
    when = models.DateTimeField()


class Job(models.Model):
    """Long work in the background: how far it is, and in the end what it did, in words and as data.

    ``state`` is ``waiting``, ``running``, ``done`` or ``failed``; ``text`` a sentence for the screen.
    """

    kind = models.CharField(max_length=40)
    of = models.ForeignKey(ReturnYear, models.PROTECT, null=True, related_name="jobs")
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    result = models.JSONField(null=True)
    who = models.TextField()
    when = models.DateTimeField()


class MadeFile(models.Model):
    """A file that a job has made and that waits to be downloaded; it is removed when a newer one takes its place, when
    what it was made of is removed, or after some days."""

    job = models.OneToOneField(Job, models.CASCADE, related_name="made")
    name = models.TextField()
    content = models.BinaryField()
    when = models.DateTimeField()


class SheetColumn(models.Model):
    """What a provider has said of a column of its spreadsheets: its header, compared without case, spaces and signs.

    ``column`` is the name of what the column holds (``openlet.exchange.columns``), "" where it is not to be read.
    """

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="sheet_columns")
    header = models.TextField()
    column = models.TextField(blank=True)

    class Meta:
        """A header means one thing."""

        constraints = (models.UniqueConstraint(fields=("provider", "header"), name="one_meaning_for_each_header"),)


class ReturnedAim(models.Model):
    """A learning delivery as it was first exported: the 80 % of a bootcamp is judged on that planned end (AMB-11)."""

    learner = models.ForeignKey(LearnerRow, models.CASCADE, related_name="returned")
    record = models.CharField(max_length=40)
    LearnAimRef = models.TextField(null=True)
    LearnStartDate = models.DateField(null=True)
    LearnPlanEndDate = models.DateField(null=True)
    prepared = models.DateField()

    class Meta:
        """Once for each aim with its start."""

        constraints = (
            models.UniqueConstraint(
                fields=("learner", "record", "LearnAimRef", "LearnStartDate"), name="first_return_of_an_aim"
            ),
        )


class ReportResult(models.Model):
    """A kind of report (``reports.kinds``) as it was last worked out, of all years of a provider.

    ``mark`` says what it was worked out from (``services.reporting``): with another mark it is out of date. ``about``
    is what every report says of itself (``reports.about``), ``notes`` sentences that the reader should know besides.
    """

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=40)
    mark = models.CharField(max_length=64)
    as_of = models.DateField()
    about = models.JSONField()
    notes = models.JSONField(default=list)
    who = models.TextField()
    when = models.DateTimeField()

    class Meta:
        """Only the newest of each kind is kept."""

        constraints = (models.UniqueConstraint(fields=("provider", "kind"), name="one_result_for_each_report"),)


class ReportTable(models.Model):
    """A table of a report without names: its first rows, and all of them as compressed JSON (``reports.kept``)."""

    result = models.ForeignKey(ReportResult, models.CASCADE, related_name="tables")
    report = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    title = models.TextField()
    columns = models.JSONField()
    count = models.PositiveIntegerField()
    first = models.JSONField()
    content = models.BinaryField()

    class Meta:
        """In the order of the report."""

        ordering = ("position",)
