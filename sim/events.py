"""The event log as a table for people, and on disk: words instead of numbers, Parquet files.

A log is a structured array of ``vocabulary.EVENT``; ``vocabulary.KIND_MEANINGS`` says what the
columns of each kind hold.  ``to_frame`` adds the words beside the numbers, so nothing is lost and
``from_frame`` gives the same bytes back.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.errors import InputError
from sim.vocabulary import (
    EVENT,
    ActionNames,
    ChanceNames,
    DeskNames,
    EntityNames,
    Kind,
    KindNames,
    MeasureNames,
    ReasonNames,
    ShockNames,
    SourceNames,
    StageNames,
    WorkNames,
)

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = EVENT.names or ()


class Words(Protocol):
    """The words behind numbers that only a scenario knows; ``params.Names`` has them."""

    @property
    def segments(self) -> tuple[str, ...]: ...
    @property
    def channels(self) -> tuple[str, ...]: ...
    @property
    def seats(self) -> tuple[str, ...]: ...


def to_frame(log: np.ndarray, names: Words | None = None) -> pd.DataFrame:
    """Return the log with its numbers, and ``event``, ``what`` and ``who`` in words.

    ``what`` is the code in words (work, stage, reason, source or segment), ``who`` the seat's
    name; without ``names``, segments, channels and seats stay numbers.
    """
    import pandas as pd

    frame = pd.DataFrame({column: log[column] for column in COLUMNS})
    frame.insert(0, "day", log["time"] // 86_400)
    frame["event"] = pd.Categorical(_words_of(log["kind"], _lower(KindNames())))
    frame["what"] = pd.Categorical(_what(log, names))
    frame["who"] = pd.Categorical(_words_of(log["seat"], _numbered(names, "seats")))
    return frame


def from_frame(frame: pd.DataFrame) -> np.ndarray:
    """Return the structured array of a table made by ``to_frame``; other columns do not matter."""
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise InputError(f"a table of events needs the columns {', '.join(missing)}")
    log = np.zeros(len(frame), EVENT)
    for column in COLUMNS:
        log[column] = frame[column].to_numpy()
    return log


def write_parquet(log: np.ndarray, path: Path, names: Words | None = None) -> None:
    """Write the log with its words to a Parquet file; the file appears whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(to_frame(log, names), preserve_index=False)
    handle, partial = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    os.close(handle)
    try:
        pq.write_table(table, partial, compression="zstd")
        os.replace(partial, path)
    finally:
        Path(partial).unlink(missing_ok=True)


def read_parquet(path: Path) -> np.ndarray:
    """Read a log back, byte for byte; raise InputError if the file is not one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise InputError(
            f"cannot read this file as a Parquet event log: {error}", file=str(path)
        ) from None
    return from_frame(table.to_pandas())


def _what(log: np.ndarray, names: Words | None) -> np.ndarray:
    """Return the ``code`` column in words, by what it means for each kind."""
    words = np.full(len(log), "", dtype=object)
    for kinds, meaning in _code_words(names):
        rows = np.isin(log["kind"], kinds)
        words[rows] = _words_of(log["code"][rows], meaning)
    return words


def _code_words(names: Words | None) -> list[tuple[tuple[int, ...], dict[int, str]]]:
    """Return which kinds hold what in ``code``."""
    sources = _numbered(names, "channels") | _lower(SourceNames())
    by_source = (
        Kind.LEAD_CREATED,
        Kind.LEAD_MARKETING_QUALIFIED,
        Kind.LEAD_ASSIGNED,
        Kind.MEETING_BOOKED,
        Kind.MEETING_MISSED,
        Kind.MEETING_HELD,
        Kind.MEETING_CONFIRMED,
        Kind.MEETING_RECOVERED,
        Kind.OPPORTUNITY_OPENED,
        Kind.DEAL_WON,
        Kind.LEAD_MISROUTED,
        Kind.BUDGET_MOVED,
    )
    by_segment = (
        Kind.CUSTOMER_STARTED,
        Kind.CUSTOMER_RENEWED,
        Kind.CUSTOMER_CONTRACTED,
        Kind.CUSTOMER_EXPANDED,
    )
    by_reason = (
        Kind.LEAD_ENDED,
        Kind.DEAL_LOST,
        Kind.CUSTOMER_CHURNED,
        Kind.PERSON_LEFT,
        Kind.SEAT_CLOSED,
    )
    return [
        (by_source, sources),
        (by_segment, _numbered(names, "segments")),
        (by_reason, _lower(ReasonNames())),
        ((Kind.WORK_DONE, Kind.CROWDED_OUT), _lower(WorkNames())),
        ((Kind.STAGE_ENTERED,), _lower(StageNames())),
        ((Kind.OWNER_CHANGED,), _lower(EntityNames())),
        ((Kind.STATE_RECORDED,), _lower(MeasureNames())),
        ((Kind.WORK_OVERFLOWED, Kind.WORK_SPILLED), _lower(DeskNames())),
        ((Kind.EVENT_HAPPENED,), _lower(ShockNames())),
        ((Kind.RULE_ACTED,), _lower(ActionNames())),
        ((Kind.CHANCE_WEIGHED, Kind.TERM_WEIGHED), _lower(ChanceNames())),
    ]


def _lower(words: Any) -> dict[int, str]:
    """Return {number: word} of a named tuple of the vocabulary."""
    return {number: name.lower() for name, number in words._asdict().items()}


def _numbered(names: Words | None, field: str) -> dict[int, str]:
    return {} if names is None else dict(enumerate(getattr(names, field)))


def _words_of(numbers: np.ndarray, words: dict[int, str]) -> np.ndarray:
    """Return the word of each number, the number itself where there is no word, "" for -1."""
    known, place = np.unique(numbers, return_inverse=True)
    spelled = [words.get(int(number), "" if number < 0 else str(number)) for number in known]
    return np.array(spelled, dtype=object)[place] if len(known) else np.array([], dtype=object)
