"""The two programs of a team's server as processes of their own, and a visitor who signs in."""

import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

from tests.postgres import free_port
from tests.running import PATIENCE, environment
from tests.web.served.asking import Answer, Visitor

FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class RunningTeam:
    """``openlet team serve``, and ``openlet team work`` where it is asked for."""

    def __init__(self, beside: Path, with_work: bool = False) -> None:
        self.port, self.said = free_port(), beside / "said.txt"
        self.address = f"http://127.0.0.1:{self.port}"
        self.beside = beside
        self.server = self._program("serve", "--port", str(self.port))
        self.worker = self._program("work") if with_work else None
        self._wait()

    def _program(self, *command: str) -> "subprocess.Popen[bytes]":
        with self.said.open("ab") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "openlet.cli", "team", *command],
                env=environment(self.beside / "temporary"),
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.server.poll() is None:
            with suppress(OSError, HTTPException):
                if Visitor(self.address).get("/health").status == 200:
                    return
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"The server did not start. It said: {self.output()}")

    def output(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def stop(self) -> None:
        """Stop both as a service manager does."""
        for one in filter(None, (self.worker, self.server)):
            if one.poll() is None:
                one.send_signal(signal.SIGTERM)
        for one in filter(None, (self.worker, self.server)):
            with suppress(subprocess.TimeoutExpired):
                one.wait(PATIENCE)
            one.kill()
            one.wait()


class Person(Visitor):
    """A visitor with an account."""

    def sign_in(self, account: str, password: str) -> Answer:
        """Sign in on the page for it, and take the token of the pages."""
        found = FORM_TOKEN.search(self.get("/sign-in").text)
        assert found
        self.token = found[1]
        answer = self.post("/sign-in", username=account, password=password)
        assert answer.status == 302, answer.text
        self._page = answer.place  # the token is another one now
        self.take_token()
        return answer
