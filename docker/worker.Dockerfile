# The worker, as a user of its own, on a file system that it cannot write to. Build from the
# repository's root:
#   docker build -f docker/worker.Dockerfile .
FROM debian:13-slim

# A pinned version would vanish from the mirror with the next point release.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
# The same users in both images: server and worker check by number and name who is at the other end.
RUN groupadd --system --gid 910 route \
    && groupadd --system --gid 911 postgres \
    && useradd --system --uid 911 --gid postgres --groups route \
        --home-dir /var/lib/postgresql --shell /bin/bash postgres \
    && useradd --system --uid 912 --gid route \
        --home-dir /nonexistent --shell /usr/sbin/nologin route

COPY pyproject.toml README.md LICENSE /opt/route_pg/
COPY scripts/hatch_build.py scripts/lib.sh scripts/provision.sh /opt/route_pg/scripts/
COPY route_pg /opt/route_pg/route_pg
RUN ROUTE_LOG_FOLDER=/tmp/provision PIP_NO_CACHE_DIR=1 /opt/route_pg/scripts/provision.sh python '' \
    && rm -rf /tmp/provision \
    && /opt/route_pg/.venv/bin/python -m compileall -q /opt/route_pg/route_pg

COPY docker/entrypoints/worker.sh /opt/route_pg/docker/entrypoints/worker.sh
RUN install -d -o 911 -g route -m 2770 /run/route_pg

ENV PATH=/opt/route_pg/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 912:910
VOLUME ["/run/route_pg"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
    CMD ["route-pg", "doctor", "--socket", "/run/route_pg/worker.sock"]
ENTRYPOINT ["/opt/route_pg/docker/entrypoints/worker.sh"]
