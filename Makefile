# Every target makes its own virtual environment; Python 3.11 is all that must be there.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check -q
# torch is not in the locks: its CPU and GPU builds share a version and differ in their hash.
TORCH := torch==2.13.0
# One file stays with one process, as its fixtures do; each process loads the encoder and both sample brands.
PARALLEL := -n auto --maxprocesses 4 --dist loadfile

.PHONY: demo test check serve bench chaos lock train format clean

demo: $(VENV)/runtime
	@$(BIN)/assist demo

test: $(VENV)/dev
	$(BIN)/pytest $(PARALLEL)

check: $(VENV)/dev
	$(BIN)/ruff format --check assist evals tests benchmarks
	$(BIN)/ruff check assist evals tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest $(PARALLEL)

serve: $(VENV)/runtime
	$(BIN)/assist serve

bench: $(VENV)/dev
	$(BIN)/python -m evals.decisions
	for name in flags language entities causes multi misspelt plain tricky checking handoffs deciding claim_rules kb_check gating latency; do \
		echo "== $$name" && $(BIN)/python -m benchmarks.$$name || exit 1; done

chaos: $(VENV)/dev
	$(BIN)/python -m benchmarks.chaos

train: $(VENV)/runtime
	$(BIN)/assist intents train

format: $(VENV)/dev
	$(BIN)/ruff format assist evals tests benchmarks
	$(BIN)/ruff check --fix assist evals tests benchmarks

lock: $(VENV)/dev
	bash scripts/lock

clean:
	rm -rf $(VENV) var build *.egg-info

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install $(TORCH)
	@touch $@

$(VENV)/runtime: $(VENV)/python requirements.lock pyproject.toml
	@test -f $(VENV)/dev || $(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/python requirements-dev.lock pyproject.toml
	$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@
