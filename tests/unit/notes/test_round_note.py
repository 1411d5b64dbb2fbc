"""The round's note (indstillingsnotat), section by section."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assessment.domain.applications.versions import SetAside
from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision, Recommendation
from assessment.domain.outcomes.letter import Channel, Letter, LetterKind, LetterText, Sent
from assessment.domain.outcomes.selection import Ground, ground_remark, grounds_words
from assessment.domain.ranking.verdicts import METHOD
from assessment.domain.rules.scheme import Select
from assessment.notes import Imprint, Papers, round_note
from assessment.notes.content import Bullets, Label, Notice, Paragraph, Section, Table
from tests import builders

SCHEME = builders.cti_scheme()
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
WRITTEN = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)


IMPRINT = Imprint("Lone Vestergaard", WRITTEN, "0.1.0 (SHA-256 abc)", {None: "2026-9"})


def note_of(*cases, select=None):
    round_ = builders.round_of(*cases)
    if select:
        round_ = replace(round_, round=round_.round.model_copy(update={"select": select}))
    return round_note(round_, Papers(), IMPRINT)


def section(note, title):
    (found,) = [each for each in note.sections if each.title == title]
    return found


def recommended(award=Award.GRANT, reason="Planen er konkret.", answer=""):
    return Recommendation(1, award, reason, answer, "Lone Vestergaard", builders.NOON)


def points(**named):
    return {aspect.id: 4 for aspect in SCHEME.aspects} | {
        key.removeprefix("a"): given for key, given in named.items()
    }


def texts(found):
    return [part.text for part in found.parts if isinstance(part, Paragraph)]


# --- the document ---------------------------------------------------------------------------------


def test_a_note_names_itself_and_its_sections():
    note = note_of(builders.case(builders.review()), builders.case(name="Åmose Kommune", id_=2))

    assert (note.filename, note.title, note.subtitle, note.author) == (
        "indstillingsnotat-demo.docx",
        "Indstillingsnotat: Demorunde med opdigtede ansøgere",
        "Implementeringsstøtte til Critical Time Intervention (CTI)",
        "Lone Vestergaard",
    )
    assert [(each.level, each.title) for each in note.sections] == [
        (1, "Sagen"),
        (1, "Retsgrundlag og ramme"),
        (1, "Behandling"),
        (1, "Formel prøvning"),
        (1, "Vurdering"),
        (2, "Bakkedal Kommune"),
        (1, "Sammenligning og rangering"),
        (2, "Hvor sikkert udfaldet er"),
        (1, "Hensyn"),
        (1, "Indstilling"),
        (1, "Beslutning"),
        (1, "Bilag"),
        (1, "Grundlag og versioner"),
    ]


def test_the_facts_of_the_case():
    (table,) = section(note_of(), "Sagen").parts

    assert table.rows == (
        ("Ordning", "Implementeringsstøtte til Critical Time Intervention (CTI)"),
        ("Runde", "Demorunde med opdigtede ansøgere (demo)"),
        ("Rundens sagsnummer", "2026-9"),
        ("Frist", "02.10.2026 kl. 12.00"),
        ("Svar ventes senest", "27. november 2026"),
        ("Udvælges", "2–4 ansøgere"),
        ("Notat", "06.10.2026, Lone Vestergaard"),
    )


@pytest.mark.parametrize(
    ("least", "most", "words"), [(0, 3, "0–3 ansøgere"), (3, 3, "3 ansøgere"), (1, 1, "1 ansøger")]
)
def test_how_many_are_selected(least, most, words):
    (table,) = section(note_of(select=Select(min=least, max=most)), "Sagen").parts

    assert dict(table.rows)["Udvælges"] == words


def test_a_round_without_applications_has_a_note_too():
    note = note_of()

    assert texts(section(note, "Behandling")) == [
        "Der er modtaget 0 ansøgninger. Bedømmere: ingen endnu.",
        "Erklæret habil over for alle ansøgere: ingen.",
    ]
    assert section(note, "Sammenligning og rangering").parts == (
        Paragraph("Ingen ansøger kan rangeres, og runden er planlagt til mindst 2."),
        Paragraph("Antallet fyldes ikke op med ansøgere, der ikke er kvalificerede."),
    )
    assert note.missing == ()


def test_how_the_applications_were_handled():
    late = datetime(2026, 10, 5, 6, 12, tzinfo=UTC)
    note = note_of(
        builders.case(builders.review(by=BO), builders.review(by=ANNE)),
        builders.case(name="Åmose Kommune", id_=2, received=late),
        builders.case(name="Nord", id_=3, received=None),
    )

    assert section(note, "Behandling").parts == (
        Paragraph("Der er modtaget 3 ansøgninger. Bedømmere: Anne Holm og Bo Lund."),
        Table(
            ("Ansøger", "Type", "Modtaget", "Vurderinger"),
            (
                ("Bakkedal Kommune", "Kommune", "01.10.2026 kl. 12.00 (rettidig)", "2"),
                ("Åmose Kommune", "Kommune", "05.10.2026 kl. 08.12 (efter fristen)", "0"),
                ("Nord", "Kommune", "ukendt", "0"),
            ),
            (0.3, 0.22, 0.28, 0.2),
        ),
        Paragraph("Erklæret habil over for alle ansøgere: ingen.", "Habilitet:"),
    )


def test_the_formal_check_tells_what_is_unmet_or_open():
    checked = builders.screening(unsettled=["G1", "M2"])
    unclear = FormalOutcome("M2", Outcome.UNCLEAR, "Spørg lederen.", "Bo Lund", builders.NOON)
    unmet = builders.screening(unmet=["M1", "D4"])
    beside = replace(checked.outcomes["M3"], outcome=Outcome.NOT_APPLICABLE)
    note = note_of(
        builders.case(),
        builders.case(
            name="Åmose Kommune",
            id_=2,
            formal=replace(
                checked, outcomes=dict(checked.outcomes) | {"M2": unclear, "M3": beside}
            ),
        ),
        builders.case(name="Nord", id_=3, formal=unmet),
    )

    _, table = section(note, "Formel prøvning").parts
    assert table.rows == (
        ("Bakkedal Kommune", "opfyldt", "G1–G4, M1–M4, D1–D4", "–"),
        (
            "Åmose Kommune",
            "2 mangler",
            "G2–G4, M1, M4, D1–D4\nikke relevant: M3",
            "G1 mangler et udfald\nM2 skal afklares: Spørg lederen.",
        ),
        (
            "Nord",
            "ikke opfyldt",
            "G1–G4, M2–M4, D1–D3",
            "M1 ikke opfyldt: Set.\nD4 ikke opfyldt: Set.",
        ),
    )


# --- points ---------------------------------------------------------------------------------------


def test_an_assessment_shows_every_reviewers_points():
    reviews = [builders.review(points(a7=5), by=ANNE), builders.review(points(a7=2), by=BO)]
    note = note_of(builders.case(*reviews))

    fours = [
        (f"{each.id} {each.title}", "4, 4", "4,00") for each in SCHEME.aspects if each.id != "7"
    ]
    assert section(note, "Bakkedal Kommune") == Section(
        "Bakkedal Kommune",
        (
            Paragraph(
                "Ansøgers målgruppe 4,00, Ansøgers parathed 4,00 og Borgerinddragelse 3,50. "
                "Point fra Anne Holm og Bo Lund, hver for sig og i den rækkefølge."
            ),
            Table(
                ("Aspekt", "Point", "Gennemsnit"),
                (*fours, ("7 Borgerinddragelse", "5, 2", "3,50")),
                (0.56, 0.22, 0.22),
            ),
            *in_own_words("target_group", "styrker"),
            *in_own_words("readiness", "styrker"),
            *in_own_words("citizen_involvement", "styrker"),
            Paragraph("Bedømmernes point ligger mindst 2 fra hinanden for 7 (2–5)."),
        ),
        level=2,
    )


def in_own_words(criterion, what, reason="Se felt 4.1."):
    """What speaks for or against an application under a criterion, with the same reason throughout."""
    (found,) = (each for each in SCHEME.criteria if each.id == criterion)
    return (
        Label(f"{found.title}, {what} med bedømmernes ord"),
        Bullets(tuple(f"{each.title}: {reason}" for each in found.aspects)),
    )


def test_an_assessment_shows_what_was_agreed():
    case = builders.case(builders.review(points(a7=5), by=ANNE), builders.review(4, by=BO))
    note = note_of(replace(case, consensus={"7": builders.consensus("7", "4")}))

    told, table, *words, agreed = section(note, "Bakkedal Kommune").parts
    assert told.text.endswith(
        "og Borgerinddragelse 4,00. Point fra Anne Holm og Bo Lund, hver for sig og i den "
        "rækkefølge. Hvor der er konsensus, tæller den i stedet for gennemsnittet."
    )
    assert table.rows[-2:] == (
        ("6 Ledelse", "4, 4", "4,00"),
        ("7 Borgerinddragelse", "5, 4", "konsensus 4,00"),
    )
    assert tuple(words[-2:]) == in_own_words("citizen_involvement", "styrker", "Vi er enige.")
    assert agreed == Paragraph(
        "Vi er enige. Deltog: Anne Holm og Bo Lund. Fastsat af Lone Vestergaard den 01.10.2026.",
        "Konsensus om 7 på 4,00 point:",
    )


def test_an_assessment_tells_strengths_and_weaknesses_as_accepted_else_in_the_reviewers_words():
    texts = [
        letter_text("strengths:readiness", "Ledelsen er med."),
        letter_text("weaknesses:readiness", "Driften er uklar."),
        letter_text("weaknesses:target_group", "Kun et forslag.", accepted=False),
        letter_text("strengths:readiness", "En andens.", application=2),
    ]
    review = builders.review(reason="Konkret beskrevet. Tallene mangler.")
    round_ = builders.round_of(builders.case(review))

    note = round_note(round_, Papers(texts=texts), IMPRINT)

    assert section(note, "Bakkedal Kommune").parts[2:] == (
        *in_own_words("target_group", "styrker", "Konkret beskrevet."),
        *in_own_words("target_group", "svagheder", "Tallene mangler."),
        Paragraph("Ledelsen er med.", "Ansøgers parathed, styrker:"),
        Paragraph("Driften er uklar.", "Ansøgers parathed, svagheder:"),
        *in_own_words("citizen_involvement", "styrker", "Konkret beskrevet."),
        *in_own_words("citizen_involvement", "svagheder", "Tallene mangler."),
    )


def letter_text(key, text, *, application=1, accepted=True):
    return LetterText(application, key, text, accepted, "Lone", WRITTEN, 1)


def test_where_each_aspect_is_answered_is_told_once_for_all():
    _, fields = section(note_of(), "Vurdering").parts

    assert fields.text.startswith("1a: 4.1, 4.2, 4.3, 4.4 og 4.7; 1b: 4.5; 2: 4.6; 3a: 4.8, ")


def test_those_without_an_assessment_are_named():
    note = note_of(
        builders.case(builders.review()),
        builders.case(name="Åmose Kommune", id_=2),
        builders.case(name="Nord", id_=3, formal=builders.screening(unmet=["M1"])),
    )

    assert section(note, "Vurdering").parts[2:] == (
        Paragraph("Åmose Kommune og Nord.", "Uden indsendt vurdering:"),
    )


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("", Notice("Opmærksomhedspunkterne er endnu ikke besvaret.")),
        ("Det rettes.", Paragraph("Det rettes.", "Svar:")),
    ],
    ids=["unanswered", "answered"],
)
def test_a_0_and_a_low_criterion_are_to_be_answered(answer, told):
    note = note_of(
        builders.case(builders.review(points(a7=0)), made=recommended(answer=answer)),
    )

    assert section(note, "Bakkedal Kommune").parts[2:] == (
        *in_own_words("target_group", "styrker"),
        *in_own_words("readiness", "styrker"),
        *in_own_words("citizen_involvement", "svagheder"),
        Label("Opmærksomhedspunkter"),
        Bullets(
            (
                "Anne Holm har givet 0 for 7 Borgerinddragelse.",
                "Borgerinddragelse ligger på 0,00 og dermed under 2,00.",
            )
        ),
        told,
    )


# --- the ranking ----------------------------------------------------------------------------------


def test_the_ranking_names_a_near_tie_and_leaves_the_unqualified_out():
    note = note_of(
        builders.case(builders.review(points(a6=2))),
        builders.case(builders.review(4), name="Åmose Kommune", id_=2),
        builders.case(builders.review(5), name="Nord", id_=3),
        builders.case(name="Øst", id_=4),
        builders.case(name="Syd", id_=5, formal=builders.screening(unmet=["M1"])),
        select=Select(min=1, max=2),
    )

    told, table, label, picture, *sentences = section(note, "Sammenligning og rangering").parts
    assert label == Label("Totalen for hver plads i tabellen, delt i bidragene fra K1, K2 og K3")
    assert picture.alt == (
        "Liggende søjler over totalerne i tabellen: Nord 5,00, Åmose Kommune 4,00 og Bakkedal Kommune "
        "3,78. Hver søjle er delt i bidragene fra K1 Ansøgers målgruppe, K2 Ansøgers parathed og "
        "K3 Borgerinddragelse."
    )
    assert (told, table, *sentences) == (
        Paragraph(
            "Kriterierne er K1 Ansøgers målgruppe, K2 Ansøgers parathed og K3 Borgerinddragelse."
        ),
        Table(
            ("Plads", "Ansøger", "K1", "K2", "K3", "Total"),
            (
                ("1", "Nord", "5,00", "5,00", "5,00", "5,00"),
                ("2", "Åmose Kommune", "4,00", "4,00", "4,00", "4,00"),
                ("3", "Bakkedal Kommune", "4,00", "3,33", "4,00", "3,78"),
                ("–", "Øst", "–", "–", "–", "–"),
            ),
            (0.12, 0.38, 0.125, 0.125, 0.125, 0.125),
        ),
        Paragraph("Sikkert blandt de 2 bedste: Nord (5,00)."),
        Paragraph(
            "1 plads skal drøftes mellem Åmose Kommune (4,00) og Bakkedal Kommune (3,78). Pointene "
            "alene afgør det ikke; grundene står ved hver ansøger."
        ),
        Paragraph(
            "De prioriterede udsagn V6 og V7 giver dem rækkefølgen Åmose Kommune (4,00), "
            "Bakkedal Kommune (3,00)."
        ),
    )


def test_each_outcome_is_told_with_how_sure_it_is_and_what_could_not_be_tried():
    both = [builders.review(4, by=ANNE), builders.review(4, by=BO)]
    note = note_of(
        builders.case(*both),
        builders.case(builders.review(2, by=BO), name="Åmose Kommune", id_=2),
        builders.case(name="Øst", id_=3),
        select=Select(min=1, max=1),
    )

    method, *told = section(note, "Hvor sikkert udfaldet er").parts[:-2]
    assert method == Paragraph(METHOD)
    assert told == [
        Paragraph(
            "Indstilles: bedst ved alle vægte, uanset hvilken af de prøvede bedømmelser der udgår.",
            "Bakkedal Kommune.",
        ),
        Paragraph(
            "Indstilles ikke: ikke bedst ved nogen vægte, uanset hvilken af de prøvede bedømmelser der udgår.",
            "Åmose Kommune.",
        ),
        Paragraph(
            "Det kan ikke prøves at regne uden: Bo Lunds vurdering af Åmose Kommune (den er den "
            "eneste) og alle Bo Lunds vurderinger."
        ),
    ]


def test_a_round_in_which_nobody_can_be_ranked_tells_of_no_sureness():
    told, *_ = texts(section(note_of(), "Hvor sikkert udfaldet er"))

    assert told == "Ingen ansøgning kan rangeres endnu."


STATEMENTS = (
    "Hvis hvert vægtningsudsagn vejer lige meget "
    "(Ansøgers målgruppe 42,9 %, Ansøgers parathed 42,9 % og Borgerinddragelse 14,3 %), "
)


def test_other_weights_that_change_nothing():
    note = note_of(builders.case(builders.review(4)))

    assert texts(section(note, "Hvor sikkert udfaldet er"))[-2:] == [
        f"{STATEMENTS}ændres ingen pladser.",
        "De samme ansøgere ligger inden for det antal, der kan udvælges.",
    ]


@pytest.mark.parametrize(
    ("leadership", "moves"),
    [
        (2, "Bakkedal Kommune fra 1 til 2 og Åmose Kommune fra 2 til 1"),
        (3, "Åmose Kommune fra 2 til 1"),
    ],
    ids=["another is best", "two share the place"],
)
def test_other_weights_that_change_who_is_within(leadership, moves):
    note = note_of(
        builders.case(builders.review(points(a7=5, a6=leadership))),
        builders.case(builders.review(4), name="Åmose Kommune", id_=2),
        select=Select(min=1, max=1),
    )

    *_, changed, verdict = texts(section(note, "Hvor sikkert udfaldet er"))

    assert changed == f"{STATEMENTS}ændres pladsen for {moves}."
    assert verdict == (
        "Dermed er det ikke de samme ansøgere, der ligger inden for det antal, der kan udvælges; "
        "det skal indgå i beslutningen."
    )


# --- the recommendations --------------------------------------------------------------------------


def test_recommendations_stand_by_award_with_what_is_still_missing():
    note = note_of(
        builders.case(builders.review(2), made=recommended(Award.REFUSAL, "Antal uden plan.")),
        builders.case(builders.review(5), name="Nord", id_=2, made=recommended()),
        builders.case(builders.review(4), name="Øst", id_=3),
        builders.case(
            builders.review(4), name="Syd", id_=4, made=recommended(Award.RESERVE, "To.")
        ),
    )

    assert section(note, "Indstilling").parts == (
        Notice(
            "Der er indstillet 1 ansøger til tilsagn; runden er planlagt til 2–4 ansøgere. En afvigelse skal "
            "begrundes skriftligt af ledelsen."
        ),
        Paragraph("Planen er konkret.", "Nord: tilsagn."),
        Paragraph("To.", "Syd: reserve."),
        Paragraph("Antal uden plan.", "Bakkedal Kommune: afslag."),
        Notice("Endnu uden indstilling: Øst."),
    )
    (table,) = section(note, "Beslutning").parts
    assert table.rows[0] == (
        "Indstilling",
        "Tilsagn: Nord.\nReserve: Syd.\nAfslag: Bakkedal Kommune.",
    )


def test_decisions_that_were_made_are_told_with_where_they_depart():
    decisions = {
        1: Decision(1, Award.RESERVE, "To er nok.", "Karin Dahl", WRITTEN),
        2: Decision(2, Award.GRANT, "", "Karin Dahl", builders.NOON),
    }
    cases = [
        replace(
            builders.case(builders.review(5), name=name, id_=id_, made=recommended()),
            decision=decisions.get(id_),
        )
        for id_, name in enumerate(("Nord", "Øst", "Syd"), start=1)
    ]

    (table,) = section(note_of(*cases), "Beslutning").parts
    assert table.rows == (
        ("Indstilling", "Tilsagn: Nord, Øst og Syd."),
        ("Beslutning", "Tilsagn: Øst.\nReserve: Nord."),
        (
            "Ændring i forhold til indstillingen og begrundelse",
            "Nord: tilsagn er ændret til reserve. To er nok.",
        ),
        ("Navn og titel", "Karin Dahl"),
        ("Dato og underskrift", "01.10.2026 og 06.10.2026"),
    )


def test_a_number_within_the_frame_needs_no_remark():
    cases = [
        builders.case(builders.review(5), name=name, id_=id_, made=recommended())
        for id_, name in enumerate(("Nord", "Øst"), start=1)
    ]

    assert section(note_of(*cases), "Indstilling").parts == (
        Paragraph("Planen er konkret.", "Nord: tilsagn."),
        Paragraph("Planen er konkret.", "Øst: tilsagn."),
    )


def test_a_draft_lists_what_each_applicant_is_missing():
    note = note_of(
        builders.case(builders.review(), made=recommended()),
        builders.case(name="Åmose Kommune", id_=2, formal=builders.screening(unsettled=["G2"])),
        builders.case(name="Nord", id_=3, formal=builders.screening(unmet=["M1"])),
    )

    assert note.missing == (
        "Åmose Kommune: udfald i den formelle prøvning for G2, en indsendt vurdering og en indstilling",
        "Nord: en indstilling",
    )


# --- considerations and appendices ----------------------------------------------------------------


def test_a_choice_that_the_ranking_does_not_make_is_told_with_what_it_builds_on():
    chosen = Recommendation(
        2,
        Award.GRANT,
        "God.",
        "",
        "Lone",
        WRITTEN,
        choice="Den når flest.",
        grounds=(Ground.MERITS, Ground.SIZE),
    )
    note = note_of(
        builders.case(builders.review(4), made=recommended(Award.REFUSAL)),
        builders.case(builders.review(2), name="Nord", id_=2, made=chosen),
        builders.case(builders.review(1), name="Øst", id_=3),
        select=Select(min=1, max=1),
    )

    assert section(note, "Hensyn").parts[1:] == (
        Paragraph("Her er valget ikke givet af pointene alene, eller det afviger fra rangeringen:"),
        Label("Bakkedal Kommune: afslag"),
        Notice(
            "Ansøgeren ligger inden for det antal, der kan udvælges, så det skal begrundes, at der "
            "indstilles til afslag."
        ),
        Label("Nord: tilsagn"),
        Paragraph("Den når flest.", grounds_words(chosen.grounds)),
        Notice(ground_remark([Ground.SIZE])),
    )


def test_that_nothing_departs_from_the_ranking_is_said():
    note = note_of(builders.case(builders.review(4), made=recommended()))

    assert section(note, "Hensyn").parts[1:] == (
        Paragraph("Intet valg afviger fra rangeringen eller bygger på andet end den."),
    )


def test_what_belongs_to_the_note_is_listed():
    sent = Sent(Channel.DIGITAL_POST, WRITTEN.date(), "Lone", WRITTEN)
    letters = [
        Letter(1, 1, LetterKind.REFUSAL, 2, "a.docx", "a" * 64, "b", "Lone", WRITTEN, sent=sent),
        Letter(2, 2, LetterKind.RECEIPT, 1, "b.docx", "b" * 64, "b", "Lone", WRITTEN),
    ]
    case = builders.case(builders.review(by=ANNE), builders.review(by=BO))
    round_ = builders.round_of(
        replace(case, consensus={"7": builders.consensus()}),
        builders.case(name="Nord", id_=2, formal=builders.screening(unmet=["M1"])),
    )

    note = round_note(round_, Papers(letters=letters), IMPRINT)

    assert section(note, "Bilag").parts[1].rows == (
        ("1", "Beslutningsnotater", "01-bakkedal-kommune.docx\n02-nord.docx"),
        (
            "2",
            "Hver bedømmers egne point og begrundelser",
            "Bakkedal Kommune: Anne Holm og Bo Lund",
        ),
        ("3", "Referat af konsensusmødet", "konsensusreferat-demo.docx (1 aspekt)"),
        (
            "4",
            "Breve til ansøgerne",
            "\n".join(
                (
                    f"Bakkedal Kommune: afslag nr. 2, sendt 05.10.2026 (Digital Post), SHA-256 {'a' * 64}",
                    f"Nord: kvittering nr. 1, ikke sendt, SHA-256 {'b' * 64}",
                )
            ),
        ),
        (
            "5",
            "Kriterier, skala og vægte, som de blev fastlåst",
            f"criteria.yaml, SHA-256 {'c' * 64}",
        ),
        (
            "6",
            "Log",
            "Alle hændelser i runden: hvem gjorde hvad hvornår, også rettelser af point",
        ),
    )


def test_what_was_set_aside_is_told_with_why():
    old = builders.case(name="Nord", id_=2)
    aside = replace(old, set_aside=SetAside(2, 1, "En nyere er kommet.", "Lone", WRITTEN))
    round_ = replace(builders.round_of(builders.case()), set_aside=(aside,))

    note = round_note(round_, Papers(), IMPRINT)

    assert section(note, "Behandling").parts[2:4] == (
        Paragraph("Disse ansøgninger er modtaget, men indgår ikke:", "Lagt til side."),
        Bullets(("Nord (nr. 2): En nyere er kommet. (Lone, 06.10.2026)",)),
    )
