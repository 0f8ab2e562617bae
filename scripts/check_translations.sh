#!/usr/bin/env bash
# Every text a person can see has its Chinese, in every app: nothing new, nothing empty, nothing fuzzy, and one Chinese
# for one English, whatever the app.
set -euo pipefail
cd "$(dirname "$0")/.."
project=$PWD
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

# makemessages writes beside what it reads, so it reads a copy.
git ls-files -z --cached --others --exclude-standard -- '*.py' '*.html' '*.txt' '*.js' '*.po' ':!tests' ':!static/vendor' |
  tar --null --files-from=- --create | tar --extract --directory "$copy"
for app in */apps.py; do mkdir -p "$copy/${app%/*}/locale"; done  # each app keeps its own words
(cd "$copy" && env PYTHONPATH="$copy" DJANGO_SETTINGS_MODULE=config.settings DATA_DIR="$copy/var" "$project/.venv/bin/django-admin" \
  makemessages --locale zh_Hans --no-location --keep-pot --ignore 'tests/*' --ignore 'scripts/*' --verbosity 0)

status=0
complain() { printf '%s\n' "$*"; status=1; }

while IFS= read -r pot; do
  po=${pot%/*}/zh_Hans/LC_MESSAGES/$(basename "$pot" .pot).po
  if [ ! -f "$project/$po" ]; then complain "$po is missing: ${pot%/locale/*} has texts but no translations"; continue; fi
  msgfmt --check-format --check-domain --output-file=/dev/null "$project/$po" || complain "$po does not hold together"
  if ! said=$(msgcmp "$project/$po" "$copy/$pot" 2>&1); then
    complain "$po is not complete:"
    grep "^$project/$po:.*message" <<<"$said" | grep -v "not used" || true  # what is empty or fuzzy, by its line
    # what is not there at all, by its words: they end on the line before the one that is named
    awk -F: '/not defined/ { print $2 - 1 "p" }' <<<"$said" | sed -n -f - "$copy/$pot"
  fi
done < <(cd "$copy" && find . -name '*.pot' -printf '%P\n' | sort)

# Of two translations of one text a page shows the one that Django finds first, whichever app the page belongs to.
clashes=$(find "$copy" -name '*.po' -print0 | sort -z | xargs -0 msgcat --to-code=UTF-8 --no-wrap |
  awk -v RS= -v ORS='\n\n' 'NR > 1 && /#-#-#-#-#/ && !/(^|\n)#~/')
if [ -n "$clashes" ]; then
  complain "These texts have several translations. Choose one, or say with a context what each means:"
  printf '%s\n' "$clashes"
fi

exit "$status"
