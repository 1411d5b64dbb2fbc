"""What a decision that is not wholly favourable rests on, and how it is told (DOMAIN.md 3.2 and 4d).

The basis, how the selection was made, the main considerations with what speaks for and against, the
facts that weighed most (forvaltningsloven § 24), and where it can be appealed (§ 25).
"""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.correspondence.dialogue import ASKS, Exchange, Kind
from assessment.domain.letters import dossier as texts
from assessment.domain.letters.dossier import Dossier
from assessment.domain.ranking.cut import weights_words
from assessment.domain.rules.base import Citation
from assessment.domain.rules.scheme import Complaint, Monitoring, Requirement, Statement
from assessment.domain.words.wording import counted, date_time, day, listed, local, long_day
from assessment.notes.letters.fields import Fields, Leaf

UNSETTLED = "EKSEMPEL – ikke juridisk afklaret"
"""What stands over a guidance on appeal that nobody has settled; in a demo round alone."""


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def in_sentence(text: str) -> str:
    """A title or sentence as it goes on inside another: its first letter small, unless it is a short name."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def sentence(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def support(dossier: Dossier) -> str:
    """What was applied for in which round, as it goes on inside a sentence."""
    return f"{in_sentence(dossier.scheme.title)} i {in_sentence(dossier.round.title)}"


def rule(requirement: Requirement) -> str:
    """A requirement as an applicant is told it, in the published words where they are known."""
    return requirement.official_text or requirement.in_letters or requirement.text


def merits(dossier: Dossier) -> Fields:
    """The reasons of a decision on the merits."""
    return {
        "grundlag": (*_basis(dossier), _weighed(dossier)),
        "kriterier": tuple(_criteria(dossier)),
        "udvaelgelse": tuple(_selection(dossier)),
        "hovedhensyn": tuple(_considerations(dossier)),
        "oplysninger": paragraphs(dossier.text(texts.FACTS)),
        **_common(dossier),
    }


def refusal(dossier: Dossier) -> Fields:
    """The reasons of a refusal: on the merits, or because of a requirement that is not met."""
    return dismissal(dossier) if dossier.case.screening.unmet else merits(dossier)


def dismissal(dossier: Dossier) -> Fields:
    """The reasons of a decision that no merits were looked at for."""
    return {
        "grundlag": (*_basis(dossier), "Efter vejledningen skal kravene nedenfor være opfyldt."),
        "krav": tuple(_unmet(dossier)),
        "dispensation": paragraphs(dossier.text(texts.DISPENSATION)),
        "udvaelgelse": (
            _numbers(dossier),
            _not_compared(dossier),
        ),
        "oplysninger": paragraphs(dossier.text(texts.FACTS)),
        **_common(dossier),
    }


def _not_compared(dossier: Dossier) -> str:
    unmet = "kravet" if len(dossier.case.screening.unmet) == 1 else "kravene"
    return (
        f"Fordi {unmet} ikke er opfyldt, er jeres ansøgning ikke vurderet efter vurderingskriterierne og ikke "
        "sammenlignet med de andre."
    )


def _common(dossier: Dossier) -> Fields:
    return {
        "sagsforloeb": tuple(_course(dossier)),
        "klagevejledning": complaint(dossier),
        "aktindsigt": dossier.letters.access,
    }


def _basis(dossier: Dossier) -> tuple[str, ...]:
    return (f"Afgørelsen er truffet på dette grundlag: {dossier.scheme.legal_basis}",)


def _weighed(dossier: Dossier) -> str:
    source = _cited(dossier, dossier.scheme.criteria[0].source)
    return (
        f"Efter vejledningen bliver ansøgningerne vurderet efter kriterierne nedenfor, og der bliver lagt vægt "
        f"på det, som står under hvert af dem ({source})."
    )


def _cited(dossier: Dossier, source: Citation) -> str:
    """Where a rule stands: in this round's own guide where it stands in that of any round."""
    guides = {each.source.document for each in dossier.scheme.rounds if each.source}
    own = dossier.round.source
    document = own.document if own and source.document in guides else source.document
    titles = {each.id: each.title for each in dossier.scheme.documents}
    return f"{titles[document]}, afsnittet “{source.section}”"


def _statement(statement: Statement) -> str:
    said = (
        f"“{statement.official_text}”"
        if statement.official_text
        else in_sentence(statement.given_weight)
    )
    return f"{said} Dette bliver prioriteret." if statement.prioritised else said


def _numbers(dossier: Dossier) -> str:
    came = counted(dossier.applicants, "ansøgning", "ansøgninger")
    chosen = counted(dossier.selected, "ansøger", "ansøgere")
    return (
        f"Vi har modtaget {came} i {in_sentence(dossier.round.title)} og givet tilsagn til {chosen}. Det var "
        f"planlagt at udvælge {dossier.round.select.words}."
    )


_NBSP = "\u00a0"


def _selection(dossier: Dossier) -> Iterator[str]:
    scheme = dossier.scheme
    settled = scheme.scoring.weights_decided
    yield _numbers(dossier)
    yield (
        "De ansøgninger, som opfylder kravene, er vurderet efter de samme kriterier og derefter sammenlignet. "
        "Vurderingen er givet i ord og i point fra 0 til 5. Point og vægte har været vejledende; afgørelsen er "
        "truffet ud fra en samlet faglig vurdering."
    )
    yield (
        f"Vejledningen fastsætter ikke tal for, hvor meget kriterierne vejer. {scheme.authority} har den "
        f"{long_day(settled.on)} internt besluttet disse vejledende vægte: "
        f"{weights_words(scheme, scheme.weights).replace(' %', f'{_NBSP}%')}."
    )
    if any(each.prioritised for each in scheme.statements):
        yield (
            "Hvor ansøgninger ligger tæt, ses der først på det, som efter vejledningen bliver prioriteret."
        )


