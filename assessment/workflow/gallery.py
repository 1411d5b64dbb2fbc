"""All figures of a ranking with their words, and files of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import figures, tables
from assessment.domain.ranking.places import Ranking, named_rankings
from assessment.domain.ranking.robustness import MANY, Robustness
from assessment.domain.rules.scheme import Scheme
from assessment.figures import Figure
from assessment.tables import Frame

_CORNERS = 3
"""The number of criteria whose weights fill a triangle."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with the name of its files, a sentence that stands for it, and its text twin."""

    name: str
    figure: Figure
    alt: str
    twin: Frame

    @property
    def html(self) -> bytes:
        """One file that shows all of it and asks nothing of the net."""
        header = [str(each) for each in self.twin.columns]
        return figures.as_html(self.figure, self.alt, header, self.twin.to_numpy().tolist())

    @property
    def height(self) -> int:
        """Pixels that the figure takes at the top of its file."""
        return int(self.figure.layout.height)


def drawings(found: Robustness, scheme: Scheme) -> tuple[Drawing, ...]:
    """Every figure that can be drawn of a ranking; none where nobody is ranked, or too many are."""
    if not 0 < len(found.verdicts) <= MANY:
        return ()
    return (
        *points(found.ranking, scheme),
        *reviewers(found.ranking, scheme),
        *sureness(found, scheme),
        *(
            against_weight(found, scheme, each.id)
            for each in scheme.criteria
            if found.swaps is not None
        ),
        weightings(found, scheme),
    )


def points(ranked: Ranking, scheme: Scheme, *, whole: bool = True) -> Iterator[Drawing]:
    """What each total is made of; of a part of the round (`whole` is False) without places."""
    yield Drawing(
        "point",
        figures.matrix(ranked, scheme, whole=whole),
        "Point for hvert kriterium og total for hver ansøger.",
        tables.ranking(ranked, scheme, whole=whole),
    )
    yield Drawing(
        "bidrag",
        figures.contributions(ranked, scheme, whole=whole),
        "Hvad hvert kriterium bidrager med til hver ansøgers total.",
        tables.contributions(ranked, scheme),
    )


def reviewers(ranked: Ranking, scheme: Scheme) -> Iterator[Drawing]:
    """What each reviewer gives by themselves, where that is known."""
    twin = tables.spread(ranked, scheme)
    if len(twin):
        yield Drawing(
            "bedoemmere",
            figures.reviewers(ranked, scheme),
            "Hver bedømmers egen total for hver ansøger, med spredning og fælles total.",
            twin,
        )


def sureness(found: Robustness, scheme: Scheme) -> Iterator[Drawing]:
    """How much of all weights, and which, put each applicant among the best and at each place."""
    yield Drawing(
        "andele",
        figures.shares(found),
        "Hvor stor en andel af vægtene der giver hver ansøger en af pladserne, og gruppen ved grænsen.",
        tables.shares(found),
    )
    if found.places:
        yield Drawing(
            "pladser",
            figures.places(found),
            "Hvor stor en andel af vægtene der giver hver ansøger hver plads.",
            tables.places(found),
        )
    if len(scheme.criteria) == _CORNERS:
        yield Drawing(
            "vaegttrekant",
            figures.winners(found, scheme),
            "Trekanten af alle vægte, delt efter hvem der er først, med de brugte vægte som et kryds.",
            tables.winners(found, scheme),
        )


def against_weight(found: Robustness, scheme: Scheme, criterion: str) -> Drawing:
    """Every total while one criterion weighs from nothing to all; of at most `MANY` applicants."""
    number, title = next(
        (number, each.title)
        for number, each in enumerate(scheme.criteria, start=1)
        if each.id == criterion
    )
    return Drawing(
        f"vaegt-{number}",
        figures.against_weight(found, scheme, criterion),
        f"Hver ansøgers total, når {title} vejer fra 0 til 100 %, med byttepunkter ved grænsen.",
        tables.against_weight(found, scheme, criterion),
    )


def weightings(found: Robustness, scheme: Scheme) -> Drawing:
    """Everybody's place with the official weights and with others that have a name."""
    named = named_rankings(found.ranking, scheme)
    return Drawing(
        "andre-vaegte",
        figures.bump(named),
        "Hver ansøgers plads ved de officielle vægte og ved andre, der har et navn.",
        tables.bump(named),
    )
