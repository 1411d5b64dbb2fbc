"""Headings by their styles and list labels as Word computes them."""

import pytest

from assessment.intake import read
from tests.small_form import FORM
from tests.word_files import p, word_file


def style(style_id, name="", based_on="", properties=""):
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name or style_id}"/>'
        f"{based}<w:pPr>{properties}</w:pPr></w:style>"
    )


def level(index, text, number_format="decimal", start=1):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels, restart=""):
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{restart}</w:num>'
    )


def item(list_id=1, depth=0):
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p("punkt", properties=number)


def labels(*items, parts):
    return [block.label for block in read(word_file(*items, parts=parts), FORM).blocks]


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        (style("A", "heading 2"), 2),
        (style("A", "Overskrift 3"), 3),
        (style("A", "Title"), 1),
        (style("A", "Egen", properties='<w:outlineLvl w:val="1"/>'), 2),
        (style("A", "Egen", based_on="B") + style("B", "heading 1"), 1),
        (style("A", "Egen", based_on="B") + style("B", "Anden", based_on="A"), 0),
        (style("A", "Egen", properties='<w:outlineLvl w:val="9"/>'), 0),
        ("", 0),
    ],
    ids=["english", "danish", "title", "outline", "inherited", "circle", "body text", "unknown"],
)
def test_style_gives_a_paragraph_its_level(styles, expected):
    found = read(word_file(p("Tekst", style="A"), parts={"styles": styles}), FORM)

    assert [block.level for block in found.blocks] == [expected]


def test_levels_count_and_restart_below_each_other():
    parts = {"numbering": numbering(level(0, "%1."), level(1, "%1.%2)", "lowerLetter"))}

    found = labels(item(), item(depth=1), item(depth=1), item(), item(depth=1), parts=parts)

    assert found == ["1.", "1.a)", "1.b)", "2.", "2.a)"]


@pytest.mark.parametrize(
    ("number_format", "start", "expected"),
    [
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("decimalZero", 7, "07"),
        ("bullet", 1, ""),
        ("upperLetter", 999_999_999, "O" * 40),
    ],
)
def test_number_is_written_in_its_format(number_format, start, expected):
    parts = {"numbering": numbering(level(0, "%1", number_format, start))}

    assert labels(item(), parts=parts) == [expected]


def test_list_of_the_same_family_counts_on_unless_it_says_where_it_begins():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    plain = {"numbering": numbering(level(0, "%1"))}
    restarted = {"numbering": numbering(level(0, "%1"), restart=override)}

    assert labels(item(1), item(2), parts=plain) == ["1", "2"]
    assert labels(item(1), item(2), item(2), parts=restarted) == ["1", "1", "2"]


def test_list_that_does_not_exist_gives_no_label():
    assert labels(item(9), item(1, depth=8), parts={"numbering": numbering(level(0, "%1"))}) == [
        "",
        "",
    ]
