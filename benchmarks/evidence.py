"""How well the passages that speak to an aspect are found: `python -m benchmarks.evidence`.

`evidence_labels.csv` says of each passage of the sample applications to which aspects and minimum
requirements it truly speaks. One person judged them, the developer, by reading each application
whole before any ranking was looked at; he had also read them before he chose the `terms` in
criteria.yaml, so the figures flatter these. A passage counts where a reviewer who gives points or
checks the requirement would want to have read it: a fact, a commitment, a plan or a doubt about the
very question asked, wherever it stands. Sharing a word is not enough, and an answer in the
question's own field that says nothing does not count. Boxes and figures count where they are the
answer. Field 1.9 is left out, as applicants are told that it counts neither for nor against them;
M3 is labelled where it applies.

Each line of figures is a mean over all pairs of an application and a target with true passages:
of the first three the share that is true (P@3), of all true ones the share among the first five
and ten (R@5, R@10; many pairs have more than five), and one over the place of the first (MRR).
"Andetsteds" looks at passages outside the target's own fields alone, which is what the fields
cannot tell; most pairs have one or two such passages, so P@3 cannot reach 1 there. In brackets: how
many applications have true passages, and how many of them elsewhere.
"""

from __future__ import annotations

import csv
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessment import criteria_file, intake
from assessment.domain.applications.personal import masked
from assessment.domain.checking.screening import Passage
from assessment.domain.finding import evidence
from assessment.domain.finding.passages import of_reading
from assessment.domain.finding.retrieval import Index, Terms
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.danish import stem

HERE = Path(__file__).parent
LABELS = HERE / "evidence_labels.csv"
APPLICATIONS = HERE.parent / "sample_applications"
CRITERIA = HERE.parent / "criteria.yaml"
HEADINGS = ("P@3", "R@5", "R@10", "MRR")
REPEATS = 5

Figures = tuple[float, ...]
"""P@3, R@5, R@10 and MRR."""
Ranking = Mapping[str, Sequence[Passage]]
"""Passages by target, best first."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One application: its passages, and the true ones of each target."""

    name: str
    passages: tuple[Passage, ...]
    true: Mapping[str, frozenset[Passage]]


def labelled(scheme: Scheme) -> tuple[Labelled, ...]:
    """The sample applications with their labels; ValueError where a label fits no one passage."""
    rows = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["application"]].append(row)
    return tuple(_labelled(scheme, name, rows[name]) for name in sorted(rows))


def _labelled(scheme: Scheme, name: str, rows: Sequence[Mapping[str, str]]) -> Labelled:
    content = (APPLICATIONS / f"{name}.docx").read_bytes()
    passages = of_reading(masked(intake.read(content, scheme.form)), scheme.form)
    true = defaultdict(set)
    for row in rows:
        for target in row["speaks_to"].split():
            true[target].add(_the_one(passages, row))
    return Labelled(name, passages, {target: frozenset(each) for target, each in true.items()})


def _the_one(passages: Sequence[Passage], row: Mapping[str, str]) -> Passage:
    fitting = [
        passage
        for passage in passages
        if passage.field == row["field"] and passage.text.startswith(row["begins"])
    ]
    if len(fitting) != 1:
        raise ValueError(f"{len(fitting)} passages fit {dict(row)}")
    return fitting[0]


def own_fields(application: Labelled, scheme: Scheme) -> Ranking:
    """The answers in a target's own fields, in the order of the form."""
    return {
        target: [each for each in application.passages if each.field in _own(scheme, target)]
        for target in application.true
    }


def by_words(terms: Callable[[Labelled, Scheme], Terms]) -> Callable[[Labelled, Scheme], Ranking]:
    """Ranked by nothing but the words of the rule file, compared as these terms compare them."""

    def ranked(application: Labelled, scheme: Scheme) -> Ranking:
        compared = terms(application, scheme)
        index = Index.of(application.passages, compared)
        asked = evidence.queries(scheme, compared)
        scores = {target: index.scores(asked[target]) for target in application.true}
        return {
            target: [index.passages[number] for number in sorted(found, key=lambda n: -found[n])]
            for target, found in scores.items()
        }

    return ranked


def as_written(_application: Labelled, _scheme: Scheme) -> Terms:
    """Words as they are written, small words left out."""
    return lambda word: {word: 1.0}


def stemmed(_application: Labelled, _scheme: Scheme) -> Terms:
    """Words by their stems."""
    return lambda word: {stem(word): 1.0}


def split(application: Labelled, scheme: Scheme) -> Terms:
    """Words by their stems, compounds by their parts too."""
    return evidence.vocabulary(application.passages, scheme).terms


def ours(application: Labelled, scheme: Scheme) -> Ranking:
    """What the tool shows: the fields' own answers first, and the applicant's own words used."""
    found = evidence.evidence(application.passages, scheme)
    return {target: [each.passage for each in found[target]] for target in application.true}


