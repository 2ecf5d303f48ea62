#!/usr/bin/env python3
"""Set OpenLET up in a folder of its own (.venv) and run it. Needs Python 3.11 or newer and nothing else.

python3 dev.py tool     set up and open the entry tool with an invented provider
python3 dev.py demo     set up and price the example provider
python3 dev.py test     set up and pass all tests; those of a team's server need PostgreSQL, which is installed
python3 dev.py bench    figures on this machine
python3 dev.py setup    set up only; then .venv/bin/openlet (Windows: .venv\\Scripts\\openlet)
python3 dev.py assets   build the stylesheet and scripts of the entry tool again (needs Node.js and npm)
python3 dev.py docs     write the pages that are made from the code
python3 dev.py pictures write the pictures of the entry tool (needs chromium)
python3 dev.py lock     renew the lock files
python3 dev.py audit    look the locked packages up in a database of known faults (needs the internet)
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
EXAMPLE = ("examples/ILR-10999991-2324-20240820-093000-01.xml", "examples/ILR-10999991-2425-20241018-093000-01.xml")
OLDEST = (3, 11)
ON_POSTGRESQL = tuple(
    f"tests/store/test_{name}.py"
    for name in (
        "services",
        "changing_many",
        "cohorts",
        "import_export",
        "jobs",
        "purging",
        "recording",
        "restoring",
        "sheets",
    )
)


JUDGING = ("tests/facts", "tests/rules", "tests/payments")


def run(*command: str) -> None:
    """Run a command in the project's folder; stop with its status where it fails."""
    ended = subprocess.run(command, cwd=ROOT, check=False)
    if ended.returncode:
        sys.exit(ended.returncode)


