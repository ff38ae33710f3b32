"""Everything we raise on purpose, by what it means for the caller.

    AssistError
    ├── BadInput          what was sent is wrong: code, path, message (HTTP 4xx)
    ├── Forbidden         the caller may not see or do this (HTTP 403)
    ├── NotFound          no such client, suggestion, file or version (HTTP 404)
    ├── Refused           a rule of publishing stands against it; details say which evidence is missing (HTTP 409)
    ├── BadKnowledge      a page, client.yaml, workflows.yaml or utterance file is broken: file, line
    ├── Unavailable       a part we depend on does not answer now: model, store, encoder (HTTP 503)
    └── Corrupt           stored bytes are not what was written: bundle, heads, encoder cache

No message ever holds customer text. Knows nothing of HTTP but the status a family maps to.
"""

from collections.abc import Mapping

Details = Mapping[str, str | list[str]]
"""What a caller needs to act on an error, as the wire shows it."""


class AssistError(Exception):
    """The root of our errors. `code` is one of the closed, documented list (docs/contract/README.md)."""

    status = 500
    default_code = "internal"

    def __init__(self, message: str, *, code: str | None = None, path: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.path = path

    @property
    def details(self) -> Details:
        """What the error is about: the path of the field, where there is one."""
        return {"path": self.path} if self.path else {}


class BadInput(AssistError):
    status = 422
    default_code = "field_invalid"


class TooLarge(BadInput):
    status = 413
    default_code = "body_too_large"


class Forbidden(AssistError):
    status = 403
    default_code = "client_forbidden"


class NotFound(AssistError):
    status = 404
    default_code = "not_found"


class Refused(AssistError):
    """What is wished may not be done now; the message ends with what to do."""

    status = 409
    default_code = "evaluation_required"

    def __init__(self, message: str, *, code: str, details: Details) -> None:
        super().__init__(message, code=code)
        self._details = details

    @property
    def details(self) -> Details:
        return self._details


class BadKnowledge(AssistError):
    """A knowledge file is broken; the message starts with `file:line:`."""

    status = 500
    default_code = "knowledge_invalid"

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line


class Unavailable(AssistError):
    status = 503
    default_code = "unavailable"


class Corrupt(AssistError):
    status = 500
    default_code = "corrupt"


def place_of(error: BaseException) -> str:
    """Return where an exception was raised, `function:line`, without its words: they may quote a customer."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
