#!/usr/bin/env bash
# Make the cluster and load the demo when they are missing, then become the server.
set -euo pipefail

scripts=/opt/route_pg/scripts
# shellcheck source=scripts/lib.sh
. "$scripts/lib.sh"
folder=/var/lib/route_pg
sockets=/run/route_pg
bindir=$(need_bindir)
# Until all is loaded the server listens where nobody else looks: the health check must not see it.
export PGHOST=$folder/run PGPORT=5432

"$scripts/cluster.sh" init "$folder"
# The superuser is for this container's own user, the extension's owner for the worker's. Whoever else
# mounts the socket's folder is trusted to be any other role; over TCP a password is asked for.
cat >"$folder/data/pg_hba.conf" <<'HBA'
local all postgres peer
local all route_owner peer map=worker
local all all trust
host  all all all scram-sha-256
HBA
echo 'worker route route_owner' >"$folder/data/pg_ident.conf"
"$scripts/cluster.sh" start "$folder"
"$scripts/load_demo.sh" shop shop "$sockets/worker.sock"
# The worker runs as a user of its own, in its own container.
psql -X -q -U postgres -d shop <<'SQL'
INSERT INTO route.setting (name, value) VALUES ('worker_user', 'route') ON CONFLICT DO NOTHING;
SQL
if [ -n "${ROUTE_DEMO_PASSWORD:-}" ]; then
    psql -X -q -U postgres -d postgres -v password="$ROUTE_DEMO_PASSWORD" <<<"ALTER ROLE shop PASSWORD :'password'"
fi
"$scripts/cluster.sh" stop "$folder"

exec "$bindir/postgres" -D "$folder/data" -k "$sockets" -p "$PGPORT" -c listen_addresses='*' \
    -c timezone=UTC -c unix_socket_group=route -c unix_socket_permissions=0770
