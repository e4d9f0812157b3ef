# Two commands are enough: `make run` and `make test`. `make help` names the rest.
# Needed: make, Python 3.11 or newer with its venv module, and a package index that pip can reach.

PYTHON ?= python3
PYTEST ?=
VENV := .venv
BIN := $(VENV)/bin
CODE := src tests benchmarks

# What npm brings for the tests, where there is npm; without it some tests of calendars and of pages are left out.
OF_NPM := $(if $(shell command -v npm 2>/dev/null),.cache/npm/.ready)

# Files of tests go to three processes, each with a database server of its own: two cores are busy while one waits.
IN_PARALLEL := -n 3 --dist loadfile

# The two stamps say which lock the environment was built from; the tests' one includes the other.
READY := $(VENV)/.ready
READY_TO_TEST := $(VENV)/.ready-to-test

PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet
INSTALL_OURS := $(PIP_INSTALL) --no-deps --no-build-isolation --editable .

# Without bytecode each of the many processes of a run would compile what it loads anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test check lint format-check types imports pytest format lock bench soak clean

help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY)  ## apply the watch list, print the coming dates, serve them at http://127.0.0.1:8765
	@# What is wrong with the list was said: what holds is served all the same.
	@$(BIN)/watchtracker apply || true
	@$(BIN)/watchtracker list || true
	@$(BIN)/watchtracker serve $(if $(PORT),--port $(PORT))

test: check  ## everything that must hold before a change goes in: lint, format, types, imports, tests

check: lint format-check types imports pytest  ## the same as test

lint: $(READY_TO_TEST)  ## ruff's rules
	$(BIN)/ruff check $(CODE)

format-check: $(READY_TO_TEST)  ## is everything formatted?
	$(BIN)/ruff format --check $(CODE)

types: $(READY_TO_TEST)  ## mypy, strict
	$(BIN)/mypy

imports: $(READY_TO_TEST)  ## do imports only go down?
	$(BIN)/lint-imports --no-logo

pytest: $(READY_TO_TEST) $(OF_NPM)  ## the tests alone; PYTEST="-k move" chooses some
	$(BIN)/python -m pytest $(IN_PARALLEL) $(PYTEST)

format: $(READY_TO_TEST)  ## mend what can be mended by a program
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

soak: $(READY_TO_TEST)  ## what takes too long for every change: machines and readers at random, some minutes
	SOAK=1 $(BIN)/python -m pytest $(IN_PARALLEL) tests/soak $(PYTEST)
	@# The rules of tests/core that Hypothesis tries, with many more examples than there.
	SOAK=1 $(BIN)/python -m pytest $(IN_PARALLEL) -m hypothesis tests/core $(PYTEST)
	@# And the machines that a change tries a few times only.
	SOAK=1 $(BIN)/python -m pytest $(IN_PARALLEL) tests/edges/test_feed_life.py tests/edges/test_delivery_machine*.py $(PYTEST)

bench: $(READY_TO_TEST)  ## measure against peers and limits, some minutes
	$(BIN)/python -m benchmarks

# uv resolves for every platform and Python at once, which pip cannot. The run lock takes its versions from the tests'.
lock: .cache/uv/bin/uv  ## pin the dependencies with their hashes; UPGRADE=--upgrade takes the newest
	$(COMPILE) --extra test --output-file requirements-test.lock pyproject.toml -
	$(COMPILE) --constraint requirements-test.lock --extra postgres --extra slack-socket \
		--output-file requirements.lock pyproject.toml -

# What builds the package is pinned too, so that nothing is fetched without a hash.
COMPILE = printf 'hatchling>=1.27\neditables\n' | UV_CUSTOM_COMPILE_COMMAND='make lock' .cache/uv/bin/uv pip compile \
	--quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-emit-package watchtracker

clean:  ## remove what was built; the database in var/ stays
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

.cache/uv/bin/uv:
	@$(PYTHON) -m venv .cache/uv
	.cache/uv/bin/python -m pip --disable-pip-version-check install --quiet 'uv>=0.9'

$(READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing what requirements.lock names into $(VENV) ..."
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@$(INSTALL_OURS)
	@$(BIN)/python -m pip check >/dev/null || { echo "the lock does not fit pyproject.toml any more: make lock" >&2; exit 1; }
	@touch $@

$(READY_TO_TEST): requirements-test.lock $(READY)
	$(PIP_INSTALL) --require-hashes --requirement requirements-test.lock
	@touch $@

.cache/npm/.ready: tests/package.json tests/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent --fetch-retries=0 --fetch-timeout=30000 \
		&& touch $@ || echo "npm cannot fetch ical.js and axe-core, so their tests are left out" >&2

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "watchtracker needs Python 3.11 or newer, and '$(PYTHON)' is not: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
