"""The scoring page as a test reads it, and scores given past it."""

from __future__ import annotations

from assessment.workflow import people, reviewing

ANNE, BO, METTE = "Anne Holm", "Bo Lund", "Mette Sand"
HALF = "{} af 9 aspekter har point og begrundelse."
ASPECTS = ["1a", "1b", "2", "3a", "3b", "4", "5", "6", "7"]


def reviews(workflow, number=1):
    with workflow.database.read() as reader:
        found = [each for each in reader.reviews("demo") if each.application == number]
    return {each.reviewer.name: each for each in found}


def scored(workflow, name, points=4, *, aspects=ASPECTS, number=1):
    """Let somebody score some aspects, past the page."""
    person = people.join(workflow, name)
    for aspect in aspects:
        reviewing.save_score(
            workflow,
            number,
            person,
            aspect,
            points=points,
            reason=f"{name} om {aspect}.",
            expected=0,
        )
    return person


def points(app):
    return app.radio[0]


def reason(app):
    return app.text_area[0]


def title(app):
    return next(each.value for each in app.markdown if each.value.startswith("####"))


def state(app):
    """What stands above the aspects, and the aspects as they are marked."""
    return app.pills(key="aspect").label, app.pills(key="aspect").options


def html(app):
    return [each.proto.body for each in app.get("html")]


def scale(app):
    """The scale where it can only be read."""
    (told,) = [each for each in html(app) if 'class="scale"' in each]
    return told
