# The two commands of the README, and what they need. Everything lands in .venv, var and out.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: issue test faults lint lock clean

issue: $(VENV)/.ready  ## build today's issue of the flagship topic from the sample data
	@$(BIN)/briefing build open-models --replay --out out

test: $(VENV)/.ready  ## everything that CI runs
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports > $(VENV)/imports.log || (cat $(VENV)/imports.log; exit 1)
	@$(BIN)/pytest --cov --cov-report=term:skip-covered

faults: $(VENV)/.ready  ## kill, drop, stall and fill, for up to an hour: who gets what how often
	@$(BIN)/pytest -m "faults or not faults" tests/faults

lint: $(VENV)/.ready  ## mend what can be mended, and say what cannot
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy

# Extras are kept: pip before 24 takes "x[extra]" for unpinned where the lock says only "x".
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
  --no-emit-index-url --no-emit-find-links --no-strip-extras --extra fast --extra postgres

lock:  ## compile the hashed lock files (needs uv): for development, and for running alone
	$(COMPILE) --extra queue --group dev pyproject.toml --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock pyproject.toml --output-file deploy/requirements.lock

$(VENV)/.ready: requirements.lock pyproject.toml
	@echo "setting up $(VENV) (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  (echo "briefing needs Python 3.11 or later: try make PYTHON=python3.12"; exit 1)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q briefing  # where Python is told to write no bytecode, too
	@touch $@

clean:
	rm -rf $(VENV) var out
