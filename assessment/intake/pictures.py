"""A picture from outside made into one that a browser may show: decoded and drawn anew."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from assessment.intake.messages import refusal

_MOST_PIXELS = 80_000_000
_TALLEST = 4_800


def drawn(content: bytes, width: int) -> bytes:
    """Return a PNG of a picture, at most so many pixels wide.

    Nothing but its pixels comes through. Raises RefusedFileError where it is no picture or too large.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise refusal("picture_too_large")
            shown = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise refusal("picture_damaged") from error
    shown.thumbnail((width, _TALLEST))
    written = io.BytesIO()
    shown.save(written, "PNG")
    return written.getvalue()
