"""One walk without recursion through a part of a Word file, from paragraphs and tables to passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from lxml import etree

from assessment.domain.application import BlockKind
from assessment.intake.word import names
from assessment.intake.word.controls import legacy_answer, read_control, symbol
from assessment.intake.word.numbering import Numbering
from assessment.intake.word.passages import Control, Passage, Story
from assessment.intake.word.places import Place, Table
from assessment.intake.word.styles import Styles, is_on, list_of, outline_level, text_of

Opened: TypeAlias = "tuple[Iterable[etree._Element], Callable[[], None] | None]"  # noqa: SLF001 - lxml gives its element type no other name

_MARGINS = {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.NOTE}
_LONGEST_HEADING = 120
_UNDERSTOOD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_SKIPPED = frozenset({
    names.R_PR, names.SECT_PR, names.TBL_PR, names.TBL_GRID, names.TBL_PR_EX, names.TC_PR, names.TR_PR,
    names.SDT_PR, names.SDT_END_PR, names.INSTR_TEXT, names.DEL_INSTR_TEXT,
})  # fmt: skip


class Walk:
    """Reads parts one after the other into one story; counters for tables and boxes run through."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        """Start with an empty story."""
        self.story = Story()
        self._styles = styles
        self._numbering = numbering
        self._places: list[Place] = []
        self._tables: list[Table] = []
        self._open_passages: list[Passage] = []
        self._open_controls: list[Control] = []
        self._boxes = 0
        self._removed = 0
        self._hiding = 0
        self._enter = self._table_of_entries()

    def read(self, root: etree._Element, place: Place) -> Story:
        """Read all paragraphs under an element into the story, which is returned as far as it has come."""
        self._places.append(place)
        self._ask_runs(root)
        stack: list[tuple[Iterator[etree._Element], Callable[[], None] | None]] = [
            (iter(root), None)
        ]
        enter = self._enter
        while stack:
            children, close = stack[-1]
            for element in children:
                action = enter.get(element.tag)
                opened = (element, None) if action is None else action(element)
                if opened is not None:
                    stack.append((iter(opened[0]), opened[1]))
                    break
            else:
                stack.pop()
                if close:
                    close()
        self._places.pop()
        return self.story

    def _ask_runs(self, root: etree._Element) -> None:
        """Ask runs whether they are hidden only where anything is; most files hide nothing."""
        if self._styles.hide_text or next(root.iter(names.VANISH), None) is not None:
            self._enter[names.R] = self._enter_run
        else:
            self._enter.pop(names.R, None)

    def _table_of_entries(self) -> dict[object, Callable[[etree._Element], Opened | None]]:
        """What to do at each element; any other is walked through as if it were not there."""
        actions: dict[object, Callable[[etree._Element], Opened | None]] = dict.fromkeys(
            _SKIPPED, _skip
        )
        actions |= dict.fromkeys((names.T, names.DRAWN_TEXT, names.MATH_TEXT), self._enter_text)
        actions |= dict.fromkeys((names.TAB, names.P_TAB), lambda _: self._write("\t"))
        actions |= dict.fromkeys(
            (names.BR, names.CR, names.DRAWN_BREAK), lambda _: self._write("\n")
        )
        actions |= dict.fromkeys((names.DEL, names.MOVE_FROM), self._enter_removed)
        actions |= dict.fromkeys((names.INS, names.MOVE_TO), self._enter_inserted)
        return actions | {
            names.P: self._enter_paragraph,
            names.P_PR: self._read_properties,
            names.DEL_TEXT: self._enter_deleted_text,
            names.NO_BREAK_HYPHEN: lambda _: self._write("\u2011"),
            names.SYM: lambda sym: self._write(symbol(sym)),
            names.FLD_CHAR: lambda fld_char: self._write(legacy_answer(fld_char)),
            names.TEXT_PATH: lambda path: self._write(f"\n{path.get('string') or ''}\n"),
            names.TBL: self._enter_table,
            names.TR: self._enter_row,
            names.TC: self._enter_cell,
            names.SDT: self._enter_control,
            names.ALTERNATE_CONTENT: _enter_alternative,
            names.TEXT_BOX: self._enter_text_box,
            names.DOC_PR: self._read_alt,
        }

    # text

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._removed:
            self.story.deleted.append(text)
        elif self._hiding:
            self.story.hidden.append(text)
        else:
            self._write_visible(text)

    def _write_visible(self, text: str) -> None:
        if not self._open_passages:
            self._write_stray(text)
            return
        passage = self._open_passages[-1]
        passage.pieces.append(text)
        for control in self._open_controls:
            control.add(passage, text)

    def _write_stray(self, text: str) -> None:
        """Give text that stands in no paragraph, as only broken files have it, one of its own."""
        self._open_passage()
        self._write_visible(text)
        self._leave_paragraph()

    def _enter_text(self, element: etree._Element) -> None:
        self._write(element.text or "")

    def _enter_deleted_text(self, element: etree._Element) -> None:
        self.story.changed = True
        self.story.deleted.append(element.text or "")

    def _enter_run(self, run: etree._Element) -> Opened:
        if not self._hides(run.find(names.R_PR)):
            return run, None
        self._hiding += 1
        return run, self._leave_hidden

    def _hides(self, r_pr: etree._Element | None) -> bool:
        by_paragraph = bool(self._open_passages) and self._open_passages[-1].hidden
        if r_pr is None:
            return by_paragraph
        vanish = r_pr.find(names.VANISH)
        if vanish is not None:
            return is_on(vanish)
        return by_paragraph or self._styles.get(text_of(r_pr, names.R_STYLE)).hidden

    def _leave_hidden(self) -> None:
        self._hiding -= 1

    def _enter_removed(self, element: etree._Element) -> Opened:
        self.story.changed = True
        self._removed += 1
        return element, self._leave_removed

    def _leave_removed(self) -> None:
        self.story.deleted.append("\n")
        self._removed -= 1

    def _enter_inserted(self, element: etree._Element) -> Opened:
        self.story.changed = True
        return element, None

    # paragraphs

    def _enter_paragraph(self, paragraph: etree._Element) -> Opened:
        self._open_passage().element = paragraph
        return paragraph, self._leave_paragraph

    def _open_passage(self) -> Passage:
        place = self._places[-1]
        passage = Passage(place.kind, place.cell)
        self.story.passages.append(passage)
        self._open_passages.append(passage)
        return passage

    def _read_properties(self, p_pr: etree._Element) -> None:
        if not self._open_passages:
            return
        passage = self._open_passages[-1]
        style = self._styles.get(text_of(p_pr, names.P_STYLE))
        own_level = outline_level(p_pr)
        passage.level = style.level if own_level is None else own_level
        passage.hidden = style.hidden
        list_id, list_level = list_of(p_pr) or (style.list_id, style.list_level)
        if list_id and not self._removed:
            passage.label = self._numbering.next_label(list_id, list_level)

    def _leave_paragraph(self) -> None:
        passage = self._open_passages.pop()
        passage.text = "".join(passage.pieces).strip()
        if passage.kind is BlockKind.PARAGRAPH:
            passage.bold = 0 < len(passage.text) <= _LONGEST_HEADING and _is_bold(passage.element)
            passage.kind = BlockKind.HEADING if passage.level else passage.kind
        passage.element = None
        self._places[-1].name(passage)

    def _read_alt(self, doc_pr: etree._Element) -> None:
        if self._open_passages and not self._removed:
            self._open_passages[-1].alt = (
                doc_pr.get("descr") or ""
            ).strip() or self._open_passages[-1].alt

    # tables

    def _enter_table(self, table: etree._Element) -> Opened:
        self._tables.append(self._places[-1].open_table())
        return table, self._leave_table

    def _leave_table(self) -> None:
        self._tables.pop()

    def _enter_row(self, row: etree._Element) -> Opened:
        if self._tables:
            self._tables[-1].open_row()
        properties = row.find(names.TR_PR)
        if properties is not None and properties.find(names.DEL) is not None:
            return self._enter_removed(row)
        return row, None

    def _enter_cell(self, cell: etree._Element) -> Opened:
        if not self._tables:
            return cell, None
        table = self._tables[-1]
        self._places.append(table.open_cell())
        if not table.is_covered(cell.find(names.TC_PR)):
            return cell, self._leave_place
        self._hiding += 1
        return cell, self._leave_covered_cell

    def _leave_place(self) -> None:
        self._places.pop()

    def _leave_covered_cell(self) -> None:
        self._hiding -= 1
        self._places.pop()

    # controls, text boxes, alternatives

    def _enter_control(self, sdt: etree._Element) -> Opened | None:
        control = read_control(sdt)
        self.story.controls.append(control)
        if control.placeholder and not control.printed:
            return None
        self._open_controls.append(control)
        return sdt, self._leave_control

    def _leave_control(self) -> None:
        self._open_controls.pop()

    def _enter_text_box(self, box: etree._Element) -> Opened:
        self._boxes += 1
        around = self._places[-1].kind
        kind = around if around in _MARGINS else BlockKind.TEXT_BOX
        self._places.append(Place(kind, f"b{self._boxes}", f"Tekstboks {self._boxes}"))
        return box, self._leave_place


def _skip(_: etree._Element) -> None:
    return None


def _is_bold(paragraph: etree._Element | None) -> bool:
    """Whether all runs with text in them are set in bold, as in a heading without a heading's style."""
    runs = () if paragraph is None else paragraph.iter(names.R)
    bold = [_has_bold(run.find(names.R_PR)) for run in runs if run.find(names.T) is not None]
    return bool(bold) and all(bold)


def _has_bold(r_pr: etree._Element | None) -> bool:
    return r_pr is not None and is_on(r_pr.find(names.BOLD))


def _enter_alternative(element: etree._Element) -> Opened | None:
    """Choose what Word would show: the first choice whose drawing language it knows, else the fallback."""
    for choice in element.iterfind(names.CHOICE):
        required = (choice.get("Requires") or "").split()
        if all((choice.nsmap.get(prefix) or "").startswith(_UNDERSTOOD) for prefix in required):
            return choice, None
    fallback = element.find(names.FALLBACK)
    return None if fallback is None else (fallback, None)
