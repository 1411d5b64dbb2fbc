"""What a user sees of a page that a test has opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pandas import DataFrame
from streamlit.testing.v1 import AppTest

# What the browser is told beside what it shows: names of elements, of icons and of fonts.
_UNSEEN = {"id", "key", "user_key", "form_id", "element_id", "group_id", "icon", "query_param_key"}
LOCK = ":material/lock:"
"""What stands before a line that says why something is not there."""

PATIENCE = 120
"""Seconds for a page to be drawn; a busy machine needs them, an idle one does not."""

_ICON = re.compile(r":material/\w+:")


def page(draw: Callable[..., object], *args: object) -> AppTest:
    """What a function draws, as a page that was not run yet; its source is run by itself."""
    return AppTest.from_function(draw, args=args, default_timeout=PATIENCE)


def markdown(app: AppTest) -> list[str]:
    """The running text of a page as it reads, without the signs that keep it from being markup."""
    return [read(each.value) for each in app.markdown]


def read(text: str) -> str:
    """Markdown as a reader sees it where every sign in it is escaped."""
    return re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", text)


def rows(table: Any) -> list[tuple[str, ...]]:
    """A table's rows as they read."""
    return [tuple(map(read, each)) for each in table.value.itertuples(index=False, name=None)]


def columns(table: Any) -> list[str]:
    """The words at the top of a table."""
    return [read(each) for each in table.value.columns]


def values(elements: Any) -> list[str]:
    """What elements of one kind say."""
    return [read(each.value) for each in elements]


def words(app: AppTest) -> list[str]:
    """Every piece of text that a page sends to the browser, tables included and figures left out."""
    return [_ICON.sub("", text) for text in everything(app) if not text.startswith("{")]


def everything(app: AppTest) -> list[str]:
    """All that a page sends to the browser: each piece of text, each table, and what figures are of."""
    found = [text for element in app for text in _strings(getattr(element, "proto", None))]
    for element in (*app.table, *app.dataframe):
        found += [str(each) for row in _frame(element.value) for each in row]
    return found


def _frame(frame: DataFrame) -> Iterator[tuple[object, ...]]:
    yield tuple(frame.columns)
    yield from frame.itertuples(index=False, name=None)


def _strings(message: Any) -> Iterator[str]:
    if isinstance(message, str):
        yield message
    elif hasattr(message, "ListFields"):
        for field, value in message.ListFields():
            if field.name not in _UNSEEN:
                yield from _strings(value)
    elif hasattr(message, "__iter__") and not isinstance(message, bytes):
        for each in message:
            yield from _strings(each)


def downloads(app: AppTest) -> dict[str, str]:
    """The files that a page offers: where each is fetched, by its words."""
    return {each.proto.label: each.proto.url for each in app.get("link_button")}


def fetched(app: AppTest) -> dict[str, str]:
    """The files that a page offers, without who asks for them."""
    return {label: url.partition("?")[0] for label, url in downloads(app).items()}
