# One command each. `make help` lists them; what they do is in scripts/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON := .venv/bin/python
# The package itself for its doctests; modules of training need PyTorch, which tests do without.
PYTEST_PATHS ?= route_pg tests
PYTEST_ARGS ?=
# OpenMP would start a thread a core in each of several processes.
export OMP_NUM_THREADS ?= 1

.PHONY: help
help: ## List the targets
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/  \1\t\2/p' Makefile | expand -t 18

.PHONY: demo demo-stop clean
demo: ## Set up all that is needed, start a demo database, ask five questions
	@scripts/demo.sh start

demo-stop: ## Stop the demo's worker and server; its data stay
	@scripts/demo.sh stop

clean: ## Stop the demo and delete it, the test clusters and caches
	@scripts/demo.sh clean
	@rm -rf .cache .build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: provision
provision:
	@scripts/provision.sh server
	@scripts/provision.sh python test,dev

.PHONY: test test-17 lint typecheck format check
test: provision ## Run the tests, the server's included
	@$(PYTHON) scripts/build_extension.py
	@ROUTE_TEST_REQUIRE_POSTGRES=1 $(PYTHON) -m pytest --doctest-ignore-import-errors $(PYTEST_PATHS) $(PYTEST_ARGS)

test-17: ## Run the tests on PostgreSQL 17, in a Debian 13 of their own (root)
	@scripts/debian_root.sh test-17

lint: provision ## ruff; pgspot on the extension's script, which is up to date; shellcheck and the like where installed
	@$(PYTHON) scripts/build_extension.py --check
	@$(PYTHON) scripts/spot_sql.py
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@if command -v shellcheck >/dev/null; then shellcheck -x scripts/*.sh docker/entrypoints/*; fi
	@if command -v hadolint >/dev/null; then hadolint docker/*.Dockerfile; fi
	@if command -v check-jsonschema >/dev/null; then \
	    check-jsonschema -q --builtin-schema vendor.compose-spec docker/compose.yaml; fi

typecheck: provision ## mypy --strict, with what training and language models import
	@scripts/provision.sh python test,dev,train,lm
	@$(PYTHON) -m mypy

format: provision ## Format the Python code
	@$(PYTHON) -m ruff check --fix-only -q .
	@$(PYTHON) -m ruff format -q .

check: lint typecheck test ## All three

.PHONY: attack soak fuzz cancels bench corpus-check lm-proof train-smoke
attack: provision ## Hostile statements, the matrix of rights, hidden prompts
	@$(PYTHON) -m bench.attack

soak: provision ## 10,000 questions from 16 sessions, with faults
	@$(PYTHON) -m bench.soak

fuzz: provision ## Garbage to both ends of a conversation
	@$(PYTHON) -m bench.fuzz

cancels: provision ## The time limit of trials, and whose a cancel was, 100 times each
	@$(PYTHON) -m bench.cancels

bench: provision ## Milliseconds of a question, questions a second
	@$(PYTHON) -m bench.latency

corpus-check: provision ## Every pair of the training corpus runs
	@$(PYTHON) scripts/corpus_check.py

lm-proof: provision ## A tiny language model from random weights to route_ask, on a CPU (installs PyTorch)
	@scripts/provision.sh python test,dev,serve
	@$(PYTHON) -m bench.tiny_lm

train-smoke: ## From nothing to an exported model in a minute (installs PyTorch)
	@scripts/provision.sh python test,dev,train
	@$(PYTHON) -m pytest -m train tests/integration/test_train_smoke.py $(PYTEST_ARGS)
