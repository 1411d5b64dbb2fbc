"""What people do to forms: one application's answers written down in many shapes, and how reading them went."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assessment import criteria_file
from assessment.domain.applications.application import Answer, Reading
from assessment.domain.rules.form import FieldKind, FormField
from assessment.intake import read
from sample_applications.sample import Sample
from tests import form_habits as habits
from tests import form_layouts as layouts
from tests import form_sheets as sheets
from tests import form_twists as twists
from tests import form_words as words
from tests.form_layouts import Marks
from tests.form_sheets import Part
from tests.word_files import p, word_file

Answers = dict[str, str | bool]

FORM = criteria_file.load(Path("criteria.yaml")).form
GREETING = "Hermed sender vi vores ansøgning og glæder os til at høre fra jer."
FAREWELL = ("Med venlig hilsen", "Gerda Mikkelsen, sekretær")


@dataclass(frozen=True, slots=True)
class Variant:
    """A shape: the words of labels, the order and numbers of parts, and their layout.

    Labels are `whole` where each says by itself which field it means. `write` lays out all parts,
    `written` turns the sample's answers into what is written down, and
    `truth` that into what should be found. `outside` is what belongs to
    no field; `parts` are other parts of the file, by name.
    """

    name: str
    write: Callable[[Sequence[Part]], list[str]]
    word: sheets.Word = sheets.printed
    whole: bool = False
    order: Callable[[Sequence[Part]], Sequence[Part]] = sheets.as_printed
    written: Callable[[Answers], Answers] = dict
    truth: Callable[[Answers], Answers] = dict
    outside: tuple[str, ...] = (GREETING,)
    parts: Mapping[str, str] | None = None
    end: tuple[str, ...] = ()

    def file(self, sample: Sample) -> bytes:
        """Return the Word file of a sample in this shape."""
        parts = sheets.sheet(
            FORM, _shown(sample, self.written(dict(sample.answers))), self.word, whole=self.whole
        )
        body = self.write(self.order(parts))
        return word_file(p(GREETING), *body, *map(p, self.end), parts=self.parts)

    def expected(self, sample: Sample) -> dict[str, str | bool]:
        """What should be found, by field."""
        answers = self.truth(self.written(dict(sample.answers)))
        return {
            key: said if isinstance(said, bool) else plain(said)
            for key, said in answers.items()
            if said
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """How a file was read: fields found as they were written, not found, and found otherwise."""

    right: frozenset[str]
    missing: frozenset[str]
    wrong: Mapping[str, tuple[str | bool, str | bool]]
    lost: tuple[str, ...]
    outside_placed: tuple[str, ...]


def judged(variant: Variant, sample: Sample) -> Judged:
    """Read a sample in a shape and hold what was found against what was written."""
    reading = read(variant.file(sample), FORM)
    expected = variant.expected(sample)
    found = {
        key: said
        for key, answer in reading.answers.items()
        if (said := _found(FORM.field(key), answer)) is not False
    }
    wrong = {
        key: (expected.get(key, ""), said)
        for key, said in found.items()
        if said != expected.get(key, "")
    }
    unplaced = [reading.block(block).text for block in reading.unplaced]
    outside = [p for p in (*variant.outside, *variant.end) if p]
    return Judged(
        right=frozenset(expected) & frozenset(found) - frozenset(wrong),
        missing=frozenset(expected) - frozenset(found),
        wrong=wrong,
        lost=tuple(_lost(reading, _shown(sample, variant.written(dict(sample.answers))))),
        outside_placed=tuple(text for text in outside if text not in unplaced),
    )


def plain(text: str) -> str:
    """Text without what Word's autocorrect puts into it and no one sees."""
    return " ".join(text.replace("\u00ad", "").replace("\u2011", "-").split())


def _found(field: FormField, answer: Answer) -> str | bool:
    if field.kind is FieldKind.TICK:
        return answer.ticked if answer.ticked is not None else answer.text
    if field.kind is FieldKind.DATE and answer.value:
        return answer.value.isoformat()
    if field.options:
        return answer.value or answer.text
    return plain(answer.text)


def _shown(sample: Sample, answers: Mapping[str, str | bool]) -> dict[str, str | bool]:
    """The answers as they stand on paper."""
    return {
        key: said
        if isinstance(said, bool)
        else (sample.shown(FORM.field(key)) if said == sample.answers.get(key) else said)
        for key, said in answers.items()
    }


def _lost(reading: Reading, written: Mapping[str, str | bool]) -> list[str]:
    """Paragraphs of the applicant's that stand in no answer and in nothing unplaced."""
    kept = [answer.text for answer in reading.answers.values()]
    kept += [reading.block(block).text for block in reading.unplaced]
    everything = "\n".join(map(plain, kept))
    return [
        piece
        for said in written.values()
        if isinstance(said, str)
        for piece in said.split("\n\n")
        if plain(piece) in plain(reading.text) and plain(piece) not in everything
    ]


