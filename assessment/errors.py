"""The one error family: what a user can mend, in a Danish sentence that says how."""


class AssessmentError(Exception):
    """A user's mistake or a state of things the user must know; `str()` is the sentence to show."""


class CriteriaFileError(AssessmentError):
    """The rule file is wrong; `problems` lists every one of them as `file:line path: sentence`."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems one by one; the message is one a line."""
        self.problems = problems
        super().__init__("\n".join(problems))


class RefusedFileError(AssessmentError):
    """A file cannot be read as an application; `code` names why in one English word group."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the machine's word for the refusal beside the sentence."""
        self.code = code
        super().__init__(message)


class StorageError(AssessmentError):
    """The database cannot be opened, read or written."""


class SettingsError(AssessmentError):
    """What the environment sets does not fit together, and the sentence says what to set."""


class NotFoundError(AssessmentError):
    """Something was asked for that is not there."""


class NotPermittedError(AssessmentError):
    """Somebody asked for what they may not do or see."""


class ConflictError(AssessmentError):
    """Somebody else saved first; `theirs` is what stands now, and nothing of one's own is lost."""

    def __init__(self, message: str, theirs: object) -> None:
        """Keep what the other saved beside the sentence, to choose between the two."""
        self.theirs = theirs
        super().__init__(message)


class RefusedActionError(AssessmentError):
    """What was asked may not be done in the present state, and the sentence says what to do first."""
