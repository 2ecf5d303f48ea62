"""Why a learner cannot be in a file: what the official schema of the year would refuse, in words without values.

The learner is written and read back by the writer and reader of every ILR file, so nothing is decided twice.
"""

from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import IlrFile, Trouble
from openlet.ilr.records import SourceFiles
from openlet.ilr.writing import xml_of
from openlet.rules import Severity
from openlet.rules.fields import limits, rule_for
from openlet.spec.layout import entity
from openlet.spec.years import Year
from openlet.store.documents import Document, record_of, records_of


def faults(document: Document, year: Year) -> list[str]:
    """A sentence for each fault that would make a file with this learner invalid."""
    body = "".join(xml_of(record, year) for record in records_of(document, year))
    text = f'<Message xmlns="{year.namespace}">{body}</Message>'
    try:
        content = text.encode()
        items = list(IlrFile(Source("the learner", None, content)))
    except (Unreadable, UnicodeEncodeError):
        return ["A text holds a character that no ILR file can carry. Type it again."]
    troubles = [trouble for item in items for trouble in item.troubles]
    return list(dict.fromkeys(_sentence(trouble, year) for trouble in troubles if is_fault(trouble)))


def source_file_has_faults(tree: Document, year: Year) -> bool:
    """Whether naming this source file would make a file invalid."""
    found = entity(year, "SourceFile")
    if found is None:
        return True
    body = xml_of(SourceFiles(SourceFile=[record_of(found, tree)]), year)  # type: ignore[list-item]
    ilr = IlrFile(Source("the source file", None, f'<Message xmlns="{year.namespace}">{body}</Message>'.encode()))
    list(ilr)
    return any(is_fault(trouble) for trouble in ilr.troubles if trouble.entity == "SourceFile")


def is_fault(trouble: Trouble) -> bool:
    """Whether the official schema refuses a file for this."""
    return rule_for(trouble).severity == Severity.SCHEMA


def _sentence(trouble: Trouble, year: Year) -> str:
    if trouble.kind == "missing":
        return f"{trouble.element} is missing from {trouble.entity}. Enter it."
    allowed = limits(year, trouble.entity, trouble.element)
    if trouble.kind == "occurrences":
        return f"{trouble.entity} must hold {allowed} {trouble.element}. Remove those too many."
    return f"{trouble.element} in {trouble.entity} must be {allowed}. Correct it."
