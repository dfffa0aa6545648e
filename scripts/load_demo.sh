#!/usr/bin/env bash
# Load the demo database into the server that libpq's environment names (PGHOST, PGPORT), connecting
# as its superuser. Does nothing where this very demo is there; loads anew where it changed.
#
#   load_demo.sh DATABASE OWNER SOCKET      SOCKET: where the worker listens
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

root=$(cd "$(dirname "$0")/.." && pwd -P)
[ $# = 3 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2; }
database=$1
owner=$2
socket=$3
export PGUSER=postgres PGDATABASE=postgres PGOPTIONS='-c client_min_messages=warning'
query=(psql -X -q -A -t -v ON_ERROR_STOP=1)

# What the database was made from: kept as its comment once it is complete.
fingerprint="route_pg demo $(cat "$root"/sql/route_pg--*.sql "$root"/docker/demo/*.sql | sha256sum | cut -c1-16)"
found=$("${query[@]}" -v name="$database" <<'SQL'
SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = :'name';
SQL
)
# The extension's owner, as whom the worker syncs and cancels trials, is no superuser: it only was one
# while it made the extension (plpython3u is untrusted, an event trigger is a superuser's to make).
make_extension() {
    "${query[@]}" -d "$database" <<'SQL'
SELECT 'CREATE ROLE route_owner LOGIN IN ROLE pg_read_all_data, pg_signal_backend'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'route_owner') \gexec
BEGIN;
ALTER ROLE route_owner SUPERUSER;
SET LOCAL ROLE route_owner;
CREATE EXTENSION route_pg CASCADE;
RESET ROLE;
ALTER ROLE route_owner NOSUPERUSER;
COMMIT;
SQL
}

load() {
    "${query[@]}" -v name="$database" -v owner="$owner" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN CREATEROLE', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \gexec
DROP DATABASE IF EXISTS :"name" WITH (FORCE);
CREATE DATABASE :"name" OWNER :"owner" ENCODING 'UTF8' TEMPLATE template0;
SQL
    make_extension
    local file
    for file in "$root"/docker/demo/*.sql; do
        "${query[@]}" -d "$database" -U "$owner" -f "$file" >/dev/null
    done
    "${query[@]}" -d "$database" -c 'VACUUM ANALYZE'
    "${query[@]}" -v name="$database" -v fingerprint="$fingerprint" <<'SQL'
COMMENT ON DATABASE :"name" IS :'fingerprint';
SQL
}

if [ "$found" != "$fingerprint" ]; then
    say "Loading the demo data"
    load
fi
"${query[@]}" -d "$database" -v socket="$socket" -v owner="$owner" <<'SQL'
-- Whoever tries the demo may also verify pairs and define terms.
GRANT route_curator TO :"owner";
INSERT INTO route.setting (name, value) VALUES ('worker', :'socket')
ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE setting.value <> excluded.value;
SQL
