#!/bin/sh
# More brands than are held in memory at a time: their sites are what each brand
# alone would get, and they change together or not at all.
set -u
. tests/tools/tally.sh
cd "$work" || exit 1
mkdir -p providers && cp -R "$root/tests/golden/_common/themes" "$root/tests/golden/_common/content" .
cat "$root/tests/golden/_common/providers/base.lua" >providers/base.lua

brand() { # number
	printf 'return provider { extends = "base", name = "Wave%s Hosting", mail = { imap = { host = "imap.wave%s.example" } } }\n' "$1" "$1" >"providers/wave$1.lua"
}
articles() { # number
	for i in $(seq "$1"); do
		printf -- '---\ntitle: Page %s\n---\nThe server is {{ mail.imap.host }}, says {{ brand.name }}. [Home](/_index.md)\n' "$i" >"content/page$i.md"
	done
}
for i in $(seq 10 49); do brand "$i"; done
articles 20
sums() {
	find public -type f | LC_ALL=C sort | xargs sha256sum
}
build() { # status arguments...
	want=$1
	shift
	"$livery" build "$@" >said 2>&1
	got=$?
	if [ "$got" = "$want" ]; then ok; else bad "build $*: status $got: $(tail -n 8 said)"; fi
}
says() { # what pattern
	if grep -q "$2" said; then ok; else bad "$1: $(tail -n 8 said)"; fi
}

build 0 --timings
says "the summary" '^livery: 40 brands, .* 0 unchanged'
says "the stages are not added up" '^Linking .* 40 editions '
says "the stages are not added up" '^Listing files .* 40 brands \|^Packing .* 40 brands '
if [ "$(grep -c '^Writing' said)" = 1 ]; then ok; else bad "a stage is listed twice"; fi
sums >sums0
for i in 10 29 49; do
	build 0 -q -b "wave$i" -o alone
	if diff -r "public/wave$i" "alone/wave$i" >diff; then ok; else bad "wave$i alone is another: $(head -n 3 diff)"; fi
	if cmp -s "public/wave$i.json" "alone/wave$i.json"; then ok; else bad "the manifest of wave$i alone is another"; fi
done

# Without a change; with one in an article, in the first and in the last brand.
build 0
says "nothing has changed" ' 0 files written, '
build 0 --no-cache
says "nothing has changed, but that is not known" ' 0 files written, '
echo 'One more sentence.' >>content/page7.md
build 0
# Its page, articles.json, print.html; of the search words, postings, records.
says "one article" ' 240 files written, '
for i in 10 49; do
	sed 's/Hosting/Mail/' "providers/wave$i.lua" >kept && cp kept "providers/wave$i.lua"
	build 0 -q
done
mv public changed
build 0 -q --no-cache
if diff -r public changed >diff; then ok; else bad "a clean build gives another output: $(head -n 3 diff)"; fi
sums >sums0

# What is said of a brand of the first wave is there in the end.
mkdir providers/wave10 && echo 'old.html,page1.md' >providers/wave10/redirect.csv
build 0
says "a finding of the first wave" '^providers/wave10/redirect.csv: warning: this replaces nothing'
rm -r providers/wave10

# An error in the last brand alone: nothing is published, or all others are.
echo 'Write to imap.wave49.example.' >>content/page3.md
build 1
says "a leak in all brands but one" 'brand-leak'
says "a leak in all brands but one" 'nothing was published'
sums >sums1
if cmp -s sums0 sums1; then ok; else bad "a build with errors touched the output"; fi
build 1 --keep-going
says "the brand without errors" 'brands with errors were left as they are'
sums >sums1
if diff sums0 sums1 | grep '^[<>]' | grep -vE 'public/wave49|public/manifest' >diff; then bad "others than wave49 were touched: $(head -n 3 diff)"; else ok; fi
if grep -q 'imap.wave49' public/wave49/page3.html; then ok; else bad "wave49 was not published"; fi
if [ "$(ls -A public | grep -cE '^\.')" = 0 ]; then ok; else bad "something is left behind: $(ls -A public)"; fi

# So many articles that a process aside writes what is known of them, from before
# the output is opened: it says nothing of its own, and leaves nothing.
articles 120
echo 'No folder.' >file
rm -rf "$XDG_CACHE_HOME"
build 3 -b wave10 -o file/out
if [ "$(wc -l <said)" = 1 ]; then ok; else bad "an output that cannot be: $(cat said)"; fi
if [ -z "$(find "$XDG_CACHE_HOME" -type f 2>/dev/null)" ]; then ok; else bad "something is left in the cache: $(find "$XDG_CACHE_HOME" -type f)"; fi
cd "$root" || exit 1
tally waves
