#!/bin/sh
# EPUBs hold before EPUBCheck without an error or a warning: the manual, a brand
# in another language, and one with images, notes, boxes and raw HTML.
sh tests/tools/sites.sh "$1" || { echo "epub: 0 passed, 1 failed"; exit 1; }
. tests/tools/tally.sh
mkdir "$work/all"
cp "$build/sites/livery.epub" "$build/sites/specialist.nl.epub" "$work/all" ||
    bad "the sites have no EPUB"
cp -R tests/golden/_common "$work/case"
cp -R tests/golden/epub/project/. "$work/case"
if "$livery" build -q -C "$work/case" -o "$work/out" --only epub; then
	for epub in "$work/out"/*.epub; do
		cp "$epub" "$work/all/golden-$(basename "$epub")"
	done
else
	bad "the golden case does not build"
fi
for epub in "$work/all"/*.epub; do
	if java -jar /usr/share/java/epubcheck.jar --failonwarnings "$epub" \
	    >"$work/log" 2>&1; then
		ok
	else
		bad "$(basename "$epub")"
		grep -E 'ERROR|WARNING|FATAL' "$work/log" | head -n 20
	fi
done
tally epub
