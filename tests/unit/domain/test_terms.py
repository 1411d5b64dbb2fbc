from dataclasses import replace

import pytest

from assessment.domain.checking.screening import Passage
from assessment.domain.checking.terms import excerpt, mentions, pattern
from tests.builders import reading


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("ACT", "Vi bruger ACT."),
        ("ACT", "vi bruger act"),
        ("hjemløs*", "Hjemløshed"),
        ("hjemløs*", "hjemløs"),
        ("§ 110*", "på § 110-boform"),
        ("§ 110*", "på §\u00a0110"),
        ("under 18", "UNDER\n18 år"),
        ("15–17", "15–17-årige"),
        ("kun undervisning*", "kun   undervisningen"),
        ("c++", "c++!"),
        ("a.b", "a.b"),
        ("på gaden", "sover på gaden,"),
        ("**", "et * her"),
        ("hjemløs *", "hjemløse"),
    ],
)
def test_a_term_is_found_as_whole_words_in_any_case(term, text):
    assert pattern((term,)).search(text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("ACT", "kontakt"),
        ("ACT", "ACTs"),
        ("ACT", "FACT"),
        ("hjemløs*", "uhjemløs"),
        ("under 18", "under 180"),
        ("under 18", "under18"),
        ("a.b", "axb"),
        ("boform", "boformer"),
        ("*", "noget * tekst"),
        (" * ", "noget tekst"),
        ("", "noget tekst"),
    ],
)
def test_a_term_is_not_found_inside_other_words_or_out_of_nothing(term, text):
    assert not pattern((term,)).search(text)


def test_any_of_several_terms_is_found_and_none_of_none():
    assert pattern(("ACT", "ICM*")).search("ICM-metoden")
    assert not pattern(()).search("noget tekst")


@pytest.mark.parametrize(
    "terms", [("§ 110*", "herberg*"), ("herberg*", "§ 110*"), ("*", "herberg*", "§ 110*")]
)
def test_words_and_signs_are_found_beside_each_other_in_the_order_of_the_text(terms):
    found = pattern(terms).finditer("Et herberge, natherberget og en § 110-boform. 2§ 110; herberg")

    assert [each[0] for each in found] == ["herberge", "§ 110", "§ 110", "herberg"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Vi har et ", " i byen.", "Vi har et herberg i byen."),
        ("", "", "herberg"),
        ("a " * 60, " b" * 60, f"… {'a ' * 45}herberg{' b' * 45} …"),
        ("x" * 200, "y" * 200, f"{'x' * 200}herberg{'y' * 200}"),
        ("Først\n\n", "\n\tsidst", "Først herberg sidst"),
        ("o" * 89 + " ", " " + "u" * 89, f"{'o' * 89} herberg {'u' * 89}"),
        ("nej " + "o" * 89 + " ", " " + "u" * 89 + " nej", f"… {'o' * 89} herberg {'u' * 89} …"),
    ],
    ids=["short", "alone", "long", "without-spaces", "lines", "just-fits", "cut-at-words"],
)
def test_excerpt_shows_whole_words_around_the_place(before, after, expected):
    text = f"{before}herberg{after}"

    assert excerpt(text, len(before), len(before) + len("herberg")) == expected


def test_mentions_are_one_a_block_in_reading_order_with_their_field():
    answers = {
        "6.1": "Herberg og forsorgshjem.",
        "4.1": "Unge.",
        "4.3": "Ingen fra herberg.",
    }

    found = mentions(reading(answers, unplaced="Et herberg mere."), ["forsorgshjem", "herberg"])

    assert found == (
        Passage("Herberg og forsorgshjem.", "Afsnit 1", "6.1"),
        Passage("Ingen fra herberg.", "Afsnit 3", "4.3"),
        Passage("Et herberg mere.", "Afsnit 4", ""),
    )


def test_the_words_of_the_form_itself_are_no_mention():
    own = reading({"4.1": "Afgrænsning over for herberg"})
    label = own.blocks[0]
    read = reading(
        {"4.1": "Unge."},
        blocks=(
            *reading({"4.1": "Unge."}).blocks,
            label.__class__("label", label.kind, label.text, "Afsnit 9"),
        ),
    )

    assert mentions(read, ["herberg"]) == ()


def test_a_piece_that_an_answer_rests_on_is_mentioned_with_its_field():
    read = replace(reading({"4.1": "Herberg"}), unplaced=("p0",))

    assert mentions(read, ["herberg"]) == (Passage("Herberg", "Afsnit 1", "4.1"),)


def test_no_terms_mention_nothing():
    assert mentions(reading({"4.1": "Herberg"}), []) == ()
