"""Boxes and marks that people tick with, and what they say about the words beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assessment.intake.answers.wording import LONGEST_LABEL

_TICK = "☒☑✓✔✗✘☓■✅🗹⊠"
_NO_TICK = "☐□▢❏❑"
_TICKED = re.compile(rf"[{_TICK}]|\[\s*[xXvV]\s*\]|\(\s*[xX]\s*\)")
_UNTICKED = re.compile(rf"[{_NO_TICK}]|\[[\s_]*\]|\(\s*\)|\[\s*-\s*\]")
_BOX = re.compile(rf"({_TICKED.pattern}|{_UNTICKED.pattern})")
_PRINTED_BOX = re.compile(r"\s*(?:[☒☑☐]|\[[\sxX]\])")
_MARK = re.compile(r"(?P<yes>[xX×✕✖√vV])|[-–—_]+")
_MARK_IN_FRONT = re.compile(
    r"(?:(?P<yes>[xX×✕✖√]|ja\s*[,:–-])|(?P<no>_+|nej\s*[,:–-]))\s+(?P<label>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_MARK_BEHIND = re.compile(r"(?P<label>.*\S)\s+(?:(?P<yes>[xX×✕✖√])|(?P<no>_+))", re.DOTALL)
_YES = re.compile(r"(?:x|ja|yes|sæt kryds:? x)\b", re.IGNORECASE)
_NO = re.compile(r"(?:nej|no)\b", re.IGNORECASE)
_LONGEST_MARK = 8
_ROUND = " \t\n,;/|:"


@dataclass(frozen=True, slots=True)
class Box:
    """A box or mark, and the words that belong to it."""

    ticked: bool
    label: str


def has_boxes(text: str) -> bool:
    """Whether a text has boxes to tick, ticked or not."""
    return bool(_BOX.search(text))


def is_form_box(text: str) -> bool:
    """Whether a text begins with a box as forms print them, and not with a mark that lists have too."""
    return bool(_PRINTED_BOX.match(text))


def boxes(text: str) -> list[Box]:
    """Return each box of a text with its words, which stand behind it, or before it if all do."""
    lead, *rest = _BOX.split(text)
    signs = [bool(_TICKED.fullmatch(each)) for each in rest[::2]]
    behind = [each.strip(_ROUND) for each in rest[1::2]]
    if len(behind) > 1 and not behind[-1] and lead.strip(_ROUND):
        behind = [lead.strip(_ROUND), *behind[:-1]]
    return [Box(*each) for each in zip(signs, behind, strict=True)]


def before_boxes(text: str) -> str:
    """The words that stand in front of a text's first box."""
    return _BOX.split(text)[0].strip()


def mark(text: str) -> bool | None:
    """Return whether a text that is nothing but a box or a mark ticks; None where it is more, or words."""
    stripped = text.strip()
    if len(stripped) > _LONGEST_MARK:
        return None
    if _TICKED.fullmatch(stripped):
        return True
    if _UNTICKED.fullmatch(stripped):
        return False
    found = _MARK.fullmatch(stripped)
    return found["yes"] is not None if found else None


def marked(text: str) -> Sequence[Box]:
    """Return the ways to take a text for a mark beside a label: "X Vi deltager", "Vi deltager X"."""
    if len(text) > LONGEST_LABEL:
        return ()
    found = (_MARK_IN_FRONT.fullmatch(text), _MARK_BEHIND.fullmatch(text))
    return [Box(bool(each["yes"]), each["label"].strip(_ROUND)) for each in found if each]


def ticked(text: str) -> bool | None:
    """Return whether a text ticks its box; None where it says neither yes nor no."""
    if has_boxes(text):
        chosen = [box.label for box in boxes(text) if box.ticked]
        return bool(chosen) and not any(_NO.match(label) for label in chosen)
    stripped = text.strip()
    if (alone := mark(stripped)) is not None:
        return alone
    if _YES.match(stripped):
        return True
    return False if _NO.match(stripped) else None
