"""A flood of paragraphs is put together without losing a word; an honest file stays as it is."""

from assessment.domain.applications.application import Block, BlockKind
from assessment.intake import flood


def blocks(count):
    return tuple(
        Block(f"p{number}", BlockKind.PARAGRAPH, f"ord{number}", f"Afsnit {number}")
        for number in range(1, count + 1)
    )


def text(found):
    return "\n".join(block.text for block in found)


def test_an_honest_file_stays_as_it_is():
    sent = blocks(flood.MOST)
    assert flood.condensed(sent, {block.id for block in sent}) is sent


def test_a_flood_is_put_together_by_the_thousand():
    sent = blocks(flood.MOST + 2_500)
    found = flood.condensed(sent, {block.id for block in sent})
    assert found[: flood.MOST] == sent[: flood.MOST]
    assert [(block.id, block.where) for block in found[flood.MOST :]] == [
        ("p20001", "Afsnit 20001 – Afsnit 21000"),
        ("p21001", "Afsnit 21001 – Afsnit 22000"),
        ("p22001", "Afsnit 22001 – Afsnit 22500"),
    ]
    assert text(found) == text(sent)


def test_what_something_points_at_keeps_its_own_block():
    sent = blocks(flood.MOST + 3)
    found = flood.condensed(sent, {"p20001", "p20003"})
    assert found == sent[: flood.MOST] + tuple(
        Block(each.id, each.kind, each.text, f"{each.where} – {each.where}" if each.id != "p20002" else each.where)
        for each in sent[flood.MOST :]
    )  # fmt: skip
