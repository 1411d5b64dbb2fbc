"""Every use case with somebody who acts, called in a way that succeeds where it may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TypeAlias

from assessment.domain.applications.attachments import Nature
from assessment.domain.checking.screening import Outcome
from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.letters.dossier import CONDITIONS
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.letter import Channel, LetterKind
from assessment.domain.panel.access import Act, Phase
from assessment.domain.panel.impartiality import Closure, Stance
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.review import Score
from assessment.domain.rounds.deciding import Wanted
from assessment.domain.rounds.scoring_sheet import Change as OfSheet
from assessment.workflow import (
    agreeing,
    applications,
    assigning,
    attaching,
    case_file,
    cases,
    choosing,
    correcting,
    corresponding,
    declaring,
    demo,
    finishing,
    following,
    formal,
    lettering,
    notes,
    offline,
    people,
    ranking,
    receiving,
    recommending,
    register,
    reviewing,
    rounds,
    safekeeping,
    scenarios,
    sheets,
    tasks,
)
from tests import agreements, builders
from tests.builders import NOON
from tests.matrix import world as w
from tests.matrix.world import ASIDE, BESIDE, DONE, FREE, GIVEN, ROUND, WAITING, A, B, World

Run: TypeAlias = Callable[[World, Person], object]

ANYBODY = frozenset(Closure)
"""Closures that all let a call through, since it takes no part in the assessment."""
ASSIGNING = frozenset({Closure.UNDECLARED})
"""Who has declared nothing yet may be the one to assign."""


@dataclass(frozen=True)
class Call:
    """One way of calling a use case, and what it takes: an act, and perhaps one role of its own.

    `state` is how far the caller's own review is, `about` the applications that it concerns,
    `whole` says that it needs all of the round to be open, `let` which closures let it through, and
    `fruitless` that it is refused for another reason even where it is permitted.
    """

    run: Run
    act: Act | Callable[[Phase], Act]
    state: str = FREE
    about: tuple[int, ...] = ()
    whole: bool = False
    let: frozenset[Closure] = frozenset()
    roles: frozenset[Role] | None = None
    of_round: bool = True
    fruitless: bool = False

    def act_in(self, phase: Phase) -> Act:
        """The act that it is in a phase."""
        return self.act if isinstance(self.act, Act) else self.act(phase)


def on(use_case: Callable[..., object], *about: object, **named: object) -> Run:
    """Call a use case as somebody."""
    return lambda world, by: use_case(world.workflow, *about, by=by, **named)


def toward(use_case: Callable[..., object], name: str, **named: object) -> Run:
    """Call a use case on A and the person of this name."""
    return lambda world, by: use_case(world.workflow, A, world.people[name].id, by=by, **named)


def stepping(use_case: Callable[..., object]) -> Run:
    """Move the round from where it stands."""
    return lambda world, by: use_case(
        world.workflow, ROUND, by, reason="Klar.", expected=w.opened_version(world)
    )


def _exchange(kind: Kind, **rest: object) -> Exchange:
    return Exchange(0, ROUND, A, kind, "Hvor mange?", "", NOON, "Ask", **rest)


_CALL = _exchange(Kind.CALL)
_REQUEST = _exchange(Kind.SUPPLEMENT, fields=("4.1",), deadline=NOON + timedelta(days=20))


def _plan(world: World, by: Person) -> object:
    with world.workflow.database.read() as reader:
        plan = assigning._distribution(world.workflow, reader, by, ROUND, 9).plan
    return assigning.apply_plan(world.workflow, ROUND, plan, by, each=9)


def _move(world: World, by: Person) -> object:
    with world.workflow.database.read() as reader:
        block = reader.application(A).reading.blocks[0]
    return correcting.move(
        world.workflow, A, block=block.id, text=block.text, field="4.2", reason="Der.", by=by
    )


def _judge(world: World, by: Person) -> object:
    doubter = world.people[w.DOUBTER].id
    return declaring.judge(world.workflow, B, doubter, None, reason="Intet.", by=by, expected=1)


def _change(world: World, by: Person) -> object:
    person = world.people[w.STANDBY]
    roles = {Role.REVIEWER, Role.READER}
    expected = person.version
    return people.change(world.workflow, by, person.id, roles=roles, active=True, expected=expected)


def exporting(use_case: Callable[..., object], about: object) -> Run:
    """Write a case file where there is a folder of that name: to write thousands takes too long."""
    return lambda world, by: use_case(world.workflow, about, by, world.folder)


def _back_up(world: World, by: Person) -> object:
    return safekeeping.back_up(world.workflow, by, world.folder)


def _erase(world: World, by: Person) -> object:
    file = world.folder / "ingen.zip"
    return safekeeping.erase_round(world.workflow, ROUND, by, backup_file=file, reason="Udløbet.")


def _receive(world: World, by: Person) -> object:
    broken = receiving.Upload("x.docx", b"x")
    return list(receiving.receive(world.workflow, ROUND, [broken], by))


def _load_demo(world: World, by: Person) -> object:
    return demo.load(world.workflow, world.folder / "ingen", by)


def _all_notes(world: World, by: Person) -> object:
    return next(notes.all_notes(world.workflow, ROUND, by))


def _all_letters(world: World, by: Person) -> object:
    return list(finishing.finished(world.workflow, ROUND, by))


def _step_act(phase: Phase) -> Act:
    return Act.ARCHIVE if phase is Phase.DECIDED else Act.MOVE


def _receive_act(phase: Phase) -> Act:
    return Act.OPEN_ROUND if phase is Phase.PREPARATION else Act.RECEIVE


_AGREED = {"points": Fraction(7, 2), "reason": "Drøftet.", "participants": w.REVIEWERS}
_SICK = {"reason": "Syg.", "expected": 1}
_LATER = {"deadline": NOON + timedelta(days=60), "reason": "Ferie."}
_OF_SHEET = OfSheet(A, "Bakkedal", "1a", "Målgruppe", Score("1a", version=1), 4, "Nu.")
_SCORED = reviewing.Given(A, "1a", 4, "Nu.", 1)
_NEW = {"name": "Ny Person", "email": "ny@sbst.example", "roles": {Role.REVIEWER}}

# A line for each; what a call concerns stands behind its act.
# fmt: off
CALLS: dict[str, Call] = {
    "agreeing.agree": Call(on(agreeing.agree, A, "1a", expected=0, **_AGREED), Act.AGREE, DONE, (A,)),
    "agreeing.take_back": Call(on(agreeing.take_back, B, "1a", reason="Fejl.", expected=1), Act.AGREE, DONE, (B,)),
    "agreeing.eligible": Call(on(agreeing.eligible, A), Act.READ_APPLICATIONS, DONE, (A,)),
    "applications.set_received": Call(on(applications.set_received, A, NOON, expected=NOON), Act.CORRECT, FREE, (A,)),
    "applications.original": Call(on(applications.original, A), Act.READ_ORIGINALS, FREE, (A,)),
    "applications.picture": Call(on(applications.picture, A, "x.png"), Act.READ_ORIGINALS, FREE, (A,), fruitless=True),
    "applications.log": Call(on(applications.log, ROUND), Act.SEE_LOG),
    "applications.history": Call(on(applications.history, A), Act.READ_APPLICATIONS, FREE, (A,)),
    "assigning.distribution": Call(on(assigning.distribution, ROUND), Act.ASSIGN),
    "assigning.own": Call(on(assigning.own, ROUND), Act.SEE_ROUND, let=ANYBODY),
    "assigning.assign": Call(toward(assigning.assign, w.STANDBY), Act.ASSIGN, FREE, (A,), let=ASSIGNING),
    "assigning.apply_plan": Call(_plan, Act.ASSIGN),
    "assigning.unassign": Call(toward(assigning.unassign, w.UNDONE), Act.ASSIGN, FREE, (A,), let=ASSIGNING),
    "assigning.abstain, oneself": Call(lambda world, by: on(assigning.abstain, A, by.id, **_SICK)(world, by), Act.ABSTAIN, GIVEN),
    "assigning.abstain, another": Call(toward(assigning.abstain, w.UNDONE, **_SICK), Act.ABSTAIN, FREE, (A,), let=ASSIGNING, roles=frozenset({Role.LEAD})),
    "attaching.arrivals": Call(on(attaching.arrivals, ROUND), Act.RECEIVE),
    "attaching.assign, placed": Call(on(attaching.assign, BESIDE, B, Nature.SUBMITTED, expected=(A, Nature.SUBMITTED)), Act.CORRECT, FREE, (A, B)),
    "attaching.assign, waiting": Call(on(attaching.assign, WAITING, B, Nature.SUBMITTED, expected=(None, Nature.SUBMITTED)), Act.RECEIVE, FREE, (B,)),
    "attaching.original, placed": Call(on(attaching.original, BESIDE), Act.READ_ORIGINALS, FREE, (A,)),
    "attaching.original, waiting": Call(on(attaching.original, WAITING), Act.RECEIVE),
    "attaching.message, an applicant's": Call(on(attaching.message, w.OF_A), Act.READ_ORIGINALS, FREE, (A,)),
    "attaching.message, waiting": Call(on(attaching.message, w.LOOSE), Act.RECEIVE),
    "attaching.picture": Call(on(attaching.picture, BESIDE, 1), Act.READ_ORIGINALS, FREE, (A,)),
    "case_file.export_application": Call(exporting(case_file.export_application, A), Act.EXPORT, DONE, (A,), whole=True, fruitless=True),
    "case_file.export_round": Call(exporting(case_file.export_round, ROUND), Act.EXPORT, DONE, whole=True, fruitless=True),
    "cases.round_cases": Call(on(cases.round_cases, ROUND), Act.SEE_ROUND, let=ANYBODY),
    "choosing.set_aside": Call(on(choosing.set_aside, B, A, reason="Ældre."), Act.CHOOSE_VERSION, FREE, (A, B)),
    "choosing.take_back": Call(on(choosing.take_back, ASIDE, reason="Fejl."), Act.CHOOSE_VERSION, FREE, (ASIDE,)),
    "correcting.corrections": Call(on(correcting.corrections, A), Act.READ_APPLICATIONS, FREE, (A,)),
    "correcting.move": Call(_move, Act.CORRECT, FREE, (A,), fruitless=True),
    "correcting.move_back": Call(on(correcting.move_back, A, 1), Act.CORRECT, FREE, (A,)),
    "correcting.reread": Call(on(correcting.reread, A), Act.CORRECT, FREE, (A,)),
    "corresponding.note, a request": Call(on(corresponding.note, _REQUEST), Act.ASK, FREE, (A,)),
    "corresponding.note, a call": Call(on(corresponding.note, _CALL), Act.NOTE, FREE, (A,)),
    "corresponding.answer": Call(on(corresponding.answer, w.SUPPLEMENT, "12.", expected=1), Act.NOTE, FREE, (B,)),
    "corresponding.weigh": Call(on(corresponding.weigh, w.SUPPLEMENT, "Indgår.", expected=1), Act.ASK, FREE, (B,), fruitless=True),
    "corresponding.give_more_time": Call(on(corresponding.give_more_time, w.SUPPLEMENT, expected=1, **_LATER), Act.ASK, FREE, (B,)),
    "corresponding.share": Call(on(corresponding.share, w.QUESTION, "På nettet.", expected=1), Act.NOTE, FREE, (B,)),
    "corresponding.retract, a request": Call(on(corresponding.retract, w.SUPPLEMENT, "Fejl.", expected=1), Act.ASK, FREE, (B,)),
    "corresponding.retract, a question": Call(on(corresponding.retract, w.QUESTION, "Fejl.", expected=1), Act.NOTE, FREE, (B,)),
    "declaring.applicants": Call(on(declaring.applicants, ROUND), Act.DECLARE, let=ANYBODY),
    "declaring.declare": Call(on(declaring.declare, A, Stance.IMPARTIAL, expected=1), Act.DECLARE, let=ANYBODY),
    "declaring.declare_impartial": Call(on(declaring.declare_impartial, ROUND), Act.DECLARE, let=ANYBODY),
    "declaring.judges": Call(on(declaring.judges, ROUND), Act.DECLARE, let=ANYBODY),
    "declaring.undecided": Call(on(declaring.undecided, ROUND), Act.JUDGE_IMPARTIALITY),
    "declaring.judge": Call(_judge, Act.JUDGE_IMPARTIALITY, FREE, (B,)),
    "demo.load": Call(_load_demo, Act.MANAGE_PEOPLE, of_round=False, fruitless=True),
    "following.overview": Call(on(following.overview, ROUND), Act.READ_APPLICATIONS),
    "following.undertaking": Call(on(following.undertaking, B), Act.READ_APPLICATIONS, DONE, (B,)),
    "following.undertake": Call(on(following.undertake, B, agreements.terms(**w.SUPPORT), expected=1), following.undertaking_act, DONE, (B,)),
    "following.note_report": Call(on(following.note_report, B, w.DUE, received=w.DUE, note="", expected=0), Act.FOLLOW_UP, DONE, (B,)),
    "following.take_back_report": Call(on(following.take_back_report, B, w.CAME, reason="Fejl.", expected=1), Act.FOLLOW_UP, DONE, (B,)),
    "following.template": Call(on(following.template, B), Act.READ_APPLICATIONS, DONE, (B,)),
    "following.check": Call(on(following.check, B, agreements.empty_report()), Act.READ_APPLICATIONS, DONE, (B,)),
    "finishing.finish": Call(on(finishing.finish, ROUND, [(A, LetterKind.RECEIPT)]), Act.WRITE_LETTERS, FREE, (A,)),
    "finishing.finish_exchange": Call(on(finishing.finish_exchange, w.SUPPLEMENT), Act.WRITE_LETTERS, FREE, (B,)),
    "finishing.file": Call(on(finishing.file, w.RECEIPT), Act.WRITE_NOTES, FREE, (B,)),
    "finishing.finished": Call(_all_letters, Act.WRITE_NOTES),
    "finishing.letters_zip": Call(on(finishing.letters_zip, ROUND), Act.WRITE_NOTES),
    "finishing.record_sent": Call(on(finishing.record_sent, w.RECEIPT, Channel.POST, NOON.date(), expected=1), Act.WRITE_LETTERS, FREE, (B,)),
    "formal.set_outcome": Call(on(formal.set_outcome, A, "G1", Outcome.UNCLEAR, reason="Spørg.", expected=2), Act.CHECK, FREE, (A,)),
    "formal.confirm": Call(on(formal.confirm, B), Act.CONFIRM_CHECK, FREE, (B,)),
    "formal.screened": Call(on(formal.screened, ROUND), Act.SEE_ROUND, let=ANYBODY),
    "lettering.desk": Call(on(lettering.desk, ROUND), Act.WRITE_NOTES),
    "lettering.receipts": Call(on(lettering.receipts, ROUND), Act.WRITE_NOTES),
    "lettering.asked": Call(on(lettering.asked, ROUND), Act.WRITE_NOTES),
    "lettering.case_number": Call(on(lettering.case_number, ROUND), Act.WRITE_NOTES),
    "lettering.save_text": Call(on(lettering.save_text, A, CONDITIONS, "Der er aftalt færre borgere.", accepted=True, expected=0), Act.WRITE_LETTERS, DONE, (A,)),
    "lettering.set_case_number, an application's": Call(on(lettering.set_case_number, ROUND, A, "26/1", expected=0), Act.WRITE_LETTERS, FREE, (A,)),
    "lettering.set_case_number, the round's": Call(on(lettering.set_case_number, ROUND, None, "26/1", expected=1), Act.WRITE_LETTERS),
    "lettering.preview": Call(on(lettering.preview, A, LetterKind.RECEIPT), Act.WRITE_NOTES, FREE, (A,)),
    "notes.note": Call(on(notes.note, A), Act.WRITE_NOTES, DONE, (A,)),
    "notes.own_assessment, one's own": Call(lambda world, by: notes.own_assessment(world.workflow, A, by.id, by), Act.WRITE_NOTES, GIVEN, (A,)),
    "notes.own_assessment, another's": Call(toward(notes.own_assessment, w.DONE), Act.WRITE_NOTES, DONE, (A,)),
    "notes.minutes": Call(on(notes.minutes, ROUND), Act.WRITE_NOTES, DONE, whole=True),
    "notes.round_note": Call(on(notes.round_note, ROUND), Act.WRITE_NOTES, DONE, whole=True),
    "notes.all_notes": Call(_all_notes, Act.WRITE_NOTES, DONE, whole=True),
    "offline.sheet": Call(on(offline.sheet, ROUND), Act.SCORE, GIVEN),
    "offline.check": Call(on(offline.check, ROUND, b"PK"), Act.SCORE, GIVEN, fruitless=True),
    "offline.take": Call(on(offline.take, ROUND, [_OF_SHEET]), Act.SCORE, GIVEN, (A,)),
    "people.everybody": Call(on(people.everybody), Act.SEE_PEOPLE, of_round=False),
    "people.history": Call(on(people.history), Act.SEE_LOG, of_round=False),
    "people.add": Call(on(people.add, **_NEW), Act.MANAGE_PEOPLE, of_round=False),
    "people.change": Call(_change, Act.MANAGE_PEOPLE, of_round=False),
    "ranking.round_robustness": Call(on(ranking.round_robustness, ROUND), Act.SEE_RANKING),
    "receiving.receive": Call(_receive, _receive_act),
    "recommending.recommend": Call(on(recommending.recommend, A, Award.RESERVE, reason="Tæt.", answer="", expected=1, **builders.CHOSEN), Act.RECOMMEND, DONE, (A,)),
    "recommending.decide": Call(on(recommending.decide, A, Award.GRANT, reason="", expected=0), Act.DECIDE, FREE, (A,)),
    "recommending.decide_all": Call(on(recommending.decide_all, ROUND, [Wanted(A, Award.GRANT, "", 0)]), Act.DECIDE, FREE, (A,)),
    "register.register": Call(on(register.register, ROUND), Act.RECEIVE),
    "reviewing.save_score": Call(on(reviewing.save_score, A, aspect_id="1a", points=4, reason="Nu.", expected=1), Act.SCORE, GIVEN, (A,)),
    "reviewing.save_scores": Call(on(reviewing.save_scores, ROUND, [_SCORED]), Act.SCORE, GIVEN, (A,)),
    "reviewing.submit": Call(on(reviewing.submit, A), Act.SCORE, GIVEN, (A,)),
    "reviewing.reopen": Call(on(reviewing.reopen, A, reason="Fejl."), Act.SCORE, DONE, (A,)),
    "rounds.life": Call(on(rounds.life, ROUND), Act.SEE_ROUND, let=ANYBODY),
    "rounds.advance": Call(stepping(rounds.advance), _step_act),
    "rounds.go_back": Call(stepping(rounds.go_back), Act.MOVE),
    "safekeeping.verify": Call(on(safekeeping.verify), Act.VERIFY, of_round=False),
    "safekeeping.back_up": Call(_back_up, Act.SAFEKEEP, of_round=False, fruitless=True),
    "safekeeping.erase_round": Call(_erase, Act.ERASE, fruitless=True),
    "scenarios.scenarios": Call(on(scenarios.scenarios, ROUND), Act.SEE_RANKING),
    "scenarios.save": Call(on(scenarios.save, builders.scenario(), expected=0), Act.SAVE_SCENARIO, DONE, whole=True),
    "scenarios.forget": Call(on(scenarios.forget, ROUND, w.SAVED, expected=1), Act.SAVE_SCENARIO, DONE, whole=True),
    "sheets.round_workbook": Call(on(sheets.round_workbook, ROUND), Act.WRITE_NOTES, DONE, whole=True),
    "tasks.agenda": Call(on(tasks.agenda, ROUND), Act.SEE_ROUND, let=ANYBODY),
}
# fmt: on
"""Every use case that takes `by`, by module and name, and by what it concerns where that counts."""

NOBODY_ACTS = {
    "agreeing.told": "words of a value",
    "assigning.given": "of a round already cut down",
    "case_file.take_in": "whoever runs the installation, into an empty database",
    "case_file.verify": "of a file of one's own",
    "cases.both_sides": "for rules that decide, never to be shown",
    "cases.grouped": "sorts values",
    "cases.whole_round": "for rules that decide, never to be shown",
    "corresponding.gaps": "of a case already cut down",
    "corresponding.retracting": "words of a value",
    "corresponding.same_gap": "of a round already cut down",
    "dossiers.filename": "words of a value",
    "dossiers.kind_of": "words of a value",
    "dossiers.of_round": "for use cases that ask who acts",
    "dossiers.refuse_hidden": "of a case already cut down",
    "dossiers.render": "of a case already cut down",
    "folders.content": "files of this machine",
    "folders.found": "files of this machine",
    "folders.packed": "files of this machine",
    "folders.upload": "files of this machine",
    "following.check_report": "of a file of one's own",
    "following.undertaking_act": "the table itself",
    "formal.as_json": "of a case already cut down",
    "gallery.against_weight": "of a ranking already cut down",
    "gallery.drawings": "of a ranking already cut down",
    "gallery.points": "of a ranking already cut down",
    "gallery.reviewers": "of a ranking already cut down",
    "gallery.sureness": "of a ranking already cut down",
    "gallery.weightings": "of a ranking already cut down",
    "lettering.refuse_naming": "of texts already read",
    "notes.form": "public: the blank form",
    "notes.zipped": "of documents already made",
    "people.at_this_machine": "for the program, before it knows who asks",
    "people.join": "one machine without login; refused where people log in",
    "people.named": "for the program, before it knows who asks",
    "people.operator": "whoever runs the installation",
    "people.people": "for the program, before it knows who asks",
    "people.told": "words of a value",
    "picturing.browser": "a program of this machine",
    "picturing.picture": "of a figure already drawn",
    "printing.office": "a program of this machine",
    "printing.printed": "of a document already made",
    "ranking.as_json": "of a ranking already cut down",
    "ranking.remarks": "of a ranking already cut down",
    "ranking.scores_robustness": "of a file of one's own",
    "ranking.select_from": "reads a text",
    "ranking.weights_from": "reads a text",
    "reading.read_file": "of a file of one's own",
    "receiving.told": "words of a value",
    "rounds.can_move": "the table itself",
    "safekeeping.restore": "whoever runs the installation, into an empty database",
    "searching.evidence_of": "of a case already cut down",
    "searching.passages_of": "of a case already cut down",
    "searching.search": "of a round already cut down",
    "sheets.ranking_workbook": "of a ranking already cut down",
    "signing.sign_in": "tells who somebody is",
    "signing.sign_out": "ends one's own login",
    "signing.signed_out": "tells of one's own login",
    "templates.default": "public: an empty letter",
    "templates.kind_named": "reads a text",
    "templates.own": "for the program, before it knows who asks; a letter of nobody",
    "templates.problems": "of a file of one's own",
}
"""Every other public function of the workflow, and why nobody need be asked who they are."""
