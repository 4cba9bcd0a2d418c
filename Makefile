# `make run` shows the tool at work, `make test` runs everything a reviewer would run.
# Both set up what they need: uv is fetched into .uv/ where it is missing, and uv makes .venv/.

UV := $(shell command -v uv || echo .uv/bin/uv)
BIN := .venv/bin

.PHONY: run test lint docs clean

run: .venv/ready
	@echo "The two articles from nothing, in build/from-nothing:"
	@rm -rf build/from-nothing && mkdir -p build/from-nothing
	@cp -R pipeline.toml glossary.csv source_texts build/from-nothing/
	@$(BIN)/pipeline run --project build/from-nothing
	@echo
	@echo "The project itself, whose catalogues are complete, so that nothing is translated:"
	@$(BIN)/pipeline run --project .
	@$(BIN)/pipeline status --project .

test: lint
	$(BIN)/pytest

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .venv/ready
	$(BIN)/python -m tests.docs.write
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build
	@echo "The site: build/site/index.html; with search: python3 -m http.server -d build/site"

clean:
	rm -rf .venv .uv build dist

.venv/ready: pyproject.toml | uv
	@$(UV) sync --quiet
	@touch $@

.PHONY: uv
uv:
	@command -v $(UV) >/dev/null || { python3 -m venv .uv && .uv/bin/python -m pip install --quiet uv; }
