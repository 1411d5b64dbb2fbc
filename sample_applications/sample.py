"""A fictional application as its file in texts/ tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml

from assessment.domain.rules.form import FormField
from assessment.domain.words.wording import day, long_day
from assessment.notes.word import Properties

TEXTS = Path(__file__).with_name("texts")
LATER = Path(__file__).with_name("later_mails.yml")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the formal check should propose: timing, requirements not simply met, raised flags."""

    timing: str
    proposals: Mapping[str, str]
    flags: Sequence[str]


@dataclass(frozen=True, slots=True)
class Mail:
    """The message that an application came in, or that came by itself: its words and its PDFs.

    Each attachment's text is one page, a line a paragraph.
    """

    subject: str
    body: str
    sender: str = ""
    sent: str = ""
    received: str = ""
    attachments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sample:
    """One applicant's answers, how they were written down and what the file is there to show.

    An answer is a text, or True for a box that is ticked.
    """

    file: str
    applicant: str
    layout: str
    received: datetime
    shows: str
    expected: Expected
    answers: Mapping[str, str | bool]
    unplaced: str = ""
    mail: Mail | None = None

    @property
    def stem(self) -> str:
        """The file's name without its ending, as the lists of reviews name it."""
        return self.file.removesuffix(".docx")

    @property
    def author(self) -> str:
        """Who wrote the file: the contact person."""
        return self.text("1.7.navn")

    @property
    def written(self) -> datetime:
        """When the file was saved: some hours before it was received."""
        return self.received - timedelta(hours=3)

    @property
    def properties(self) -> Properties:
        """What Word knows of a file that was not made from the form."""
        return Properties(f"Ansøgning fra {self.applicant}", self.author, self.written)

    def text(self, field_id: str) -> str:
        """The answer of a field as text, "" where there is none."""
        answer = self.answers.get(field_id, "")
        return "" if isinstance(answer, bool) else answer

    def ticked(self, field_id: str) -> bool:
        """Whether the field's box is ticked."""
        return self.answers.get(field_id) is True

    def shown(self, field: FormField, *, long_dates: bool = False) -> str:
        """The answer as it stands on paper: a choice by its label, a date the Danish way."""
        text = self.text(field.id)
        labels = {option.id: option.label for option in field.options}
        if written := self.date(field):
            return long_day(written) if long_dates else day(written)
        return labels.get(text, text)

    def date(self, field: FormField) -> date | None:
        """The answer of a date field, None where it is none."""
        if field.kind != "date":
            return None
        try:
            return date.fromisoformat(self.text(field.id))
        except ValueError:
            return None


def load_samples() -> tuple[Sample, ...]:
    """All samples in the order of their names."""
    return tuple(_load(path) for path in sorted(TEXTS.glob("*.yaml")))


def load_later_mails() -> tuple[tuple[str, Mail], ...]:
    """The messages that came without an application, by the name of their file."""
    content = yaml.safe_load(LATER.read_text(encoding="utf-8"))
    return tuple((name, Mail(**each)) for name, each in content.items())


def paragraphs(text: str) -> Sequence[str]:
    """The paragraphs of an answer; a single line break inside one stays."""
    return [piece.strip() for piece in text.split("\n\n") if piece.strip()]


def _load(path: Path) -> Sample:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    given = content.pop("answers")
    answers = {
        key: each if isinstance(each, bool) else str(each).strip() for key, each in given.items()
    }
    received = datetime.fromisoformat(content.pop("received"))
    expected = Expected(**content.pop("expected"))
    mail = Mail(**content.pop("mail")) if "mail" in content else None
    return Sample(answers=answers, received=received, expected=expected, mail=mail, **content)
