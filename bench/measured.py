"""Run a program and say what it used.

Linux counts the memory of the process that starts another one as that one's own peak, so that a small process stands
between the two.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

BETWEEN = """
import json, os, subprocess, sys
began = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
last = b""
while chunk := began.stdout.read(65536):
    last = (last + chunk)[-200:]
_, status, used = os.wait4(began.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024,
                  last.decode(errors="replace").strip()]))
"""


@dataclass(frozen=True, slots=True)
class Used:
    """The exit status of a program, its seconds of the processor, its peak memory in megabytes, its last output."""

    status: int
    seconds: float
    memory: float
    said: str


def measured(command: list[str], variables: Mapping[str, str] | None = None) -> Used:
    """Run a program to its end."""
    between = [sys.executable, "-S", "-c", BETWEEN, *command]
    done = subprocess.run(between, stdout=subprocess.PIPE, text=True, check=True, env=variables)
    return Used(*json.loads(done.stdout))
