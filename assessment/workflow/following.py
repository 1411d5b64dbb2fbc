"""After the selection: what is agreed with each selected applicant, its reports, and what is missing.

A report itself is never kept: it is checked and forgotten.
"""

from __future__ import annotations

from datetime import date

from assessment import notes
from assessment.domain.following import report_check, reporting
from assessment.domain.following.report_check import Checked
from assessment.domain.following.reporting import Following, Terms
from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import RULES, Act, Phase
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case
from assessment.domain.rounds.event import Action
from assessment.domain.rules.scheme import Monitoring, Scheme
from assessment.domain.words.wording import COPENHAGEN, day, listed
from assessment.errors import NotFoundError, NotPermittedError, RefusedActionError
from assessment.notes import ReportForm
from assessment.storage import Reader
from assessment.workflow.cases import both_sides, grouped, round_cases
from assessment.workflow.core import (
    Run,
    Workflow,
    acting,
    in_process,
    permit,
    record,
    refuse_stale,
    round_of,
)


def undertaking_act(phase: Phase) -> Act:
    """What agreeing on an undertaking is: part of writing letters until it is followed up."""
    return Act.FOLLOW_UP if phase in RULES[Act.FOLLOW_UP].phases else Act.WRITE_LETTERS


def _monitoring(scheme: Scheme) -> Monitoring:
    """What the selected report; RefusedActionError where the rules say nothing of it."""
    if scheme.monitoring is None:
        raise RefusedActionError(
            "Ordningen har ingen indberetninger. Bed administratoren om at skrive dem under "
            "monitoring i criteria.yaml."
        )
    return scheme.monitoring


def overview(workflow: Workflow, round_id: str, by: Person) -> tuple[Following, ...]:
    """How it goes with each applicant of a round who is granted support, as far as `by` may see.

    Raises NotPermittedError for whoever may read no applications, NotFoundError for an unknown round.
    """
    workflow.round(round_id)
    with workflow.database.read() as reader:
        permit(reader, by, Act.READ_APPLICATIONS, round_id)
        agreements, reports = reader.undertakings(round_id), grouped(reader.reports(round_id))
    granted = [case for case in round_cases(workflow, round_id, by).cases if _granted(case)]
    return tuple(
        _following(workflow, case, agreements.get(case.id), reports[case.id]) for case in granted
    )


def _granted(case: Case) -> bool:
    return case.decision is not None and case.decision.award is Award.GRANT


def _following(
    workflow: Workflow, case: Case, made: Undertaking | None, reports: tuple[Report, ...]
) -> Following:
    rule = workflow.scheme.monitoring
    if made is None or rule is None:
        return Following(case.id, case.name, made)
    days = reporting.calendar(made, rule.every_months, reports, _today(workflow))
    return Following(case.id, case.name, made, days)


def _today(workflow: Workflow) -> date:
    return workflow.clock().astimezone(COPENHAGEN).date()


def undertaking(workflow: Workflow, application_id: int, by: Person) -> Undertaking | None:
    """What was agreed with an applicant, None where nothing is yet.

    Raises NotPermittedError for whoever may not see the case, NotFoundError for an unknown one.
    """
    return _one(workflow, application_id, by).undertaking


def _one(workflow: Workflow, application_id: int, by: Person) -> Following:
    """How it goes with one applicant who is granted support, for whoever may see it."""
    with workflow.database.read() as reader:
        round_id = round_of(reader, by, Act.READ_APPLICATIONS, application_id)
        permit(reader, by, Act.READ_APPLICATIONS, round_id, application_id)
        made = reader.undertakings(round_id).get(application_id)
        reports = grouped(reader.reports(round_id))[application_id]
    case = round_cases(workflow, round_id, by).case(application_id)
    _refuse_ungranted(case)
    return _following(workflow, case, made, reports)


def _refuse_ungranted(case: Case) -> None:
    if case.hidden:
        raise NotPermittedError(
            f"Afgørelsen om {case.name} er skjult for dig, for din egen vurdering er ikke indsendt."
        )
    if not _granted(case):
        raise RefusedActionError(
            f"{case.name} har ikke fået tilsagn, så der er ingen støtte at aftale eller følge op på."
        )


def undertake(
    workflow: Workflow, application_id: int, terms: Terms, *, by: Person, expected: int
) -> Undertaking:
    """Set what was agreed with an applicant who is granted support; the log keeps what it was.

    Raises RefusedActionError without a grant, or where something is missing or does not fit
    together; ConflictError where somebody set it since version `expected`.
    """
    with workflow.database.begin() as repository:
        acting(repository, by, Act.WRITE_LETTERS, Act.FOLLOW_UP)
        round_id = repository.application(application_id).round
        act = undertaking_act(repository.phase(round_id))
        person = permit(repository, by, act, round_id, application_id)
        before = _open(workflow, repository, round_id, application_id, person).undertaking
        who, what = before.by if before else "", "aftalen om støtten"
        refuse_stale(expected, before, who=who, what=what)
        made = reporting.agreed(
            terms, application_id, by=person.name, at=workflow.clock(), version=expected + 1
        )
        repository.set_undertaking(made)
        record(
            workflow,
            repository,
            person,
            Action.UNDERTAKEN,
            (round_id, application_id),
            subject="aftale om støtten",
            old=_told(before) if before else "",
            new=_told(made),
        )
    return made


