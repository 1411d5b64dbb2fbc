"""Fixtures that more than one folder of tests needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assessment.workflow.core import Workflow
from tests import builders


@pytest.fixture
def workflow() -> Iterator[Workflow]:
    """A workflow on an empty database in memory."""
    made = builders.workflow()
    yield made
    made.database.close()
