"""How calls and answers go between the app and a worker: pickles, without what makes them slow."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, BinaryIO

from pydantic import BaseModel

HEARD = b"\x06"
"""What a worker says before it reads a request: one that ends unheard was not ended by the request."""


def write_request(request: tuple[object, tuple[object, ...]], stream: BinaryIO) -> None:
    """Write a call (a function and its arguments), to be read by `pickle.load` twice.

    First comes its weight, the bytes of the files in it, then the call itself; models in it that
    came before are not made anew.
    """
    _, arguments = request
    pickle.dump(sum(len(each) for each in arguments if isinstance(each, bytes)), stream)
    _Requests(stream, pickle.HIGHEST_PROTOCOL).dump(request)
    stream.flush()


def packed_answer(answer: object) -> bytes:
    """Return an answer, to be read by `pickle.load`; it may hold dataclasses made by their fields alone."""
    buffer = io.BytesIO()
    _Answers(buffer, pickle.HIGHEST_PROTOCOL).dump(answer)
    return buffer.getvalue()


class _Requests(pickle.Pickler):
    """Sends a frozen model, as the form is at each call, as bytes that both sides know again."""

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 - as pickle has it
        """Tell how a value is made again, or leave it to pickle."""
        return (_unpacked, (_packed(value),)) if isinstance(value, BaseModel) else NotImplemented


@lru_cache(maxsize=8)
def _packed(model: BaseModel) -> bytes:
    return pickle.dumps(model, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=8)
def _unpacked(packed: bytes) -> object:
    return pickle.loads(packed)  # noqa: S301 - the app wrote it


class _Answers(pickle.Pickler):
    """Packs a dataclass as its type and values: a third of the time of what frozen ones do themselves."""

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 - as pickle has it
        """Tell how a value is made again, or leave it to pickle."""
        kind = type(value)
        if not is_dataclass(kind):
            return NotImplemented
        return kind, tuple([getattr(value, name) for name in _field_names(kind)])


@lru_cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
