"""The program as a process of its own, as people start it: for the tests over HTTP and those in the browser."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import openlet

SOURCE = Path(openlet.__file__).parents[1]
LINK = re.compile(r"(http://[^/\s]+)/start\?\S+")
PATIENCE = 120  # seconds until a program that says nothing counts as hung: a safeguard, not a measure
SERVE = ("-m", "openlet.cli", "serve")
DEMO = "from pathlib import Path; from openlet.cli.serve import make_demo; make_demo(Path({!r}))"


def environment(temporary: Path, source: Path | None = SOURCE) -> dict[str, str]:
    """The variables of the tests, with a temporary folder to look into; ``source`` None: what is installed is used."""
    given = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "OPENLET_DATA")}
    temporary.mkdir(parents=True, exist_ok=True)
    return given | {"TMPDIR": str(temporary)} | ({"PYTHONPATH": str(source)} if source else {})


def python(code: str, folder: Path, *arguments: str) -> str:
    """What a Python program prints; its temporary folder is inside ``folder``."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(folder / "temporary"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_demo(folder: Path, beside: Path) -> Path:
    """The store of ``openlet demo``."""
    python(DEMO.format(str(folder)), beside)
    return folder


class Running:
    """``openlet serve`` on a data folder. ``said`` is the file with all that it prints."""

    def __init__(
        self,
        folder: Path,
        beside: Path,
        command: Sequence[str] = SERVE,
        interpreter: str = sys.executable,
        source: Path | None = SOURCE,
        port: int = 0,
    ) -> None:
        beside.mkdir(parents=True, exist_ok=True)
        self.folder, self.temporary, self.said = folder, beside / "temporary", beside / "said.txt"
        options = ("--data", str(folder), "--port", str(port), "--no-browser")
        with self.said.open("ab") as out:
            begins = out.tell()
            self.process = subprocess.Popen(
                [interpreter, *command, *options],
                env=environment(self.temporary, source),
                cwd=beside,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self.link, self.address = self._wait_for_link(begins)

    def _wait_for_link(self, begins: int) -> tuple[str, str]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with self.said.open("rb") as file:
                file.seek(begins)
                found = LINK.search(file.read().decode())
            if found:
                return found[0], found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        self.kill()
        raise AssertionError(f"The program did not start. It said: {self.said.read_text(encoding='utf-8')}")

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def output(self) -> str:
        """All that the program has printed."""
        return self.said.read_text(encoding="utf-8")

    def stop(self) -> None:
        """Stop it as the user does, with Ctrl-C."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(PATIENCE)
            finally:
                self.kill()

    def kill(self) -> None:
        """End it by force."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def copied(store: Path, folder: Path) -> Path:
    """A copy of a store, with the rights of the original."""
    shutil.copytree(store, folder)
    return folder
