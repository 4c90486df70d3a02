# Two commands matter: `make run` and `make test`. `make help` lists the rest.
.POSIX:
.DEFAULT_GOAL := help
.PHONY: help run test bench check format lock vendor clean

BIN = .venv/bin
WORKERS = 2
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

# Settings are named in every command, so that no shell or .env can mix them up.
CHECK = env DJANGO_SETTINGS_MODULE=config.settings.test VAR_DIR=var/check DATABASE_URL=sqlite://:memory:
DEPLOY = env DJANGO_SETTINGS_MODULE=config.settings.production VAR_DIR=var/check \
	DATABASE_URL=sqlite://:memory: ALLOWED_HOSTS=changeover.example \
	SITE_URL=https://changeover.example EMAIL_URL=smtp://127.0.0.1:25 \
	REDIS_URL=redis://127.0.0.1:6379/0 TRUSTED_PROXY_COUNT=1 \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Run the site on this machine (PORT=8000, DEMO=0 for an empty one)
	@bin/install run
	@$(BIN)/python bin/serve

test: ## Run all tests (DATABASE_URL=postgres://... , ARGS="-k digest")
	@bin/install test
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

bench: ## Measure the speed beside bare Django (PostgreSQL; ARGS="--quick", ARGS="--compare FILE")
	@bin/install test
	$(BIN)/python -m tests.benchmarks $(ARGS)

check: ## Format, lint, types, imports, templates, migrations, deployment
	@bin/install dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(CHECK) $(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint templates
	$(CHECK) $(BIN)/python manage.py makemigrations --check --dry-run
	$(CHECK) $(BIN)/python manage.py check_migrations
	$(DEPLOY) $(BIN)/python manage.py check --deploy --database default --fail-level WARNING
	bin/vendor --check

format: ## Format the code
	@bin/install dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## Lock the Python packages again (ARGS=--upgrade for newer ones)
	@bin/install dev
	$(COMPILE) $(ARGS) requirements.in --output-file requirements.txt
	$(COMPILE) $(ARGS) requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt

vendor: ## Copy the front-end files from npm into static/
	npm ci --ignore-scripts --no-audit --no-fund
	bin/vendor

clean: ## Remove what the tools made; keeps var/, where the data is
	rm -rf .venv node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf .coverage htmlcov var/check var/test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
