"""What a document says: numbering of sections and tables of facts."""

from assessment.notes.content import Paragraph, Section, Table, facts, numbered

BODY = (Paragraph("Tekst."),)


def test_sections_are_numbered_within_each_other():
    titles = [("Sagen", 1), ("Vurdering", 1), ("Bakkedal", 2), ("Åmose", 2), ("Beslutning", 1)]
    sections = [Section(title, BODY, level) for title, level in [*titles, ("Nord", 2)]]

    assert numbered(sections) == (
        Section("1 Sagen", BODY, 1),
        Section("2 Vurdering", BODY, 1),
        Section("2.1 Bakkedal", BODY, 2),
        Section("2.2 Åmose", BODY, 2),
        Section("3 Beslutning", BODY, 1),
        Section("3.1 Nord", BODY, 2),
    )


def test_no_sections_need_no_numbers():
    assert numbered([]) == ()


def test_facts_without_a_value_are_left_out():
    assert facts(("Runde", "demo"), ("CVR-nummer", ""), ("Frist", "i dag")) == Table(
        ("Oplysning", "Indhold"), (("Runde", "demo"), ("Frist", "i dag")), (0.3, 0.7)
    )
