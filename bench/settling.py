"""A settlement over 2,000 files with 200,000 learners, as an officer begins it, while people are at work.

The returns are invented, each of a provider of its own with a contract; they are put where returns that were sent in
lie, as if each had been found in order. What is timed begins with "Begin a settlement" and ends when it is worked out;
proposing and approving it are timed too.
"""

import hashlib
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

FILES, LEARNERS, SEED = 2_000, 200_000, 4
SENT = datetime(2024, 8, 1, 12, tzinfo=UTC)


def send_in(folder: Path, files: int = FILES, learners: int = LEARNERS) -> None:
    """Invent the returns and contracts, and keep them as the authority's."""
    from openlet.authority.models import ContractVersion, Submission
    from openlet.invented import generate
    from openlet.spec.years import year_of

    paths = generate(folder, learners, files, year_of("2023-24"), SEED)[:files]
    one_each = {path.name[4:12]: path for path in paths}  # a stray provider returns with the UKPRN of another
    Submission.objects.bulk_create(map(_sent, one_each.values()), batch_size=500)
    ContractVersion.objects.bulk_create(_agreed(folder), batch_size=500)
    shutil.rmtree(folder)


def _sent(path: Path) -> object:
    from openlet.authority.models import CHECKED, Submission
    from openlet.authority.submissions import file_of

    prepared = date.fromisoformat(path.name.split("-")[3])
    content = path.read_bytes()
    made = Submission(
        UKPRN=int(path.name[4:12]), year=2324, file_name=path.name, sha256=hashlib.sha256(content).hexdigest(),
        size=len(content), prepared=prepared, sent_at=SENT, sent_by="bench", sent_from="officer", state=CHECKED,
        checked_at=SENT, learners=100,
    )  # fmt: skip
    path.replace(file_of(made))
    return made


def _agreed(folder: Path) -> Iterator[object]:
    from openlet.authority.models import ContractVersion

    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        UKPRN = int(next(line for line in text.splitlines() if line.startswith("ukprn")).partition("=")[2].strip(' "'))
        yield ContractVersion(
            UKPRN=UKPRN, contract="INVENTED", number=1, counts_from=date(2024, 4, 1), text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(), by="bench", made_at=SENT,
        )  # fmt: skip


def settle() -> None:
    """Begin it, have it worked out, propose and approve it; print how long each took."""
    from openlet.authority.models import Settlement
    from openlet.authority.settlement import Asked, approve, begin, carry_out, propose

    began = time.perf_counter()
    key = begin(Asked("2023-24", "R12"), "officer").pk
    carry_out(key)
    found = Settlement.objects.get(pk=key)
    assert found.state == "worked out", found.text
    worked_out = time.perf_counter()
    propose(key, "", "officer")
    proposed = time.perf_counter()
    approve(key, "", "approver")
    approved = time.perf_counter()
    print(f"\n{FILES:,} files with {LEARNERS:,} learners settled in {worked_out - began:.0f} s, proposed in "
          f"{proposed - worked_out:.0f} s, approved in {approved - proposed:.0f} s", flush=True)  # fmt: skip
