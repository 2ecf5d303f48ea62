"""A report as a PDF that assistive technology can read (PDF/UA), with WeasyPrint if that is installed."""

from typing import Any

from openlet.reports.paper import document_html
from openlet.reports.tables import Report

VARIANT = "pdf/ua-1"
HOW = "python3 -m pip install 'openlet[pdf]'"
DEBIAN = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
OR_ELSE = "Or print the page of the report from your browser."


class NoPdf(Exception):
    """PDF cannot be written here; the text is what to do about it."""


def pdf_bytes(report: Report, said: dict[str, Any]) -> bytes:
    """The report with what it rests on. Raises ``NoPdf``."""
    html = _weasyprint().HTML(string=document_html(report, said))
    made: bytes = html.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    return made


def ready() -> None:
    """See whether PDF can be written here. Raises ``NoPdf``."""
    _weasyprint()


def _weasyprint() -> Any:
    try:
        import weasyprint  # an optional extra, and slow to load
    except ImportError:
        raise NoPdf(f"PDF needs WeasyPrint, which is not installed here. Install it: {HOW}. {OR_ELSE}") from None
    except OSError:  # the package is there, the libraries of the system are not
        raise NoPdf(
            f"PDF needs the Pango library, which is not installed here. On Debian and Ubuntu: {DEBIAN}. {OR_ELSE}"
        ) from None
    return weasyprint
