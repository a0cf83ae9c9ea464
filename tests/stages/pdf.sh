#!/bin/sh
# print.html through WeasyPrint and Chromium: pages, bookmarks, titles in the
# text, no warning about something that does not fit or cannot be read.
set -u
. tests/tools/tally.sh
sh tests/tools/sites.sh "$build" || bad "the sites are not there"
site=$build/sites/mailcentral
html=$site/print.html
titles() {
	sed -nE 's/.*<h[23] id="[^"]*">([^<]*).*/\1/p' "$html" | sed 's/&amp;/\&/g; s/&quot;/"/g' | grep -v '^$'
}
bookmarks() { # pdf: how many its outline has
	python3 - "$1" <<'PY'
import re, sys, zlib
data = open(sys.argv[1], "rb").read()
parts = [data]
for stream in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S):
    try:
        parts.append(zlib.decompress(stream.group(1)))
    except zlib.error:
        pass
objects = [o for part in parts for o in re.findall(rb"<<(?:[^<>]|<[^<>]*>|<<[^<>]*>>)*>>", part)]
print(sum(b"/Title" in o and b"/Parent" in o for o in objects))
PY
}
examine() { # name pdf
	pages=$(pdfinfo "$2" 2>/dev/null | sed -n 's/^Pages: *//p')
	echo "$1: ${pages:-0} pages"
	if [ "${pages:-0}" -gt 10 ]; then ok; else bad "$1: ${pages:-no} pages"; fi
	pdftotext -q "$2" "$work/text" && tr -s ' \n\f' '   ' <"$work/text" >"$work/words"
	titles >"$work/titles"
	[ -s "$work/titles" ] || bad "print.html has no titles"
	while read -r title; do
		if grep -qF "$title" "$work/words"; then ok; else bad "$1 lacks the title: $title"; fi
	done <"$work/titles"
	marks=$(bookmarks "$2")
	if [ "${marks:-0}" -ge "$(wc -l <"$work/titles")" ]; then ok; else bad "$1: ${marks:-no} bookmarks"; fi
	pdftotext -q -bbox "$2" "$work/boxes" 2>/dev/null
	awk '/<page/ { split($0, q, "\""); wide = q[2]; high = q[4]; page++ }
	    /<word/ { split($0, q, "\"")
		if (q[2] < 0 || q[6] > wide || q[4] < 0 || q[8] > high)
			print "page " page ":" $0 }' "$work/boxes" >"$work/outside"
	if [ -s "$work/outside" ]; then bad "$1: words outside the page: $(head -n 3 "$work/outside")"; else ok; fi
	if pdffonts "$2" | awk 'NR > 2 && $(NF - 4) == "no" { exit 1 }'; then ok; else bad "$1: a font is not embedded"; fi
}

weasyprint "$html" "$work/weasy.pdf" >"$work/log" 2>&1
# A media query that it does not know is no harm; the rest is.
if grep -iE 'warning|error' "$work/log" | grep -vE '[Ii]gnored|Expected a media type'; then
	bad "WeasyPrint complains"
else
	ok
fi
examine weasyprint "$work/weasy.pdf"
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --no-pdf-header-footer --generate-pdf-document-outline --user-data-dir="$work/chromium" \
    --print-to-pdf="$work/chromium.pdf" "file://$html" >"$work/log" 2>&1
examine chromium "$work/chromium.pdf"
tally pdf
