#!/usr/bin/env bash
# Fetches the few browser files we did not write, exactly as pinned, into static/vendor/<name>-<version>/.
#
#   scripts/vendor_static.sh           fetch again with npm, rebuild, compare with the sums on record
#   scripts/vendor_static.sh --check   only compare what is here with the sums on record (no network)
#   scripts/vendor_static.sh --accept  after changing a pin or the icon list below: write the sums anew
#
# Each package is checked twice: npm compares the tarball with the registry's integrity hash, and SHA256SUMS
# beside the files says what they were when somebody looked at them.
set -euo pipefail

BOOTSTRAP=5.3.9
SORTABLE=1.15.7
ICONS=1.13.2
# One sprite, used as <svg><use href="…/icons.svg#name">; see districts/templatetags/look.py.
ICON_NAMES="
  archive arrow-clockwise arrow-counterclockwise arrow-down arrow-left arrow-right arrow-up bar-chart bell
  box-arrow-right box-arrow-up-right building calendar3 check-circle-fill check-lg chevron-down chevron-left
  chevron-right chevron-up circle circle-half clock clock-history cloud-slash collection diagram-3 download
  envelope exclamation-circle exclamation-triangle-fill eye file-earmark-pdf file-earmark-spreadsheet
  file-earmark-text file-earmark-word flag funnel gear grip-vertical hourglass-split house inbox info-circle
  journal-text keyboard link-45deg list list-check list-ol lock mortarboard patch-check pen pencil pencil-square people
  person-circle plus-lg printer search shield-check slash-circle sort-down sort-up three-dots translate trash
  upload x-lg
"

top=$(cd "$(dirname "$0")/.." && pwd)
vendor="$top/static/vendor"
mode=${1:-fetch}

verify() {
  local folder
  for folder in "$vendor"/*/; do
    (cd "$folder" && sha256sum --check --strict --quiet SHA256SUMS) || {
      echo "vendor_static: $folder differs from its SHA256SUMS" >&2
      return 1
    }
  done
  echo "vendor_static: every vendored file is as recorded"
}

if [ "$mode" = --check ]; then verify; exit; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "bootstrap@$BOOTSTRAP" "sortablejs@$SORTABLE" "bootstrap-icons@$ICONS" >/dev/null
for tarball in *.tgz; do
  mkdir "${tarball%.tgz}" && tar -xzf "$tarball" -C "${tarball%.tgz}" --strip-components=1
done

# The source-map comment names a file we do not ship; the manifest storage would fail to find it.
without_map() { sed -e '/^\/[*\/]# sourceMappingURL=/d' "$1"; }

place() { # name-version: an empty folder that keeps the sums on record
  mkdir -p "$vendor/$1"
  find "$vendor/$1" -type f ! -name SHA256SUMS -delete
  cp "$work/$1/LICENSE" "$vendor/$1/LICENSE"
}

place "bootstrap-$BOOTSTRAP"
without_map "bootstrap-$BOOTSTRAP/dist/css/bootstrap.min.css" >"$vendor/bootstrap-$BOOTSTRAP/bootstrap.min.css"

place "sortablejs-$SORTABLE"
without_map "sortablejs-$SORTABLE/Sortable.min.js" >"$vendor/sortablejs-$SORTABLE/Sortable.min.js"

place "bootstrap-icons-$ICONS"
{
  printf '<svg xmlns="http://www.w3.org/2000/svg">\n'
  for name in $ICON_NAMES; do
    printf '<symbol id="%s" viewBox="0 0 16 16">' "$name"
    tr '\n' ' ' <"bootstrap-icons-$ICONS/icons/$name.svg" | sed -e 's/<svg[^>]*>//' -e 's/<\/svg>//' -e 's/  */ /g' -e 's/> </></g'
    printf '</symbol>\n'
  done
  printf '</svg>\n'
} >"$vendor/bootstrap-icons-$ICONS/icons.svg"

if [ "$mode" = --accept ]; then
  for folder in "bootstrap-$BOOTSTRAP" "sortablejs-$SORTABLE" "bootstrap-icons-$ICONS"; do
    (cd "$vendor/$folder" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
  done
fi
verify
