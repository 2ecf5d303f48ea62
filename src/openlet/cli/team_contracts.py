"""The commands ``team contracts import`` and ``export``."""

from datetime import date
from pathlib import Path

from openlet.authority.contract_files import arrived, as_zip
from openlet.authority.contracts import add_versions, in_force
from openlet.cli.output import Refused, say, write
from openlet.store.basis import today


def import_(paths: list[Path], counts_from: date, note: str, by: str) -> None:
    """Add contract files, and the files that they name, as versions; all of them or none."""
    try:
        found = arrived([(path.name, path.read_bytes()) for path in paths])
    except OSError as error:
        raise Refused(
            f"{error.filename} could not be opened: {(error.strerror or 'no reason given').lower()}."
        ) from None
    wrong = [one.trouble for one in found if one.trouble]
    if wrong:
        raise Refused("\n".join([*wrong, "Nothing was added. Mend the files, then import all of them again."]))
    made = add_versions([one.proposed for one in found], counts_from, note, by)
    for one in made:
        say(f"Contract {one.contract} of UKPRN {one.UKPRN}: version {one.number} counts from {one.counts_from}.")
    if len(made) < len(found):
        say(f"{len(found) - len(made)} of {len(found)} are kept already, word for word, and were not added again.")


def export(out: Path, on: date | None) -> None:
    """Write the versions that count on a day into a ZIP."""
    versions = in_force(on or today())
    if not versions:
        raise Refused(f"No contract counts on {on or today()}.")
    write(out, (as_zip(versions),))
    say(f"Wrote {len(versions)} contract{'s' if len(versions) != 1 else ''} to {out}.")
