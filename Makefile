# Everything here runs on a machine that has only Python 3.11 or newer, make and git.
# Each target makes or refreshes .venv by itself.

SHELL := /bin/bash
BIN := .venv/bin
READY := .venv/ready
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test check verify bench docs nightly gallery pins clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

demo: $(READY) ## compare a CSO-led with a CRO-led company and write a report
	$(BIN)/salesorg compare cso_led cro_led

test: check ## the checks and the fast tests
	$(BIN)/pytest -n $(WORKERS) -m "not slow" -q

check: $(READY) ## style, types and the directions of import
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

verify: $(READY) ## the simulation against theory and arithmetic
	$(BIN)/salesorg verify

bench: $(READY) ## speed and memory, beside other programs; writes docs/performance.md
	$(BIN)/uv pip install -q --python $(BIN)/python -c constraints.txt --group bench
	$(BIN)/python -m benchmarks $(BENCH)

docs: $(READY) ## write the generated references anew
	$(BIN)/python docs/generate.py

nightly: check ## all tests, then without compiling, then with bounds checked, then verify
	$(BIN)/pytest -n $(WORKERS) -q
	NUMBA_DISABLE_JIT=1 $(BIN)/pytest -n $(WORKERS) -m "not slow" -q
	NUMBA_BOUNDSCHECK=1 $(BIN)/pytest -n $(WORKERS) -m "not slow" -q
	$(BIN)/salesorg verify

gallery: $(READY) ## run every shipped scenario and experiment and write docs/gallery
	$(BIN)/python docs/gallery/make.py

pins: $(READY) ## choose the versions in constraints.txt anew
	$(BIN)/uv pip compile pyproject.toml --group dev --group bench --all-extras --universal --upgrade \
		--python-version 3.11 --no-header --no-annotate -q -o constraints.txt

clean: ## remove what the tools left behind (not .venv, not results)
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

# The stamp is older than pyproject.toml or constraints.txt: bring .venv up to date.
$(READY): pyproject.toml constraints.txt
	@$(BIN)/python -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || { \
		for candidate in python3.11 python3.12 python3.13 python3; do \
			if $$candidate -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then \
				found=$$candidate; \
				if $$candidate -c "import ensurepip, venv" 2>/dev/null; then chosen=$$candidate; break; fi; \
			fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo "make: no Python 3.11 or newer found (tried python3.11, python3.12, python3.13, python3)" >&2; \
			exit 2; \
		elif [ -z "$$chosen" ]; then \
			echo "make: $$found cannot make virtual environments: its module ensurepip is missing" >&2; \
			echo "      install it (Debian and Ubuntu: apt install python3-venv) and run make again" >&2; \
			exit 2; \
		fi; \
		echo "making .venv with $$($$chosen --version)"; \
		rm -rf .venv; \
		$$chosen -m venv .venv; \
	}
	@$(BIN)/python -c "import uv" 2>/dev/null || $(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip install -q --python $(BIN)/python -c constraints.txt -e ".[cluster,notebooks]" --group dev
	@touch $(READY)
