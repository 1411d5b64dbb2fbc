"""The other side of `worker`: a process of its own that answers one call at a time, within limits.

Requests come in on stdin and answers go out on stdout as pickles: a request's weight in bytes and then
`(function, arguments)` in; `HEARD` as soon as it has begun to come, and then `("returned", value)`,
`("refused", code, sentence)`, `("too_heavy",)` or `("failed", traceback)` out. After the last two the
process ends: a fresh one costs less than trust in one that ran out of memory or met a bug.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
import signal
import sys
import traceback
from typing import BinaryIO, cast

from assessment import intake
from assessment.errors import RefusedFileError
from assessment.intake.packing import HEARD, packed_answer

PRELOADED = (intake,)
"""Loaded at the start, so that the first file does not wait for it."""

_LASTING = {"returned", "refused"}
_COPIES = 6
"""How often an honest mailbox or zip may stand in memory: as it came, cut, unpacked and answered."""


def main() -> None:
    """Answer until whoever asked has gone; the arguments are bytes of memory and seconds a call."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        # Whatever a library prints must not stand in the middle of an answer.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        _leave_no_core()
        gc.freeze()
        gc.disable()  # looking for cycles in the middle of a large file costs a quarter of its time
        serve(cast("io.BufferedReader", sys.stdin.buffer), answers, seconds, memory)


def serve(
    requests: io.BufferedReader, answers: BinaryIO, seconds: float, memory: int | None = None
) -> None:
    """Answer requests one by one until there are none, or until an answer that ends the process.

    A call may take so many seconds, and hold so many bytes beside what its own files need (None for
    as many as there are).
    """
    while requests.peek(1):
        _set_alarm(seconds)
        answers.write(HEARD)
        answers.flush()
        kind, answer = _answer(requests, memory)
        answers.write(answer)
        answers.flush()
        _set_alarm(0)
        gc.collect(0)  # what this call leaves, while nobody waits
        if kind not in _LASTING:
            return


def _answer(requests: io.BufferedReader, memory: int | None) -> tuple[str, bytes]:
    # Small on purpose: where no memory is left, CPython finds the way out of a short function only.
    try:
        return _called(requests, memory)
    except RefusedFileError as refusal:
        return _packed("refused", refusal.code, str(refusal))
    except MemoryError:
        return _packed("too_heavy")
    except Exception:  # noqa: BLE001 - it is told to the parent, whatever it is
        return _packed("failed", traceback.format_exc())


def _called(requests: io.BufferedReader, memory: int | None) -> tuple[str, bytes]:
    weight = pickle.load(requests)  # noqa: S301 - our own parent wrote it
    if memory is not None:
        _limit(memory + _COPIES * weight)
    function, arguments = pickle.load(requests)  # noqa: S301 - our own parent wrote it
    return _packed("returned", function(*arguments))


def _packed(kind: str, *details: object) -> tuple[str, bytes]:
    return kind, packed_answer((kind, *details))


if sys.platform == "win32":

    def _limit(memory: int) -> None:
        """Windows has no such limits; a crash is still kept away from the app."""

    def _leave_no_core() -> None:
        """As above."""

    def _set_alarm(seconds: float) -> None:
        """As above."""

else:
    import resource

    def _limit(memory: int) -> None:
        """Bound the memory from now on."""
        _, highest = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, highest))

    def _leave_no_core() -> None:
        """A crash leaves no core behind, which would hold an applicant's text."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _set_alarm(seconds: float) -> None:
        """Have the kernel end this process after so many seconds, whatever it does; 0 calls it off."""
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
