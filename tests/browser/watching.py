"""What a page must never do, written down while a test uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Request, Response

LISTEN = """document.addEventListener('securitypolicyviolation', (event) => {
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI)
})"""
CUT_SHORT = "net::ERR_ABORTED"  # a search that was overtaken by the next key


class Watch:
    """The faults of all pages of one browser context, in words."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.host = host
        self.found: list[str] = []
        self.requests: list[str] = []  # the method and path of each request, in order
        self.answers: list[tuple[str, int]] = []  # the same with what was answered
        context.add_init_script(LISTEN)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"page error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        context.on("dialog", self._dialog)

    def begin(self) -> None:
        """Forget what was; the next page begins."""
        self.found.clear()
        self.requests.clear()
        self.answers.clear()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.found.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        self.requests.append(f"{request.method} {parts.path}")
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.found.append(f"outside request: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.method != "GET" or request.failure != CUT_SHORT:
            self.found.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        method, path = response.request.method, urlsplit(response.url).path
        self.answers.append((f"{method} {path}", response.status))
        if response.status >= 400:
            self.found.append(f"answered {response.status}: {method} {path}")

    def _dialog(self, dialog: Dialog) -> None:
        """The question before something is removed is answered with yes; any other dialog is a fault."""
        if dialog.type != "confirm":
            self.found.append(f"dialog: {dialog.type} {dialog.message}")
        dialog.accept()

    @contextmanager
    def provoked(self, status: int) -> Iterator[None]:
        """Within it at least one answer has this status, which is no fault."""
        assert self.found == []
        yield
        expected = [one for one in self.found if one.startswith(f"answered {status}:")]
        said = (f"status of {status}", f"Response Status Error Code {status}")  # by the browser, and by htmx
        console = [one for one in self.found if one.startswith("console error:") and any(text in one for text in said)]
        assert expected, f"nothing was answered with {status}"
        self.found = [one for one in self.found if one not in expected and one not in console]
