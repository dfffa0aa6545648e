# PostgreSQL 17 with the extension and the demo database. Build from the repository's root:
#   docker build -f docker/postgres.Dockerfile .
FROM debian:13-slim

# The same users in both images: server and worker check by number and name who is at the other end.
RUN groupadd --system --gid 910 route \
    && groupadd --system --gid 911 postgres \
    && useradd --system --uid 911 --gid postgres --groups route \
        --home-dir /var/lib/postgresql --shell /bin/bash postgres \
    && useradd --system --uid 912 --gid route \
        --home-dir /nonexistent --shell /usr/sbin/nologin route

COPY scripts/lib.sh scripts/provision.sh /opt/route_pg/scripts/
RUN ROUTE_LOG_FOLDER=/tmp/provision /opt/route_pg/scripts/provision.sh server \
    && rm -rf /tmp/provision /var/lib/apt/lists/*

COPY scripts/build_extension.py scripts/cluster.sh scripts/install_extension.sh \
    scripts/load_demo.sh /opt/route_pg/scripts/
COPY sql /opt/route_pg/sql
RUN python3 /opt/route_pg/scripts/build_extension.py \
    && /opt/route_pg/scripts/install_extension.sh

COPY docker/demo /opt/route_pg/docker/demo
COPY docker/entrypoints/postgres.sh /opt/route_pg/docker/entrypoints/postgres.sh
# Sockets of server and worker lie in a folder that both containers mount.
RUN install -d -o postgres -g postgres -m 0700 /var/lib/route_pg \
    && install -d -o postgres -g route -m 2770 /run/route_pg

USER 911:910
VOLUME ["/var/lib/route_pg", "/run/route_pg"]
EXPOSE 5432
STOPSIGNAL SIGINT
HEALTHCHECK --interval=5s --timeout=3s --start-period=120s --retries=12 \
    CMD ["psql", "-X", "-q", "-h", "/run/route_pg", "-U", "postgres", "-d", "shop", "-c", "SELECT 1 FROM route.setting LIMIT 1"]
ENTRYPOINT ["/opt/route_pg/docker/entrypoints/postgres.sh"]
