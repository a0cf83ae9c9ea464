#!/bin/sh
# The Nu checker on every page and every SVG of all sites; no error is allowed.
# A page that is wrong on purpose shows that the checker looked.
set -u
sh tests/tools/sites.sh "$1" || { echo "html: 0 passed, 1 failed"; exit 1; }
canary=$1/canary
mkdir -p "$canary"
printf '<!doctype html>\n<html lang="en">\n<title>Wrong</title>\n<p id="a">One<p id="a">Two\n' \
    >"$canary/wrong.html"
java -Xss4m -jar tests/node_modules/vnu-jar/build/dist/vnu.jar --errors-only \
    --also-check-svg --also-check-css --skip-non-html --format gnu \
    "$canary" "$1"/sites/*/ >"$1/html.txt" 2>&1
grep -v '/canary/wrong.html"*:' "$1/html.txt"
files=$(find "$1"/sites/*/ -name '*.html' -o -name '*.svg' -o -name '*.css' | wc -l)
bad=$(grep -v '/canary/wrong.html"*:' "$1/html.txt" | sed 's/^"\{0,1\}\(file:[^"]*\.[a-z]*\).*/\1/' | sort -u | wc -l)
if ! grep -q '/canary/wrong.html"*:.*Duplicate ID' "$1/html.txt"; then
	echo "the checker did not see what is wrong with $canary/wrong.html"
	bad=$((bad + 1))
fi
echo "$(find "$1"/sites/*/ -name '*.html' | wc -l) pages"
[ "$files" -gt 0 ] || bad=1
echo "html: $((files > bad ? files - bad : 0)) passed, $bad failed"
[ "$bad" = 0 ]
