"""What somebody may who is not the machine's owner."""

from __future__ import annotations

import os
from contextlib import contextmanager


@contextmanager
def without_privileges():
    """Be nobody for a while where the tests run as root, who may write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
