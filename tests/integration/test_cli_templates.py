"""The letters' templates on the command line: written to start from, and checked."""

from dataclasses import replace

from assessment.domain.outcomes.letter import LetterKind
from assessment.notes import default_template
from assessment.workflow import templates
from tests import builders


def test_a_template_is_written_and_can_be_used(run, tmp_path):
    out = tmp_path / "afslag.docx"

    written = run("template", "--kind", "afslag", "--out", out)
    checked = run("template", "--kind", "afslag", "--check", out)

    assert written == (0, f"Skabelonen er skrevet til {out}.\n", "")
    assert out.read_bytes() == default_template(LetterKind.REFUSAL)
    assert checked == (0, "afslag.docx kan bruges til breve af typen afslag.\n", "")


def test_a_template_of_another_kind_is_refused_field_by_field(run, tmp_path):
    out = tmp_path / "kvittering.docx"
    run("template", "--kind", "kvittering", "--out", out)

    code, told, err = run("template", "--kind", "partshoering", "--check", out)

    assert (code, told) == (1, "")
    assert err.splitlines() == [
        "Feltet “filer” findes ikke i breve af typen partshøring.",
        "Feltet “videre” findes ikke i breve af typen partshøring.",
    ]


def test_an_unknown_kind_tells_which_there_are(run, tmp_path):
    assert run("template", "--kind", "rykker", "--out", tmp_path / "a.docx") == (
        1,
        "",
        (
            "Brevtypen “rykker” findes ikke. Vælg kvittering, supplerende-oplysninger, partshoering, tilsagn, "
            "reserve, afslag eller afvisning.\n"
        ),
    )


def test_a_file_that_is_not_there_is_told(run, tmp_path):
    path = tmp_path / "væk.docx"

    assert run("template", "--kind", "afslag", "--check", path) == (
        1,
        "",
        f"“{path}” kan ikke læses. Efterse filens navn.\n",
    )


def test_one_thing_must_be_chosen(run):
    code, _, err = run("template", "--kind", "afslag")

    assert (code, "Vælg enten --out eller --check." in err) == (2, True)


def test_the_authoritys_own_template_is_found_in_its_folder(tmp_path):
    work = builders.workflow()
    (tmp_path / "tilsagn.docx").write_bytes(b"vores")
    own = replace(work, templates=tmp_path)

    assert templates.own(work, LetterKind.GRANT) is None
    assert templates.own(own, LetterKind.GRANT) == b"vores"
    assert templates.own(own, LetterKind.REFUSAL) is None
    work.database.close()
