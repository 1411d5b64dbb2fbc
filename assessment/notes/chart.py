"""Horizontal bars as PNG: drawn with Pillow's own letters, so that equal bars are equal bytes anywhere."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

MOST = 40
"""So many bars can be read on one page."""

_WIDTH = 1600
"""Pixels across the text of a page (16 cm): 254 to the inch."""
_NAMES, _RIGHT = 540, 130
"""Pixels for the names before the bars, and for the totals behind them."""
_TOP, _ROW, _BAR, _FOOT = 84, 66, 42, 68
_INK, _GREY, _LINE, _PAPER = "#1F3864", "#595959", "#D5DCE8", "#FFFFFF"
_SHADES = ("#1F3864", "#7F96BD", "#C9D3E6", "#4A5F86", "#A5A5A5", "#E3E3E3")
"""Fills that stay apart in grey; a white line parts them too."""
_SIZE, _GAP = 34, 16


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name, what its pieces come to in words, and its pieces."""

    name: str
    told: str
    pieces: tuple[float, ...]


def bars(shown: Sequence[Bar], legend: Sequence[str], most: float) -> bytes:
    """Draw bars on a scale from 0 to `most` as PNG; `legend` names their pieces in order."""
    height = _TOP + _ROW * len(shown) + _FOOT
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(_SIZE)
    unit = (_WIDTH - _NAMES - _RIGHT) / most
    _scale(draw, font, unit, int(most), height - _FOOT)
    for at, bar in enumerate(shown):
        _bar(draw, font, unit, bar, _TOP + _ROW * at)
    _legend(draw, font, legend)
    written = io.BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def _scale(draw: ImageDraw.ImageDraw, font: _Font, unit: float, most: int, foot: int) -> None:
    for mark in range(most + 1):
        x = _NAMES + unit * mark
        draw.line((x, _TOP - 6, x, foot), fill=_LINE, width=2)
        draw.text((x, foot + _GAP), str(mark), font=font, fill=_GREY, anchor="mt")


def _bar(draw: ImageDraw.ImageDraw, font: _Font, unit: float, bar: Bar, top: int) -> None:
    middle = top + _ROW / 2
    name = _fitting(draw, font, bar.name, _NAMES - 2 * _GAP)
    draw.text((_NAMES - _GAP, middle), name, font=font, fill=_INK, anchor="rm")
    x = float(_NAMES)
    for at, piece in enumerate(bar.pieces):
        end = x + unit * piece
        if piece:
            box = (x, middle - _BAR / 2, end, middle + _BAR / 2)
            draw.rectangle(box, fill=_SHADES[at % len(_SHADES)], outline=_PAPER, width=2)
        x = end
    draw.text((x + _GAP, middle), bar.told, font=font, fill=_INK, anchor="lm")


def _legend(draw: ImageDraw.ImageDraw, font: _Font, legend: Sequence[str]) -> None:
    room = _WIDTH / max(len(legend), 1)
    for at, title in enumerate(legend):
        x = room * at
        draw.rectangle((x, 10, x + _SIZE, 10 + _SIZE), fill=_SHADES[at % len(_SHADES)])
        shown = _fitting(draw, font, title, room - _SIZE - 3 * _GAP)
        draw.text((x + _SIZE + _GAP, 10 + _SIZE / 2), shown, font=font, fill=_INK, anchor="lm")


def _fitting(draw: ImageDraw.ImageDraw, font: _Font, text: str, room: float) -> str:
    """The text on one line, cut with an ellipsis where it is wider than the room."""
    line = " ".join(text.split())
    shown = line
    while shown and draw.textlength(shown + ("" if shown == line else "…"), font=font) > room:
        shown = shown[:-1]
    return shown if shown == line else f"{shown.rstrip()}…"
