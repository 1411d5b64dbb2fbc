"""Commands about who is let in."""

from __future__ import annotations

from typing import Annotated

import typer

from assessment.cli.console import acting, open_workflow
from assessment.domain.panel.people import Person, Role
from assessment.workflow import people
from assessment.workflow.core import Workflow

app = typer.Typer(
    help="Deltagere: hvem der har adgang, og med hvilke roller.", no_args_is_help=True
)

RolesOption = Annotated[list[Role], typer.Option("--role", help="En rolle; gentag for flere.")]
WhoArgument = Annotated[str, typer.Argument(help="Navn eller e-mail.")]


@app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Den e-mail, personen logger ind med.")],
    roles: RolesOption,
    name: Annotated[str, typer.Option("--name", help="Navnet, som det står i notater.")],
) -> None:
    """Giv en person adgang."""
    workflow = open_workflow()
    person = people.add(workflow, acting(workflow), name=name, email=email, roles=roles)
    typer.echo(f"{person.name} har fået adgang som {people.told(person)}.")


@app.command("list")
def show() -> None:
    """Vis alle deltagere med roller."""
    workflow = open_workflow()
    for person in people.everybody(workflow, acting(workflow)):
        typer.echo(
            f"{person.id:>4} {person.name} <{person.email or 'ingen e-mail'}>: {people.told(person)}"
        )


@app.command("roles")
def set_roles(who: WhoArgument, roles: RolesOption) -> None:
    """Giv en person andre roller; de gælder fra næste klik."""
    workflow = open_workflow()
    _change(workflow, people.named(workflow, who), roles=roles)


@app.command("disable")
def disable(who: WhoArgument) -> None:
    """Luk en persons adgang; den virker fra næste klik."""
    workflow = open_workflow()
    _change(workflow, people.named(workflow, who), active=False)


@app.command("enable")
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
