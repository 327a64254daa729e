# Two commands: `make run` and `make test`. Both do their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Many processes are started: each would compile all the code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test bench
.DEFAULT_GOAL := run

$(VENV)/base.stamp: requirements/base.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Unveil needs Python 3.11 or newer; $(PYTHON) is older or absent. On Debian: sudo apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -q >/dev/null && apt-get install -y -q python3-venv >/dev/null; } || \
	  { echo "Python's venv module is missing. On Debian: sudo apt-get install -y python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/base.txt
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

test: $(VENV)/dev.stamp
	$(BIN)/python -m tests.run

run: $(VENV)/base.stamp
	@$(BIN)/python -m cms.prepare
	@exec $(BIN)/python -m cms.serve

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench
