"""The decision note of one application, section by section."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assessment.domain.checking.screening import Finding, Flag, FormalOutcome, Outcome, Proposal
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Recommendation
from assessment.domain.outcomes.selection import Ground, ground_remark, grounds_words
from assessment.domain.rules.scheme import Select
from assessment.notes import Imprint, application_note
from assessment.notes.content import Bullets, Label, Notice, Paragraph, Section, Table
from tests import builders

SCHEME = builders.cti_scheme()
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
WRITTEN = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)
"""Half past midnight on 6 October by the Danish clock."""


IMPRINT = Imprint("Lone Vestergaard", WRITTEN, "0.1.0 (SHA-256 abc)", {7: "2026-1234"})


def note_of(case, *others, select=None):
    round_ = builders.round_of(case, *others)
    if select:
        round_ = replace(round_, round=round_.round.model_copy(update={"select": select}))
    return application_note(round_, case, IMPRINT)


def section(note, title):
    (found,) = [each for each in note.sections if each.title.startswith(title)]
    return found


def recommended(award=Award.GRANT, reason="Planen er konkret.", answer="", at=builders.NOON):
    return Recommendation(1, award, reason, answer, "Lone Vestergaard", at)


def points(**named):
    return {aspect.id: 4 for aspect in SCHEME.aspects} | {
        key.removeprefix("a"): given for key, given in named.items()
    }


# --- the document ---------------------------------------------------------------------------------


def test_a_note_names_itself_and_its_sections():
    note = note_of(builders.case(builders.review(), name="Åmose Kommune", id_=7))

    assert (note.filename, note.title, note.subtitle) == (
        "07-åmose-kommune.docx",
        "Beslutningsnotat: Åmose Kommune",
        "Implementeringsstøtte til Critical Time Intervention (CTI) – Demorunde med opdigtede ansøgere",
    )
    assert (note.author, note.written) == ("Lone Vestergaard", WRITTEN)
    assert [(each.level, each.title) for each in note.sections] == [
        (1, "Sagen"),
        (1, "Indstilling"),
        (1, "Formel prøvning"),
        (1, "Vurdering"),
        (2, "Ansøgers målgruppe: 3,00"),
        (2, "Ansøgers parathed: 3,00"),
        (2, "Borgerinddragelse: 3,00"),
        (1, "Opmærksomhedspunkter"),
        (1, "Samlet vurdering og plads"),
        (1, "Bemærkninger"),
        (1, "Beslutning"),
        (1, "Grundlag og versioner"),
    ]


@pytest.mark.parametrize(
    ("name", "filename"),
    [
        ("Høje-Taastrup / øst", "01-høje-taastrup-øst.docx"),
        ("../../etc/passwd", "01-etc-passwd.docx"),
        ("😀 🏡", "01-ansoeger.docx"),
        ("Å" * 119, f"01-{'å' * 60}.docx"),
    ],
    ids=["danish", "path", "only emoji", "very long"],
)
def test_the_files_name_is_safe_in_any_folder(name, filename):
    assert note_of(builders.case(name=name)).filename == filename


def test_the_facts_of_the_case():
    case = builders.case(id_=7, filename="07-ansøgning.docx", sha256="ab" * 32)

    (table,) = section(note_of(case), "Sagen").parts
    assert table.rows == (
        ("Ansøger", "Bakkedal Kommune"),
        ("Ansøgning", "Nr. 7, 07-ansøgning.docx"),
        ("Sagsnummer", "2026-1234"),
        ("Runde", "Demorunde med opdigtede ansøgere (demo)"),
        ("Rundens sagsnummer", "Ikke oplyst endnu"),
        ("Ansøgertype", "Kommune"),
        ("CVR-nummer", "99000007"),
        ("Modtaget", "01.10.2026 kl. 12.00 (rettidig)"),
        ("Filens kontrolsum", f"SHA-256 {'ab' * 32}"),
        ("Notat", "06.10.2026, Lone Vestergaard"),
    )


def test_the_recommendation_with_its_reason():
    made = recommended(Award.REFUSAL, "Linje 1.\nLinje 2.", at=WRITTEN)

    assert section(note_of(builders.case(made=made)), "Indstilling") == Section(
        "Indstilling",
        (
            Paragraph("Linje 1.\nLinje 2.", "Der indstilles til afslag."),
            Paragraph("Indstillet af Lone Vestergaard den 06.10.2026."),
        ),
    )


@pytest.mark.parametrize(
    ("grounds", "remark"),
    [
        ((Ground.MERITS,), ()),
        ((Ground.MERITS, Ground.SIZE), (Notice(ground_remark([Ground.SIZE])),)),
    ],
    ids=["merits", "size too"],
)
def test_a_choice_with_what_it_builds_on(grounds, remark):
    made = replace(recommended(), choice="Bedst bemandet.", grounds=grounds)

    assert section(note_of(builders.case(made=made)), "Indstilling").parts == (
        Paragraph("Planen er konkret.", "Der indstilles til tilsagn."),
        Paragraph("Bedst bemandet.", grounds_words(grounds)),
        *remark,
        Paragraph("Indstillet af Lone Vestergaard den 01.10.2026."),
    )


def test_no_recommendation_yet():
    assert section(note_of(builders.case()), "Indstilling") == Section(
        "Indstilling", (Paragraph("Der er endnu ikke indstillet noget."),)
    )


def test_the_formal_check_tells_outcomes_and_what_is_only_proposed():
    findings = (Finding(Outcome.MET, "Alt er besvaret."), Finding(Outcome.MET, "Intet mangler."))
    checked = builders.screening(unmet=["M1"])
    outcomes = dict(checked.outcomes)
    del outcomes["G1"]
    outcomes["G2"] = FormalOutcome("G2", Outcome.UNCLEAR, "Spørg.", "Bo Lund", WRITTEN)
    proposals = (Proposal("G1", Outcome.UNCLEAR, findings), *checked.proposals[1:])
    formal = replace(checked, proposals=proposals, outcomes=outcomes)

    (table,) = section(note_of(builders.case(formal=formal)), "Formel prøvning").parts
    assert [len(table.rows), table.header] == [12, ("Krav", "Udfald", "Begrundelse")]
    assert table.rows[:2] == (
        (
            "G1 Ansøgningsskemaet er udfyldt",
            "skal afklares (forslag)",
            "Alt er besvaret. Intet mangler.",
        ),
        (
            "G2 Ansøgningen er sendt inden fristen",
            "skal afklares",
            "Spørg. (Bo Lund, 06.10.2026; ikke bekræftet)",
        ),
    )
    assert table.rows[4] == (
        "M1 Implementeringsgruppe",
        "ikke opfyldt",
        "Set. (Anne Holm, 01.10.2026; bekræftet af Bo Lund, 01.10.2026)",
    )


# --- points and reasons ---------------------------------------------------------------------------


def test_a_criterion_with_points_and_reasons_by_reviewer():
    reviews = [
        builders.review(points(a7=5), by=ANNE, reason="Stærk, se 6.1."),
        builders.review(points(a7=2), by=BO, reason="Mest hensigt."),
    ]

    note = note_of(builders.case(*reviews))

    assert section(note, "Vurdering").parts == (
        Paragraph("Point fra Anne Holm og Bo Lund, hver for sig og i den rækkefølge."),
    )
    assert section(note, "Borgerinddragelse") == Section(
        "Borgerinddragelse: 3,50",
        (
            Table(
                ("Aspekt", "Point", "Gennemsnit"),
                (("7 Borgerinddragelse", "5, 2", "3,50"),),
                (0.56, 0.22, 0.22),
            ),
            Label("7 Borgerinddragelse"),
            Bullets(("Anne Holm (5): Stærk, se 6.1.", "Bo Lund (2): Mest hensigt.")),
        ),
        level=2,
    )
    labels = [part for part in section(note, "Ansøgers målgruppe").parts if isinstance(part, Label)]
    assert [each.text.split()[0] for each in labels] == ["1a", "1b", "2", "3a", "3b"]


def test_a_review_by_one_alone():
    note = note_of(builders.case(builders.review(by=ANNE)))

    assert section(note, "Vurdering").parts == (Paragraph("Point fra Anne Holm."),)


def test_an_unsubmitted_review_is_not_in_the_note():
    secret = builders.review(
        5, by=builders.person("Ib Skov", 3), reason="HEMMELIGT", submitted=None
    )

    note = note_of(builders.case(builders.review(by=ANNE), secret))

    assert "HEMMELIGT" not in repr(note)
    assert "Ib Skov" not in repr(note)


@pytest.mark.parametrize(
    ("unmet", "sentence"),
    [
        ((), "Der er endnu ingen indsendt vurdering."),
        (
            ("M1", "D4"),
            "Ansøgningen er ikke vurderet fagligt, fordi M1 og D4 ikke er opfyldt.",
        ),
    ],
    ids=["not yet", "requirement unmet"],
)
def test_an_application_without_points_says_why(unmet, sentence):
    note = note_of(builders.case(formal=builders.screening(unmet=unmet)))

    assert section(note, "Vurdering").parts == (Paragraph(sentence),)
    assert [each.level for each in note.sections] == [1] * 9


def test_reasons_of_other_applicants_stay_out():
    other = builders.case(
        builders.review(reason="HEMMELIGT om den anden"),
        name="Naboens Kommune",
        id_=2,
        made=recommended(reason="HEMMELIG indstilling"),
    )

    note = note_of(builders.case(builders.review(), made=recommended()), other)

    assert "HEMMELIG" not in repr(note)
    assert "Naboens" not in repr(note)


# --- what needs attention -------------------------------------------------------------------------

LOW = (
    "Anne Holm har givet 0 for 7 Borgerinddragelse.",
    "Borgerinddragelse ligger på 1,00 og dermed under 2,00.",
)
APART = Paragraph("Bedømmernes point ligger mindst 2 fra hinanden for 7 (0–2).")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("", Notice("Opmærksomhedspunkterne er endnu ikke besvaret.")),
        ("Det rettes.", Paragraph("Det rettes.", "Svar:")),
    ],
    ids=["unanswered", "answered"],
)
def test_a_0_and_a_low_criterion_are_to_be_answered(answer, told):
    reviews = [builders.review(points(a7=0), by=ANNE), builders.review(points(a7=2), by=BO)]

    note = note_of(builders.case(*reviews, made=recommended(answer=answer)))

    assert section(note, "Opmærksomhedspunkter").parts == (Bullets(LOW), told, APART)
    assert note.missing == (() if answer else ("svar på opmærksomhedspunkterne",))


def test_nothing_that_needs_attention():
    note = note_of(builders.case(builders.review()))

    assert section(note, "Opmærksomhedspunkter").parts == (Paragraph("Ingen."),)


def test_a_draft_lists_what_is_missing():
    case = builders.case(formal=builders.screening(unsettled=["G2", "M1"]))

    assert note_of(case).missing == (
        "udfald i den formelle prøvning for G2 og M1",
        "en indsendt vurdering",
        "en indstilling",
    )


def test_a_note_with_everything_is_no_draft():
    assert note_of(builders.case(builders.review(), made=recommended())).missing == ()


# --- the total ------------------------------------------------------------------------------------


ROOM_FOR_ALL = "Indstilles: der er plads til alle, der kan rangeres."


def test_the_total_with_its_arithmetic_and_the_weights_as_an_internal_decision():
    case = builders.case(builders.review(points(a7=2)))

    told, table, weights, decided, priority = section(note_of(case), "Samlet").parts

    assert told == Paragraph(f"Samlet 3,33 af 5 og plads 1. {ROOM_FOR_ALL}")
    assert table == Table(
        ("Kriterium", "Point", "Vægt i %", "Bidrag"),
        (
            ("Ansøgers målgruppe", "4,00", "33,3", "1,33"),
            ("Ansøgers parathed", "4,00", "33,3", "1,33"),
            ("Borgerinddragelse", "2,00", "33,3", "0,67"),
            ("Samlet", "", "100,0", "3,33"),
        ),
        (0.46, 0.18, 0.18, 0.18),
    )
    assert weights == Paragraph(
        "Ansøgers målgruppe 33,3 %, Ansøgers parathed 33,3 % og Borgerinddragelse 33,3 %.", "Vægte:"
    )
    internal = SCHEME.scoring.weights_decided
    assert decided.text.startswith("Vægtene er ikke offentliggjort i vejledningen.")
    assert decided.text.endswith(internal.reason)
    assert internal.by in decided.text
    assert "V6 og V7" in priority.text


def test_a_near_tie_is_named_without_naming_the_others():
    case = builders.case(builders.review(points(a7=3)), name="Åmose Kommune", id_=2)
    best = builders.case(builders.review(4), name="Naboens Kommune")

    note = note_of(case, best, select=Select(min=1, max=1))

    assert section(note, "Samlet").parts[0] == Paragraph(
        "Samlet 3,67 af 5 og plads 2. Indstilles ikke: ikke bedst ved nogen vægte."
    )
    case = builders.case(builders.review(points(a7=4, a6=2)), name="Åmose Kommune", id_=2)
    note = note_of(case, best, select=Select(min=1, max=1))
    assert section(note, "Samlet").parts[0] == Paragraph(
        "Samlet 3,78 af 5 og plads 2. Udfaldet drøftes, fordi pointene alene ikke afgør det "
        "(tæt på grænsen); se indstillingsnotatet."
    )
    assert "Naboens" not in repr(note)


def test_a_tie_and_reviews_that_decide_it_are_named_without_naming_the_others():
    mine, theirs = [
        [builders.review(first, by=ANNE), builders.review(second, by=BO)]
        for first, second in [(5, 3), (3, 5)]
    ]
    case = builders.case(*mine, name="Åmose Kommune", id_=2)

    note = note_of(
        case, builders.case(*theirs, name="Naboens Kommune"), select=Select(min=1, max=1)
    )

    assert section(note, "Samlet").parts[0] == Paragraph(
        "Samlet 4,00 af 5 og plads 1. Udfaldet drøftes, fordi pointene alene ikke afgør det "
        "(lige point, én bedømmelse og én bedømmer); se indstillingsnotatet."
    )
    assert "Naboens" not in repr(note)


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            builders.case(builders.review(4), formal=builders.screening(unmet=["M1"])),
            "Ingen plads: krav ikke opfyldt.",
        ),
        (builders.case(), "Ingen plads: mangler vurdering."),
    ],
    ids=["unmet", "unscored"],
)
def test_an_application_without_a_place_shows_no_arithmetic(case, sentence):
    assert section(note_of(case), "Samlet").parts == (Paragraph(sentence),)


def test_a_place_is_provisional_while_the_formal_check_is_open():
    case = builders.case(builders.review(4), formal=builders.screening(unsettled=["G2"]))

    assert section(note_of(case), "Samlet").parts[0] == Paragraph(
        "Samlet 4,00 af 5 og plads 1. Foreløbig, fordi den formelle prøvning ikke er færdig. "
        f"{ROOM_FOR_ALL}"
    )


# --- the rest -------------------------------------------------------------------------------------


def test_only_raised_flags_are_told():
    flags = (
        Flag("F10", "Tal", "Går ikke op.\nSe 4.11."),
        Flag("F11", "Ord", "Intet.", raised=False),
    )
    case = builders.case(formal=replace(builders.screening(), flags=flags))

    assert section(note_of(case), "Bemærkninger").parts == (
        Paragraph(
            "Programmets bemærkninger til den, der behandler ansøgningen. De afgør intet i sig selv."
        ),
        Paragraph("Går ikke op.\nSe 4.11.", "F10 Tal."),
    )


def test_no_flags_at_all():
    assert section(note_of(builders.case()), "Bemærkninger").parts == (Paragraph("Ingen."),)


@pytest.mark.parametrize(
    ("made", "proposal"), [(None, ""), (recommended(Award.RESERVE), "Reserve")]
)
def test_there_is_room_for_the_decision(made, proposal):
    assert section(note_of(builders.case(made=made)), "Beslutning").parts == (
        Table(
            ("Punkt", "Udfyldes ved beslutningen"),
            (
                ("Indstilling", proposal),
                ("Beslutning", ""),
                ("Ændring i forhold til indstillingen og begrundelse", ""),
                ("Navn og titel", ""),
                ("Dato og underskrift", ""),
            ),
            (0.35, 0.65),
            room=True,
        ),
    )


def test_what_the_note_was_made_from():
    (table,) = section(note_of(builders.case()), "Grundlag").parts

    assert dict(table.rows) == {
        "Retsgrundlag": SCHEME.legal_basis,
        "Dokumenter": "\n".join(document.title for document in SCHEME.documents),
        "Kriterier": (
            f"criteria.yaml ({SCHEME.id}, skema {SCHEME.form.version}), SHA-256 {'c' * 64}"
        ),
        "Skala": f"0–5. {SCHEME.scoring.scale_decided.reason}",
        "Program": "Version 0.1.0 (SHA-256 abc)",
    }
