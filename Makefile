# `make` alone lists what can be done. Every target does all of its own set-up, on a fresh machine too.
.DEFAULT_GOAL := help
SHELL := bash
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
ARGS ?=
export PORT ?= 8000
unexport PYTHONDONTWRITEBYTECODE # what is compiled once is kept

.PHONY: help demo serve test quick check lint types floors benchmark soak lock clean

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

# --- set-up: each stamp stands for something installed, and is older than what it was made from or is made again ---

.venv/bin/python:
	@$$(setup/python) -m venv .venv

.venv/.program: requirements/base.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the program needs …"
	@$(PIP) install --require-hashes -r requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.assets: package.json package-lock.json anke/site/assets.py $(wildcard anke/site/locale/*/LC_MESSAGES/*.po) requirements/assets.txt | .venv/.program
	@command -v npm >/dev/null 2>&1 || $(PIP) install --require-hashes -r requirements/assets.txt
	@echo "Fetching the design system …"
	@$(BIN)/python -m anke.site.assets
	@touch $@

.venv/.checks: requirements/test.txt .venv/.program
	@echo "Installing what the checks need …"
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

.venv/.benchmarks: requirements/benchmark.txt .venv/.checks
	@$(PIP) install --require-hashes -r requirements/benchmark.txt
	@touch $@

# --- what people do ---

demo: .venv/.assets ## Build a synthetic authority, print its report, serve it (ARGS="--no-serve" stops after the report)
	@$(BIN)/anke demo $(ARGS)

serve: .venv/.assets ## Serve the site on 127.0.0.1 (PORT=8000)
	@$(BIN)/anke serve $(ARGS)

test: .venv/.checks .venv/.assets ## Run every test (PostgreSQL and Chromium included)
	@setup/need chromium postgresql
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 20 $(ARGS)

quick: .venv/.checks .venv/.assets ## Run the tests that take seconds
	@$(BIN)/pytest -n 2 --dist loadfile -q -m "not slow and not browser and not postgres" --hypothesis-profile quick $(ARGS)

check: lint types floors test ## Everything that must hold before a change lands

lint: .venv/.checks ## Style and likely mistakes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/.checks ## Types, strictly
	@$(BIN)/mypy anke

floors: .venv/.checks ## Imports point down
	@$(BIN)/lint-imports

benchmark: .venv/.benchmarks .venv/.assets ## What is fast, against what, measured in one run
	@setup/need postgresql wrk
	@$(BIN)/python -m benchmarks $(ARGS)

soak: .venv/.checks .venv/.assets ## Write, export and kill for a long time, then check that all holds
	@setup/need postgresql
	@$(BIN)/python -m tests.soak $(ARGS)

lock: ## Write the locked requirements anew
	@setup/lock

clean: ## Take away everything that set-up made (the data in var/ stays)
	@rm -rf .venv node_modules anke/site/static/dkfds build *.egg-info
