"""The entry tool as a browser meets it: the real program in a process of its own, spoken to over HTTP."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

LINK = re.compile(r"http://127\.0\.0\.1:(\d+)(/start\?token=\S+)")
TOKEN = "csrftoken"


class Refused(Exception):
    """An answer that the benchmark did not expect."""


class Tool:
    """A running entry tool and the browser that was let in. ``first_page`` is the seconds from command to home page."""

    def __init__(self, data: Path) -> None:
        self.data = data
        began = time.perf_counter()
        command = [sys.executable, "-m", "openlet.cli", "serve", "--data", str(data), "--port", "0", "--no-browser"]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        found = next((match for line in self._process.stderr if (match := LINK.search(line))), None)
        if found is None:
            raise Refused("the entry tool did not start")
        self._connection = http.client.HTTPConnection("127.0.0.1", int(found[1]))
        self._cookies: dict[str, str] = {}
        self.peak = 0.0
        self.get(found[2])
        self.get("/")
        self.first_page = time.perf_counter() - began

    def get(self, address: str, in_page: bool = False) -> str:
        """A page; ``in_page``: only the part that the page's own script asks for."""
        return self._ask("GET", address, None, {"HX-Request": "true"} if in_page else {})

    def post(self, address: str, values: Mapping[str, str], in_page: bool = False) -> str:
        """The answer to a form."""
        headers = {"X-CSRFToken": self._cookies[TOKEN], "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address, urlencode(values), headers | ({"HX-Request": "true"} if in_page else {}))

    def spent(self) -> float:
        """Seconds of the processor that the program has used so far; 0 where the system does not tell."""
        state = Path(f"/proc/{self._process.pid}/stat")
        if not state.exists():
            return 0.0
        user, system = state.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _ask(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> str:
        sent = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, address, body, headers | {"Cookie": sent, "Sec-Fetch-Site": "same-origin"})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if answer.status in (301, 302):
            to = urlsplit(answer.headers["Location"])
            return self._ask("GET", to.path + (f"?{to.query}" if to.query else ""), None, {})
        if answer.status != 200:
            raise Refused(f"{method} {address} was answered with {answer.status}")
        return text

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop the program; ``peak`` is then its peak memory in megabytes."""
        self._connection.close()
        self._process.terminate()
        _, _, used = os.wait4(self._process.pid, 0)
        self._process.returncode = 0
        self.peak = used.ru_maxrss / 1024


def milliseconds(work: Callable[[], object]) -> float:
    """How long one request takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