def _criteria(dossier: Dossier) -> Iterator[dict[str, Leaf]]:
    for each in dossier.scheme.criteria:
        yield {"titel": each.title, "vaegt": tuple(map(_statement, each.statements))}


def _considerations(dossier: Dossier) -> Iterator[dict[str, Leaf]]:
    """What speaks for and against under each criterion that something was written of."""
    for each in dossier.scheme.criteria:
        good = paragraphs(dossier.text(texts.strengths(each.id)))
        bad = paragraphs(dossier.text(texts.weaknesses(each.id)))
        if good or bad:
            yield {"titel": each.title, "styrker": good, "svagheder": bad}


def _unmet(dossier: Dossier) -> Iterator[dict[str, Leaf]]:
    for each in dossier.case.screening.unmet:
        requirement = dossier.scheme.requirement(each.requirement)
        yield {
            "titel": requirement.title,
            "regel": f"{rule(requirement).rstrip('.')} ({_cited(dossier, requirement.source)}).",
            "begrundelse": paragraphs(dossier.text(texts.unmet(requirement.id))),
        }


def _course(dossier: Dossier) -> Iterator[str]:
    """What happened when; what was asked and answered in somebody's own words where there are any."""
    received, limit = dossier.case.application.received, dossier.round.deadline
    until = date_time(limit) if dossier.round.deadline_has_clock else day(local(limit))
    came = f"Vi modtog jeres ansøgning den {date_time(received)}. " if received else ""
    yield f"{came}Ansøgningsfristen var den {until}."
    asked = paragraphs(dossier.text(texts.ASKED))
    if asked:
        yield from asked
        return
    for each in sorted(dossier.case.exchanges, key=lambda made: made.when):
        if each.kind in ASKS and each.stands:
            yield f"{_put(dossier, each)} {_came(each)}"


def _put(dossier: Dossier, made: Exchange) -> str:
    until = f" senest den {date_time(made.deadline)}" if made.deadline else ""
    if made.kind is Kind.HEARING:
        return f"Den {date_time(made.when)} bad vi om jeres bemærkninger til en oplysning fra andre{until}."
    titles = {field.id: field.title for field in dossier.scheme.form.fields}
    about = listed([f"“{titles.get(each, each)}”" for each in made.fields])
    return f"Den {date_time(made.when)} bad vi jer om at uddybe {about}{until}."


def _came(made: Exchange) -> str:
    if made.answer is None:
        return "Vi har ikke modtaget noget svar."
    late = ", efter fristen" if made.late else ""
    return f"Vi modtog jeres svar den {date_time(made.answer.came)}{late}."


def complaint(dossier: Dossier) -> tuple[str, ...]:
    """Where and how to appeal, as the authority's jurist has settled it; it is never guessed."""
    settled = dossier.letters.complaint
    if settled:
        return _appeal(settled) if settled.appealable else _no_appeal(settled)
    return (UNSETTLED, _EXAMPLE) if dossier.round.demo else (_MISSING,)


_EXAMPLE = (
    "Her skal stå, om der kan klages over afgørelsen, og i så fald hvor, hvordan og inden hvornår. Et "
    "eksempel på formen: “I kan klage til [klageinstans]. Send klagen til [adresse] senest [frist].”"
)
_MISSING = (
    "Klagevejledningen er ikke fastlagt, og brevet kan ikke sendes. Administratoren skal sætte "
    "letters.complaint i criteria.yaml, når den er juridisk afklaret."
)


def _appeal(settled: Complaint) -> tuple[str, ...]:
    return (
        sentence(f"I kan klage over afgørelsen til {settled.instance}"),
        sentence(settled.how),
        sentence(f"Klagefristen er {settled.deadline}"),
        sentence(f"Retsgrundlaget er {settled.legal_basis}"),
    )


def _no_appeal(settled: Complaint) -> tuple[str, ...]:
    return (sentence(f"Afgørelsen kan ikke påklages. Retsgrundlaget er {settled.legal_basis}"),)


def monitoring(wanted: Monitoring | None) -> Fields:
    """What a selected applicant reports, how often, why, and what is told of it later (DOMAIN.md 1.7)."""
    if wanted is None:
        return {}
    months = wanted.every_months
    often = "hver måned" if months == 1 else f"hver {months}. måned"
    return {
        "monitorering": (
            f"I skal {often} registrere og indberette disse oplysninger om de borgere, der deltager:",
        ),
        "monitoreringsfelter": tuple(each.title for each in wanted.fields),
        "monitoreringsvilkaar": (
            wanted.purpose,
            _INSTRUCTION,
        ),
    }


_INSTRUCTION = (
    "I får en særskilt instruks om indberetningen. Den siger, hvilken krypteret kanal I skal bruge, hvem der "
    "er dataansvarlig og databehandler, og hvordan borgerne skal have besked. Send aldrig oplysninger om "
    "borgere med almindelig e-mail."
)
