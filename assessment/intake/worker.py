"""Calls of the intake in processes of their own, so that no file can take the app down.

A call that takes too long, needs too much memory or crashes ends as a refusal, and the process is
replaced. Plain child processes are used rather than `multiprocessing`: forking a server with threads
is unsafe, and its other ways import the main module again, which here would be the whole app. This
guards against exhaustion and crashes; it is no sandbox against code run inside the process.
"""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from typing import Any, BinaryIO, TypeAlias, TypeVar, TypeVarTuple, cast

from assessment.domain.applications.personal import mask
from assessment.errors import RefusedFileError
from assessment.intake.messages import refusal
from assessment.intake.packing import HEARD, write_request

MEMORY = 320 * 2**20
"""Bytes of data a worker may hold, its own modules included, beside what the files it is given need."""

SECONDS = 20.0
"""Seconds a call may take, far more than any honest file needs."""

_ROOT = Path(__file__).resolve().parents[2]
_SERVED = "assessment.intake.served"

_LASTING = ("returned", "refused")
_SIGKILL, _SIGALRM = 9, 14  # by number, since not every platform has the names
_ENDINGS = {-_SIGALRM: "took_too_long", -_SIGKILL: "too_heavy"}
"""A worker has itself ended by an alarm; a kill by somebody else is the kernel's, out of memory."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_Arguments = TypeVarTuple("_Arguments")
_Request: TypeAlias = tuple[Callable[..., object], tuple[object, ...]]
_Answer: TypeAlias = tuple[Any, ...]


class Workers:
    """A few processes that wait for calls; for any number of threads at once.

    Each process starts at the first call that needs it and stays. They end with `close`, with this
    object, or with the process that holds it.
    """

    def __init__(self, *, count: int = 2, memory: int = MEMORY, seconds: float = SECONDS) -> None:
        """Set how many calls can run at once, bytes of memory for each, and seconds a call."""
        self._workers = tuple(_Worker(memory, seconds) for _ in range(count))
        self._closing = Lock()
        # Last in, first out: the one used last is the warmest, and no more start than are needed.
        self._free: LifoQueue[_Worker] = LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        weakref.finalize(self, _stop, self._workers)

    def run(self, function: Callable[[*_Arguments], _T], /, *arguments: *_Arguments) -> _T:
        """Return what a function of a module returns in a worker; waits for a free one.

        Raises RefusedFileError as the function raised it, or with the code "took_too_long",
        "too_heavy" or "reader_failed" for whatever else happened there; a bug is logged.
        """
        worker = self._free.get()
        try:
            answer = worker.ask(function, arguments)
        finally:
            self._free.put(worker)
        return cast("_T", _told(answer))

    def warm(self) -> None:
        """Start every worker that is free and not running, without waiting for it."""
        free = []
        with suppress(Empty):
            while True:
                free.append(self._free.get_nowait())
        for worker in free:
            worker.start()
            self._free.put(worker)

    def close(self) -> None:
        """End all workers once their calls are done; a later call would start new ones."""
        with self._closing:
            idle = [self._free.get() for _ in self._workers]
        _stop(idle)
        for worker in idle:
            self._free.put(worker)


def _stop(workers: Iterable[_Worker]) -> None:
    for worker in workers:
        worker.stop()


def _told(answer: _Answer) -> object:
    kind, *details = answer
    if kind == "returned":
        return details[0]
    if kind == "refused":
        raise RefusedFileError(*details)
    if kind == "failed":
        # An error's own words may quote the file.
        _log.error("A file met a bug in a worker.\n%s", mask(details[0]))
        kind = "reader_failed"
    raise refusal(kind)


class _Worker:
    """One process, started when it is needed; used by one thread at a time."""

    def __init__(self, memory: int, seconds: float) -> None:
        self._command = (sys.executable, "-m", _SERVED, str(memory), str(seconds))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """Return the process, a new one where there is none or it has died."""
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C in a terminal is for the app, which then ends us
            )
        return self._process

    def stop(self) -> None:
        """End the process, if there is one, and wait for its end."""
        if self._process is None:
            return
        self._process.kill()
        with suppress(BrokenPipeError):  # of a request that was never read to its end
            self._process.__exit__(None, None, None)
        self._process = None

    def ask(self, function: Callable[..., object], arguments: tuple[object, ...]) -> _Answer:
        """Return the answer as `served` words it, or the code of how the process ended instead."""
        answer: _Answer = ("interrupted",)
        try:
            answer = self._exchange((function, arguments))
        finally:
            if answer[0] not in _LASTING:
                self.stop()  # whatever it may still say is nobody's answer
                self.start()  # without waiting, so that the next call meets a warm one
        return answer

    def _exchange(self, request: _Request) -> _Answer:
        process = self.start()
        if not _send(request, process):
            # It had died while it waited, or was about to, and looked alive: no fault of this request.
            self.stop()
            process = self.start()
            _send(request, process)
        try:
            return cast("_Answer", pickle.load(_answers(process)))  # noqa: S301 - our own module wrote it
        except (EOFError, pickle.UnpicklingError):
            return _ending(process.wait())


def _send(request: _Request, process: subprocess.Popen[bytes]) -> bool:
    """Send a request, and tell whether the process heard that it came."""
    with suppress(BrokenPipeError):  # it may have had enough before the end; its answer says why
        write_request(request, cast("BinaryIO", process.stdin))
    return _answers(process).read(len(HEARD)) == HEARD


def _answers(process: subprocess.Popen[bytes]) -> BinaryIO:
    return cast("BinaryIO", process.stdout)


def _ending(status: int) -> _Answer:
    if status not in _ENDINGS:
        _log.error("A worker ended with exit status %d in the middle of a call.", status)
    return (_ENDINGS.get(status, "reader_failed"),)
