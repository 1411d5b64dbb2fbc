"""What the formulas of a workbook come to, calculated anew as a spreadsheet program would.

Only what our own workbooks use is known; anything else fails the test.
"""

from __future__ import annotations

from fractions import Fraction

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import range_boundaries


class UndefinedError(Exception):
    """A mean of nothing, or a sum with text: #DIV/0! and #VALUE! in a spreadsheet."""


class Calculator:
    """The cells of a workbook that was read with its formulas."""

    def __init__(self, book) -> None:
        self._book = book
        self._known = {}

    def value(self, sheet: str, place: str):
        """What a cell shows: a number, a text, or None where it is empty."""
        if (sheet, place) not in self._known:
            self._known[sheet, place] = self._value(sheet, place)
        return self._known[sheet, place]

    def _value(self, sheet, place):
        content = self._book[sheet][place].value
        if not (isinstance(content, str) and self._book[sheet][place].data_type == "f"):
            return Fraction(content) if isinstance(content, int | float) else content
        tokens = [each for each in Tokenizer(content).items if each.type != Token.WSPACE]
        result = self._sum(tokens, sheet)
        assert not tokens, f"{sheet}!{place}: {content}"
        return result

    def _sum(self, tokens, sheet):
        total = self._product(tokens, sheet)
        while tokens and tokens[0].value in {"+", "="}:
            if tokens.pop(0).value == "+":
                total += self._product(tokens, sheet)
            else:
                total = total == self._product(tokens, sheet)
        return total

    def _product(self, tokens, sheet):
        result = self._term(tokens, sheet)
        while tokens and tokens[0].value in {"*", "/"}:
            sign, by = tokens.pop(0).value, self._term(tokens, sheet)
            if isinstance(result, str) or isinstance(by, str):
                raise UndefinedError
            result = result * by if sign == "*" else result / by
        return result

    def _term(self, tokens, sheet):
        token = tokens.pop(0)
        if token.type == Token.FUNC:
            return self._call(token.value, tokens, sheet)
        if token.subtype == Token.RANGE:
            cells = self._cells(token.value, sheet)
            return cells if ":" in token.value else cells[0]
        return Fraction(token.value) if token.subtype == Token.NUMBER else token.value.strip('"')

    def _call(self, name, tokens, sheet):
        arguments = []
        while True:
            before = list(tokens)
            try:
                arguments.append(self._sum(tokens, sheet))
            except UndefinedError as error:
                arguments.append(error)
                tokens[:] = _after_argument(before)
            if tokens.pop(0).subtype == Token.CLOSE:
                return getattr(self, name.strip("(").lower())(*arguments)

    def _cells(self, reference, sheet):
        named, _, area = reference.rpartition("!")
        left, top, right, bottom = range_boundaries(area)
        page = self._book[named or sheet]
        rows = page.iter_rows(top, bottom, left, right)
        return [self.value(page.title, cell.coordinate) for row in rows for cell in row]

    @staticmethod
    def iferror(value, otherwise):
        return otherwise if isinstance(value, UndefinedError) else value

    @staticmethod
    def count(cells):
        return sum(isinstance(each, Fraction) for each in cells)

    @staticmethod
    def average(cells):
        known = [each for each in cells if isinstance(each, Fraction)]
        if not known:
            raise UndefinedError
        return sum(known) / len(known)

    def averageifs(self, cells, *conditions):
        return self.average(_chosen(cells, conditions))

    @staticmethod
    def sumifs(cells, *conditions):
        return sum(each for each in _chosen(cells, conditions) if isinstance(each, Fraction))

    def __getattr__(self, name):
        assert name == "if", name
        return _if


def _if(condition, then, otherwise):
    chosen = then if condition else otherwise
    if isinstance(chosen, UndefinedError):
        raise chosen
    return chosen


def _chosen(cells, conditions):
    pairs = list(zip(conditions[::2], conditions[1::2], strict=True))
    assert all(len(where) == len(cells) for where, _ in pairs)
    return [
        each
        for at, each in enumerate(cells)
        if all(where[at] == wanted and where[at] is not None for where, wanted in pairs)
    ]


def _after_argument(tokens):
    """What is left of a formula after an argument that came to nothing."""
    depth = 0
    for at, token in enumerate(tokens):
        if depth == 0 and (token.type == Token.SEP or token.subtype == Token.CLOSE):
            return tokens[at:]
        depth += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0)
    raise AssertionError
