"""The round's note (indstillingsnotat), section by section."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assessment.domain.award import Award
from assessment.domain.decision import Decision, Recommendation
from assessment.domain.scheme import Select
from assessment.domain.screening import FormalOutcome, Outcome
from assessment.domain.verdicts import METHOD
from assessment.notes import round_note
from assessment.notes.content import Bullets, Label, Notice, Paragraph, Section, Table
from tests import builders

SCHEME = builders.cti_scheme()
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
WRITTEN = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)


def note_of(*cases, select=None):
    round_ = builders.round_of(*cases)
    if select:
        round_ = replace(round_, round=round_.round.model_copy(update={"select": select}))
    return round_note(round_, [], author="Lone Vestergaard", written=WRITTEN)


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
        (1, "Hvor sikkert udfaldet er"),
        (1, "Indstilling"),
        (1, "Beslutning"),
        (1, "Grundlag og versioner"),
    ]


def test_the_facts_of_the_case():
    (table,) = section(note_of(), "Sagen").parts

    assert table.rows == (
        ("Ordning", "Implementeringsstøtte til Critical Time Intervention (CTI)"),
        ("Runde", "Demorunde med opdigtede ansøgere (demo)"),
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
        Paragraph("Kun 0 ansøgere kan rangeres, og runden er planlagt til mindst 2."),
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
    note = note_of(
        builders.case(),
        builders.case(
            name="Åmose Kommune",
            id_=2,
            formal=replace(checked, outcomes=dict(checked.outcomes) | {"M2": unclear}),
        ),
        builders.case(name="Nord", id_=3, formal=unmet),
    )

    _, table = section(note, "Formel prøvning").parts
    assert table.rows == (
        ("Bakkedal Kommune", "opfyldt", "–"),
        (
            "Åmose Kommune",
            "2 mangler",
            "G1 mangler et udfald\nM2 skal afklares: Spørg lederen.",
        ),
        ("Nord", "ikke opfyldt", "M1 ikke opfyldt: Set.\nD4 ikke opfyldt: Set."),
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
        ),
        level=2,
    )


def test_an_assessment_shows_what_was_agreed():
    case = builders.case(builders.review(points(a7=5), by=ANNE), builders.review(4, by=BO))
    note = note_of(replace(case, consensus={"7": builders.consensus("7", "4")}))

    told, table = section(note, "Bakkedal Kommune").parts
    assert told.text.endswith(
        "og Borgerinddragelse 4,00. Point fra Anne Holm og Bo Lund, hver for sig og i den "
        "rækkefølge. Hvor der er konsensus, tæller den i stedet for gennemsnittet."
    )
    assert table.rows[-2:] == (
        ("6 Ledelse", "4, 4", "4,00"),
        ("7 Borgerinddragelse", "5, 4", "konsensus 4,00"),
    )


def test_those_without_an_assessment_are_named():
    note = note_of(
        builders.case(builders.review()),
        builders.case(name="Åmose Kommune", id_=2),
        builders.case(name="Nord", id_=3, formal=builders.screening(unmet=["M1"])),
    )

    assert section(note, "Vurdering").parts[1:] == (
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

    assert section(note, "Sammenligning og rangering").parts == (
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
            "Indstilles: bedst ved alle vægte, uanset hvilken bedømmelse der udgår.",
            "Bakkedal Kommune.",
        ),
        Paragraph(
            "Indstilles ikke: ikke bedst ved nogen vægte, uanset hvilken bedømmelse der udgår.",
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
