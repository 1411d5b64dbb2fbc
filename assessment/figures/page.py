"""A figure as a page of its own: one HTML file with everything in it, which asks nothing of the net."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from plotly.graph_objects import Figure

_PAGE = """<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0; background: #fff; color: #1d2733; font: 16px/1.5 "Open Sans", verdana, arial, sans-serif; }}
div[role=img], main {{ padding: 0 16px; }}
main {{ padding-bottom: 32px; }}
table {{ border-collapse: collapse; }}
caption {{ text-align: left; font-weight: bold; padding: 8px 0; }}
th, td {{ border: 1px solid #bfc5cc; padding: 4px 10px; text-align: left; vertical-align: top; }}
</style>
</head>
<body>
<div role="img" aria-label="{alt}">
{figure}
</div>
<main>
<p>{alt}</p>
<table>
<caption>{title}</caption>
<thead><tr>{header}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</main>
</body>
</html>
"""
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
)


def as_html(
    figure: Figure, alt: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> bytes:
    """The figure with its text twin below as one HTML file in UTF-8, plotly.js inside.

    The figure stands first and fills the page's width and its own height, so that a picture of so
    much of the page is a picture of the figure.
    """
    drawn = Figure(figure)
    drawn.update_layout(
        template="plotly_white", paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)"
    )
    page = _PAGE.format(
        policy=_POLICY,
        title=escape(figure.layout.title.text or ""),
        alt=escape(alt),
        figure=drawn.to_html(
            full_html=False,
            include_plotlyjs=True,
            config={"displayModeBar": False, "responsive": True, "scrollZoom": False},
        ),
        header=_cells("th", header),
        rows="\n".join(f"<tr>{_cells('td', row)}</tr>" for row in rows),
    )
    return page.encode()


def _cells(kind: str, texts: Iterable[str]) -> str:
    scope = ' scope="col"' if kind == "th" else ""
    return "".join(f"<{kind}{scope}>{escape(each)}</{kind}>" for each in texts)
