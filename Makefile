# Two commands: `make run` and `make test`. Both do their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test bench
.DEFAULT_GOAL := run

$(VENV)/base.stamp: requirements/base.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/base.txt
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

test: $(VENV)/dev.stamp
	$(BIN)/python -m tests.run
