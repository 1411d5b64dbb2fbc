"""What of a parcel is an application and what came beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.domain.applications.application import Reading
from assessment.domain.applications.delivery import Parcel, SentFile
from assessment.domain.applications.envelope import Envelope
from assessment.domain.rules.form import Form
from assessment.domain.words.wording import date_time
from assessment.errors import RefusedFileError

FORM_SHARE = Fraction(1, 5)
"""The share of the form's required fields from which on a Word file is a filled-in form."""

Opened = Reading | RefusedFileError
"""What came of reading a Word file."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A Word file that is an application, with what was read from it."""

    file: SentFile
    reading: Reading


@dataclass(frozen=True, slots=True)
class Submission:
    """An application with what came beside it; `application` is None where no form was found.

    `message` is the nearest message around them, None where they came as files; `carrier` is the
    outermost one where that message was itself attached to another.
    """

    source: str
    message: Parcel | None
    application: Filled | None = None
    beside: tuple[SentFile, ...] = ()
    carrier: Parcel | None = None

    @property
    def envelope(self) -> Envelope | None:
        """What the message says of itself, with a time of receipt that can be trusted.

        Whoever attaches a message to another can have written its headers, the receiving server's
        too; so the outermost message tells when it came.
        """
        own = self.message.envelope if self.message else None
        outer = self.carrier.envelope if self.carrier else None
        if own is None or outer is None:
            return own
        claim = f"; den vedlagte mail siger selv {date_time(own.received)}" if own.received else ""
        note = f"{outer.received_by} på den mail, den lå vedlagt i{claim}" if outer.received else ""
        return replace(own, received=outer.received, received_by=note)


def covered(reading: Reading, form: Form) -> Fraction:
    """The share of the form's required fields that a reading answers."""
    required = [field.id for field in form.fields if field.required]
    found = sum(field_id in reading.answers for field_id in required)
    return Fraction(found, len(required)) if required else Fraction(0)


class Sorting:
    """Sorts a parcel into submissions by the readings of its Word files.

    A message's files belong together, and so do a folder's as long as there is one form in it.
    What comes without a form goes with the message or folder around it, or stays by itself until a
    human says whose it is. Nothing is dropped.
    """

    def __init__(self, readings: dict[int, Opened], form: Form) -> None:
        """Take the readings by `id()` of the file they are of."""
        self._readings = readings
        self._form = form

    def sorted(self, parcel: Parcel) -> list[Submission]:
        """The submissions of a parcel, those of its inner parcels behind its own."""
        return self._sorted(parcel, (), form_elsewhere=False)

    def _sorted(
        self, parcel: Parcel, around: tuple[Parcel, ...], *, form_elsewhere: bool
    ) -> list[Submission]:
        """As above; `around` are the messages that the parcel lies in, outermost first."""
        if parcel.envelope:
            around = (*around, parcel)
            form_elsewhere = any(self._forms(part) for part in parcel.walk())
        forms = self._forms(parcel) or ([] if form_elsewhere else self._stand_ins(parcel))
        taken = {id(each.file) for each in forms}
        rest = tuple(file for file in parcel.files if id(file) not in taken)
        together = bool(forms) and (bool(parcel.envelope) or len(forms) == 1)
        beside = rest if together else ()
        message = around[-1] if around else None
        carrier = around[0] if len(around) > 1 else None
        found = [Submission(parcel.name, message, each, beside, carrier) for each in forms]
        says_something = bool(parcel.envelope) and not (parcel.inner or forms)
        if (rest and not together) or says_something:
            found.append(Submission(parcel.name, message, None, rest, carrier))
        form_elsewhere |= bool(message and forms)
        for part in parcel.inner:
            found += self._sorted(part, around, form_elsewhere=form_elsewhere)
        return _joined(parcel, found)

    def _read(self, parcel: Parcel) -> list[Filled]:
        return [
            Filled(file, reading)
            for file in parcel.files
            if isinstance(reading := self._readings.get(id(file)), Reading)
        ]

    def _forms(self, parcel: Parcel) -> list[Filled]:
        """The files that look like the form, filled in."""
        read = self._read(parcel)
        return [each for each in read if covered(each.reading, self._form) >= FORM_SHARE]

    def _stand_ins(self, parcel: Parcel) -> list[Filled]:
        """What counts where nothing looks like the form: a message's fullest Word file, a folder's all."""
        read = self._read(parcel)
        if parcel.envelope and read:
            return [max(read, key=lambda each: covered(each.reading, self._form))]
        return read


def _joined(parcel: Parcel, found: list[Submission]) -> list[Submission]:
    """Put what came in a message without a form beside the one application of that message."""
    applications = [each for each in found if each.application]
    if not parcel.envelope or len(applications) != 1:
        return found
    (only,) = applications
    more = tuple(file for each in found if each is not only for file in each.beside)
    return [replace(only, beside=only.beside + more)]
