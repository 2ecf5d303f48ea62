"""A visitor over HTTP: keeps cookies, sends the token of forms, and takes answers as they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'"X-CSRFToken": "([^"]+)"')
ADDRESS = re.compile(r"/learner/([0-9]+)/")
YEAR = 2425  # the newer return of the demonstration


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def place(self) -> str:
        """Where a redirect leads."""
        return str(self.headers["Location"])


class Visitor:
    """One browser without a screen."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request; cookies go along and are kept."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        connection = HTTPConnection(self.host, timeout=120)
        try:
            connection.request(method, path, body, sent | dict(headers or {}))
            got = connection.getresponse()
            answer = Answer(got.status, got.headers, got.read())
        finally:
            connection.close()
        for cookie in got.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def let_in(self, link: str) -> "Visitor":
        """Open the launch link, and take the token of the first page."""
        parts = urlsplit(link)
        answer = self.get(f"{parts.path}?{parts.query}")
        assert answer.status == 302, answer.text
        return self.take_token()

    def take_token(self) -> "Visitor":
        """The token for forms, from a page."""
        while (answer := self.get(self._page)).status == 302:
            self._page = answer.place
        found = TOKEN.search(answer.text)
        assert found, answer.text
        self.token = found[1]
        return self

    _page = "/"

    def post(self, path: str, /, **fields: str) -> Answer:
        """Send a form as the page's script does."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.token}
        return self.ask("POST", path, urlencode(fields), headers)

    def send_file(self, path: str, field: str, name: str, content: bytes) -> Answer:
        """Send a form with one file."""
        mark = "----------------the-line-between-the-parts"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "X-CSRFToken": self.token}
        return self.ask("POST", path, body, headers)

    def add_learner(self, cohort: str = "") -> int:
        """Add a learner with the next reference, on a cohort or with nothing filled in; its key."""
        answer = self.post(f"/{YEAR}/learners/new", cohort=cohort)
        assert answer.status == 302, answer.text
        found = ADDRESS.search(answer.place)
        assert found, answer.place
        return int(found[1])

    def save(self, learner: int, path: str, value: str, base: str = "", tab: str = "learner", aim: str = "") -> Answer:
        """Save one field of a learner as the page does."""
        return self.post(f"/learner/{learner}/save", path=path, value=value, base=base, tab=tab, aim=aim)
