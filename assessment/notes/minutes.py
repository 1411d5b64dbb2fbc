"""Minutes of the consensus meeting: what was discussed, what the panel agreed on, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.domain.reviewing.consensus import Consensus, standing
from assessment.domain.rounds import discussion
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.discussion import Topic
from assessment.domain.words.wording import counted, date_time, day, listed, local
from assessment.notes import parts
from assessment.notes.appendices import name_of_minutes
from assessment.notes.content import (
    Bullets,
    Imprint,
    Label,
    Note,
    Paragraph,
    Part,
    Section,
    facts,
)


def minutes(round_: RoundCases, imprint: Imprint) -> Note:
    """What the panel agreed on in a round, a draft as long as a difference is left to discuss."""
    topics = discussion.topics(round_)
    left = [each for each in topics if not each.difference.settled]
    missing = counted(len(left), "forskel", "forskelle")
    return Note(
        filename=name_of_minutes(round_),
        title=f"Referat af konsensusmødet: {round_.round.title}",
        subtitle=round_.scheme.title,
        author=imprint.author,
        written=imprint.written,
        sections=(
            _facts(round_, imprint),
            *_agreed(round_),
            _unsettled(round_, left),
            *_taken_back(round_),
            parts.versions(round_, imprint),
        ),
        missing=(f"drøftelse af {missing}",) if left else (),
    )


def _facts(round_: RoundCases, imprint: Imprint) -> Section:
    agreed = discussion.minutes(round_)
    took_part = sorted({name for _, made in agreed for name in made.participants})
    days = sorted({local(made.at).date() for _, made in agreed})
    least = round_.scheme.scoring.disagreement
    rows = (
        ("Ordning", round_.scheme.title),
        *parts.of_round(round_, imprint),
        ("Deltagere", listed(took_part) or "Ingen endnu"),
        ("Drøftet", listed([day(each) for each in days]) or "Intet endnu"),
        ("Omfang", discussion.summary(discussion.topics(round_), least)),
        ("Fastsat", counted(len(agreed), "aspekt", "aspekter")),
        ("Referat", parts.written_words(imprint)),
    )
    intro = (
        "Hver bedømmer har først vurderet alene. Her står, hvad panelet derefter blev enige om. Det, der "
        "er aftalt, tæller i stedet for gennemsnittet; hver bedømmers egne point står uændret."
    )
    return Section("Mødet", (Paragraph(intro), facts(*rows)))


def _agreed(round_: RoundCases) -> Iterator[Section]:
    told = [case for case in round_.cases if standing(case.consensus)]
    if not told:
        yield Section("Aftalt", (Paragraph("Der er ikke fastsat konsensus om noget endnu."),))
        return
    count = counted(len(told), "ansøger", "ansøgere")
    yield Section("Aftalt", (Paragraph(f"Panelet har fastsat konsensus for {count}."),))
    for case in told:
        yield Section(case.name, tuple(_case(case)), level=2)


def _case(case: Case) -> Iterator[Part]:
    """What was agreed of an application, in the scheme's order."""
    stands = standing(case.consensus)
    for aspect in case.scheme.aspects:
        made = stands.get(aspect.id)
        if made:
            yield Label(f"{aspect.id} {aspect.title}")
            yield Paragraph(f"{_before(case, aspect.id)}.", "Point før drøftelsen:")
            yield Paragraph(made.reason, f"Aftalt {parts.score(made.points)}:")
            yield Paragraph(_who(case, made))


def _before(case: Case, aspect: str) -> str:
    points = ((each.reviewer.name, each.score(aspect).points) for each in case.submitted)
    return listed([f"{name} {'–' if given is None else given}" for name, given in points])


def _who(case: Case, made: Consensus) -> str:
    text = f"Deltog: {listed(made.participants)}. Noteret af {made.by}, {date_time(made.at)}."
    if made.outdated(case.submitted):
        text += " En vurdering er kommet til eller ændret siden, så det skal bekræftes igen."
    return text


def _unsettled(round_: RoundCases, left: Sequence[Topic]) -> Section:
    if not left:
        least = round_.scheme.scoring.disagreement
        text = f"Intet. Alle forskelle på {least} point eller mere er drøftet."
        return Section("Udestår", (Paragraph(text),))
    titles = {each.id: each.title for each in round_.scheme.aspects}
    told = (
        f"{each.case.name}, {each.difference.aspect} {titles[each.difference.aspect]}: {each.span}"
        for each in left
    )
    return Section("Udestår", (Paragraph("Disse forskelle skal drøftes:"), Bullets(tuple(told))))


def _taken_back(round_: RoundCases) -> Iterator[Section]:
    """What was agreed and taken back again, and why; the log tells what had been agreed."""
    told = tuple(
        f"{case.name}, {made.aspect}: {made.reason} ({made.by}, {date_time(made.at)})"
        for case in round_.cases
        for made in case.consensus.values()
        if not made.stands
    )
    if told:
        yield Section("Taget tilbage", (Bullets(told),))
