"""How many answers are found in each shape of a form: `python benchmarks/answers.py`."""

from __future__ import annotations
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from sample_applications.sample import load_samples
from tests.form_variants import VARIANTS, judged


def main():
    samples = (
        [s for s in load_samples() if s.stem[:2] in sys.argv[1].split(",")]
        if len(sys.argv) > 1
        else load_samples()
    )
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    T = [0, 0, 0, 0, 0]
    for v in VARIANTS:
        if only and only not in v.name:
            continue
        js = [judged(v, s) for s in samples]
        r = sum(len(j.right) for j in js)
        m = sum(len(j.missing) for j in js)
        w = sum(len(j.wrong) for j in js)
        l = sum(len(j.lost) for j in js)
        o = sum(len(j.outside_placed) for j in js)
        T = [a + b for a, b in zip(T, (r, m, w, l, o))]
        print(f"{v.name:45} {r / (r + m + w):7.1%} miss {m:4} wrong {w:4} lost {l:3} outside {o:3}")
        if only:
            for s, j in zip(samples, js):
                print(s.stem, "MISSING", sorted(j.missing))
                for k, (e, f) in j.wrong.items():
                    print("   WRONG", k, "want", repr(e)[:150], "\n          got", repr(f)[:300])
                for t in j.lost:
                    print("   LOST", t[:100])
                for t in j.outside_placed:
                    print("   OUT", t[:100])
    print(T, T[0] / sum(T[:3]))


main()