def each_part(layout: Callable[[Part], list[str]]) -> Callable[[Sequence[Part]], list[str]]:
    """Lay out the parts one after the other."""
    return lambda parts: [xml for part in parts for xml in layout(part)]


_BESIDE = each_part(layouts.beside)
_BELOW = each_part(layouts.below)
_UNDER = each_part(layouts.under_bold)

WORDS = (
    Variant("printed labels", _BESIDE),
    Variant("stars", _BESIDE, sheets.starred),
    Variant("capitals", _BESIDE, sheets.shouted),
    Variant("every word capitalised", _BESIDE, sheets.capitalised),
    Variant("colons", _BESIDE, sheets.ended(":")),
    Variant("question marks", _BELOW, sheets.ended("?")),
    Variant("asides", _BESIDE, sheets.asided),
    *(Variant(f"aliases {n}", _BESIDE, sheets.alias(n), whole=True) for n in range(4)),
    *(
        Variant(
            f"aliases {n} under headings",
            each_part(layouts.under_headings),
            sheets.alias(n),
            whole=True,
        )
        for n in range(2)
    ),
    Variant("whole labels", _BESIDE, sheets.full, whole=True),
    Variant("one slip", _BESIDE, sheets.misspelt(1)),
    Variant("two slips", _BELOW, sheets.misspelt(2)),
    Variant("one slip in bold lines", _UNDER, sheets.misspelt(1)),
    Variant("own words", _BESIDE, words.own_words, whole=True),
    Variant("own words as bold questions", _UNDER, words.own_words, whole=True),
)
ORDERS = (
    Variant("our numbers", _BESIDE, order=sheets.numbered),
    Variant("another form's numbers", _BESIDE, order=sheets.renumbered),
    Variant("another form's numbers, below", _BELOW, order=sheets.renumbered),
    Variant("another form's numbers in bold lines", _UNDER, order=sheets.renumbered),
    Variant(
        "another form's numbers and slips", _BESIDE, sheets.misspelt(1), order=sheets.renumbered
    ),
    Variant("numbers from one to the end", _BESIDE, order=sheets.run_on),
    Variant("letters", _BELOW, order=sheets.lettered),
    Variant("parts swapped", _BESIDE, order=sheets.swapped_parts),
    Variant("parts swapped in lines", each_part(layouts.colon_lines), order=sheets.swapped_parts),
    Variant("fields turned round", _BESIDE, order=sheets.turned_clusters),
    Variant(
        "fields turned round, other names",
        _BELOW,
        sheets.alias(1),
        whole=True,
        order=sheets.turned_clusters,
    ),
)
TABLES = (
    *tuple(
        Variant(name, each_part(layout))
        for name, layout in {
            "answer below": layouts.below,
            "answer in the label's cell": layouts.same_cell,
            "colon in a cell": layouts.colon_cell,
            "spacer column": layouts.spaced,
            "group's title merged down": layouts.merged_titles,
            "row a paragraph": partial(layouts.split_rows, merge=False),
            "row a paragraph, label merged": partial(layouts.split_rows, merge=True),
            "row said again": layouts.continued,
            "four columns": layouts.four_columns,
            "group's labels above": layouts.row_above,
            "groups crossed with labels": layouts.crossed,
            "group in one cell": layouts.in_one_cell,
        }.items()
    ),
    Variant("one table", layouts.one_table),
    Variant("three columns", each_part(layouts.three_columns), order=sheets.numbered),
    Variant(
        "three columns, other numbers", each_part(layouts.three_columns), order=sheets.renumbered
    ),
    Variant("only what is answered", _BESIDE, order=sheets.without_empty),
)
LINES = (
    Variant("colon lines", each_part(layouts.colon_lines)),
    Variant("colon lines, numbered", each_part(layouts.colon_lines), order=sheets.numbered),
    Variant("plain lines", each_part(layouts.under)),
    Variant("plain numbered lines", each_part(layouts.under), order=sheets.numbered),
    Variant("bold lines", _UNDER),
    Variant("headings", each_part(layouts.under_headings)),
    Variant("bullets", each_part(partial(layouts.under_headings, answer=layouts.bullets))),
    Variant(
        "own sub-headings",
        each_part(partial(layouts.under_headings, answer=layouts.with_own_headings)),
        truth=words.with_own_headings,
    ),
    Variant(
        "letter",
        each_part(layouts.letter),
        order=sheets.without_empty,
        written=words.without_ticks,
        end=FAREWELL,
    ),
    Variant(
        "letter in other names",
        each_part(layouts.letter),
        sheets.alias(0),
        whole=True,
        order=sheets.without_empty,
        written=words.without_ticks,
        end=FAREWELL,
    ),
)
_MARKS = {
    "X": Marks("X", ""),
    "x and dash": Marks("x", "-"),
    "[x]": Marks("[x]", "[ ]"),
    "(X)": Marks("(X)", "( )"),
    "ja": Marks("Ja", "Nej"),
    "yes and no boxes": Marks("☒ Ja ☐ Nej", "☐ Ja ☒ Nej"),
    "yes and no words": Marks("Ja [x]  Nej [ ]", "Ja [ ]  Nej [x]"),
    "check mark": Marks("✓", ""),
}
TICKS = (
    *(
        Variant(f"ticks: {name}", each_part(partial(layouts.beside, marks=marks)))
        for name, marks in _MARKS.items()
    ),
    *(
        Variant(f"ticks in front: {name}", each_part(partial(layouts.under_bold, marks=marks)))
        for name, marks in {
            "[x]": Marks("[x]", "[ ]"),
            "X": Marks("X", "_"),
            "√": Marks("√", "_"),
        }.items()
    ),
    Variant("ticks in yes and no columns", each_part(layouts.yes_no_columns)),
    Variant("ticks of older Word", each_part(twists.legacy_ticks)),
    Variant("choice among boxes", each_part(twists.choice_boxes)),
    Variant("choice in lines", each_part(twists.choice_lines)),
    Variant("choice written out", _BESIDE, written=words.choice_in_words),
    Variant("frame written out", each_part(twists.frame_in_words)),
)
TWISTS = (
    *(
        Variant(f"contact {name}", each_part(partial(twists.one_line, way=way, label=label)))
        for name, way, label in twists.CONTACTS
    ),
    Variant("help left standing", each_part(partial(layouts.beside, said=twists.with_help))),
    Variant("help edited", each_part(partial(layouts.beside, said=twists.with_edited_help))),
    Variant("help edited, under labels", each_part(partial(twists.helped_under, edited=True))),
    Variant("help in the label's cell", each_part(twists.help_in_label)),
    Variant("lead-ins", _BESIDE, written=words.with_lead_ins),
    Variant(
        "lead-ins under headings", each_part(layouts.under_headings), written=words.with_lead_ins
    ),
    Variant("lead-ins in lines", each_part(layouts.colon_lines), written=words.with_lead_ins),
    Variant("autocorrected", _BESIDE, words.autocorrected_label, written=words.autocorrected),
    Variant(
        "autocorrected headings",
        each_part(layouts.under_headings),
        words.autocorrected_label,
        written=words.autocorrected,
    ),
    Variant("automatic numbers", each_part(twists.auto_numbered), parts=twists.NUMBERING),
    Variant("controls", each_part(twists.controls)),
    Variant("controls without tags", each_part(partial(twists.controls, tagged=False))),
    Variant("controls with strange tags", each_part(partial(twists.controls, prefix="Felt_"))),
    Variant("controls nested", each_part(twists.nested_controls)),
    Variant("controls doubled", each_part(twists.doubled_controls)),
    Variant("answers beside controls", each_part(twists.beside_controls)),
    Variant("table inside answers", each_part(partial(layouts.beside, said=twists.inner_table))),
    Variant("text box inside answers", each_part(partial(layouts.beside, said=twists.text_box))),
    Variant(
        "footnotes", each_part(partial(layouts.beside, said=twists.footnoted)), parts=twists.NOTES
    ),
)
HABITS = (
    *(
        Variant(name, each_part(layout), order=order)
        for name, layout, order in (
            ("tabs", habits.tabbed, sheets.as_printed),
            ("a frame for each answer", habits.boxed, sheets.as_printed),
            ("line break behind the label", habits.broken, sheets.numbered),
            ("line break behind the label, plain", habits.broken, sheets.as_printed),
            ("text box for each answer", habits.box_under, sheets.as_printed),
            ("table for each question", habits.table_each, sheets.as_printed),
            ("empty lines between all", habits.airy, sheets.as_printed),
            ("help in a column", habits.help_column, sheets.numbered),
            ("help in a row", habits.help_row, sheets.as_printed),
            ("numbers alone", habits.by_numbers, sheets.numbered),
            ("one question for a person", habits.joint_labels, sheets.as_printed),
        )
    ),
    Variant("table for each question, slips", each_part(habits.table_each), sheets.misspelt(1)),
    Variant("form in a frame", habits.framed),
    Variant(
        "unknown questions in rows",
        habits.with_unknown(layouts.beside, habits.unknown_row),
        outside=(GREETING, "Godt på vej"),
    ),
    Variant(
        "unknown questions under headings",
        habits.with_unknown(layouts.under_headings, habits.unknown_heading),
        outside=(GREETING, "Godt på vej"),
    ),
    Variant("front page", habits.with_front_page, outside=(GREETING, "Se næste side")),
    Variant("letter behind the blank form", habits.after_blank),
    Variant("own tables in answers", each_part(habits.own_table), truth=words.own_tables_read),
    Variant("limits in brackets", _BESIDE, habits.limited(sheets.printed)),
    Variant("limits", _UNDER, habits.limited_plainly(sheets.printed)),
    Variant("spelled apart", _BESIDE, words.spelled_apart),
)
VARIANTS = (*WORDS, *ORDERS, *TABLES, *LINES, *TICKS, *TWISTS, *HABITS)
