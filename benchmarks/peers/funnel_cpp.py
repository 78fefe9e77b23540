"""Funnel-lite in C++: compiles ``funnel.cpp`` with g++ and calls it."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.peers.workload import FUNNEL, HOURS_PER_MONTH, MONTHS, STAGES, Result

SOURCE = Path(__file__).with_name("funnel.cpp")
FLAGS = ("-O3", "-std=c++17", "-ffp-contract=off", "-fPIC", "-shared")


class Numbers(ctypes.Structure):
    """The workload's numbers, in the order of ``Funnel``."""

    _fields_ = [
        (name, ctypes.c_double * STAGES if name == "advances" else ctypes.c_double)
        for name in FUNNEL._fields
    ]


class Outcome(ctypes.Structure):
    """What is counted; ``waited`` in seconds."""

    _fields_ = [
        (name, ctypes.c_int64)
        for name in (
            "leads",
            "taken",
            "waited",
            "meetings",
            "wins",
            "churned",
            "check_ins",
            "events",
        )
    ]


def why_not() -> str | None:
    """Say why the program cannot run here; None if it can."""
    if shutil.which("g++") is None:
        return "g++ is not installed"
    try:
        library()
    except (OSError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", None) or error).splitlines()
        first = next((line for line in said if "error" in line), said[0])
        return f"g++ could not compile it: {first.replace('|', '/')}"
    return None


@cache
def library() -> ctypes.CDLL:
    """Compile the program, unless that was done before in this process, and load it."""
    folder = tempfile.mkdtemp(prefix="funnel-")
    try:
        target = os.path.join(folder, hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16] + ".so")
        command = ["g++", *FLAGS, str(SOURCE), "-o", target]
        subprocess.run(command, check=True, capture_output=True, text=True)
        loaded = ctypes.CDLL(target)
    finally:
        shutil.rmtree(folder)
    numbers, outcome = ctypes.POINTER(Numbers), ctypes.POINTER(Outcome)
    loaded.funnel.argtypes = [numbers, ctypes.c_uint64, ctypes.c_uint32, ctypes.c_double, outcome]
    loaded.funnel.restype = None
    return loaded


def run(seed: int, replication: int, months: float = MONTHS) -> Result:
    """Simulate ``months`` and return what happened.  Raises OSError without g++."""
    numbers = Numbers(*(tuple(n) if isinstance(n, tuple) else n for n in FUNNEL))
    count = Outcome()
    hours = months * HOURS_PER_MONTH
    library().funnel(numbers, seed, replication, hours, count)
    return Result(
        count.leads,
        count.meetings,
        count.wins,
        count.churned,
        count.check_ins,
        count.waited / 3600.0 / max(1, count.taken),
        count.events,
    )
