# Sourced by the scripts: makes .venv from the pinned requirements, once for each version of them.
# Python 3.11 or newer is all that it needs; uv is used where it is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

find_python() {
  local name
  for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$name"; return; }
  done
  echo "Muster needs Python 3.11 or newer: install one, or name it with PYTHON=/path/to/python." >&2
  return 1
}

# make_venv FILE: everything that FILE pins is in .venv afterwards.
make_venv() {
  local wanted=$1 python stamp
  stamp=$(cat requirements*.txt pyproject.toml | cksum)-$wanted
  if [ -x .venv/bin/python ] && [ "$(cat .venv/muster-stamp 2>/dev/null)" = "$stamp" ]; then return; fi
  python=$(find_python)
  echo "Preparing .venv (the first time takes a minute or two) ..." >&2
  if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --allow-existing --python "$python" .venv
    uv pip install --quiet --python .venv/bin/python -r "$wanted"
  else
    [ -x .venv/bin/python ] || "$python" -m venv .venv ||
      { echo "python's venv module is missing: on Debian or Ubuntu install python3-venv, or install uv." >&2; return 1; }
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$wanted"
  fi
  echo "$stamp" > .venv/muster-stamp
}
