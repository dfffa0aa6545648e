#!/usr/bin/env bash
# Put the extension's files where the server looks for them: SHAREDIR/extension, the only place
# before PostgreSQL 18. Needs the right to write there, which is root's on a packaged server.
#
#   install_extension.sh            install, where it differs from what is there
#   install_extension.sh --remove
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

source_folder=$(cd "$(dirname "$0")/../sql" && pwd -P)
bindir=$(need_bindir)
target=$(sharedir_of "$bindir")/extension

if [ "${1:-}" = --remove ]; then
    rm -f "$target/route_pg.control" "$target"/route_pg--*.sql
    exit 0
fi
[ -e "$source_folder/route_pg.control" ] || die "$source_folder/route_pg.control is missing"
for file in "$source_folder"/route_pg--*.sql "$source_folder/route_pg.control"; do
    [ -e "$file" ] || die "no route_pg--*.sql in $source_folder: run python scripts/build_extension.py"
    ! cmp -s "$file" "$target/$(basename "$file")" || continue
    [ -w "$target" ] || die "the extension must be installed into $target" \
        "Run as root:  $(cd "$(dirname "$0")" && pwd -P)/install_extension.sh"
    # Written beside and renamed: another session may be running CREATE EXTENSION right now.
    install -m 0644 "$file" "$target/.$(basename "$file").$$"
    mv "$target/.$(basename "$file").$$" "$target/$(basename "$file")"
done
