# One command sets everything up and shows it: `make demo`. The rest: `make help`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test check lint quality facts bench models recogniser samples wheel bundle clean system

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEMO   := sohoa-workspace
OUT    := sohoa-export
VIE    := /usr/share/tesseract-ocr/5/tessdata/vie.traineddata
TRAIN  := OMP_THREAD_LIMIT=1 $(BIN)/python -m pipeline.train

# What Debian and Ubuntu call the programs and fonts that the project needs.
PACKAGES := tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng tesseract-ocr-osd poppler-utils fonts-croscore fonts-dejavu-core python3-venv

help:  ## Show the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Installs the Debian packages that are missing; on another system names them and stops.
system:
	@missing=(); for p in $(PACKAGES); do \
	  [ "$$(dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null)" = installed ] || missing+=($$p); done; \
	if [ $${#missing[@]} -eq 0 ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
	  if command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx vie && command -v pdftoppm >/dev/null; then exit 0; fi; \
	  echo "Hệ thống này không có apt-get. Hãy cài: Tesseract 5 với dữ liệu tiếng Việt (vie) và tiếng Anh (eng), poppler (pdftoppm), phông Tinos, Python 3.11 trở lên; rồi chạy lại."; \
	  echo "This system has no apt-get. Install Tesseract 5 with the languages vie and eng, poppler (pdftoppm), the Tinos fonts, Python 3.11 or later; then run this again."; \
	  exit 3; fi; \
	if [ "$$(id -u)" = 0 ]; then as=""; elif command -v sudo >/dev/null; then as="sudo"; else \
	  echo "Cần quyền quản trị để cài / Run as root: apt-get install $${missing[*]}"; exit 3; fi; \
	echo "Cài các gói hệ thống / Installing: $${missing[*]}"; \
	$$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $${missing[@]} >/dev/null

$(READY): pyproject.toml constraints.txt | system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên / Python 3.11 or later is needed"; exit 3; }
	@echo "Tạo môi trường Python (vài phút) / Making the Python environment (a few minutes) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: system $(READY)  ## Set everything up, import the samples, show what was found
	@$(BIN)/sohoa import data/samples --workspace $(DEMO)
	@$(BIN)/sohoa list --workspace $(DEMO) --facts
	@$(BIN)/sohoa export --workspace $(DEMO) --format json --out $(OUT)
	@$(BIN)/sohoa export --workspace $(DEMO) --format xlsx --out $(OUT)
	@echo
	@echo "Kho / workspace:       $(CURDIR)/$(DEMO)"
	@echo "Tệp xuất / exported:   $(CURDIR)/$(OUT)  (.json, .xlsx)"
	@echo "Thử tiếp / go on:      $(BIN)/sohoa show ke-hoach-phuong-ben-nhac"
	@echo "                       $(BIN)/sohoa search to chuc thuc hien"

test: system $(READY)  ## Set everything up and run every test, the notebooks too
	@$(BIN)/pytest -n 2 --dist loadfile

check: test lint  ## All that CI runs

lint: system $(READY)  ## ruff, mypy --strict, the architecture
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

quality: system $(READY)  ## Score the samples and, where it is there, ../shared
	@$(BIN)/python -m benchmarks.quality

facts: system $(READY)  ## Score extraction by itself where ../shared is there: correct text, own OCR, repaired garble
	@$(BIN)/python -m benchmarks.extract --ways correct ocr garbled

bench: system $(READY)  ## Measure OCR and batches beside tesseract and ocrmypdf (installs ocrmypdf and more typefaces)
	@$(MAKE) --no-print-directory system PACKAGES="ocrmypdf unpaper fonts-dejavu-extra fonts-noto-core"
	@$(BIN)/python -m benchmarks.ocr
	@$(BIN)/python -m benchmarks.batch

samples: system $(READY)  ## Draw data/samples and data/golden again
	@$(BIN)/python -m benchmarks.make_samples

# SCANS (real scans) and TEXT="right.txt read.txt" (a garbled text and its correction) may join the drawn pages. Pages that
# are drawn already are kept, so a run that was stopped goes on.
models: system $(READY)  ## Make the models again: make models CORPUS=folder-of-.txt.zst [SCANS=folder]
	@test -n "$(CORPUS)" || { echo "make models CORPUS=folder-of-.txt.zst [SCANS=folder-of-.pdf] [TEXT='right.txt read.txt']"; exit 2; }
	$(TRAIN).pages "$(CORPUS)" --out build/pages/eng --pages 400
	$(TRAIN).ocr_pages "$(CORPUS)" --out build/pages/ocr --pages 80
	for split in dev test; do \
	  $(TRAIN).pages "$(CORPUS)" --out build/pages/eng --split $$split --pages 50 && \
	  $(TRAIN).ocr_pages "$(CORPUS)" --out build/pages/ocr --split $$split --pages 40; done
	$(if $(SCANS),$(TRAIN).scans "$(SCANS)" --out build/pages/scans)
	$(TRAIN).channel build/pages/eng $(if $(SCANS),build/pages/scans) $(if $(TEXT),--text $(TEXT)) --out models/garbled
	$(TRAIN).ocr_lines "$(CORPUS)" --out build/pages/lines --lines 6000
	$(TRAIN).channel build/pages/lines --doubtful 0.965 --out models/vietnamese
	$(TRAIN).language_model "$(CORPUS)" --out models
	$(TRAIN).symbols "$(CORPUS)" --out models/symbols.tsv
	$(TRAIN).calibration "$(CORPUS)" --garbled build/pages/eng --vietnamese build/pages/ocr --out models
	$(TRAIN).manifest models

# Teaching needs PyTorch, best on a GPU; a run that was stopped goes on. LINES is a folder made by pipeline.train.line_votes.
recogniser: system $(READY)  ## Teach the recognition data on: make recogniser CORPUS=folder [LINES=folder] [MINUTES=60]
	@test -n "$(CORPUS)" || { echo "make recogniser CORPUS=folder-of-.txt.zst [LINES=folder] [MINUTES=60]"; exit 2; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[recogniser]'
	$(TRAIN).lines "$(CORPUS)" --start "$(VIE)" $(if $(LINES),--real "$(LINES)") --out build/recogniser --minutes $(or $(MINUTES),60)
	install -D -m 644 build/recogniser/sohoa.traineddata models/tesseract/vie.traineddata
	$(TRAIN).manifest models

wheel: system $(READY)  ## Build the wheel into dist/
	@$(BIN)/python -m build --wheel --quiet --outdir dist .

# For Debian 12 and Ubuntu 24.04; Debian's packages are those of the system that this runs on.
bundle: system $(READY)  ## One archive that installs without a network: make bundle [PYTHONS="3.11 3.12"]
	@$(BIN)/python -m bundle.make --pythons $(or $(PYTHONS),3.11 3.12) --packages $(PACKAGES) python3 --out dist

clean:  ## Remove what was built; workspaces and exports stay
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
