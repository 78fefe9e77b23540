"""Finding the job that a word in an org chart or a people list means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from sim.scenario.schema import Job, RoleName
from sim.scenario.suggestions import listed, suggest

ROLES: tuple[str, ...] = get_args(RoleName)  # in the order in which seats are numbered
LEADER_ROLES = frozenset(ROLES[ROLES.index("team_lead") :])


class UnknownJobError(Exception):
    """A word that means no job, or several; ``hint`` says how to write it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def job_named(jobs: Mapping[str, Job], word: str) -> str:
    """``word`` itself when it is a job.  Raises ``UnknownJobError``."""
    if word in jobs:
        return word
    with_role = [name for name, job in jobs.items() if job.role == word]
    if with_role:
        raise UnknownJobError(f"'{word}' is a role; expected a job", f"jobs: {listed(with_role)}")
    raise UnknownJobError(
        f"unknown job '{word}'",
        f"{suggest(word, jobs, 'jobs')} (a job that this company lacks: declare it under jobs)",
    )


def job_for(jobs: Mapping[str, Job], word: str, segment: str | None) -> str:
    """The job that a job or role name and a segment mean.  Raises ``UnknownJobError``."""
    if word in jobs:
        own = jobs[word].segment
        if segment is None or segment == own:
            return word
        served = f"segment '{own}'" if own else "all segments"
        raise UnknownJobError(
            f"the job '{word}' serves {served}; found segment '{segment}'",
            "leave the segment empty or correct it",
        )
    if word not in ROLES:
        raise UnknownJobError(
            f"unknown job or role '{word}'", suggest(word, [*jobs, *ROLES], "jobs and roles")
        )
    return _only_job_of_role(jobs, word, segment)


def _only_job_of_role(jobs: Mapping[str, Job], role: str, segment: str | None) -> str:
    of_role = [name for name, job in jobs.items() if job.role == role]
    fitting = [name for name in of_role if jobs[name].segment == segment]
    if len(fitting) == 1:
        return fitting[0]
    if segment is None and len(of_role) == 1:
        return of_role[0]
    where = f"in segment '{segment}'" if segment else "without a segment"
    count = "no job has" if not fitting else f"{len(fitting)} jobs have"
    raise UnknownJobError(
        f"{count} the role '{role}' {where}", f"jobs with that role: {listed(of_role)}"
    )
