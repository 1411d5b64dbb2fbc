"""One application's answers written down in every shape: each is found in its own field."""

import pytest

from sample_applications.sample import load_samples
from tests.form_variants import VARIANTS, Judged, judged

SAMPLES = [each for each in load_samples() if each.stem[:2] in {"01", "11"}]
OWN_WORDS = [each for each in VARIANTS if each.name.startswith("own words")]
KNOWN_WORDS = [each for each in VARIANTS if each not in OWN_WORDS]


def named(case):
    return case.name.replace(" ", "-") if hasattr(case, "word") else case.stem[:2]


@pytest.mark.parametrize("variant", KNOWN_WORDS, ids=named)
@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_every_answer_is_found_in_its_own_field(variant, sample):
    everything = frozenset(variant.expected(sample))

    assert judged(variant, sample) == Judged(
        right=everything, missing=frozenset(), wrong={}, lost=(), outside_placed=()
    )


@pytest.mark.parametrize("variant", OWN_WORDS, ids=named)
@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_labels_in_words_of_ones_own_are_left_rather_than_guessed_wrong(variant, sample):
    found = judged(variant, sample)

    assert (found.wrong, found.lost) == ({}, ())
    assert len(found.missing) <= 7
