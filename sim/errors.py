"""The error that a user's input can cause, and the one that a fault of the program can."""

from __future__ import annotations


class InputError(Exception):
    """A mistake in what the user gave us; the command line prints it and exits with code 2.

    ``message`` says what was found and what was expected; ``file`` and ``line`` (counted from 1)
    or the dotted ``key`` say where; ``hint`` suggests what to do.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        key: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.file, self.line, self.key, self.hint = message, file, line, key, hint

    def __str__(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place += f":{self.line}"
        where = ": ".join(part for part in (place, self.key) if part)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class BrokenInvariantError(Exception):
    """A replication whose log does not add up: a fault of the program, found by ``--check``."""


class StoreFullError(Exception):
    """Results could not be written: the disk is full, or nobody may write there."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            f"{place}: cannot be written ({reason}); what was written before is kept: "
            "make room and run the same command again"
        )


class WorkersDiedError(RuntimeError):
    """Worker processes died again and again; memory is the usual reason."""


class StoppedError(Exception):
    """Somebody pressed Ctrl-C before there was anything to say; what was simulated is kept."""

    def __init__(self, ran: int = 0) -> None:
        super().__init__(
            f"{ran:,} replications are in the store; the same command goes on from there"
        )
