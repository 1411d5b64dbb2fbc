"""F15: what is mentioned held against what came; F2 and M3 rest on the same."""

import pytest

from assessment.domain.applications.attachments import Nature
from assessment.domain.checking.checks import propose
from assessment.domain.checking.enclosures import enclosures, mentioned, naming
from assessment.domain.checking.flags import flags
from assessment.domain.checking.screening import Outcome
from tests.builders import NOON, application, attachment, cti_scheme, envelope, filled

SCHEME = cti_scheme()


def sent(answers, *attachments, unplaced="", **rest):
    return application(
        filled(**answers), unplaced=unplaced, sent={"attachments": attachments} | rest
    )


def compared(app):
    held = enclosures(app, SCHEME)
    return (
        [(mention.title, file.filename) for mention, file in held.found],
        [mention.title for mention in held.missing],
        [file.filename for file in held.unmentioned],
    )


def test_the_list_and_the_prose_are_read_and_each_is_named_once():
    app = sent(
        {"4.1": "Se bilag 2 og bilag nr. 3.", "7": "Bilag 1: Aftale\nBilag 2 – Plan\nOrganisationsplan"},
        unplaced="Vedlagt er Bilag B.",
    )  # fmt: skip
    assert [(each.title, each.passage.field) for each in mentioned(app, SCHEME)] == [
        ("bilag 1", "7"),
        ("bilag 2", "7"),
        ("Organisationsplan", "7"),
        ("bilag 3", "4.1"),
        ("bilag B", ""),
    ]


def test_numbers_in_names_and_at_the_beginning_of_a_text_find_the_attachment():
    app = sent(
        {"7": "Bilag 1: Samarbejdsaftale\nBilag 2: Plan\nBilag 3: Budget"},
        attachment("Bilag_1.pdf"),
        attachment("scan.pdf", "BILAG 2\nPlan for indsatsen"),
        attachment("foto.png"),
    )
    assert compared(app) == (
        [("bilag 1", "Bilag_1.pdf"), ("bilag 2", "scan.pdf")],
        ["bilag 3"],
        ["foto.png"],
    )


def test_a_word_in_common_with_the_name_finds_it_too():
    app = sent({"7": "Bilag 1: Samarbejdsaftalen\nOrganisationsplan"},
               attachment("samarbejdsaftalen-endelig.pdf"), attachment("organisationsplan.docx"))  # fmt: skip
    assert compared(app) == (
        [("bilag 1", "samarbejdsaftalen-endelig.pdf"), ("Organisationsplan", "organisationsplan.docx")],
        [],
        [],
    )  # fmt: skip


def test_what_came_unasked_after_the_deadline_does_not_count():
    app = sent({"7": "Bilag 1: Plan"}, attachment("bilag 1.pdf", nature=Nature.UNSOLICITED))
    assert compared(app) == ([], ["bilag 1"], [])


@pytest.mark.parametrize("text", ["bilaget", "bilag og billeder", "de 3 bilag", "bilag a jour"])
def test_words_that_name_no_attachment(text):
    assert mentioned(sent({"4.1": text, "7": None}), SCHEME) == ()


def test_the_flag_tells_what_is_there_and_what_is_not():
    app = sent(
        {"7": "Bilag 1: Aftale\nBilag 2: Plan"}, attachment("Bilag 1.pdf"), attachment("x.png")
    )
    (flag,) = [each for each in flags(app, SCHEME) if each.code == "F15"]
    assert (flag.title, flag.raised) == ("Der mangler måske bilag", True)
    assert flag.explanation.split("\n") == [
        "Bilag 1 er vedlagt (Bilag 1.pdf).",
        "Bilag 2 er nævnt, men ikke fundet blandt bilagene.",
        "x.png er vedlagt uden at være nævnt.",
    ]
    assert [each.text for each in flag.passages] == ["Bilag 2: Plan"]


LONG = "Se bilag 2 og bilag 3 om gruppen, og bilag 12. " + "Vi har erfaring. " * 20 + "Se bilag 4."


