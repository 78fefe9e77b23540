"""``jit`` and ``inner_jit``: Numba with one set of flags and a cache that notices every edit.

Numba re-compiles a cached function when its own file changes, not when a file it calls into
changes; it would then run old rules.  So the cache folder is named by a digest of all sources of
the model and of the versions of Python, NumPy and Numba, and it is named before Numba is imported.

The folder is ``$SALESORG_CACHE/numba/<digest>``, or the user's cache directory
(``~/.cache/salesorg/numba/<digest>``, honouring ``XDG_CACHE_HOME``), or a private temporary
directory, for as long as the process lives, where that cannot be written.  The five digests used
last are kept.

Six things keep the first compilation short.  The names of compiled functions spell out their
arguments' types, and a table of forty columns or a world of thirty tables has a name of several
kilobytes that is escaped, copied and parsed again and again: such types are named by a digest.
The optimiser does not look for loops to vectorise, of which handlers of events have none.  Inner
functions are linked and optimised once, in what Python calls (``sim.jit_linking``).  Rules that
both engines call are inner functions in compiled code, and get wrappers when Python calls them.
A function is compiled once for all whole numbers, not again for each that is written into a call.
Python looks for cycles of dead objects seldom while Numba makes millions that live.

Code is compiled for a generic processor (unless ``NUMBA_CPU_NAME`` says otherwise), so that every
machine of one architecture computes the same bits.  ``NUMBA_DISABLE_JIT=1`` turns all of this off.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, overload

OUTSIDE = ("app", "calibration", "cli", "experiments", "report", "story", "verification")
"""Rooms that only plan, keep, show or examine what replications gave: nothing is compiled there."""
_KEPT_DIGESTS = 5
_Rule = TypeVar("_Rule", bound=Callable[..., Any])


def source_digest(package: Path) -> str:
    """Return 16 hex digits that change with any ``.py`` file of the model or any version.

    The model is all of ``package`` but the rooms ``OUTSIDE``.  Checking of bounds
    (``NUMBA_BOUNDSCHECK``) counts too: Numba would mix up the two kinds of code.
    """
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        if inside.parts[0].removesuffix(".py") in OUTSIDE:
            continue
        digest.update(inside.as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    bounds = f"bounds are checked: {os.environ.get('NUMBA_BOUNDSCHECK', '0')}"
    for stamp in (version("numba"), version("numpy"), sys.version, bounds):
        digest.update(stamp.encode() + b"\0")
    return digest.hexdigest()[:16]


def cache_folder(digest: str) -> Path:
    """Create and return the folder for compiled code; the first writable place wins."""
    for root in _cache_roots():
        folder = root / "numba" / digest
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.utime(folder)
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            return folder
    return _temporary_folder()


def _temporary_folder() -> Path:
    """Create a private folder that worker processes share and that goes when this process ends."""
    root = tempfile.mkdtemp(prefix="salesorg-")
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    os.environ["SALESORG_CACHE"] = root
    return Path(root)


def _cache_roots() -> list[Path]:
    """Return the places to try: the one asked for, else the user's cache directory."""
    asked = os.environ.get("SALESORG_CACHE")
    if asked:
        return [Path(asked).expanduser().absolute()]
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join("~", ".cache")
    return [Path(home).expanduser().absolute() / "salesorg"]


def forget_old_digests(folder: Path, kept: int = _KEPT_DIGESTS) -> None:
    """Delete all but the ``kept`` folders used last beside ``folder``; errors do not matter."""
    try:
        beside = [
            path for path in folder.parent.iterdir() if re.fullmatch("[0-9a-f]{16}", path.name)
        ]
        beside.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return
    for path in beside[kept:]:
        if path != folder:
            shutil.rmtree(path, ignore_errors=True)


