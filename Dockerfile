# The image of Changeover: docker build -t changeover .
# One image for web, worker and beat; compose.yaml says what each of them runs.
# Both stages call the scripts that a server without containers uses, too.

FROM debian:bookworm-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/changeover
COPY bin/install bin/install
COPY requirements.txt requirements-dev.txt ./
RUN bin/install run

FROM debian:bookworm-slim
ENV DJANGO_SETTINGS_MODULE=config.settings.production \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    READ_DOTENV=false \
    STATIC_ROOT=/opt/changeover/collected \
    VAR_DIR=/var/lib/changeover
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/changeover --create-home changeover
WORKDIR /opt/changeover
COPY --from=build /opt/changeover/.venv .venv
COPY . .
# The packages are there already; this adds the libraries that make PDFs, and compiles all of it.
RUN bin/install server && rm -rf /var/lib/apt/lists/*
# Values that only satisfy the settings while files are collected; none stays in the image.
RUN env SECRET_KEY="$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    SITE_URL=https://build.invalid ALLOWED_HOSTS=build.invalid TRUSTED_PROXY_COUNT=1 \
    REDIS_URL=redis://build.invalid EMAIL_URL=smtp://build.invalid DATABASE_URL=sqlite://:memory: \
    bin/release static \
    && chown -R changeover:changeover /var/lib/changeover
USER changeover
VOLUME /var/lib/changeover
EXPOSE 8000
ENV BIND=0.0.0.0:8000
CMD [".venv/bin/gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
