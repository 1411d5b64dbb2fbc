# Two commands of a fresh machine (Python 3.11 or newer, make, nothing else): make run, make test.
PYTHON ?= python3
BIN := .venv/bin
export ASSESSMENT_DATABASE_URL ?= sqlite:///$(CURDIR)/.local/assessment.sqlite3
COMPILE := .venv/compile/bin/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links
# A browser test that failed must pass by itself; what went wrong the first time stands in the output.
AGAIN := $(BIN)/pytest -m browser --last-failed --last-failed-no-failures none
PATHS := app.py assessment benchmarks deploy tests sample_applications

.PHONY: run test lint format requirements browser fuzz matrix bench endure clean
.DEFAULT_GOAL := run

run: .venv/installed ## Start the app on loopback with the demo round loaded.
	$(BIN)/python -m assessment demo
	$(BIN)/streamlit run app.py

test: .venv/tests-installed lint browser ## Everything that CI runs.
	$(BIN)/pytest --numprocesses 2 --dist worksteal --cov --cov-report=term -m "not browser and not again"
	$(BIN)/pytest --numprocesses 2 --dist worksteal -m again # to count what runs takes as long as to run it
	$(BIN)/pytest -m browser || $(AGAIN) # by themselves: a browser needs the machine

lint: .venv/tests-installed ## Format check, lint, types, contracts.
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/ruff check $(PATHS)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/tests-installed ## Lay the code out and mend what can be mended by itself.
	$(BIN)/ruff check --fix-only --quiet $(PATHS)
	$(BIN)/ruff format $(PATHS)

fuzz: .venv/tests-installed ## Broken files by the thousand: make fuzz MINUTES=10 [CORPUS=DIR of files to break].
	nice $(BIN)/python -m tests.fuzz.run --minutes $(or $(MINUTES),5) $(if $(CORPUS),--corpus "$(CORPUS)")

matrix: .venv/tests-installed ## Who may do what and when, tried at every use case: the number of cells and of holes.
	$(BIN)/python -m tests.matrix.run

bench: .venv/installed .venv/bench/installed ## The intake's figures as tables: make bench CORPUS=DIR of files with their visible words.
	$(BIN)/python -m benchmarks.bench --peers .venv/bench/bin/python $(if $(CORPUS),--corpus "$(CORPUS)")
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.evidence
	$(BIN)/python -m benchmarks.agreement
	$(BIN)/python -m benchmarks.robustness --peers .venv/bench/bin/python
	$(BIN)/python -m benchmarks.notes
	$(BIN)/python -m benchmarks.case_file

endure: .venv/tests-installed ## Tampering, twenty windows on one aspect, fifty crashes; both databases; fails where a figure is missed.
	$(BIN)/python -m benchmarks.tamper
	$(BIN)/python -m benchmarks.crash
	$(BIN)/python -m benchmarks.writers

# The peers live there alone.
.venv/bench/installed: benchmarks/peers/requirements.txt
	$(PYTHON) -m venv .venv/bench
	.venv/bench/bin/pip install --quiet --disable-pip-version-check -r benchmarks/peers/requirements.txt
	@touch $@

# Where the system's package manager can give a browser and nginx it does; the browser tests say
# what they skip where it cannot, and fail under REQUIRE_ALL=1.
browser:
	@{ command -v chromium || command -v chromium-browser; } >/dev/null \
	&& PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null && command -v openssl >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core nginx-light openssl >/dev/null; } \
	|| echo "Chromium, nginx or openssl is missing and could not be installed: their browser tests are skipped."

.venv/installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/tests-installed: .venv/installed tests/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

# After a change of requirements.in or tests/requirements.in.
requirements: .venv/installed
	$(PYTHON) -m venv .venv/compile
	.venv/compile/bin/pip install --quiet pip-tools
	$(COMPILE) --strip-extras --output-file=requirements.txt requirements.in # it is a constraint too, and those have none
	$(COMPILE) --no-strip-extras --output-file=tests/requirements.txt tests/requirements.in # pip wants coverage[toml] pinned as such

clean: ## Remove what can be made again; the local database stays.
	rm -rf .venv .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-output