CACHE = cache_folder(source_digest(Path(__file__).parent))
forget_old_digests(CACHE)
os.environ["NUMBA_CACHE_DIR"] = str(CACHE)
os.environ.setdefault("NUMBA_CPU_NAME", "generic")
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
os.environ.setdefault("NUMBA_OPT", "2")
os.environ.setdefault("NUMBA_LOOP_VECTORIZE", "0")
os.environ.setdefault("NUMBA_SLP_VECTORIZE", "0")

import numba  # noqa: E402  (the environment above must be set first)
from numba.core import config, event, types  # noqa: E402
from numba.core.registry import CPUDispatcher  # noqa: E402

from sim.jit_linking import defer_inner_functions, mark_exceptions_passed_on  # noqa: E402

# Somebody may have imported Numba before us: it then has to be told again.
config.reload_config()
DISABLED: bool = bool(config.DISABLE_JIT)  # type: ignore[attr-defined]


def _short_name(numba_type: Any) -> tuple[str, tuple[()]]:
    """Return the name that stands for a type in the names of compiled functions."""
    digest = hashlib.sha256(numba_type.name.encode()).hexdigest()[:16]
    return f"{type(numba_type).__name__}{digest}", ()


mark_exceptions_passed_on()
INNER_CACHED = not defer_inner_functions()
"""Whether inner functions are kept in the cache one by one, or in those that take them in."""

for _long in (types.Record, types.NamedTuple, types.NamedUniTuple, types.Array, types.StructRef):
    setattr(_long, "mangling_args", property(_short_name))  # noqa: B010


class _SeldomCollected(event.Listener):
    """While anything is compiled, Python's garbage collector sets in hundreds of times less often.

    (Off altogether, it would save no more time and take twice the memory.)
    """

    _depth = 0
    _usual = gc.get_threshold()

    def on_start(self, _: Any) -> None:
        if self._depth == 0:
            self._usual = gc.get_threshold()
            gc.set_threshold(500_000, 10, 10)
        self._depth += 1

    def on_end(self, _: Any) -> None:
        self._depth -= 1
        if self._depth == 0:
            gc.set_threshold(*self._usual)


event.register("numba:compile", _SeldomCollected())


class _ForAnyNumber(CPUDispatcher):
    """A function that is compiled once for integers, not again for every number it is called with.

    ``log(w, kind, -1, ...)`` would otherwise be another function than ``log(w, kind, deal, ...)``.
    """

    def get_call_template(self, args: Any, kws: Any) -> Any:
        by_name = {name: types.unliteral(kind) for name, kind in kws.items()}
        return super().get_call_template(tuple(map(types.unliteral, args)), by_name)


class _CalledFromBoth(_ForAnyNumber):
    """A rule that Python calls with a wrapper and compiled code without.

    Each is compiled when it is first called, so that a run of the compiled engine makes none of the
    hundreds of wrappers that the reference engine asks for.
    """

    inner: CPUDispatcher

    @property
    def _numba_type_(self) -> Any:
        return types.Dispatcher(self.inner)


@overload
def jit(function: _Rule) -> _Rule: ...
@overload
def jit() -> Callable[[_Rule], _Rule]: ...
def jit(function: Any = None) -> Any:
    """Compile a rule that Python calls too; write ``@jit``."""
    if function is None:
        return jit
    rule = _compile(function, {})
    # Without deferral both would be kept in one place of the cache, and be mixed up.
    if not DISABLED and not INNER_CACHED:
        rule.__class__, rule.inner = _CalledFromBoth, inner_jit(function)
    return rule


@overload
def inner_jit(function: _Rule) -> _Rule: ...
@overload
def inner_jit() -> Callable[[_Rule], _Rule]: ...
def inner_jit(function: Any = None) -> Any:
    """Compile a function that only compiled code calls: no wrappers, half the compile time."""
    if function is None:
        return inner_jit
    wrappers = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return _compile(function, {**wrappers, "cache": INNER_CACHED})


def _compile(function: Any, options: dict[str, Any]) -> Any:
    compiled = numba.njit(**{"cache": True, "nogil": True, **options})(function)
    if not DISABLED:
        compiled.__class__ = _ForAnyNumber
    return compiled
