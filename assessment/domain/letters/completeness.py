"""What each letter must contain, as one table of rules; what is missing is told with where to write it.

The parts follow DOMAIN.md 4d, and forvaltningsloven where it asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.correspondence.dialogue import hindrances, unheard
from assessment.domain.letters.dossier import ASKED, CONDITIONS, DISPENSATION, FACTS, Dossier
from assessment.domain.letters.drafts import Draft, deviations, draft, favourable, wanted
from assessment.domain.outcomes.letter import DECIDING, LetterKind
from assessment.domain.rounds.deciding import overtaken
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.substance import blank, hollow
from assessment.domain.words.wording import counted, genitive


class Part(StrEnum):
    """Something that a letter must contain, worded to follow "mangler"."""

    DECISION = "en afgørelse, der står ved magt"
    HEARING = "partshøring"
    CASE_NUMBER = "sagsnummer"
    ADDRESSEE = "modtager"
    SIGNATORY = "underskriver"
    CONTACT = "kontakt"
    BASIS = "grundlag"
    SELECTION = "hvordan der er udvalgt"
    CONSIDERATIONS = "hovedhensyn"
    FACTS = "oplysninger af væsentlig betydning"
    UNMET = "hvorfor et krav ikke er opfyldt"
    ASKED = "hvad der er spurgt om"
    DISPENSATION = "hvorfor der ikke gøres en undtagelse"
    COMPLAINT = "klagevejledning"
    ACCESS = "vejledning om aktindsigt"
    UNDERTAKING = "det aftalte"
    DEVIATION = "begrundelse for andre vilkår"
    SUPPORT = "støtten"
    CONDITIONS = "betingelser"
    MONITORING = "monitorering"
    NEXT_STEP = "næste skridt"
    FIELDS = "felter"
    QUESTIONS = "tekst til ansøger"
    INFORMATION = "den oplysning, der høres om"
    DEADLINE = "svarfrist"
    RECEIVED = "modtagelsestid"


REASONS = frozenset(
    {
        Part.CONSIDERATIONS,
        Part.FACTS,
        Part.UNMET,
        Part.ASKED,
        Part.DISPENSATION,
        Part.DEVIATION,
    }
)
"""Why it was decided as it was: texts that a human wrote or accepted."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that a letter lacks: what to do about it in a sentence, and the page where it is done."""

    part: Part
    sentence: str
    page: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One part that letters of some kinds must contain.

    `lacks` gives a sentence for each thing that is missing of it, `page` is the address of the page
    where it is written, and `source` where the rule comes from.
    """

    part: Part
    kinds: frozenset[LetterKind]
    lacks: Callable[[Dossier], Iterator[str]]
    page: str
    source: str


def missing(dossier: Dossier) -> tuple[Missing, ...]:
    """What the letter lacks, in the order of the rules; nothing for one that may leave the house."""
    return tuple(
        Missing(rule.part, sentence, rule.page)
        for rule in RULES
        if dossier.kind in rule.kinds
        for sentence in rule.lacks(dossier)
    )


def _decision(dossier: Dossier) -> Iterator[str]:
    case, decided = dossier.case, dossier.case.decision
    if case.set_aside:
        yield "Ansøgningen er lagt til side og får ingen afgørelse."
    elif decided is None:
        yield "Der er ikke truffet afgørelse om ansøgningen."
    elif overtaken(case):
        yield (
            "Der skal træffes afgørelse igen: indstillingen er ændret siden, eller den, der traf den, "
            "er eller kan være inhabil."
        )
    elif DECIDING[decided.award] is not dossier.kind:
        yield f"Afgørelsen er {decided.award} og ikke {dossier.kind}; genindlæs siden."
    elif case.screening.unmet and dossier.kind in _PASSED:
        yield (
            f"Et krav er ikke opfyldt, så der kan ikke gives {decided.award}. Ret den formelle "
            "prøvning, eller indstil og træf afgørelse igen."
        )


def _hearing(dossier: Dossier) -> Iterator[str]:
    """What the dialogue left open when it was decided, or since: then it must be decided anew."""
    exchanges, decided = dossier.case.exchanges, dossier.case.decision
    if decided:
        waiting = hindrances(exchanges, decided.at)
    else:
        waiting = tuple(
            f"partshøring over oplysningen fra {each.counterpart}" for each in unheard(exchanges)
        )
    yield from (f"Sagen mangler {each}; træf derefter afgørelsen igen." for each in waiting)


def _case_number(dossier: Dossier) -> Iterator[str]:
    if blank(dossier.case_number):
        yield "Skriv sagens nummer i jeres journal."


def _addressee(dossier: Dossier) -> Iterator[str]:
    name = dossier.scheme.form.identity.name
    if blank(dossier.case.application.reading.text_of(name)):
        yield "Ansøgers navn er ikke fundet i skemaet; flyt det til det rigtige felt."


def _signatory(dossier: Dossier) -> Iterator[str]:
    if dossier.letters.signatory is None and not dossier.round.demo:
        yield (
            "Ingen er valgt til at underskrive breve. Bed administratoren om at sætte "
            "letters.signatory i criteria.yaml."
        )


def _contact(dossier: Dossier) -> Iterator[str]:
    if blank(dossier.round.contact):
        yield (
            "Runden har ingen kontakt, som ansøger kan spørge. Bed administratoren om at sætte contact "
            "for runden i criteria.yaml."
        )


def _basis(dossier: Dossier) -> Iterator[str]:
    if not dossier.scheme.documents:
        yield "Reglerne nævner intet dokument, som afgørelsen bygger på (documents i criteria.yaml)."


def _selection(dossier: Dossier) -> Iterator[str]:
    if dossier.undecided:
        waiting = counted(dossier.undecided, "ansøgning", "ansøgninger")
        yield (
            f"{waiting} i runden er ikke afgjort endnu, så brevet kan ikke sige, hvor mange der er "
            "udvalgt."
        )


def _texts(dossier: Dossier, *kinds: str) -> Iterator[str]:
    """What is to be done about each required text whose key is one of these, or begins with it."""
    idle = _idle(dossier)
    for each in wanted(dossier):
        asked = each.required and each.key.partition(":")[0] in kinds
        if asked and hollow(dossier.text(each.key), idle):
            yield f"“{each.title}” {_lacking(draft(dossier, each))}."


def _lacking(made: Draft) -> str:
    """Why a required text does not do yet, as it goes on after its title."""
    if not made.text.strip():
        return "er ikke skrevet"
    return HOLLOW if made.accepted else "er et udkast, der ikke er godkendt"


HOLLOW = "siger intet om netop denne ansøgning; skriv, hvad der har været afgørende i den"
"""What is wrong with a text that could stand in any letter."""


def says_nothing(dossier: Dossier, text: str) -> bool:
    """Whether a text could stand in any letter: stock phrases, names, or the form's and the rules' words."""
    return hollow(text, _idle(dossier))


def _idle(dossier: Dossier) -> tuple[str, ...]:
    """What explains nothing by itself; what departs from the application is no reason for that."""
    name = dossier.case.name.split()
    return (
        *name,
        *map(genitive, name),
        *deviations(dossier),
        *_rules_words(dossier.scheme),
    )


def _rules_words(scheme: Scheme) -> Iterator[str]:
    """What the form and the rules say themselves, whoever applied."""
    for field in scheme.form.fields:
        yield from (field.label, field.full_label, field.help)
    for rule in scheme.requirements:
        yield from (rule.title, rule.text, rule.in_letters, rule.official_text)
    for criterion in scheme.criteria:
        yield criterion.title
    for statement in scheme.statements:
        yield from (statement.given_weight, statement.official_text)
    for aspect in scheme.aspects:
        yield from (aspect.title, aspect.question, *aspect.prompts, *aspect.anchors)


def _considerations(dossier: Dossier) -> Iterator[str]:
    yield from _texts(dossier, "strengths", "weaknesses")


def _facts(dossier: Dossier) -> Iterator[str]:
    yield from _texts(dossier, FACTS)


def _unmet(dossier: Dossier) -> Iterator[str]:
    if dossier.formal and not dossier.case.screening.unmet:
        yield "Den formelle prøvning siger ikke, hvilket krav der ikke er opfyldt."
    yield from _texts(dossier, "unmet")


def _asked(dossier: Dossier) -> Iterator[str]:
    yield from _texts(dossier, ASKED)


def _dispensation(dossier: Dossier) -> Iterator[str]:
    yield from _texts(dossier, DISPENSATION)


def _complaint(dossier: Dossier) -> Iterator[str]:
    if favourable(dossier) or dossier.round.demo:
        return
    if dossier.letters.complaint is None:
        yield (
            "Klagevejledningen er ikke afklaret. Bed administratoren om at sætte letters.complaint i "
            "criteria.yaml, når juristen har afgjort, om og hvor der kan klages."
        )


def _access(dossier: Dossier) -> Iterator[str]:
    if not favourable(dossier) and blank(dossier.letters.access):
        yield "Teksten om aktindsigt mangler (letters.access i criteria.yaml)."


def _undertaking(dossier: Dossier) -> Iterator[str]:
    agreed = dossier.undertaking
    if agreed is None:
        yield "Skriv, hvad der er aftalt om målgruppe, antal borgere, caseload og periode."
        return
    if blank(agreed.target_group):
        yield "Skriv den aftalte målgruppe."
    if agreed.citizens < 1:
        yield "Skriv det aftalte antal borgere."
    if blank(agreed.caseload):
        yield "Skriv den aftalte caseload."
    if agreed.start >= agreed.end:
        yield "Den aftalte periode skal slutte, efter at den begynder."


def _deviation(dossier: Dossier) -> Iterator[str]:
    if deviations(dossier):
        yield from _texts(dossier, CONDITIONS)


def _support(dossier: Dossier) -> Iterator[str]:
    if not dossier.letters.support:
        yield "Det står ikke, hvad støtten består af (letters.support i criteria.yaml)."


def _conditions(dossier: Dossier) -> Iterator[str]:
    if not dossier.scheme.conditions:
        yield "Reglerne nævner ingen betingelser for støtten (conditions i criteria.yaml)."


def _monitoring(dossier: Dossier) -> Iterator[str]:
    if dossier.monitoring is None:
        yield "Det står ikke, hvad der skal indberettes (monitoring i criteria.yaml)."


def _next_step(dossier: Dossier) -> Iterator[str]:
    if blank(dossier.letters.next_step):
        yield "Det står ikke, hvad der sker nu (letters.next_step i criteria.yaml)."


def _fields(dossier: Dossier) -> Iterator[str]:
    if dossier.exchange is None or not dossier.exchange.fields:
        yield "Anmodningen siger ikke, hvilke felter den drejer sig om."


def _questions(dossier: Dossier) -> Iterator[str]:
    made = dossier.exchange
    if made is None or blank(made.text):
        yield "Der er ingen tekst til ansøger."
    elif not made.stands:
        yield "Noteringen er taget tilbage, så der er intet at sende."


def _information(dossier: Dossier) -> Iterator[str]:
    about = dossier.about
    if about is None or blank(about.text) or blank(about.counterpart):
        yield "Partshøringen siger ikke, hvilken oplysning den drejer sig om, og hvor den kommer fra."
    elif not about.stands:
        yield "Oplysningen er taget tilbage, så der er intet at høre om."


def _deadline(dossier: Dossier) -> Iterator[str]:
    if dossier.exchange is None or dossier.exchange.deadline is None:
        yield "Der er ingen svarfrist."


def _received(dossier: Dossier) -> Iterator[str]:
    if dossier.case.application.received is None:
        yield "Det vides ikke, hvornår ansøgningen er modtaget; sæt tidspunktet."


_K = LetterKind
_ALL = frozenset(LetterKind)
_DECISIONS = frozenset(DECIDING.values())
_ADVERSE = frozenset({_K.RESERVE, _K.REFUSAL, _K.DISMISSAL})
"""Not fully favourable: a reserve has not got what it applied for."""
_MERITS = frozenset({_K.RESERVE, _K.REFUSAL})
_PASSED = frozenset({_K.GRANT, _K.RESERVE})
"""For those alone who meet every requirement."""
_FORMAL = frozenset({_K.REFUSAL, _K.DISMISSAL})
_GRANT, _RECEIPT = frozenset({_K.GRANT}), frozenset({_K.RECEIPT})
_REQUEST, _HEARING = frozenset({_K.SUPPLEMENT}), frozenset({_K.HEARING})
_ASKS = _REQUEST | _HEARING

# A line for each.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule(Part.DECISION, _DECISIONS, _decision, "afgoerelse", "DOMAIN.md 4d, Afslag (1) og Tilsagn (1)"),
    Rule(Part.HEARING, _DECISIONS, _hearing, "dialog", "forvaltningsloven § 19"),
    Rule(Part.CASE_NUMBER, _ALL, _case_number, "breve", "DOMAIN.md 4d; Ombudsmandens krav til it-systemer"),
    Rule(Part.ADDRESSEE, _ALL, _addressee, "ansoegning", "DOMAIN.md 4d"),
    Rule(Part.SIGNATORY, _ALL, _signatory, "ordningen", "DOMAIN.md 4d; Ombudsmandens krav til it-systemer"),
    Rule(Part.CONTACT, _ALL, _contact, "ordningen", "DOMAIN.md 4d; forvaltningsloven § 7"),
    Rule(Part.BASIS, _DECISIONS, _basis, "ordningen", "forvaltningsloven § 24, stk. 1"),
    Rule(Part.SELECTION, _ADVERSE, _selection, "afgoerelse", "DOMAIN.md 4d, Afslag (3)"),
    Rule(Part.CONSIDERATIONS, _MERITS, _considerations, "breve", "forvaltningsloven § 24, stk. 1; FOB 98-246"),
    Rule(Part.FACTS, _MERITS, _facts, "breve", "forvaltningsloven § 24, stk. 2"),
    Rule(Part.UNMET, _FORMAL, _unmet, "breve", "forvaltningsloven § 24; DOMAIN.md 4d, Afvisning"),
    Rule(Part.ASKED, _FORMAL, _asked, "breve", "DOMAIN.md 4d, Afvisning"),
    Rule(Part.DISPENSATION, frozenset({_K.DISMISSAL}), _dispensation, "breve", "DOMAIN.md 4d, Afvisning"),
    Rule(Part.COMPLAINT, _DECISIONS, _complaint, "ordningen", "forvaltningsloven § 25"),
    Rule(Part.ACCESS, _DECISIONS, _access, "ordningen", "DOMAIN.md 4d, Afslag (7)"),
    Rule(Part.UNDERTAKING, _GRANT, _undertaking, "opfoelgning", "DOMAIN.md 4d, Tilsagn (5)"),
    Rule(Part.DEVIATION, _GRANT, _deviation, "breve", "forvaltningsloven § 22"),
    Rule(Part.SUPPORT, _GRANT, _support, "ordningen", "DOMAIN.md 4d, Tilsagn (2)"),
    Rule(Part.CONDITIONS, _GRANT, _conditions, "ordningen", "DOMAIN.md 4d, Tilsagn (3)"),
    Rule(Part.MONITORING, _GRANT, _monitoring, "ordningen", "DOMAIN.md 4d, Tilsagn (4)"),
    Rule(Part.NEXT_STEP, _GRANT, _next_step, "ordningen", "DOMAIN.md 4d, Tilsagn (6)"),
    Rule(Part.QUESTIONS, _ASKS, _questions, "dialog", "DOMAIN.md 4d, Anmodning (2) og Partshøring"),
    Rule(Part.FIELDS, _REQUEST, _fields, "dialog", "DOMAIN.md 4d, Anmodning (2)"),
    Rule(Part.INFORMATION, _HEARING, _information, "dialog", "forvaltningsloven § 19"),
    Rule(Part.DEADLINE, _ASKS, _deadline, "dialog", "DOMAIN.md 4d, Anmodning (4) og Partshøring"),
    Rule(Part.RECEIVED, _RECEIPT, _received, "modtagelse", "DOMAIN.md 4d, Kvittering"),
)
# fmt: on
"""The whole table."""
