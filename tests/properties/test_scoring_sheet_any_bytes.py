"""Whatever comes back as a scoring sheet, it is read or refused in a sentence, and nothing else."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.rounds.scoring_sheet import Filled, Line, compared
from assessment.errors import RefusedFileError
from assessment.notes.sheets.scoring_reader import read_scoring_sheet
from tests import builders
from tests.scoring_sheets import filled, sheet, task

TASK = task(3, "Se felt 4.1.")
SHEET = sheet(TASK)
with ZipFile(BytesIO(SHEET)) as _packed:
    PARTS = {name: _packed.read(name) for name in _packed.namelist()}

many = settings(max_examples=150)
changes = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12)


def opened(content: bytes) -> None:
    """Read a file and hold it against what is saved; anything but a refusal fails the test."""
    try:
        found = read_scoring_sheet(content)
    except RefusedFileError:
        return
    assert isinstance(found, Filled)
    upload = compared(found, {1: TASK}, builders.cti_scheme())
    assert all(each.points in {None, *range(6)} for each in upload.changes)


@many
@given(st.binary(max_size=300), st.sampled_from(range(12)))
def test_any_bytes(content, kept):
    opened(SHEET[:kept] + content)


@many
@given(changes, st.floats(0, 1), st.integers(0, 40))
def test_a_sheet_with_bytes_changed_and_lost(changed, cut, lost):
    data = bytearray(SHEET)
    for place, value in changed:
        data[int(place * (len(data) - 1))] = value
    start = int(cut * len(data))
    del data[start : start + lost]

    opened(bytes(data))


@many
@given(st.sampled_from(sorted(PARTS)), changes, st.floats(0, 1), st.integers(0, 40))
def test_a_sheet_with_a_part_changed_or_lost(name, changed, cut, lost):
    part = bytearray(PARTS[name])
    for place, value in changed:
        part[int(place * (len(part) - 1))] = value
    start = int(cut * len(part))
    del part[start : start + lost]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for each, content in PARTS.items():
            if each != name or part:
                archive.writestr(each, bytes(part) if each == name else content)

    opened(packed.getvalue())


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.sampled_from(["=1+1", "#REF!", "5", " 5", "½", "٣", "1e3", "_x0005_", "nan"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)


@many
@given(st.dictionaries(st.sampled_from([f"{c}{r}" for c in "ABCDFGHI" for r in (2, 3, 4)]), CELLS))
def test_any_cells(cells):
    opened(filled(SHEET, cells))


REASONS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@many
@given(st.sampled_from([None, *range(6)]), REASONS)
def test_what_nobody_touched_comes_back_as_it_was(points, reason):
    found = read_scoring_sheet(sheet(task(points, reason)))

    assert [line.touched for line in found.lines] == [False] * 9
    assert all(isinstance(line, Line) for line in found.lines)