@pytest.mark.parametrize("came", [[], [attachment("x.png")]], ids=["nothing came", "others came"])
@pytest.mark.parametrize(
    ("answers", "quoted"),
    [
        ({"4.1": "Se bilag 2 og bilag 3.", "7": None}, ["Se bilag 2 og bilag 3."]),
        ({"7": "Bilag 1 og bilag 2: Aftaler"}, ["Bilag 1 og bilag 2: Aftaler"]),
        (
            {"7": "Organisationsplan\nBilag 1 og bilag 2: Aftaler"},
            ["Organisationsplan", "Bilag 1 og bilag 2: Aftaler"],
        ),
        ({"4.1": "Se bilag 2.", "4.2": "Se bilag 3.", "7": None}, ["Se bilag 2.", "Se bilag 3."]),
        (
            {"4.1": LONG, "7": None},
            [
                (
                    "Se bilag 2 og bilag 3 om gruppen, og bilag 12. Vi har erfaring. Vi har erfaring. "
                    "Vi har erfaring. Vi …"
                ),
                (
                    "… erfaring. Vi har erfaring. Vi har erfaring. Vi har erfaring. Vi har erfaring. "
                    "Vi har erfaring. Se bilag 4."
                ),
            ],
        ),
    ],
    ids=["prose", "list", "second line", "two places", "long"],
)
def test_a_line_that_names_several_is_quoted_once(answers, quoted, came):
    (flag,) = [each for each in flags(sent(answers, *came), SCHEME) if each.code == "F15"]

    assert [each.text for each in flag.passages] == quoted


@pytest.mark.parametrize(
    ("recipients", "raised"),
    [
        (("CTI-demo@SBST.example",), False),
        (("Demo <cti-demo@sbst.example>", "x@y.example"), False),
        ((), False),
        (("kamk@sbst.example",), True),
    ],
)
def test_a_mail_to_another_mailbox_is_said_and_is_received(recipients, raised):
    app = sent({}, envelope=envelope(recipients=recipients))
    found = [each.explanation for each in flags(app, SCHEME) if each.code == "F2"]
    assert bool(found) == raised
    assert all("Den regnes for modtaget." in each for each in found)


def provider(*attachments, **answers):
    given = {
        "1.1": "private_provider", "2.4.kommune": "Bakkedal", "2.4.dato": "2026-09-01", "2.4.bilag": "1",
    }  # fmt: skip
    app = sent(given | answers, *attachments)
    return propose(app, SCHEME.requirement("M3"), SCHEME)


def test_an_agreement_among_the_attachments_is_shown_with_its_beginning():
    found = provider(
        attachment("x.pdf", "Samarbejdsaftale mellem Ask og Bakkedal"), attachment("y.pdf")
    )
    assert found.outcome is Outcome.MET
    assert found.findings[0].explanation == (
        "Samarbejdsaftale med Bakkedal er oplyst og fundet blandt bilagene: “x.pdf”. "
        "Læs, om den er underskrevet og gælder."
    )
    last = found.findings[0].passages[-1]
    assert (last.text, last.where) == ("Samarbejdsaftale mellem Ask og Bakkedal", "Bilag: x.pdf")


@pytest.mark.parametrize(
    ("attachments", "says"),
    [
        ((), "men der er ikke lagt bilag ind her."),
        ((attachment("cv.pdf", "Curriculum vitae"),), "men ingen af bilagene ligner en samarbejdsaftale."),
        (
            (attachment("samarbejdsaftale.pdf", nature=Nature.UNSOLICITED),),
            "men ingen af bilagene ligner en samarbejdsaftale.",
        ),
    ],
)  # fmt: skip
def test_an_agreement_that_is_not_there_is_to_be_cleared_up(attachments, says):
    found = provider(*attachments)
    assert found.outcome is Outcome.UNCLEAR
    assert says in found.findings[0].explanation


def test_an_agreement_is_found_by_its_name_whatever_divides_its_words():
    files = [attachment("Bilag_1_Samarbejdsaftale_v2.pdf"), attachment("foto.png")]
    assert naming(files, ("samarbejdsaftale*",)) == (files[0],)


def test_the_time_says_what_it_rests_on_and_what_the_mail_itself_says():
    app = application(
        sent={
            "received_note": "Received-linjen fra mx.sbst.example",
            "envelope": envelope(sent=NOON),
        }
    )
    finding = propose(app, SCHEME.requirement("G2"), SCHEME).findings[0]
    assert finding.explanation == (
        "Modtaget 01.10.2026 kl. 12.00 (Received-linjen fra mx.sbst.example); fristen var "
        "02.10.2026 kl. 12.00 (rettidig). Mailen siger selv, at den er sendt 01.10.2026 kl. 12.00."
    )