STEPS: Mapping[str, Callable[[Labelled, Scheme], Ranking]] = {
    "kun egne felter": own_fields,
    "BM25, ord som skrevet": by_words(as_written),
    "+ stammer": by_words(stemmed),
    "+ sammensatte ord": by_words(split),
    "værktøjet": ours,
}


def figures(ranked: Sequence[Passage], true: frozenset[Passage]) -> Figures:
    """The figures of one ranking; nothing found is 0 throughout."""
    hits = [passage in true for passage in ranked]
    first = next((1 / place for place, hit in enumerate(hits, 1) if hit), 0.0)
    return (
        sum(hits[:3]) / 3,
        sum(hits[:5]) / len(true),
        sum(hits[:10]) / len(true),
        first,
    )


def measured(
    step: Callable[[Labelled, Scheme], Ranking],
    applications: Sequence[Labelled],
    scheme: Scheme,
    *,
    elsewhere: bool = False,
) -> dict[str, Figures]:
    """The mean figures of one way of ranking by target, and of all pairs under ""."""
    found = defaultdict(list)
    for application in applications:
        ranking = step(application, scheme)
        for target, true in application.true.items():
            own = _own(scheme, target) if elsewhere else frozenset()
            wanted = frozenset(each for each in true if each.field not in own)
            ranked = [each for each in ranking[target] if each.field not in own]
            if wanted:
                found[target].append(figures(ranked, wanted))
                found[""].append(figures(ranked, wanted))
    return {target: _means(rows) for target, rows in found.items()}


def _own(scheme: Scheme, target: str) -> frozenset[str]:
    return frozenset(scheme.fields_feeding(target))


def _means(rows: Sequence[Figures]) -> Figures:
    return tuple(map(statistics.fmean, zip(*rows, strict=True)))


def shown(applications: Sequence[Labelled], scheme: Scheme) -> tuple[int, int, int]:
    """Passages shown elsewhere, the true ones among them, and all true ones elsewhere."""
    counts = [0, 0, 0]
    for application in applications:
        found = evidence.evidence(application.passages, scheme)
        for target, true in application.true.items():
            told = [each.passage for each in evidence.elsewhere(found[target])]
            missing = [each for each in true if each.field not in _own(scheme, target)]
            counts[0] += len(told)
            counts[1] += len(true.intersection(told))
            counts[2] += len(missing)
    return counts[0], counts[1], counts[2]


def _table(applications: Sequence[Labelled], scheme: Scheme) -> Iterator[str]:
    head = "  ".join(f"{each:>5}" for each in HEADINGS)
    yield f"{'':28}{'alle steder':>26}    {'andetsteds':>26}"
    yield f"{'':28}{head}    {head}"
    for name, step in STEPS.items():
        yield _line(name, *_both(step, applications, scheme, ""))
    yield ""
    for target in sorted({target for each in applications for target in each.true}):
        pairs = " + ".join(str(each) for each in _pairs(applications, scheme, target))
        yield _line(f"værktøjet, {target} ({pairs})", *_both(ours, applications, scheme, target))


def _pairs(applications: Sequence[Labelled], scheme: Scheme, target: str) -> tuple[int, int]:
    """How many applications have true passages of a target at all, and outside its own fields."""
    own = _own(scheme, target)
    true = [each.true[target] for each in applications if target in each.true]
    return len(true), sum(any(each.field not in own for each in found) for found in true)


def _both(
    step: Callable[[Labelled, Scheme], Ranking],
    applications: Sequence[Labelled],
    scheme: Scheme,
    target: str,
) -> Iterator[Figures]:
    for elsewhere in (False, True):
        yield measured(step, applications, scheme, elsewhere=elsewhere).get(target, ())


def _line(name: str, *all_figures: Figures) -> str:
    told = ("  ".join(f"{each:5.3f}" for each in group) for group in all_figures)
    return f"{name:28}" + "    ".join(told)


def _seconds(applications: Sequence[Labelled], scheme: Scheme) -> float:
    """Processor seconds for all targets of one application, the median of all and of repeats."""
    times = []
    for application in applications * REPEATS:
        start = time.process_time()
        evidence.evidence(application.passages, scheme)
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print the tables."""
    scheme = criteria_file.load(CRITERIA)
    applications = labelled(scheme)
    print("\n".join(_table(applications, scheme)))
    told, right, wanted = shown(applications, scheme)
    print(
        f"\nVist fra andre steder: {told} tekststykker, heraf {right} rigtige "
        f"(præcision {right / told:.2f}), ud af {wanted} (genfinding {right / wanted:.2f})."
    )
    targets = len(scheme.aspects) + len(scheme.requirements)
    passages = statistics.median(len(each.passages) for each in applications)
    seconds = _seconds(applications, scheme)
    print(
        f"Tid: {seconds * 1000:.0f} ms pr. ansøgning ({passages:.0f} tekststykker, {targets} aspekter og krav), "
        f"{seconds * 1000 / targets:.1f} ms pr. aspekt."
    )


if __name__ == "__main__":
    main()
