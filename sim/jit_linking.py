"""Compile inner functions once: link, optimise and translate only what Python calls.

Numba treats every compiled function as if Python could call it: it links the code of all callees
into the function's module, optimises the lot and translates it to machine code.  In a deep tree of
calls the leaves are optimised and translated again at every level.  A function without a wrapper
for Python ("inner") can never be called from there, so its module needs nothing of that until
a function with a wrapper takes it in: that one links the modules of all inner functions below it,
each once, and optimises them together.

This reaches into Numba's ``CPUContext.get_executable`` and ``CPUCodeLibrary.finalize``.  Where they
do not look as expected nothing is changed, and compiling takes longer.

Numba counts references to every table a function looks at, atomically.  Its optimiser drops a
count that is taken back on every way out, ways out by an exception aside; but it knows those only
where the exception is raised, not where it is passed on from a callee, so that nearly every handler
kept its counting.  ``mark_exceptions_passed_on`` marks these ways out too.
"""

from __future__ import annotations

import inspect
from typing import Any

from llvmlite import ir
from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core.callconv import CPUCallConv
from numba.core.codegen import CPUCodeLibrary
from numba.core.cpu import CPUContext

_MARK = "_salesorg_inner"
_EXPECTED = (
    (CPUContext, "get_executable", ("self", "library", "fndesc", "env")),
    (CPUCodeLibrary, "finalize", ("self",)),
    (CPUCodeLibrary, "_optimize_functions", ("self", "ll_module")),
    (CPUCodeLibrary, "_get_module_for_linking", ("self",)),
)
_get_executable = CPUContext.get_executable
_finalize = CPUCodeLibrary.finalize


def defer_inner_functions() -> bool:
    """Change how Numba links; return whether it could be changed."""
    for owner, name, arguments in _EXPECTED:
        method = getattr(owner, name, None)
        if method is None or tuple(inspect.signature(method).parameters) != arguments:
            return False
    CPUContext.get_executable = _get_executable_or_stub  # type: ignore[method-assign]
    CPUCodeLibrary.finalize = _finalize_or_wait  # type: ignore[method-assign]
    CPUCodeLibrary._optimize_functions = _optimize_bodies  # type: ignore[method-assign]
    return True


def mark_exceptions_passed_on() -> bool:
    """Mark where exceptions are passed on; return whether Numba looks as expected."""
    method = getattr(CPUCallConv, "return_status_propagate", None)
    expected = ("self", "builder", "status")
    if method is None or tuple(inspect.signature(method).parameters) != expected:
        return False
    CPUCallConv.return_status_propagate = _pass_on_marked  # type: ignore[method-assign]
    return True


def _pass_on_marked(self: Any, builder: Any, status: Any) -> None:
    """Do as Numba does, and mark the store as ``set_static_user_exc`` marks its own."""
    tried = self.check_try_status(builder)
    store = builder.store(status.excinfoptr, self._get_excinfo_argument(builder.function))
    mark = builder.module.add_metadata([ir.IntType(1)(1)])
    store.set_metadata("numba_exception_output", mark)
    with builder.if_then(builder.not_(tried.in_try)):
        self._return_errcode_raw(builder, status.code)


def _get_executable_or_stub(self: Any, library: Any, fndesc: Any, env: Any) -> Any:
    """Return the Python function; for an inner one a stand-in that Numba only looks up."""
    module = library._shared_module or library._final_module  # the former is that of the cache
    wrapper = fndesc.llvm_cpython_wrapper_name
    if any(function.name == wrapper for function in module.functions):
        return _get_executable(self, library, fndesc, env)
    setattr(library, _MARK, True)
    name = fndesc.qualname.split(".")[-1]
    return _dynfunc.make_function(fndesc.lookup_module(), name, "inner", 0, env, (library,))


def _finalize_or_wait(self: Any) -> None:
    """Leave an inner function's module as it is; link whole trees into the others."""
    if getattr(self, _MARK, False):
        self._finalized = True
        return
    self._linking_libraries = _closure(self)
    _finalize(self)


def _optimize_bodies(self: Any, ll_module: Any) -> None:
    """Do as Numba does, but set up no passes for a function that is only declared.

    They have nothing to do there, and a module declares more functions than it has.
    """
    ll_module.data_layout = self._codegen._data_layout
    for function in ll_module.functions:
        if not function.is_declaration:
            passes, builder = self._codegen._function_pass_manager()
            passes.run(function, builder)


def _closure(library: Any) -> list[Any]:
    """Return every library that the code of this one needs, each once, callers before callees.

    The order matters: the linker takes in what is asked for by then, and drops the rest.
    """
    done, found, path = set(), [], [(library, iter(library._linking_libraries))]
    while path:
        one, callees = path[-1]
        callee = next((c for c in callees if c not in done), None)
        if callee is None:
            path.pop()
            found.append(one)
        else:
            done.add(callee)
            below = callee._linking_libraries if getattr(callee, _MARK, False) else ()
            path.append((callee, iter(below)))
    return found[-2::-1]
