"""CPR-like numbers (DOMAIN.md 3.3): a valid date and four digits; no check digit since 2007."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.domain.applications.application import (
    Answer,
    Block,
    BlockKind,
    How,
    Picture,
    Reading,
)
from assessment.domain.applications.issue import Issue
from assessment.domain.applications.personal import MASK, mask, masked


@pytest.mark.parametrize(
    "number",
    [
        "010190-1234",
        "0101901234",
        "010190 1234",
        "010190\u00a01234",
        "010190\u20111234",
        "010190–1234",
        "010190\u22121234",
        "010190 - 1234",
        "010190 – 1234",
        "010190\u202f1234",
        "010190\t1234",
        "010190\u00ad-1234",
        "010190\u200b1234",
        "010190\ufeff1234",
        "010190-\u200e1234",
        "010190\u200d-1234",
        "010190_1234",
        "01.01.90-1234",
        "01 01 90-1234",
        "01-01-90 - 1234",
        "01/01/90-1234",
        "01.01.1990-1234",
        "01.01.1990-2034",
        "010190--1234",
        "311299-0000",
        "290200-1234",
        "070761-4285",
        "070761-4286",
    ],
)
def test_a_date_and_four_digits_are_masked_however_they_are_written(number):
    assert mask(f"Borgeren ({number}) flyttede.") == f"Borgeren ({MASK}) flyttede."


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u202d", "\x01", "\u0301", "\u20e3", "\ufffe", "\u00ad\u2060"]
)
def test_nothing_that_is_not_seen_hides_a_number(hidden):
    number = hidden.join("010190-1234")

    assert mask(f"Borgeren{hidden} ({number}) flyttede.") == f"Borgeren{hidden} ({MASK}) flyttede."


@pytest.mark.parametrize(
    "text",
    [
        "320190-1234",
        "011390-1234",
        "000190-1234",
        "290201-1234",
        "310490-1234",
        "CVR 99000007",
        "99 00 00 07",
        "+45 12 12 12 12",
        "+4512121212",
        "12121212",
        "P-nummer: 1003456789",
        "P-nr. 1003456789",
        "P nr. 1003456789",
        "pnr 1003456789",
        "produktionsenhed 1003456789",
        "CVR 1003456789",
        "tlf. 2010101010",
        "Telefon: 2010101010",
        "mobilnr. 2010101010",
        "kontonr.: 1212121234",
        "EAN 1212121234",
        "sagsnr. 1212241234",
        "sag nr. 1212241234",
        "Sagsnummer: 1212241234",
        "J.nr. 1212241234",
        "journalnr. 1212241234",
        "24/1212241234",
        "2024-1212241234",
        "12122412345",
        "112122412345",
        "EAN 5798000012345",
        "12.12.2024 kl. 12.00",
        "12.12.24 1530",
        "12.12.2024 1530",
        "01.01.2027-31.12.2028",
        "01.01.2027-2028",
        "01/01/2027 – 2028",
        "12 12 12 1212",
        "010190",
        "",
    ],
)
def test_other_numbers_stay(text):
    assert mask(text) == text


@pytest.mark.parametrize(
    "before",
    [
        *(
            "CPR ",
            "cpr-nr.: ",
            "Jean ",
            "Ocean: ",
            "i sin sag (",
            "Personsag ",
            "journalen: ",
            "nr. ",
        ),
        *("sagsnr. 2024-5, borger ", "Tlf. 12 34 56 78, "),
    ],
)
def test_ten_digits_after_other_words_are_masked(before):
    assert mask(f"{before}0101901234") == f"{before}{MASK}"


@pytest.mark.parametrize("before", ["tlf. ", "P-nr. ", "sagsnr. "])
def test_a_hyphen_after_the_date_tells_a_personal_number_whatever_stands_before(before):
    assert mask(f"{before}010190-1234") == f"{before}{MASK}"


@pytest.mark.parametrize("between", [" ", ", ", "/", "-", ".", "\n", " og "])
def test_each_of_two_numbers_is_masked_at_once(between):
    text = f"010190-1234{between}020291-4321"

    assert mask(text) == f"{MASK}{between}{MASK}"
    assert mask(mask(text)) == mask(text)


def test_the_mask_is_bullets_in_the_shape_of_a_number():
    assert mask("0101901234") == "••••••-••••"


def test_a_long_row_of_numbers_is_masked_whole():
    row = "-".join(["010190-1234"] * 3000)

    assert mask(row) == "-".join([MASK] * 3000)


def reading(*, text="Intet.", answer=None, **rest):
    block = Block("p0", BlockKind.PARAGRAPH, text, "Afsnit 1")
    values = {"sha256": "0" * 64, "text": text, "blocks": (block,)}
    answers = {answer.field: answer} if answer else {}
    return Reading(**values | {"answers": answers} | rest)


MESSAGE = (
    "Filen indeholder tal, der ligner CPR-numre. De er skjult her; bed ansøger om ikke at sende "
    "personoplysninger om borgere."
)
TOLD = Issue("personal_number", MESSAGE)


def test_a_reading_without_personal_numbers_stays_as_it_is():
    read = reading(text="CVR 99000007", issues=(Issue("comments", "Kommentarer."),))

    assert masked(read) is read


def test_all_that_was_read_is_masked_and_the_applicant_is_to_be_told():
    story = "Amina, 010190-1234, flytter."
    before = Issue("comments", "Kommentarer.")
    read = reading(
        text=story,
        answer=Answer("4.1", story, How.TAG, ("p0",)),
        deleted="0101901234",
        hidden="020291-1234",
        comments="030392-1234",
        issues=(before,),
    )

    hidden = f"Amina, {MASK}, flytter."
    assert masked(read) == reading(
        text=hidden,
        answer=Answer("4.1", hidden, How.TAG, ("p0",)),
        deleted=MASK,
        hidden=MASK,
        comments=MASK,
        issues=(before, TOLD),
    )


@pytest.mark.parametrize(
    "part",
    [
        {"text": "010190-1234"},
        {"deleted": "010190-1234"},
        {"hidden": "010190-1234"},
        {"comments": "010190-1234"},
        {"answer": Answer("4.1", "010190-1234", How.POSITION)},
        {"answer": Answer("1.3", "Bakkedal", How.MANUAL, value="010190-1234")},
        {"blocks": (Block("p0", BlockKind.CELL, "010190-1234", "Tabel 1"),)},
        {"blocks": (Block("p0", BlockKind.CELL, "Foto", "Tabel 1", alt="010190-1234"),)},
        {"pictures": (Picture("word/media/image1.png", "p0", "010190-1234"),)},
    ],
    ids=["text", "deleted", "hidden", "comments", "answer", "value", "block", "alt", "picture"],
)
def test_one_number_in_any_part_is_enough(part):
    result = masked(reading(**part))

    assert result.issues == (TOLD,)
    assert "010190" not in repr(result)


def test_what_an_issue_quotes_is_masked():
    read = reading(issues=(Issue("hard_to_see", "Næsten usynligt: »010190-1234«."),))

    assert masked(read).issues == (Issue("hard_to_see", f"Næsten usynligt: »{MASK}«."), TOLD)


def test_masking_twice_tells_once():
    once = masked(reading(text="010190-1234"))

    assert masked(once) is once


def test_neighbouring_parts_are_no_number_together():
    blocks = (Block("p0", BlockKind.CELL, "010190", "Tabel 1", alt="1234"),)

    assert masked(reading(blocks=blocks)).issues == ()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            Answer("1.3", "Bakkedal 010190-1234", How.TAG, value="Bakkedal 010190-1234"),
            Answer("1.3", f"Bakkedal {MASK}", How.TAG, value=f"Bakkedal {MASK}"),
        ),
        (
            Answer("4.11", "0101901234", How.TAG, value=Decimal(101901234)),
            Answer("4.11", MASK, How.TAG),
        ),
        (
            Answer("8.dato", "1.9.2026 (010190-1234)", How.TAG, value=date(2026, 9, 1)),
            Answer("8.dato", f"1.9.2026 ({MASK})", How.TAG, value=date(2026, 9, 1)),
        ),
        (
            Answer("4.11", "54", How.TAG, value=Decimal(54)),
            Answer("4.11", "54", How.TAG, value=Decimal(54)),
        ),
        (
            Answer("2.3", "☒ 010190-1234", How.TAG, ticked=True),
            Answer("2.3", f"☒ {MASK}", How.TAG, ticked=True),
        ),
    ],
    ids=["choice", "number", "date", "another-number", "tick"],
)
def test_the_value_of_an_answer_gives_no_number_away(answer, expected):
    result = masked(reading(text="Tegnet af 020291-1234", answer=answer))

    assert result.answers == {answer.field: expected}


def test_numbers_before_a_personal_number_do_not_hide_it():
    assert mask("tlf. 12 12 010190-1234") == f"tlf. 12 12 {MASK}"
