"""A file's name from a stranger made into a label that is safe to show and to keep."""

from __future__ import annotations

import unicodedata

LONGEST = 120
_LONGEST_EXTENSION = 12
# Control characters and line breaks, what steers the direction of text (a bidi override shows
# "xcod.exe" as "exe.docx"), half characters, and code points that mean nothing to others.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_name(name: str, default: str = "uden navn") -> str:
    """Return a file's own name: no folders, nothing invisible, at most 120 characters with its extension."""
    own = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = "".join(
        " " if each in "\t\r\n" else each
        for each in unicodedata.normalize("NFC", own)
        if each in "\t\r\n" or unicodedata.category(each) not in _UNWANTED
    )
    cleaned = " ".join(visible.split()).rstrip(". ")
    return _shortened(cleaned) or default


def title_as_name(title: str, ending: str, default: str) -> str:
    """Return a message's subject as the name of a file with this ending."""
    name = clean_name(title.replace("/", "-").replace("\\", "-"), default)
    return name if extension(name) == ending else clean_name(f"{name}{ending}")


def extension(name: str) -> str:
    """Return a name's extension in small letters, with its dot; "" where there is none."""
    _, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and 0 < len(last) <= _LONGEST_EXTENSION else ""


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    ending = name[len(name) - len(extension(name)) :]
    return name[: LONGEST - len(ending)] + ending
