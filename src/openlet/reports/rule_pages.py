"""The rule book as people read it: a list, and one page for each rule, made from the rule itself."""

import json
from dataclasses import dataclass

from openlet.reports.tables import Table
from openlet.rules import Rule, book
from openlet.rules.needs import NEEDS
from openlet.spec.examples import examples
from openlet.spec.official_rules import LICENCE, official_rules
from openlet.spec.scheme import GUIDE, reasons
from openlet.spec.years import years

CONDITION = "condition"
OFFICIAL = "official"  # how sure we are of wording that stands in the official list


@dataclass(frozen=True, slots=True)
class Page:
    """One rule, or one reason that is decided at settlement, ready to be shown."""

    code: str
    severity: str
    years: str
    source: str
    title: str
    text: str


def pages() -> dict[str, Page]:
    """Every rule and reason by its code."""
    made = {one.code: _rule_page(one) for one in book()}
    for reason in reasons().values():
        if reason.code not in made:
            severity = "no-pay" if reason.code.startswith("NP") else CONDITION
            made[reason.code] = Page(
                reason.code,
                severity,
                "all",
                f"{GUIDE}, {reason.statements}" if reason.statements else "our reading (wmca-wave5.md)",
                reason.phrase,
                _reason_text(reason.phrase, reason.reading),
            )
    return made


def find(code: str) -> Page | None:
    """The page of a code; case, underscores and hyphens do not matter (R06 is R_06)."""
    wanted = _plain(code)
    return next((page for page in pages().values() if _plain(page.code) == wanted), None)


def rules_table() -> Table:
    """The list of all rules."""
    rows = [(one.code, one.severity, one.years, one.title, one.source) for one in pages().values()]
    return Table("rules", "Rules", ("rule", "severity", "years", "what it asks", "source"), rows)


def page_text(page: Page) -> str:
    """A page as plain text with Markdown headings."""
    facts = f"- severity: {page.severity}\n- years: {page.years}\n- source: {page.source}\n"
    return f"# {page.code}: {page.title.rstrip('.')}\n\n{facts}\n{page.text}\n"


def page_json(page: Page) -> str:
    """A page as JSON."""
    return json.dumps({name: getattr(page, name) for name in Page.__slots__}, ensure_ascii=False, indent=1) + "\n"


def _rule_page(one: Rule) -> Page:
    title, _, rest = one.page.partition("\n")
    parts = [rest.strip(), f"What it says: {one.message}"]
    if one.needs:
        parts.append("Skipped where: " + "; ".join(NEEDS[need] for need in one.needs) + ".")
    if one.no_pay_if:
        parts.append(f"It stops payment where the contract's reading {one.no_pay_if} is no_pay.")
    parts += [_examples(one.code), _official_wording(one.code)]
    return Page(one.code, str(one.severity), _years(one), str(one.source), title, "\n\n".join(filter(None, parts)))


def _examples(code: str) -> str:
    """The examples from the rule's test, those that fire first."""
    found = examples(code)
    lists = (("It fires, for example, with:", True), ("It does not fire with:", False))
    shown = [
        head + "\n\n" + "\n".join(f"- {one.sentence}" for one in found if one.fires is fires)
        for head, fires in lists
        if any(one.fires is fires for one in found)
    ]
    return "\n\n".join(shown)


def _official_wording(code: str) -> str:
    """The department's own words; for a rule that ended before the list we have, ours, and how sure we are."""
    official = official_rules().get(code)
    if official is None:
        return ""
    head = f"Official wording ({official.document}; Crown copyright, {LICENCE}):"
    if official.confidence != OFFICIAL:
        head = f"The rule in our own words, as its official wording was not found ({official.confidence}):"
    lines = [official.message, official.wording]
    if official.exclusions:
        lines.append(f"Exclusions: {official.exclusions}")
    source = "" if official.confidence == OFFICIAL else f"\n\nWhere it is from: {official.evidence}."
    return head + "\n\n" + "\n>\n".join(f"> {_one_line(line)}" for line in lines if line) + source


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _years(one: Rule) -> str:
    existing = [year.year for year in years() if one.in_year(year)]
    if len(existing) == len(years()):
        return "all"
    return f"{existing[0]} to {existing[-1]}" if len(existing) > 1 else "".join(existing)


def _reason_text(phrase: str, reading: str | None) -> str:
    read_as = f"\n\nRead as: see {reading} in wmca-wave5.md, section A.6." if reading else ""
    return f"{phrase}. Decided by `openlet pay` over all providers, years and returns given.{read_as}"


def _plain(code: str) -> str:
    return code.casefold().replace("_", "").replace("-", "")
