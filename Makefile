# make demo   set up and report on the shipped exercise
# make test   set up and run every test
# make check  lint, types, import rules, lexicons, docs
# make bench  every benchmark that finds its data
# make grammar  train the grammars anew (about an hour; only deliberately)

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
BIN    := $(VENV)/bin
UV     := $(shell command -v uv)

ifdef UV
CREATE  = uv venv --quiet --python $(PYTHON) $(VENV)
INSTALL = uv pip install --quiet --python $(BIN)/python
else
CREATE  = $(PYTHON) -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: demo test check format bench grammar clean

$(BIN)/python:
	$(CREATE)

$(VENV)/.core: $(BIN)/python pyproject.toml
	@echo "installing Harmattan into $(VENV) …"
	$(INSTALL) -e .
	@touch $@

$(VENV)/.dev: $(BIN)/python pyproject.toml
	@echo "installing Harmattan and its development tools into $(VENV) …"
	$(INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/.core

demo: $(VENV)/.core
	@mkdir -p build
	$(BIN)/harmattan report examples/exercise
	$(BIN)/harmattan report examples/exercise --format html -o build/situation.html
	@echo
	@echo "The situation report is at build/situation.html: open it in a browser."

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/harmattan lexicons check
	$(BIN)/python tools/docs/build.py --check

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	@set -e; for script in $(filter-out benchmarks/corpora.py benchmarks/lineage_texts.py benchmarks/web_frames.py benchmarks/muc4.py benchmarks/joining_peers.py benchmarks/independence_worlds.py,$(wildcard benchmarks/*.py)); do \
	  if [ $$script != benchmarks/startup.py ] && [ $$script != benchmarks/lexicons_speed.py ] && [ $$script != benchmarks/independence.py ] && [ ! -d ../shared/data ]; then \
	    echo "== $$script left out: link the shared data folder as ../shared beside the clone"; continue; \
	  fi; \
	  echo "== $$script"; $(BIN)/python $$script; \
	done

grammar: $(VENV)/.dev
	$(BIN)/python tools/grammar/train.py

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
