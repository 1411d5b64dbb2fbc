"""How the command line is used: its help, and the sentence about wrong usage, in Danish.

Typer words these in English and lets few of them be translated; so they are worded here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import get_args

import typer
from typer import _click
from typer._click.exceptions import (
    BadOptionUsage,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from assessment.domain.words.wording import listed

_OPTIONS = "[TILVALG]"
_KINDS = {Path: "STI", int: "TAL", datetime: "TID"}
"""What stands in the help for a value of each type that is no text."""
_WORDED = {"Missing command.": "Der mangler en kommando."}
"""What Typer says in a sentence alone."""

_Parameter = TyperArgument | TyperOption


def application(about: str, commands: Mapping[str, Callable[..., None]]) -> typer.Typer:
    """A command line, or a group within one, of these commands by name."""
    made = typer.Typer(
        cls=_Group,
        help=about,
        options_metavar=_OPTIONS,
        subcommand_metavar="KOMMANDO ...",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for name, command in commands.items():
        made.command(name, cls=_Command, options_metavar=_OPTIONS)(command)
    return made


def sentence(wrong: typer.TyperException) -> str:
    """What is wrong with what was written, and where to see how it is written.

    The help itself where only the name of the program or of a group was written.
    """
    if isinstance(wrong, NoArgsIsHelpError):
        return wrong.message
    context = wrong.ctx if isinstance(wrong, UsageError) else None
    return f"{_told(wrong)} Se {context.command_path} --help." if context else _told(wrong)


def _told(wrong: typer.TyperException) -> str:
    match wrong:
        case NoSuchOption(option_name=name, possibilities=near, ctx=_click.Context() as context):
            return _unknown_option(name, near or (), context)
        case MissingParameter(param=TyperArgument() | TyperOption() as param):
            return f"{_name(param)} mangler{_wanted(param)}."
        case typer.BadParameter(param=TyperArgument() | TyperOption() as param):
            return f"Værdien til {_name(param)} kan ikke bruges{_wanted(param)}."
        case BadOptionUsage(option_name=name, ctx=_click.Context() as context):
            flag = any(each.is_flag for each in _options(context) if name in each.opts)
            return f"{name} {'tager ingen værdi' if flag else 'skal følges af en værdi'}."
        case _:
            return _WORDED.get(wrong.message, wrong.message)


def _unknown_option(name: str, near: Sequence[str], context: _click.Context) -> str:
    above = context.parent
    if above and any(name in each.opts for each in _options(above)):
        return f"{name} skal stå før {context.info_name}."
    return f"{name} findes ikke.{_meant(near)}"


def _meant(near: Sequence[str]) -> str:
    return f" Mente du {listed(near, 'eller')}?" if near else ""


def _name(param: _Parameter) -> str:
    """What people know a parameter by: --round, or FIL."""
    return param.opts[0] if isinstance(param, TyperOption) else param.display_name_raw


def _wanted(param: _Parameter) -> str:
    """What its value must be, where not every text will do."""
    form = param.type_descriptor
    if choices := _choices(param):
        return f"; vælg {listed(choices, 'eller')}"
    if form.is_datetime:
        example = datetime(2026, 9, 30, 9, 14, tzinfo=UTC)
        return f"; skriv fx {example.strftime((form.parameter_info.formats or [''])[-1])}"
    return "; skriv et helt tal" if form.annotation is int else ""


def _choices(param: _Parameter) -> list[str]:
    return [
        str(each.value if isinstance(each, Enum) else each)
        for each in param.type_descriptor.choices or ()
    ]


def _options(context: _click.Context) -> list[TyperOption]:
    return [each for each in context.command.get_params(context) if isinstance(each, TyperOption)]


def _row(param: _Parameter) -> tuple[str, str]:
    """A parameter in the help: how it is written, and what it means."""
    about = [param.help or ""]
    if param.required:
        about.append("Skal angives.")
    if param.envvar:
        about.append(f"Ellers gælder {param.envvar}.")
    elif isinstance(param.default, Enum):
        about.append(f"Ellers gælder {param.default.value}.")
    if isinstance(param, TyperArgument):
        return param.display_name_raw, " ".join(about)
    value = "" if param.is_flag else f" {'|'.join(_choices(param)) or _kind(param)}"
    return f"{', '.join(param.opts)}{value}", " ".join(about)


def _kind(param: _Parameter) -> str:
    annotation = param.type_descriptor.annotation
    return _KINDS.get(next(iter(get_args(annotation)), annotation), "TEKST")


def _first(command: _click.Command) -> str:
    """The first paragraph of a command's help."""
    return (command.help or "").partition("\n\n")[0]


class _Spoken(_click.Command):
    """What a command and a group of commands say of themselves."""

    def format_usage(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        bare = pieces.replace("{", "").replace("}", "")  # what need not be given is in brackets
        formatter.write_usage(ctx.command_path, bare, prefix="Brug: ")

    def get_help_option(self, ctx: _click.Context) -> TyperOption | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Vis denne hjælp."
        return option

    def format_options(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        params = self.get_params(ctx)
        for heading, kind in (("Argumenter", TyperArgument), ("Tilvalg", TyperOption)):
            rows = [_row(each) for each in params if isinstance(each, kind)]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except UsageError as wrong:
            wrong.ctx = wrong.ctx or ctx  # the parser leaves some without
            raise


class _Command(_Spoken, TyperCommand):
    allow_extra_args = True  # so that they are refused here

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest:
            raise UsageError(f"Kommandoen tager ikke “{' '.join(rest)}”.", ctx)
        return rest


class _Group(_Spoken, TyperGroup):
    def format_options(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("Kommandoer"):
            formatter.write_dl([(name, _first(each)) for name, each in self.commands.items()])

    def resolve_command(
        self, ctx: _click.Context, args: list[str]
    ) -> tuple[str | None, _click.Command | None, list[str]]:
        name, *_ = args
        if name not in self.commands:
            near = get_close_matches(name, self.commands)
            raise UsageError(f"Kommandoen “{name}” findes ikke.{_meant(near)}", ctx)
        return super().resolve_command(ctx, args)
