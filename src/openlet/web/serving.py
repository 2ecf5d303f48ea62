"""Start the entry tool on the user's own machine: the store, the web server, the worker, the browser."""

import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openlet.packs.kept import take_up
from openlet.packs.signed import WrongPack
from openlet.store.folder import VARIABLE
from openlet.store.refusals import NotDone

THREADS = 8
WORKER_SECONDS = 0.5  # how often the worker looks for background work
AFTER_A_FAULT = 5  # seconds until the worker tries again when the store could not be written
SWITCH_SECONDS = 0.001  # how long one thread may work before another that waits has its turn
NEW_OBJECTS = 10_000  # between two searches for garbage
LARGEST_BODY = 2**29  # bytes of a request or an answer; more than the largest upload, which is refused in words
SETTINGS = "openlet.web.settings"


def open_store(folder: Path) -> None:
    """Prepare Django with the pages, and the store of a folder. Raises ``NotDone``."""
    os.environ[VARIABLE] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    logging.getLogger().addHandler(logging.NullHandler())  # nothing is logged: it might hold learner data
    from openlet.store.folder import make_private

    make_private(folder)
    take_up_pack(folder)
    from openlet.store.start import start

    start(folder)


def take_up_pack(folder: Path) -> None:
    """Use the rule pack that a data folder has in force. Raises ``NotDone``."""
    try:
        take_up(folder)
    except WrongPack as error:
        raise NotDone(str(error)) from None


def serve(folder: Path, host: str, port: int, browser: bool, say: Callable[[str], object], open_at: str = "/") -> None:
    """Serve the tool until the user stops it. Raises ``NotDone``.

    ``say`` gets the sentences for the terminal. The link that opens the tool works once.
    """
    listening = _listen(host, port)
    try:
        open_store(folder)
        _stop_when_told()
        _answer_at_once()
        server = _server(listening)
        stopped = _start_worker()
        _begin_day()
        link = f"http://{_shown_host(host)}:{listening.getsockname()[1]}/start?token={_token()}&next={open_at}"
        for sentence in stopped:
            say(sentence)
        say(f"OpenLET is running. Records are kept in {folder}.")
        say(f"Open this link (it works once, within five minutes): {link}")
        say("Leave this window open while you work; stop with Ctrl-C.")
        if browser:
            threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()
        server.run()
    finally:
        listening.close()


def _stop_when_told() -> None:
    """Ctrl-C and a service manager's SIGTERM stop the program alike, in the background of a script too."""
    if threading.current_thread() is threading.main_thread():
        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, signal.default_int_handler)


def _listen(host: str, port: int) -> socket.socket:
    if host not in ("127.0.0.1", "localhost"):
        raise NotDone(
            f"The entry tool on one's own machine listens on 127.0.0.1 only, not on {host}: it has no accounts yet."
        )
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        why = (error.strerror or "no reason given").lower()
        raise NotDone(
            f"Port {port} cannot be used: {why}. OpenLET may be running already; otherwise choose another --port."
        ) from None
    return listening


def _shown_host(host: str) -> str:
    return "localhost" if host == "localhost" else "127.0.0.1"


def _server(listening: socket.socket) -> Any:
    from waitress.server import create_server

    from openlet.web.wsgi import application

    in_memory = {"inbuf_overflow": LARGEST_BODY, "outbuf_overflow": LARGEST_BODY}  # never in a temporary file
    return create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        ident="OpenLET",
        max_request_body_size=LARGEST_BODY,
        **in_memory,
    )


def _answer_at_once() -> None:
    """Have no page wait long for background work in the same process, nor for a search for garbage.

    What the program consists of by now is never searched again; what pages leave behind is searched often, so that each
    time is short.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def _token() -> str:
    from openlet.web.guard import launch_token

    return launch_token()


def _begin_day() -> None:
    from openlet.web.new_day import watch

    watch()


def _start_worker() -> list[str]:
    """Background work in threads of this process; what the last run of the program left undone, in sentences."""
    from openlet.web.settings import QUEUES
    from openlet.web.tasks import take_up_again

    stopped = take_up_again()
    for queue in QUEUES:
        threading.Thread(target=_work_on, args=(queue,), name=f"openlet-{queue}", daemon=True).start()
    return stopped


def _work_on(queue: str) -> None:
    """Do background work as long as the program runs, also after the store could not be written for a while."""
    from django.db import DatabaseError, connection

    from openlet.web.tasks import hold_up

    while True:
        try:
            run_worker(queue)
        except DatabaseError as error:
            hold_up(error)
            connection.close()
            time.sleep(AFTER_A_FAULT)


def run_worker(queue: str = "*", until_done: bool = False) -> None:
    """Do the background work of a queue (of all) as it comes; ``until_done``: only what is waiting now."""
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=[queue],
        interval=WORKER_SECONDS,
        batch=until_done,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"openlet-{queue}",
        excluded_queue_names=[],
    ).run()
