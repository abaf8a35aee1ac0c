# Sourced: finds LibreOffice, or installs Debian's Impress, or says clearly what is not tested without it.

find_office() {
  command -v soffice >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No LibreOffice found: installing its Impress ..." >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-impress >&2 || true
  fi
  if ! command -v soffice >/dev/null 2>&1; then
    echo "Slides are not opened in LibreOffice: none is here and none could be installed. Install Debian's libreoffice-impress." >&2
  fi
}
