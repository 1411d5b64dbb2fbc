"""One walk without recursion through a part of a Word file, from paragraphs and tables to passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, TypeAlias

from lxml import etree

from assessment.domain.applications.application import BlockKind
from assessment.intake.word import names
from assessment.intake.word.builder import Paragraph, StoryBuilder
from assessment.intake.word.controls import (
    has_private_signs,
    in_symbol_font,
    legacy_answer,
    read_control,
    symbol,
)
from assessment.intake.word.elements import child, is_on, number_or, text_of
from assessment.intake.word.embedded import Embedded
from assessment.intake.word.numbering import Numbering
from assessment.intake.word.passages import Story
from assessment.intake.word.places import Place, Table
from assessment.intake.word.styles import Styles, outline_level
from assessment.intake.word.sweep import Plain, Sweep

Opened: TypeAlias = "tuple[Iterable[etree._Element], Callable[[], None] | None]"  # noqa: SLF001 - lxml gives its element type no other name
Action: TypeAlias = "Callable[[Walk, etree._Element], Opened | None]"  # noqa: SLF001 - as above

_MARGINS = {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.NOTE}
_UNDERSTOOD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_SKIPPED = frozenset({
    names.R_PR, names.SECT_PR, names.TBL_PR, names.TBL_GRID, names.TBL_PR_EX, names.TC_PR, names.TR_PR,
    names.SDT_PR, names.SDT_END_PR, names.INSTR_TEXT, names.DEL_INSTR_TEXT,
})  # fmt: skip


class Walk:
    """Reads parts one after the other into one story; counters for tables and boxes run through."""

    def __init__(self, styles: Styles, numbering: Numbering, embedded: Embedded) -> None:
        """Start with an empty story."""
        self._styles = styles
        self._numbering = numbering
        self._embedded = embedded
        self._builder = StoryBuilder()
        self._tables: list[Table] = []
        self._boxes = 0
        self._figures = 0
        self._part = ""
        self._alt = ""
        self._asking = 0
        self._sweep: Sweep

    @property
    def story(self) -> Story:
        """What has been read so far."""
        return self._builder.story

    def read(self, root: etree._Element, part: str, place: Place) -> None:
        """Read all paragraphs under an element of a part into the story."""
        self._part = part
        self._builder.places.append(place)
        self._sweep = Sweep(root, ask_styles=self._styles.hide_text)
        stack: list[tuple[Iterator[etree._Element], Callable[[], None] | None]] = [
            (iter(root), None)
        ]
        enter = self._ENTER
        while stack:
            children, close = stack[-1]
            for element in children:
                action = enter.get(element.tag)
                opened = (element, None) if action is None else action(self, element)
                if opened is not None:
                    stack.append((iter(opened[0]), opened[1]))
                    break
            else:
                stack.pop()
                if close:
                    close()
        self._builder.places.pop()

    # text

    def _read_text(self, text: etree._Element) -> None:
        said = text.text or ""
        self._builder.write(in_symbol_font(text, said) if has_private_signs(said) else said)

    def _read_tab(self, _: etree._Element) -> None:
        self._builder.write("\t")

    def _read_break(self, _: etree._Element) -> None:
        self._builder.write("\n")

    def _read_hyphen(self, _: etree._Element) -> None:
        self._builder.write("\u2011")

    def _read_symbol(self, sym: etree._Element) -> None:
        self._builder.write(symbol(sym))

    def _read_legacy_field(self, fld_char: etree._Element) -> None:
        self._builder.write(legacy_answer(fld_char))

    def _read_word_art(self, path: etree._Element) -> None:
        self._builder.write(f"\n{path.get('string') or ''}\n")

    def _enter_drawn_paragraph(self, paragraph: etree._Element) -> Opened:
        return paragraph, self._leave_drawn_paragraph

    def _leave_drawn_paragraph(self) -> None:
        self._builder.write("\n")

    def _skip(self, _: etree._Element) -> None:
        pass

    # runs and what is apart

    def _enter_run(self, run: etree._Element) -> Opened:
        r_pr = child(run, names.R_PR)
        if self._asks(r_pr):
            self._builder.prompting += 1
            return run, self._leave_prompt
        if self._hides(r_pr):
            self._builder.hiding += 1
            return run, self._leave_hidden
        return run, None

    def _asks(self, r_pr: etree._Element | None) -> bool:
        """Whether a run is the prompt of a placeholder, and no part of the page's text."""
        if not self._asking:
            return False
        control = next(each for each in reversed(self._builder.controls) if each.placeholder)
        if not self._styles.get(text_of(r_pr, names.R_STYLE)).prompting:
            control.typed = True
            return False
        return not control.printed

    def _hides(self, r_pr: etree._Element | None) -> bool:
        paragraph = self._builder.paragraph
        by_paragraph = paragraph is not None and paragraph.hidden
        if r_pr is None:
            return by_paragraph
        vanish = child(r_pr, names.VANISH)
        if vanish is not None:
            return is_on(vanish)
        return by_paragraph or (
            self._styles.hide_text and self._styles.get(text_of(r_pr, names.R_STYLE)).hidden
        )

    def _leave_prompt(self) -> None:
        self._builder.prompting -= 1

    def _leave_hidden(self) -> None:
        self._builder.hiding -= 1

    def _enter_removed(self, element: etree._Element) -> Opened:
        self.story.changed = True
        self._builder.removed += 1
        return element, self._leave_removed

    def _leave_removed(self) -> None:
        self.story.deleted.append("\n")
        self._builder.removed -= 1

    def _enter_inserted(self, element: etree._Element) -> Opened:
        self.story.changed = True
        return element, None

    def _read_deleted_text(self, element: etree._Element) -> None:
        self.story.changed = True
        self.story.deleted.append(element.text or "")

    def _refer(self, reference: etree._Element) -> None:
        self._builder.refer(str(reference.tag), reference.get(names.ID) or "")

    # paragraphs

    def _enter_paragraph(self, paragraph: etree._Element) -> Opened | None:
        plain = self._sweep.read(paragraph)
        if plain is None or self._asking or self._styles.get(plain.style).hidden:
            self._builder.open_paragraph(paragraph)
            return paragraph, self._builder.close_paragraph
        opened = self._builder.open_paragraph(paragraph if plain.has_bold else None)
        self._describe(opened, plain)
        self._builder.write("".join(plain.pieces))
        self._builder.close_paragraph()
        return None

    def _read_properties(self, p_pr: etree._Element) -> None:
        paragraph = self._builder.paragraph
        if paragraph is not None:
            num_pr = child(p_pr, names.NUM_PR)
            self._describe(
                paragraph,
                Plain(
                    style=text_of(p_pr, names.P_STYLE),
                    outline=text_of(p_pr, names.OUTLINE_LEVEL),
                    list_id=text_of(num_pr, names.NUM_ID),
                    list_level=text_of(num_pr, names.LEVEL_INDEX),
                ),
            )

    def _describe(self, paragraph: Paragraph, said: Plain) -> None:
        """Give a paragraph what its properties, or else its style, say of it."""
        passage = paragraph.passage
        style = self._styles.get(said.style)
        own_level = outline_level(said.outline) if said.outline else None
        passage.level = style.level if own_level is None else own_level
        paragraph.hidden = style.hidden
        list_id = said.list_id or style.list_id
        if list_id and not self._builder.removed:
            level = number_or(said.list_level, 0 if said.list_id else style.list_level)
            passage.label = self._numbering.next_label(list_id, level)

    # tables

    def _enter_table(self, table: etree._Element) -> Opened:
        self._tables.append(self._builder.places[-1].open_table())
        return table, self._leave_table

    def _leave_table(self) -> None:
        self._tables.pop()

    def _enter_row(self, row: etree._Element) -> Opened:
        if self._tables:
            self._tables[-1].open_row()
        properties = child(row, names.TR_PR)
        if child(properties, names.DEL) is not None:
            return self._enter_removed(row)
        if is_on(child(properties, names.HIDDEN)):
            self._builder.hiding += 1
            return row, self._leave_hidden
        return row, None

    def _enter_cell(self, cell: etree._Element) -> Opened:
        properties = child(cell, names.TC_PR)
        if not self._tables:
            return cell, None
        self._builder.places.append(self._tables[-1].open_cell(properties))
        if child(properties, names.CELL_DEL) is None:
            return cell, self._leave_place
        self._enter_removed(cell)
        return cell, self._leave_deleted_cell

    def _leave_place(self) -> None:
        self._builder.places.pop()

    def _leave_deleted_cell(self) -> None:
        self._leave_removed()
        self._leave_place()

    # controls, alternatives, boxes

    def _enter_control(self, sdt: etree._Element) -> Opened:
        control = read_control(sdt)
        self.story.controls.append(control)
        self._builder.controls.append(control)
        self._asking += control.placeholder
        return sdt, self._leave_control

    def _leave_control(self) -> None:
        self._asking -= self._builder.controls.pop().placeholder

    def _enter_text_box(self, box: etree._Element) -> Opened:
        self._boxes += 1
        self._builder.places.append(self._box(f"b{self._boxes}", f"Tekstboks {self._boxes}"))
        return box, self._leave_place

    def _box(self, prefix: str, where: str) -> Place:
        """Return a place for what floats beside the text; in a cell it belongs to the cell's row."""
        around = self._builder.places[-1]
        kind = around.kind if around.kind in _MARGINS else BlockKind.TEXT_BOX
        return Place(kind, prefix, where, around.cell, covered=around.covered)

    # pictures, figures, other files

    def _enter_drawing(self, drawing: etree._Element) -> Opened:
        self._alt = ""
        return drawing, None

    def _read_alt(self, properties: etree._Element) -> None:
        said = properties.get("descr") or properties.get("title") or ""
        self._alt = said.strip() or self._alt
        self._builder.describe(self._alt)

    def _read_blip(self, blip: etree._Element) -> None:
        self._read_picture(blip.get(names.R_EMBED))

    def _read_image_data(self, image: etree._Element) -> None:
        shape = image.getparent()
        self._alt = "" if shape is None else (shape.get("alt") or "").strip()
        self._builder.describe(self._alt)
        self._read_picture(image.get(names.R_ID))

    def _read_picture(self, relationship: str | None) -> None:
        part = self._embedded.picture(self._part, relationship or "")
        if part:
            self._builder.picture(part, self._alt)

    def _read_chart(self, chart: etree._Element) -> None:
        lines = self._embedded.chart(self._part, chart.get(names.R_ID) or "")
        self._write_figure("Diagram", lines)

    def _read_diagram(self, diagram: etree._Element) -> None:
        lines = self._embedded.diagram(self._part, diagram.get(names.R_DIAGRAM) or "")
        self._write_figure("SmartArt", lines)

    def _write_figure(self, name: str, lines: list[str]) -> None:
        self._figures += 1
        self._builder.places.append(self._box(f"g{self._figures}", f"{name} {self._figures}"))
        self._builder.write_paragraphs(lines)
        self._leave_place()

    def _read_chunk(self, chunk: etree._Element) -> None:
        lines = self._embedded.chunk(self._part, chunk.get(names.R_ID) or "")
        self._builder.write_paragraphs(lines)

    def _enter_alternative(self, element: etree._Element) -> Opened | None:
        """Choose what Word would show: the first choice whose drawing language it knows, else the fallback."""
        for choice in element.iterfind(names.CHOICE):
            required = (choice.get("Requires") or "").split()
            if all((choice.nsmap.get(prefix) or "").startswith(_UNDERSTOOD) for prefix in required):
                return choice, None
        fallback = child(element, names.FALLBACK)
        return None if fallback is None else (fallback, None)

    # What to do at each element; any other is walked through as if it were not there.
    _ENTER: ClassVar[Mapping[object, Action]] = {
        **dict.fromkeys(_SKIPPED, _skip),
        **dict.fromkeys((names.T, names.DRAWN_TEXT, names.MATH_TEXT), _read_text),
        **dict.fromkeys((names.TAB, names.P_TAB), _read_tab),
        **dict.fromkeys((names.BR, names.CR, names.DRAWN_BREAK), _read_break),
        **dict.fromkeys((names.DEL, names.MOVE_FROM), _enter_removed),
        **dict.fromkeys((names.INS, names.MOVE_TO), _enter_inserted),
        **dict.fromkeys((names.FOOTNOTE_REFERENCE, names.ENDNOTE_REFERENCE), _refer),
        **dict.fromkeys((names.DOC_PR, names.PICTURE_PR), _read_alt),
        **dict.fromkeys((names.CHART, names.NEW_CHART), _read_chart),
        names.P: _enter_paragraph,
        names.P_PR: _read_properties,
        names.R: _enter_run,
        names.DEL_TEXT: _read_deleted_text,
        names.NO_BREAK_HYPHEN: _read_hyphen,
        names.SYM: _read_symbol,
        names.FLD_CHAR: _read_legacy_field,
        names.TEXT_PATH: _read_word_art,
        names.DRAWN_P: _enter_drawn_paragraph,
        names.TBL: _enter_table,
        names.TR: _enter_row,
        names.TC: _enter_cell,
        names.SDT: _enter_control,
        names.ALTERNATE_CONTENT: _enter_alternative,
        names.TEXT_BOX: _enter_text_box,
        names.DRAWING: _enter_drawing,
        names.BLIP: _read_blip,
        names.IMAGE_DATA: _read_image_data,
        names.DIAGRAM: _read_diagram,
        names.ALT_CHUNK: _read_chunk,
    }