def setup(lock: str) -> None:
    """Make .venv if needed, and install what the lock file names, with hashes, when it has changed."""
    wanted = hashlib.sha256((ROOT / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    mark = VENV / f"{lock}.installed"
    if mark.exists() and mark.read_text() == wanted:
        return
    if not PYTHON.exists():
        make_venv()
    # The lock names everything, so pip has nothing to look for: left to look, some versions of it would take a newer
    # release of a package that is asked for with an extra, which the lock has no hash of.
    install = (str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps")
    run(*install, "--require-hashes", "-r", lock)
    run(*install, "--no-build-isolation", "-e", ".")
    run(str(PYTHON), "-m", "pip", "check", "--disable-pip-version-check")
    mark.write_text(wanted)


def make_venv() -> None:
    """Make .venv; on Debian and Ubuntu the package for it may have to be installed first."""
    print("Setting up .venv (once) ...", file=sys.stderr)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], stdout=subprocess.PIPE, check=False).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not apt_install(package):
        sys.exit(f"This Python cannot make a virtual environment. Install it first: apt-get install {package}")
    run(sys.executable, "-m", "venv", str(VENV))


def apt_install(package: str) -> bool:
    """Install a package of Debian or Ubuntu; False where that is not possible here."""
    if not shutil.which("apt-get") or not (os.geteuid() == 0 or shutil.which("sudo")):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    subprocess.run([*sudo, "apt-get", "update", "-q"], stdout=sys.stderr, check=False)
    install = [*sudo, "apt-get", "install", "-y", "-q", "--no-install-recommends", package]
    return subprocess.run(install, stdout=sys.stderr, check=False).returncode == 0


def have_postgresql() -> bool:
    """PostgreSQL's programs for the tests of a team's server; without them those are left out, which is said."""
    found = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found or apt_install("postgresql"):
        return True
    print("PostgreSQL cannot be installed here, so THE TEAM'S SERVER IS NOT TESTED.", file=sys.stderr)
    return False


def have_browser() -> None:
    """Chromium for the browser tests; without it they are left out, and each says so."""
    named = os.environ.get("OPENLET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if named is None and not apt_install("chromium"):
        print("Chromium cannot be installed here, so NOTHING IS TESTED IN A BROWSER.", file=sys.stderr)


def have_java() -> None:
    """Java for the tests of the engine spark; without it they are left out, and say so."""
    home = os.environ.get("JAVA_HOME")
    found = (Path(home) / "bin" / "java").exists() if home else shutil.which("java") is not None
    if not found and not apt_install("openjdk-17-jre-headless"):
        print("Java cannot be installed here, so NOTHING IS TESTED ON SPARK.", file=sys.stderr)


def demo() -> None:
    """Price the example provider."""
    setup("requirements.lock")
    command = (str(BIN / "openlet"), "pay", *EXAMPLE, "--contract", "examples/contract.toml")
    print("$ openlet", *command[1:], "\n", file=sys.stderr)
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    if status not in (0, 1):  # 1: some claims are not paid, which the example is there to show
        sys.exit(status)


def tool() -> None:
    """The entry tool with an invented provider, in a folder of its own."""
    setup("requirements.lock")
    run(str(BIN / "openlet"), "demo", *sys.argv[2:])


def test() -> None:
    """Style, types and all tests, with the branch coverage of facts, rules and payments."""
    setup("requirements-dev.lock")
    have_browser()
    have_java()
    run(str(PYTHON), "-m", "ruff", "check", ".")
    run(str(PYTHON), "-m", "ruff", "format", "--check", "-q", ".")
    run(str(PYTHON), "-m", "mypy")
    pytest = (str(PYTHON), "-m", "pytest", "-n", "auto", "--dist", "loadfile")
    if sys.argv[2:]:
        run(*pytest, *sys.argv[2:])
        return
    # Coverage slows every test down, so it is taken of those that are about what it measures.
    run(*pytest, "--cov", "--cov-report=term:skip-covered", "--cov-fail-under=95", *JUDGING)
    run(*pytest, *(f"--ignore={folder}" for folder in JUDGING))
    if have_postgresql():
        team()


def team() -> None:
    """The tests of a team's server, and those of the store on PostgreSQL that are sharpest."""
    os.environ["OPENLET_TESTS"] = "team"
    run(str(PYTHON), "-m", "pytest", "-n", "auto", "--dist", "loadfile", "tests/team", *ON_POSTGRESQL)


def bench() -> None:
    """Figures on this machine."""
    setup("requirements-dev.lock")
    run(str(PYTHON), "bench/bench.py", *sys.argv[2:])


def assets() -> None:
    """Build what the entry tool's pages load, from browser/ (the result is committed)."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("Building the stylesheet needs Node.js with npm. Install it first: https://nodejs.org/")
    for task in (("ci",), ("run", "--silent", "build")):
        run(npm, "--prefix", "browser", *task)


def docs() -> None:
    """Write the pages that are made from the code: one for each rule, the picture of the README."""
    setup("requirements-dev.lock")
    run(str(PYTHON), "docs/make.py")


def pictures() -> None:
    """Write the pictures of the entry tool that the documentation shows."""
    setup("requirements-dev.lock")
    run(str(PYTHON), "docs/pictures.py")


def lock() -> None:
    """Renew the lock files (needs pip-tools, which is installed for it)."""
    if not PYTHON.exists():
        make_venv()
    run(str(PYTHON), "-m", "pip", "install", "-q", "pip-tools")
    options = "--generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links"
    compile_ = (str(BIN / "pip-compile"), "-q", *options.split(), "--build-deps-for", "editable")
    run(*compile_, "-o", "requirements.lock", "pyproject.toml")
    run(*compile_, "--extra", "team", "-o", "requirements-team.lock", "pyproject.toml")
    run(
        *compile_,
        "--extra",
        "team",
        "--extra",
        "dev",
        "--extra",
        "spark",
        "-o",
        "requirements-dev.lock",
        "pyproject.toml",
    )


def audit() -> None:
    """Say which locked packages have faults that are known; 1 where there are any, or where one could not be looked up.

    It has an environment of its own. Without ``--strict`` a package that could not be looked up would count as good.
    """
    place = ROOT / ".venv-audit"
    python = place / BIN.name / PYTHON.name
    if not python.exists():
        run(sys.executable, "-m", "venv", str(place))
    run(str(python), "-m", "pip", "install", "-q", "--upgrade", "pip-audit")
    locks = [part for lock in sorted(ROOT.glob("requirements*.lock")) for part in ("-r", str(lock))]
    how = ("--strict", "--disable-pip", "--require-hashes", "--progress-spinner", "off")
    run(str(python), "-m", "pip_audit", *how, *locks)


def main() -> None:
    """Run the command that was named."""
    commands: dict[str, Callable[[], None]] = {
        "tool": tool,
        "pictures": pictures,
        "demo": demo,
        "test": test,
        "bench": bench,
        "docs": docs,
        "lock": lock,
        "audit": audit,
    }
    commands |= {"setup": lambda: setup("requirements.lock"), "assets": assets}
    if sys.version_info < OLDEST:
        sys.exit(f"OpenLET needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]]()


if __name__ == "__main__":
    main()
