"""How many answers are found in each shape that people give a form: `python -m benchmarks.answers`.

An argument picks the shapes that have it in their name, and names what was missed in each sample.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sample_applications.sample import Sample, load_samples
from tests.form_variants import VARIANTS, Judged, Variant, judged


def main() -> None:
    """Print a line for each shape and one for all."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    samples = load_samples()
    found: list[Judged] = []
    for variant in VARIANTS:
        if wanted in variant.name:
            found += _measured(variant, samples, tell=bool(wanted))
    print(_line("all", found))


def _measured(variant: Variant, samples: Sequence[Sample], *, tell: bool) -> list[Judged]:
    found = [judged(variant, sample) for sample in samples]
    print(_line(variant.name, found))
    for sample, each in zip(samples, found, strict=True):
        if tell and (each.missing or each.wrong or each.lost or each.outside_placed):
            print(f"  {sample.stem}: missing {sorted(each.missing)}, wrong {sorted(each.wrong)}")
    return found


def _line(name: str, found: Sequence[Judged]) -> str:
    right = sum(len(each.right) for each in found)
    missing = sum(len(each.missing) for each in found)
    wrong = sum(len(each.wrong) for each in found)
    lost = sum(len(each.lost) + len(each.outside_placed) for each in found)
    share = right / (right + missing + wrong)
    return f"{name:48} {share:7.2%} right, {missing:3} missing, {wrong:2} wrong, {lost:2} elsewhere"


if __name__ == "__main__":
    main()