def _told(made: Undertaking) -> str:
    """An undertaking as the log tells it."""
    groups = f" Delmålgrupper: {listed(made.sub_groups)}." if made.sub_groups else ""
    return (
        f"{day(made.start)} til {day(made.end)}, {made.citizens} borgere, {made.caseload} pr. "
        f"medarbejder.{groups} Målgruppe: {made.target_group}"
    )


def _open(
    workflow: Workflow, reader: Reader, round_id: str, application_id: int, person: Person
) -> Following:
    """How it goes with an applicant that somebody is to change something about."""
    case = both_sides(workflow, reader, round_id, person).seen.case(application_id)
    _refuse_ungranted(case)
    made = reader.undertakings(round_id).get(application_id)
    reports = grouped(reader.reports(round_id))[application_id]
    return _following(workflow, case, made, reports)


def note_report(
    workflow: Workflow,
    application_id: int,
    due: date,
    *,
    received: date,
    note: str,
    by: Person,
    expected: int,
) -> Report:
    """Note that the report came which was due on a day, or set anew when it did; it is logged.

    Raises RefusedActionError for a day on which none is due, or on which it cannot have come;
    ConflictError where somebody noted it since version `expected`.
    """
    with workflow.database.begin() as repository:
        round_id = round_of(repository, by, Act.FOLLOW_UP, application_id)
        person = permit(repository, by, Act.FOLLOW_UP, round_id, application_id)
        following = _open(workflow, repository, round_id, application_id, person)
        before = _came(following, due)
        who, what = before.by if before else "", "indberetningen"
        refuse_stale(expected, before, who=who, what=what)
        made = Report(
            application_id,
            due,
            received,
            note.strip(),
            person.name,
            workflow.clock(),
            expected + 1,
        )
        reporting.validate_report(made, following, _today(workflow))
        repository.set_report(made)
        record(
            workflow,
            repository,
            person,
            Action.REPORT_NOTED,
            (round_id, application_id),
            subject=_of_day(due),
            old=_received(before) if before else "",
            new=_received(made),
        )
    return made


def take_back_report(
    workflow: Workflow,
    application_id: int,
    due: date,
    *,
    reason: str,
    by: Person,
    expected: int,
) -> None:
    """Take back that a report came, with why; the log keeps both.

    Raises NotFoundError where none is noted for the day, RefusedActionError without a reason,
    ConflictError where somebody changed it since version `expected`.
    """
    with workflow.database.begin() as repository:
        round_id = round_of(repository, by, Act.FOLLOW_UP, application_id)
        person = permit(repository, by, Act.FOLLOW_UP, round_id, application_id)
        before = _came(_open(workflow, repository, round_id, application_id, person), due)
        if before is None:
            raise NotFoundError(
                f"Der er ingen indberetning for {day(due)} at tage tilbage; genindlæs siden."
            )
        refuse_stale(expected, before, who=before.by, what="indberetningen")
        reporting.validate_reason(reason)
        repository.remove_report(application_id, due)
        record(
            workflow,
            repository,
            person,
            Action.REPORT_TAKEN_BACK,
            (round_id, application_id),
            subject=_of_day(due),
            old=_received(before),
            new=reason.strip(),
        )


def _came(following: Following, due: date) -> Report | None:
    return next((each.report for each in following.days if each.due == due), None)


def _of_day(due: date) -> str:
    return f"indberetning for {day(due)}"


def _received(made: Report) -> str:
    return " ".join(filter(None, (f"modtaget {day(made.received)}.", made.note)))


def template(workflow: Workflow, application_id: int, by: Person) -> tuple[str, bytes]:
    """The name and the bytes of the workbook that an applicant reports in; it is logged.

    Raises RefusedActionError while nothing is agreed, and else as `undertaking`.
    """
    following = _one(workflow, application_id, by)
    agreement = _agreement(following)
    scheme, wanted = workflow.scheme, _monitoring(workflow.scheme)
    form = ReportForm(
        authority=scheme.authority,
        scheme_title=scheme.title,
        applicant=following.name,
        monitoring=wanted,
        agreement=agreement,
        due=reporting.due_days(agreement, wanted.every_months),
    )
    content = notes.report_template(form, written=workflow.clock())
    name = f"indberetningsskema-{application_id}.xlsx"
    with workflow.database.begin() as repository:
        round_id = round_of(repository, by, Act.READ_APPLICATIONS, application_id)
        person = permit(repository, by, Act.READ_APPLICATIONS, round_id, application_id)
        where = (round_id, application_id)
        record(workflow, repository, person, Action.REPORT_FORM_FETCHED, where, subject=name)
    return name, content


def _agreement(following: Following) -> Undertaking:
    if following.undertaking is None:
        raise RefusedActionError(
            f"Der er ingen aftale om støtten med {following.name} endnu. Skriv den på siden Opfølgning."
        )
    return following.undertaking


def check(workflow: Workflow, application_id: int, content: bytes, by: Person) -> Checked:
    """Every flaw in a report from an applicant, held against what was agreed; nothing is kept.

    Raises RefusedFileError for a file that is no report, and else as `template`.
    """
    agreement = _agreement(_one(workflow, application_id, by))
    today = _today(workflow)
    return check_report(content, workflow.scheme, agreement, today=today, run=workflow.run)


def check_report(
    content: bytes,
    scheme: Scheme,
    agreement: Undertaking | None,
    *,
    today: date,
    run: Run = in_process,
) -> Checked:
    """Every flaw in a report, held against an undertaking where there is one; needs no database.

    Raises RefusedFileError for a file that is no report.
    """
    sheet = run(notes.read_report, content, _monitoring(scheme))
    return report_check.check(sheet, agreement, today)
