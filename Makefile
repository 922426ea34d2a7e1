# Cartoplan: the commands of the house. `make run` and `make test` need only Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
# Compiled modules are kept: tests start programs, each of which would compile the whole product anew.
unexport PYTHONDONTWRITEBYTECODE
# Programs that a machine need not have: marks of the tests that look at outputs or regions with them.
TOOLS := chromium or libreoffice or postgresql
# Each core takes half of the suite in its order, so that what a module shares is made once.
SHARED := -n auto --dist worksteal
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test test-tools test-painted check format lint types contracts coverage reliability fuzz audit bench bench-server screenshots bundle lock clean

run: .venv/.ready ## Write the workbook and the roadmap, tell the result, open the window.
	@$(BIN)/cartoplan export all out
	@$(BIN)/cartoplan info
	@$(BIN)/cartoplan

test: .venv/.ready-dev ## The suite, without display, network or server.
	$(BIN)/python -m pytest $(SHARED) -q -m "not ($(TOOLS))"

test-tools: .venv/.ready-dev ## What needs PostgreSQL, LibreOffice or Chromium; skipped where one is missing.
	$(BIN)/python -m pytest $(SHARED) -q -m "$(TOOLS)"

test-painted: .venv/.ready-dev ## The journeys of the window again, painted.
	CARTOPLAN_EXAMPLES=all $(BIN)/python -m pytest $(SHARED) -q -m "not ($(TOOLS))" tests/ui/desktop

check: format lint types contracts coverage ## What can be looked at without tools of the machine, in full.

format: .venv/.ready-dev
	$(BIN)/ruff format --check .

lint: .venv/.ready-dev
	$(BIN)/ruff check .

types: .venv/.ready-dev
	$(BIN)/mypy

contracts: .venv/.ready-dev
	$(BIN)/lint-imports --no-logo

coverage: .venv/.ready-dev ## The suite with branch coverage, every example of every property tried.
	$(BIN)/python -m coverage erase
	CARTOPLAN_EXAMPLES=all $(BIN)/python -m coverage run --parallel-mode -m pytest -q
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report

reliability: .venv/.ready-dev ## The catalogue of promises with its full figures (20 minutes), into docs/reliability.md.
	$(BIN)/python -m tests.reliability

fuzz: .venv/.ready-dev ## Of these promises, those of files that come by mail (4 minutes).
	$(BIN)/python -m tests.reliability tests/reliability/test_workbook_fuzz.py \
		tests/reliability/test_sheet_fuzz.py tests/reliability/test_hostile_files.py

audit: .venv/.ready-dev ## Known weaknesses of the pinned libraries; needs the network.
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements.lock
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements-dev.lock

bench: .venv/.ready-dev ## Figures beside a peer or a bare lower bound, in one run.
	$(BIN)/python -m benchmarks --keep

bench-server: .venv/.ready-dev ## Thirty editors of a region for a minute, beside pgbench (SECONDS=10: shorter).
	CARTOPLAN_BENCH_SECONDS=$(or $(SECONDS),60) $(BIN)/python -m benchmarks bench_server

screenshots: .venv/.ready-dev ## Every page at 1440 x 900, light and dark, into docs/images.
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m ui.desktop.screenshots docs/images
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m ui.desktop.screenshots docs/images/en en

bundle: .venv/.ready-dev ## One folder that runs without Python; then compared with the source run.
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	$(BIN)/python -m benchmarks.bundle dist/cartoplan/cartoplan

lock: ## Pin versions and hashes anew (needs uv).
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header -q \
		-c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv build dist out *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.ready: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-dev: .venv/bin/python requirements-dev.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
