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
words() { # pdf: its text as words on one line
	pdftotext -q -layout "$1" - | tr -s ' \n\f' '   '
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
	# Destinations of the outline: one for each chapter and article at least.
	if [ "$(pdfinfo -dests "$2" 2>/dev/null | grep -c '"')" -ge "$(wc -l <"$work/titles")" ]; then
		ok
	else
		bad "$1: destinations are missing"
	fi
	if pdffonts "$2" | awk 'NR > 2 && $(NF - 4) == "no" { exit 1 }'; then ok; else bad "$1: a font is not embedded"; fi
}

weasyprint "$html" "$work/weasy.pdf" >"$work/log" 2>&1
# What WeasyPrint does not know of the style sheet is no harm; the rest is.
if grep -vE 'Ignored|Expected|Unsupported|Invalid or unsupported' "$work/log" | grep -iE 'warning|error'; then
	bad "WeasyPrint complains"
else
	ok
fi
examine weasyprint "$work/weasy.pdf"
if strings -a "$work/weasy.pdf" | grep -q '/Outlines'; then ok; else
	python3 - "$work/weasy.pdf" <<'PY' && ok || bad "no bookmarks"
import sys, re, zlib
data = open(sys.argv[1], "rb").read()
text = data
for m in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S):
    try:
        text += zlib.decompress(m.group(1))
    except zlib.error:
        pass
sys.exit(0 if b"/Outlines" in text else 1)
PY
fi
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --no-pdf-header-footer --generate-pdf-document-outline --user-data-dir="$work/chromium" \
    --print-to-pdf="$work/chromium.pdf" "file://$html" >"$work/log" 2>&1
examine chromium "$work/chromium.pdf"
tally pdf
