"""The sample applications: made from their texts, read back whole, judged as their README says."""

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from assessment import criteria_file
from assessment.domain.applications.application import Application
from assessment.domain.applications.personal import masked
from assessment.domain.checking.formal_check import screen
from assessment.domain.rules.form import FieldKind
from assessment.intake import read, unpack
from sample_applications.make_samples import HERE, make_all
from sample_applications.sample import load_samples, paragraphs

SCHEME = criteria_file.load(Path("criteria.yaml"))
SAMPLES = load_samples()
EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
ALWAYS_TOLD = {"F15", "F16"}


def reading(sample):
    return read((HERE / sample.file).read_bytes(), SCHEME.form)


def application(sample):
    return Application(1, "demo", sample.file, sample.received, masked(reading(sample)))


def parts(content):
    """A file's parts by name; how hard they are packed differs between machines."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answered(sample, answer):
    """What was found for a field, in the terms in which the sample gives it."""
    field = SCHEME.form.field(answer.field)
    if field.kind is FieldKind.TICK:
        return answer.ticked
    if field.options:
        return answer.value
    if sample.date(field):
        return answer.value.isoformat()
    return " ".join(answer.text.split())


def wanted(sample):
    return {
        field_id: answer if isinstance(answer, bool) else " ".join(answer.split())
        for field_id, answer in sample.answers.items()
        if answer
    }


def test_files_are_what_the_script_makes_of_the_texts():
    for name, content in make_all().items():
        on_disk = (HERE / name).read_bytes()
        if name.endswith(".docx"):
            assert parts(on_disk) == parts(content), name
        else:
            assert on_disk == content, name


def test_no_application_stands_here_that_is_not_made():
    assert {path.name for path in HERE.glob("*.docx")} == {sample.file for sample in SAMPLES}


def test_the_script_makes_the_same_bytes_twice():
    assert make_all() == make_all()


@EVERY_SAMPLE
def test_every_filled_field_is_found_where_it_was_written(sample):
    found = {
        field_id: answered(sample, answer)
        for field_id, answer in reading(sample).answers.items()
        if answer.ticked is not False
    }

    assert found == wanted(sample)


@EVERY_SAMPLE
def test_what_belongs_to_no_field_is_kept(sample):
    read_back = reading(sample)
    unplaced = [read_back.block(each).text for each in read_back.unplaced]

    assert set(paragraphs(sample.unplaced)) <= set(unplaced)


@EVERY_SAMPLE
def test_the_formal_check_proposes_what_the_readme_says(sample):
    checked = screen(application(sample), SCHEME)

    proposals = {each.requirement: each.outcome for each in checked.proposals}
    unmet = {key: outcome for key, outcome in proposals.items() if outcome != "opfyldt"}
    flags = [each.code for each in checked.flags if each.raised and each.code not in ALWAYS_TOLD]
    assert application(sample).timing(SCHEME) == sample.expected.timing
    assert unmet == sample.expected.proposals
    assert flags == sample.expected.flags


def test_readme_counts_the_filled_fields():
    readme = (HERE / "README.md").read_text(encoding="utf-8")

    for sample in SAMPLES:
        assert f"| {sample.file} | {sample.layout} | {len(wanted(sample))} |" in readme


def test_one_sample_was_edited_with_tracked_changes_and_a_comment():
    (sample,) = [each for each in SAMPLES if each.stem.startswith("05")]

    read_back = reading(sample)

    assert read_back.deleted == "alt for mange timer"
    assert "Sømandskirken" in read_back.comments


LISTS = [
    "formal.csv",
    "reviews.csv",
    "consensus.csv",
    "dialogue.csv",
    "recommendations.csv",
    "letters.csv",
]


@pytest.mark.parametrize("name", LISTS)
def test_lists_speak_of_samples_that_are_here(name):
    assert {row["application"] for row in rows(name)} <= {sample.stem for sample in SAMPLES}


def test_readme_names_every_list():
    readme = (HERE / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in HERE.glob("*.csv") if f"| `{path.name}` |" not in readme] == []


def test_whoever_reviews_is_a_reviewer_and_nothing_else():
    roles = {row["name"]: row["roles"] for row in rows("people.csv")}

    assert {roles.get(row["reviewer"]) for row in rows("reviews.csv")} == {"bedømmer"}


def test_every_difference_between_submitted_reviews_is_agreed_on():
    aspects = [aspect.id for aspect in SCHEME.aspects]
    given = {}
    for row in rows("reviews.csv"):
        given.setdefault((row["application"], row["reviewer"]), {})[row["aspect"]] = int(
            row["points"]
        )
    whole = [(key[0], points) for key, points in given.items() if len(points) == len(aspects)]
    apart = {
        (application, aspect)
        for application in {name for name, _ in whole}
        for aspect in aspects
        if _spread([points[aspect] for name, points in whole if name == application])
        >= SCHEME.scoring.disagreement
    }

    assert {(row["application"], row["aspect"]) for row in rows("consensus.csv")} == apart


def _spread(points):
    return max(points) - min(points)


def test_times_of_receipt_are_given_for_every_file():
    received = {row["file"]: row["received"] for row in rows("received.csv")}

    by_hand = {each.file: each.received.isoformat() for each in SAMPLES if not each.mail}
    by_mail = {f"mails/{path.name}": "" for path in (HERE / "mails").glob("*.eml")}
    assert received == by_hand | by_mail


@pytest.mark.parametrize(
    "sample", [each for each in SAMPLES if each.mail], ids=lambda sample: sample.stem
)
def test_a_mail_holds_the_application_its_attachments_and_both_times(sample):
    content = (HERE / "mails" / f"{sample.stem}.eml").read_bytes()

    parcel = unpack(f"{sample.stem}.eml", content, SCHEME.round("demo").mailboxes)

    word, *pdfs = parcel.files
    assert (word.name, word.content) == (sample.file, (HERE / sample.file).read_bytes())
    assert [each.name for each in pdfs] == list(sample.mail.attachments)
    assert (parcel.envelope.sent, parcel.envelope.received) == (
        datetime.fromisoformat(sample.mail.sent),
        sample.received,
    )
