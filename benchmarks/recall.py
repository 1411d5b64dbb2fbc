"""How much of a file's visible words a reader found, and how much it added."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

_WORD = re.compile(r"\w+")
_FEWEST = 5
WORD_FILES = (".docx", ".docm", ".dotx", ".dotm")


def words(text: str) -> Counter[str]:
    """Count the words of a text, in one form of each letter and without case."""
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def visible_words(path: Path) -> Counter[str] | None:
    """The words known to be visible in a file (NAME.visible.txt); None where nobody counted them."""
    counted = Path(f"{path}.visible.txt")
    if not counted.exists():
        return None
    lines = [line.rsplit(" ", 1) for line in counted.read_text("utf-8").split("\n") if line]
    return Counter({word: int(count) for word, count in lines})


def found_share(visible: Counter[str], text: str) -> float:
    """The share of the visible words that stands in a text, each as often as it is there."""
    return (visible & words(text)).total() / visible.total()


def extra_share(visible: Counter[str], text: str) -> float:
    """How many words a text has beyond the visible ones, as a share of those."""
    return (words(text) - visible).total() / visible.total()


def readable(folder: Path) -> dict[Path, Counter[str]]:
    """The Word files of a folder whose visible words are known and are enough to measure."""
    files = sorted(each for each in folder.iterdir() if each.suffix.lower() in WORD_FILES)
    counted = {each: visible_words(each) for each in files}
    return {each: count for each, count in counted.items() if count and count.total() >= _FEWEST}
