"""Domain values as plotly figures, returned and never drawn; plotly's only home.

Every figure has a text twin in `tables` that says the same. Colours are Okabe and Ito's, which
differ for colour-blind readers and in greyscale ("Color Universal Design", 2008), and are never alone:
a pattern, a symbol, a dash or a word says the same. Backgrounds and the colours of text are left to
the page, so that a figure suits a light and a dark one; what lies on a fill has its own.

The first of a mark's `customdata` is the application's id, so that a click can lead to it.
"""

from plotly.graph_objects import Figure

from assessment.figures.page import as_html
from assessment.figures.points import contributions, matrix, reviewers
from assessment.figures.sureness import places, shares
from assessment.figures.triangle import winners
from assessment.figures.weightings import against_weight, bump

__all__ = [
    "Figure",
    "against_weight",
    "as_html",
    "bump",
    "contributions",
    "matrix",
    "places",
    "reviewers",
    "shares",
    "winners",
]
