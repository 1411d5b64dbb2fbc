"""The other side of `worker`: a process of its own that answers one call at a time, within limits.

Requests come in on stdin and answers go out on stdout, each one pickle:
`(function, arguments)` in; `("returned", value)`, `("refused", code, sentence)`, `("too_heavy",)` or
`("failed", traceback)` out. After the last two the process ends: a fresh one costs less than trust in
one that ran out of memory or met a bug.
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
from assessment.intake.packing import packed_answer

PRELOADED = (intake,)
"""Loaded at the start, so that the first file does not wait for it."""

_LASTING = {"returned", "refused"}


def main() -> None:
    """Answer until whoever asked has gone; the arguments are bytes of memory and seconds a call."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        # Whatever a library prints must not stand in the middle of an answer.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        _limit(memory)
        gc.freeze()
        serve(cast("io.BufferedReader", sys.stdin.buffer), answers, seconds)


def serve(requests: io.BufferedReader, answers: BinaryIO, seconds: float) -> None:
    """Answer requests one by one until there are none, or until an answer that ends the process."""
    while requests.peek(1):
        _set_alarm(seconds)
        kind, answer = _answer(requests)
        answers.write(answer)
        answers.flush()
        _set_alarm(0)
        if kind not in _LASTING:
            return


def _answer(requests: io.BufferedReader) -> tuple[str, bytes]:
    # Small on purpose: where no memory is left, CPython finds the way out of a short function only.
    try:
        return _called(requests)
    except RefusedFileError as refusal:
        return _packed("refused", refusal.code, str(refusal))
    except MemoryError:
        return _packed("too_heavy")
    except Exception:  # noqa: BLE001 - it is told to the parent, whatever it is
        return _packed("failed", traceback.format_exc())


def _called(requests: io.BufferedReader) -> tuple[str, bytes]:
    function, arguments = pickle.load(requests)  # noqa: S301 - our own parent wrote it
    return _packed("returned", function(*arguments))


def _packed(kind: str, *details: object) -> tuple[str, bytes]:
    return kind, packed_answer((kind, *details))


if sys.platform == "win32":

    def _limit(memory: int) -> None:
        """Windows has no such limits; a crash is still kept away from the app."""

    def _set_alarm(seconds: float) -> None:
        """As above."""

else:
    import resource

    def _limit(memory: int) -> None:
        """Bound the memory; a crash leaves no core behind, which would hold an applicant's text."""
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _set_alarm(seconds: float) -> None:
        """Have the kernel end this process after so many seconds, whatever it does; 0 calls it off."""
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
