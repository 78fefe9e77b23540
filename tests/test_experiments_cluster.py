"""A Dask cluster behind the face of local workers: the same bytes, through a worker's death."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiments import cluster
from sim.experiments.campaign import Settings
from sim.experiments.fill import Case, fill
from sim.experiments.store import Key, Store
from sim.params import Params
from sim.scenario.loading import load_scenario
from tests.metrics_world import company, toy_engine

pytest.importorskip("distributed")
ROOT = Path(__file__).resolve().parent.parent
FROZEN = company(1, 2)
CASES = [Case(Key("a" * 16, f"{n:016d}", n), FROZEN, load_scenario("startup")) for n in range(2)]
REPLICATIONS = 96


def slow_engine(params: Params, number: int, seed: int) -> np.ndarray:
    """Take a thirtieth of a second, so that a worker can be killed at its work."""
    time.sleep(0.03)
    return toy_engine(params, number, seed)


@dataclass
class Cluster:
    """A scheduler and two workers, each a process of its own."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start one of Dask's programs from the root of the repository."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(command, cwd=ROOT, **quiet)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def two_workers(tmp_path: Path) -> Iterator[Cluster]:
    where = tmp_path / "scheduler.json"
    file = ("--scheduler-file", str(where))
    place = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    running = [start("dask", "scheduler", *file, *place)]
    one = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path))
    try:
        running += [start("dask", "worker", *file, *one) for _ in range(2)]
        while not where.exists() or not where.read_text():
            time.sleep(0.05)
        address = json.loads(where.read_text())["address"]
        wait_for_workers(address, 2)
        yield Cluster(address, running[1:])
    finally:
        for process in running[::-1]:
            process.kill()
            process.wait()


def wait_for_workers(address: str, number: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=90)


@pytest.mark.skipif(os.name == "nt", reason="kills with SIGKILL")
def test_a_cluster_gives_the_bytes_of_local_workers_though_one_of_its_two_is_killed(
    two_workers: Cluster, tmp_path: Path
) -> None:
    one, two, far = (Store(tmp_path / name) for name in ("one", "two", "far"))
    killed: list[int] = []

    def kill_one(done: int, planned: int) -> None:
        if done >= planned // 4 and not killed:
            os.kill(two_workers.workers[0].pid, signal.SIGKILL)
            killed.append(done)

    fill(one, CASES, REPLICATIONS, Settings(workers=1), toy_engine)
    fill(two, CASES, REPLICATIONS, Settings(workers=2), toy_engine)
    settings = Settings(cluster=two_workers.address, progress=kill_one)
    state = fill(far, CASES, REPLICATIONS, settings, slow_engine)
    assert killed
    assert killed[0] < state.planned
    assert (state.ran, state.faults) == (2 * REPLICATIONS, {})
    assert one.digest() == two.digest() == far.digest()


def test_a_worker_with_another_model_is_refused(two_workers: Cluster) -> None:
    with pytest.raises(InputError, match="another version of the model"):
        cluster.cluster_pool(two_workers.address, model="another")


def test_an_address_where_nobody_answers_is_one_clear_error(monkeypatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.3)
    for address in ("tcp://127.0.0.1:1", "127.0.0.1:1", "nonsense://x"):
        with pytest.raises(InputError, match="no Dask scheduler answers"):
            cluster.cluster_pool(address)
