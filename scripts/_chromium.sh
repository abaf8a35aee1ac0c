# Sourced: finds a Chromium that starts, or installs one, or stops with a clear line.

works() { [ -n "$1" ] && "$1" --headless --no-sandbox --disable-gpu --version >/dev/null 2>&1; }

find_chromium() {
  local name
  for name in "${MUSTER_CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] || continue
    name=$(command -v "$name" || true)
    if works "$name"; then MUSTER_CHROMIUM=$name; return; fi
  done
  name=$(playwright_chromium)
  if works "$name"; then MUSTER_CHROMIUM=$name; return; fi
  echo "No Chromium found: installing one ..." >&2
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >&2 || true
    # The shell without a window takes a fifth less of the processor in the tests; older releases lack it.
    for name in chromium-headless-shell chromium; do
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$name" >&2 || true
      name=$(command -v "$name" || true)
      if works "$name"; then MUSTER_CHROMIUM=$name; return; fi
    done
  fi
  .venv/bin/python -m playwright install chromium >&2 || true
  name=$(playwright_chromium)
  if works "$name"; then MUSTER_CHROMIUM=$name; return; fi
  echo "The browser tests need Chromium and none could be installed: install chromium, or name one with MUSTER_CHROMIUM=/path/to/chromium." >&2
  return 1
}

playwright_chromium() {
  .venv/bin/python - <<'PY'
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    print(p.chromium.executable_path)
PY
}
