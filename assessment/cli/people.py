"""Commands about who is let in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from assessment.cli import usage
from assessment.cli.console import acting, open_workflow
from assessment.domain.panel.people import Person, Role
from assessment.workflow import people
from assessment.workflow.core import Workflow

RolesOption = Annotated[list[Role], typer.Option("--role", help="En rolle; gentag for flere.")]
WhoArgument = Annotated[str, typer.Argument(metavar="HVEM", help="Navn eller e-mail.")]


def add(
    email: Annotated[
        str, typer.Argument(metavar="E-MAIL", help="Den e-mail, personen logger ind med.")
    ],
    roles: RolesOption,
    name: Annotated[str, typer.Option("--name", help="Navnet, som det står i notater.")],
) -> None:
    """Giv en person adgang."""
    workflow = open_workflow()
    person = people.add(workflow, acting(workflow), name=name, email=email, roles=roles)
    typer.echo(f"{person.name} har fået adgang som {people.told(person)}.")


def show() -> None:
    """Vis alle deltagere med roller."""
    workflow = open_workflow()
    for person in people.everybody(workflow, acting(workflow)):
        typer.echo(
            f"{person.id:>4} {person.name} <{person.email or 'ingen e-mail'}>: {people.told(person)}"
        )


def set_roles(who: WhoArgument, roles: RolesOption) -> None:
    """Giv en person andre roller; de gælder fra næste klik."""
    workflow = open_workflow()
    _change(workflow, people.named(workflow, who), roles=roles)


def disable(who: WhoArgument) -> None:
    """Luk en persons adgang; den virker fra næste klik."""
    workflow = open_workflow()
    _change(workflow, people.named(workflow, who), active=False)


def enable(who: WhoArgument) -> None:
    """Åbn en persons adgang igen."""
    workflow = open_workflow()
    _change(workflow, people.named(workflow, who), active=True)


def _change(
    workflow: Workflow,
    person: Person,
    *,
    roles: list[Role] | None = None,
    active: bool | None = None,
) -> None:
    changed = people.change(
        workflow,
        acting(workflow),
        person.id,
        roles=person.roles if roles is None else roles,
        active=person.active if active is None else active,
        expected=person.version,
    )
    typer.echo(f"{changed.name}: {people.told(changed)}.")


COMMANDS: dict[str, Callable[..., None]] = {
    "add": add,
    "list": show,
    "roles": set_roles,
    "disable": disable,
    "enable": enable,
}
app = usage.application("Deltagere: hvem der har adgang, og med hvilke roller.", COMMANDS)
