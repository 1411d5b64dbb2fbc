"""Whatever somebody types into a letter is text in it."""

import io

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.outcomes.letter import LetterKind
from assessment.notes import letter, word
from assessment.notes.letters.content import content
from tests import letters

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("{}%_#<&>\n"), min_size=1)


@settings(max_examples=40)
@given(TEXT)
def test_any_text_is_read_back_as_it_was_written(typed):
    texts = letters.written(facts=f"¤{typed}¤")
    made = letters.dossier(LetterKind.REFUSAL, texts=texts)

    written = letter(made, None, author="Lone", written=letters.WRITTEN)

    found = [each.text for each in docx.Document(io.BytesIO(written)).paragraphs]
    said = [word.clean(each) for each in content(made)["oplysninger"]]
    start = found.index("Oplysninger, der har haft væsentlig betydning") + 1
    assert found[start : start + len(said)] == said
