"""Returns that were sent in: kept at once, checked in the background, the newest of a provider and year stands."""

from datetime import datetime
from pathlib import Path

from openlet.authority.folder import authority_folder
from openlet.authority.models import CHECKED, Submission


def file_of(submission: Submission) -> Path:
    """Where the file of a submission lies, byte for byte as it was sent."""
    return authority_folder("returns", submission.sha256[:2]) / f"{submission.sha256}.xml"


def that_stood(at: datetime) -> list[Submission]:
    """The submission of each provider and year that stood at a moment, in order of UKPRN and year.

    A file that was sent by then and found in order counts, also where the check ended later.
    """
    sent = Submission.objects.filter(state=CHECKED, sent_at__lte=at)
    newest = {(one.UKPRN, one.year): one for one in sent.order_by("sent_at", "id")}
    return [newest[place] for place in sorted(newest)]
