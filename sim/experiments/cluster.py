"""Workers on other machines: a Dask cluster behind the same face as local processes.

Dask runs a chunk again on another worker when a worker dies.  Every worker must hold the same
model, which is asked before the first chunk is sent: numbers of two models are never mixed.
"""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Any

from sim.errors import InputError
from sim.experiments.identity import model_digest

RETRIES = 5
"""How often Dask runs a chunk again whose worker died or failed."""
SECONDS_TO_CONNECT = 15
INSTALL = 'pip install "salesorg-sim[cluster]"'


def cluster_pool(address: str, model: str = "") -> tuple[Executor, int]:
    """Return an executor on the cluster and how many threads it has.

    ``model``: the digest that every worker must have, our own by default.  Raise InputError if
    nobody answers at ``address``, or the workers are none, or hold another model.
    """
    client = _connect(address)
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise InputError(
            "the cluster has no workers",
            key="--cluster",
            hint=f"start one: dask worker {address} --nthreads 1",
        )
    _refuse_other_models(client, address, model or model_digest())
    return _Pool(client), threads


class _Pool(Executor):
    """Dask's executor; closing it closes the connection, not the cluster."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(retries=RETRIES, pure=False)

    def submit(self, *arguments: Any, **keywords: Any) -> Any:
        return self._executor.submit(*arguments, **keywords)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise InputError(
            "a cluster needs Dask, which is not installed", key="--cluster", hint=INSTALL
        ) from None
    try:
        return Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            f"no Dask scheduler answers at {address} ({type(error).__name__})",
            key="--cluster",
            hint="start one (dask scheduler) and give the address that it prints, tcp://host:8786",
        ) from None


def _refuse_other_models(client: Any, address: str, model: str) -> None:
    try:
        found = client.run(model_digest)
    except Exception as error:
        client.close()
        raise InputError(
            f"a worker of {address} cannot load the model ({type(error).__name__}: {error})",
            key="--cluster",
            hint="install the same version of salesorg-sim on every worker",
        ) from None
    others = [worker for worker, digest in found.items() if digest != model]
    if others:
        client.close()
        raise InputError(
            f"the worker {others[0]} holds another version of the model",
            key="--cluster",
            hint="install the same version of salesorg-sim, NumPy and Numba on every worker",
        )
