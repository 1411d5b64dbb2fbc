"""What every refusal of the storage looks like."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest

from assessment.errors import StorageError


@contextmanager
def refused(*words: str):
    """Expect a StorageError of one sentence that has these words and ends with what to do."""
    with pytest.raises(StorageError) as caught:
        yield
    sentence = str(caught.value)
    assert [word for word in words if word not in sentence] == []
    assert re.fullmatch(r"[A-ZÆØÅ][^;\n]+; [a-zæøå][^;\n]+\.", sentence)
