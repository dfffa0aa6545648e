#!/usr/bin/env bash
# Become the worker: its socket beside the server's, the catalog kept synced over the server's socket.
set -euo pipefail

exec route-pg worker --socket /run/route_pg/worker.sock \
    --dsn "host=/run/route_pg dbname=shop user=route_owner" "$@"
