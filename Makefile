# Every target sets up what it needs in .venv, once; nothing outside this folder is touched.
#
#   make demo    see what the checker says about the documents in seeds/
#   make test    run the tests
#
# PYTHON=python3.13 make test  uses another interpreter, 3.11 or later.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first of these that is new enough. A name given by the caller stands as it is.
PYTHON ?= $(shell for it in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$it" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$it"; exit; }; done; echo python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WORKERS ?= 2

.PHONY: help demo test lint types contract rules bench check clean

help:
	@sed -n 's/^#   //p' Makefile

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Python 3.11 or later is needed; name yours: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	@echo 'Setting up $(VENV), once …' >&2
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo 'Python cannot make virtual environments here; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }

# The checkout itself is linked, not copied; only what is compiled has to be installed again. pip keeps what a build says to itself:
# where it goes on without a compiler, that and the reason are to be read in its log alone. With a log it shows progress even if --quiet.
$(VENV)/.installed: $(BIN)/python pyproject.toml hatch_build.py $(wildcard compliance/rulebook/sieve/*.[ch])
	@rm -f $(VENV)/install.log
	@$(PIP) install --progress-bar off --log $(VENV)/install.log --editable .
	@sed -n 's/.*\(compliance: built without\)/\1/p' $(VENV)/install.log >&2
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(PIP) install --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	@echo '$$ compliance check seeds'
	@echo
	@$(BIN)/compliance check seeds --no-config || [ $$? -eq 1 ]
	@echo
	@echo '$$ compliance check seeds/lifted.md --archive KNOWN      (passages that stand in known texts: seeds/archive)'
	@echo
	@rm -rf $(VENV)/known && $(BIN)/compliance archive add $(VENV)/known seeds/archive --quiet
	@$(BIN)/compliance check seeds/lifted.md --no-config --archive $(VENV)/known --publisher 'Weirside Gazette' || [ $$? -eq 1 ]
	@echo
	@echo '$$ compliance check seeds/wire-article.txt --ledger …    (one article under three ledgers: seeds/ledgers)'
	@echo
	@for ledger in expired duties licensed; do \
		$(BIN)/compliance check seeds/wire-article.txt --no-config --ledger seeds/ledgers/$$ledger.toml --territory GB --commercial \
			> $(VENV)/$$ledger.txt || [ $$? -eq 1 ] || exit 1; sed '/^$$/q' $(VENV)/$$ledger.txt; done
	@echo 'These texts are invented; seeds/README.md says what each is there to show.'
	@echo 'Try next:  $(BIN)/compliance check YOUR-ARTICLE.txt'

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest --numprocesses $(WORKERS)

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	@$(BIN)/mypy --strict

contract: $(VENV)/.installed-dev
	@$(BIN)/lint-imports

rules: $(VENV)/.installed-dev
	@$(BIN)/compliance rules test --no-config

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks.speed

check: lint types contract rules test

clean:
	@rm -rf $(VENV) build dist compliance/rulebook/_sieve*.so compliance/rulebook/_sieve*.pyd .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
