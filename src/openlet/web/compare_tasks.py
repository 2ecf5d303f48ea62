"""Background work of the comparison: two states of a return held against each other, the report kept with the job."""

from typing import Any

from django_tasks import task

from openlet.reports.compare import comparison_report
from openlet.reports.comparison import Comparison
from openlet.reports.kept import table_as_data, table_from
from openlet.reports.tables import Table
from openlet.store.basis import current_basis
from openlet.store.models import Job, ReturnYear
from openlet.store.services import begin_job, finish_job, forget_results, progress_of, say_stage, start_job
from openlet.store.sides import compare_kept
from openlet.web.tasks import in_words

COMPARE = "compare"


def begin_comparing(of: ReturnYear, who: str, before: str, after: str) -> Job:
    """Have two states compared in the background. What earlier comparisons found is dropped."""
    job = begin_job(COMPARE, who, of, before=before, after=after)
    forget_results(COMPARE, job.pk)
    compare_both.enqueue(job.pk)
    return job


@task()
def compare_both(job: int) -> None:
    """Compare; the result is kept with the job until the next comparison."""

    def work() -> None:
        begun = start_job(job)
        assert begun.of is not None
        say_stage(job, "Comparing")
        basis = current_basis(begun.of.provider)
        found = compare_kept(begun.of, begun.asked["before"], begun.asked["after"], basis, progress_of(job))
        finish_job(job, "Both have been compared.", as_data(found))

    in_words(job, work)


def as_data(found: Comparison) -> dict[str, Any]:
    """A comparison as JSON: its tables, and what stands above them."""
    return {
        "as_of": found.after.run.as_of.isoformat(),
        "lost": found.lost,
        "crashed": sorted({*found.before.crashed, *found.after.crashed}),
        "tables": [table_as_data(table) for table in comparison_report(found, with_names=True).tables],
    }


def tables_from(result: dict[str, Any]) -> list[Table]:
    """The tables again."""
    return [table_from(one) for one in result["tables"]]
