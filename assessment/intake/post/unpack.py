"""Any one upload opened as far as it goes: a message, a mailbox export, a zip, or a file and no more.

What cannot be opened inside something that can is kept as the file it is, with an issue that says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from assessment.domain.applications.delivery import Parcel, SentFile
from assessment.domain.applications.issue import Issue
from assessment.errors import RefusedFileError
from assessment.intake.messages import issue, refusal
from assessment.intake.post import archive, mailbox, message, outlook
from assessment.intake.post.archive import Allowance, Packed
from assessment.intake.post.formats import Format, format_of
from assessment.intake.post.names import clean_name

MAX_UPLOAD = 300_000_000
DEEPEST = 2
"""How deep messages and zips are opened in each other; folders do not count."""
_CONTAINERS = {Format.MAIL, Format.OUTLOOK, Format.MAILBOX, Format.ARCHIVE}


def unpack(name: str, content: bytes, mailboxes: Collection[str] = ()) -> Parcel:
    """Return what one upload holds; `mailboxes` are the round's own addresses.

    A file that is no message and no zip comes back alone, without an envelope and with the name "".
    Raises RefusedFileError, and nothing else, where a message or zip cannot be opened at all.
    """
    if len(content) > MAX_UPLOAD:
        raise refusal("upload_too_large")
    file = SentFile(clean_name(name), content)
    kind = format_of(file.name, content)
    if kind not in _CONTAINERS:
        return Parcel(name="", files=(file,))
    return _Unpacking(tuple(mailboxes)).opened(file, kind, file.name, 0)


@dataclass(slots=True)
class _Unpacking:
    """One upload on its way, with what may still be unpacked of it."""

    mailboxes: tuple[str, ...]
    allowance: Allowance = field(default_factory=Allowance)

    def opened(self, file: SentFile, kind: Format, path: str, depth: int) -> Parcel:
        """Open a message, mailbox or zip; raises RefusedFileError where that is not possible."""
        if kind is Format.ARCHIVE:
            packed, issues = archive.read(file.content, self.allowance)
            return self._folder(packed, path, depth, issues)
        if kind is Format.MAILBOX:
            return self._sorted(mailbox.read(file.content), path, depth, ())
        read = outlook.read if kind is Format.OUTLOOK else message.read
        letter = read(file.content, self.mailboxes)
        parcel = self._sorted(letter.files, path, depth, letter.issues)
        return replace(parcel, envelope=letter.envelope, original=file.content)

    def _folder(
        self, packed: Sequence[Packed], path: str, depth: int, issues: Iterable[Issue] = ()
    ) -> Parcel:
        """Put a zip's files together folder by folder, each after the files that lie beside it."""
        here = [each.file for each in packed if not each.folders]
        below: dict[str, list[Packed]] = {}
        for each in packed:
            if each.folders:
                outermost, *rest = each.folders
                below.setdefault(outermost, []).append(Packed(tuple(rest), each.file))
        parcel = self._sorted(here, path, depth, issues)
        folders = (self._folder(inside, f"{path}/{name}", depth) for name, inside in below.items())
        return replace(parcel, inner=(*parcel.inner, *folders))

    def _sorted(
        self, files: Iterable[SentFile], path: str, depth: int, issues: Iterable[Issue]
    ) -> Parcel:
        """Tell the messages and zips among files from the rest, and open them."""
        plain: list[SentFile] = []
        inner: list[Parcel] = []
        noted = list(issues)
        for file in files:
            opened = self._inner(file, path, depth + 1)
            if isinstance(opened, Parcel):
                inner.append(opened)
                continue
            plain.append(file)
            if opened:
                noted.append(opened)
        return Parcel(path, tuple(plain), inner=tuple(inner), issues=tuple(noted))

    def _inner(self, file: SentFile, path: str, depth: int) -> Parcel | Issue | None:
        """Open a file within another; None where there is nothing to open, an issue where it fails."""
        kind = format_of(file.name, file.content)
        if kind not in _CONTAINERS:
            return None
        if depth > DEEPEST:
            return issue("too_deep", name=file.name)
        try:
            return self.opened(file, kind, f"{path}/{file.name}", depth)
        except RefusedFileError as error:
            return Issue(error.code, f"»{file.name}« er ikke åbnet: {error}")
