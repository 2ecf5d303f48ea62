"""One public tool over one return, in a process of its own and with another Python: see ``others.py``.

python other_tools.py TOOL RETURN.xml AIMS.csv SCHEMA.xsd    prints how many faults it found

The tables (frictionless, pandera) are judged by the same 16 columns: type, pattern, range, list. That is a small part
of what our rules look at; there is no public tool that knows the ILR's own rules.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# Of each column: its kind, whether it must be there, a pattern, its least and greatest value, its list.
COLUMNS: dict[str, tuple[str, bool, str | None, int | None, int | None, list[int] | None]] = {
    "LearnRefNumber": ("string", True, "^[A-Za-z0-9 ]{1,12}$", None, None, None),
    "ULN": ("integer", True, None, 1_000_000_000, 9_999_999_999, None),
    "DateOfBirth": ("string", False, DAY, None, None, None),
    "Ethnicity": ("integer", True, None, 31, 99, None),
    "Postcode": ("string", True, "^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$", None, None, None),
    "LearnAimRef": ("string", True, "^[A-Za-z0-9]{1,8}$", None, None, None),
    "AimType": ("integer", True, None, None, None, [1, 3, 4, 5]),
    "AimSeqNumber": ("integer", True, None, 1, 98, None),
    "LearnStartDate": ("string", True, DAY, None, None, None),
    "LearnPlanEndDate": ("string", True, DAY, None, None, None),
    "FundModel": ("integer", True, None, None, None, [10, 11, 25, 35, 36, 37, 38, 70, 81, 82, 99]),
    "DelLocPostCode": ("string", True, "^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$", None, None, None),
    "LSDPostcode": ("string", False, "^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$", None, None, None),
    "CompStatus": ("integer", True, None, None, None, [1, 2, 3, 6]),
    "LearnActEndDate": ("string", False, DAY, None, None, None),
    "Outcome": ("integer", False, None, None, None, [1, 2, 3, 8]),
}


def xmlschema(xml: str, table: str, schema: str) -> int:
    """Every fault of the XSD, in pure Python."""
    return sum(1 for _ in importlib.import_module("xmlschema").XMLSchema(schema).iter_errors(xml))


def lxml(xml: str, table: str, schema: str) -> int:
    """Every fault of the XSD, by libxml2."""
    etree = importlib.import_module("lxml.etree")
    judge = etree.XMLSchema(etree.parse(schema))
    judge.validate(etree.parse(xml))
    return len(judge.error_log)


def xsdata(xml: str, table: str, schema: str) -> int:
    """The file into dataclasses that xsdata made from the XSD; it counts the learners, since it judges nothing."""
    sys.path.insert(0, str(Path(table).parent))
    made = importlib.import_module("ilr_of_xsdata")
    parsers = importlib.import_module("xsdata.formats.dataclass.parsers")
    return len(parsers.XmlParser().parse(xml, made.Message).learner)


def frictionless(xml: str, table: str, schema: str) -> int:
    """Every fault of the table's schema."""
    tool = importlib.import_module("frictionless")
    fields: list[dict[str, Any]] = []
    for name, (kind, needed, pattern, least, most, listed) in COLUMNS.items():
        limits = {"required": needed, "pattern": pattern, "minimum": least, "maximum": most, "enum": listed}
        held = {limit: value for limit, value in limits.items() if value is not None and value is not False}
        fields.append({"name": name, "type": kind, "constraints": held})
    tool.system.trusted = True
    resource = tool.Resource(path=table, schema=tool.Schema.from_descriptor({"fields": fields}))
    report = tool.validate(resource, limit_errors=1_000_000)
    return int(report.stats["errors"])


def pandera(xml: str, table: str, schema: str) -> int:
    """Every fault of the table's schema, on pandas."""
    pa = importlib.import_module("pandera.pandas")
    pandas = importlib.import_module("pandas")
    columns = {}
    for name, (kind, needed, pattern, least, most, listed) in COLUMNS.items():
        checks = [pa.Check.str_matches(pattern)] if pattern else []
        checks += [pa.Check.in_range(least, most)] if least is not None else []
        checks += [pa.Check.isin(listed)] if listed else []
        columns[name] = pa.Column("Int64" if kind == "integer" else str, checks, nullable=not needed)
    kinds = {name: "Int64" if one[0] == "integer" else "str" for name, one in COLUMNS.items()}
    try:
        pa.DataFrameSchema(columns).validate(pandas.read_csv(table, dtype=kinds), lazy=True)
    except pa.errors.SchemaErrors as found:
        return len(found.failure_cases)
    return 0


if __name__ == "__main__":
    print(globals()[sys.argv[1]](*sys.argv[2:]))
