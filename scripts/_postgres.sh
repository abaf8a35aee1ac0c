# Sourced: finds PostgreSQL's initdb, or installs Debian's package, or says clearly what is not tested without it.
# Only the programs are used: the tests start a server of their own, on a free port in a temporary folder.

postgres_bin() {
  local folder
  for folder in "${MUSTER_POSTGRES:-}" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || true)")"; do
    if [ -n "$folder" ] && [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then echo "$folder"; return; fi
  done
}

find_postgres() {
  MUSTER_POSTGRES=$(postgres_bin)
  if [ -z "$MUSTER_POSTGRES" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No PostgreSQL found: installing one ..." >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >&2 || true
    MUSTER_POSTGRES=$(postgres_bin)
  fi
  if [ -z "$MUSTER_POSTGRES" ]; then
    echo "The questions are not tried on PostgreSQL: none is here and none could be installed. Install Debian's postgresql, or name its programs with MUSTER_POSTGRES=/path/to/bin." >&2
  fi
}
