"""A reading comes out of its JSON as it went in, and one that an earlier version stored still loads."""

import json

from assessment.domain.applications.application import Block, BlockKind, Picture, Reading
from assessment.storage.readings import from_json, to_json

READING = Reading(
    sha256="0" * 64,
    text="Tekst",
    blocks=(Block("p1", BlockKind.PARAGRAPH, "Tekst", "Afsnit 1"),),
    pictures=(Picture("word/media/image1.png", "p1", "Et kort"),),
)


def test_pictures_are_stored():
    assert from_json(to_json(READING)) == READING


def test_reading_stored_without_pictures_has_none():
    stored = json.loads(to_json(READING))
    del stored["pictures"]

    assert from_json(json.dumps(stored)).pictures == ()
