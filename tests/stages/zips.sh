#!/bin/sh
# Same input, same bytes: two builds that differ in folder, order of files, time
# zone, locale, umask and workers give the same files with the same modes. Then
# the archives themselves: sound, complete, opened by their index.html.
set -u
. tests/tools/tally.sh

# A locale with another alphabet order, decimal comma and dotless i.
localedef -i tr_TR -f UTF-8 "$work/tr_TR.UTF-8" >/dev/null 2>&1 ||
    bad "localedef cannot make tr_TR.UTF-8"
mkdir -p "$work/a" "$work/b/a folder with a longer name/p"
one=$work/a
two="$work/b/a folder with a longer name/p"
(cd "$root" && find content providers themes -type f | LC_ALL=C sort |
    tar -cf - -T - | tar -xf - -C "$one")
(cd "$root" && find content providers themes -type f | LC_ALL=C sort -r |
    tar -cf - -T - | tar -xf - -C "$two")
chmod -R u+rwX,go-rwx "$two"

(cd "$one" && umask 022 &&
    env TZ=UTC LC_ALL=C "$livery" build -q -j 1 2>"$work/err1") ||
    { bad "the first build failed"; tail -n 20 "$work/err1"; }
# Two seconds on, so that a time that slips in has changed, DOS times included.
sleep 2
(cd "$two" && umask 077 &&
    env TZ=XYZ-13:30 LOCPATH="$work" LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 \
    TMPDIR="$work" SOURCE_DATE_EPOCH=1 "$livery" build -q -j 2 2>"$work/err2") ||
    { bad "the second build failed"; tail -n 20 "$work/err2"; }

list() { # folder
	(cd "$1/public" && find . -type f | LC_ALL=C sort | xargs -d '\n' sha256sum)
}
modes() { # folder
	(cd "$1/public" && find . | LC_ALL=C sort | xargs -d '\n' stat -c '%a %n')
}
same() { # what first second
	if cmp -s "$2" "$3"; then
		ok
	else
		bad "$1 differ between the builds"
		diff "$2" "$3" | head -n 20
	fi
}
list "$one" >"$work/list1"
list "$two" >"$work/list2"
modes "$one" >"$work/modes1"
modes "$two" >"$work/modes2"
[ -s "$work/list1" ] || bad "the first build wrote nothing"
same "files" "$work/list1" "$work/list2"
same "modes" "$work/modes1" "$work/modes2"
same "messages" "$work/err1" "$work/err2"
wrong=$(grep -vE '^(644|755) ' "$work/modes1")
if [ -z "$wrong" ]; then ok; else bad "modes: $wrong"; fi
wc -l <"$work/list1" | sed 's/$/ files alike/'

cd "$one/public" || exit 1
for zip in *.zip; do
	brand=${zip%.zip}
	if unzip -qt "$zip" >"$work/out" 2>&1; then ok; else bad "$zip: $(cat "$work/out")"; fi
	if sha256sum -c --quiet "$zip.sha256"; then ok; else bad "$zip.sha256"; fi
	mkdir "$work/open" && unzip -q "$zip" -d "$work/open"
	top=$work/open/$brand
	if [ "$(ls "$work/open")" = "$brand" ] && [ -f "$top/index.html" ]; then
		ok
	else
		bad "$zip: no $brand/index.html to open"
	fi
	if (cd "$top" && sha256sum -c --quiet --strict SHA256SUMS); then ok; else bad "$zip: SHA256SUMS"; fi
	# The sums name every file of the zip but themselves, and no other.
	(cd "$top" && find . -type f ! -name SHA256SUMS | sed 's|^\./||' | LC_ALL=C sort) >"$work/there"
	sed 's/^[0-9a-f]*  //' "$top/SHA256SUMS" | LC_ALL=C sort >"$work/named"
	if cmp -s "$work/there" "$work/named"; then ok; else bad "$zip: SHA256SUMS names other files"; fi
	# What is in the zip is what is on the site.
	rm "$top/SHA256SUMS"
	if diff -rq "$top" "$brand" >"$work/out"; then ok; else bad "$zip: $(head -n 5 "$work/out")"; fi
	if zipinfo -h -l "$zip" | awk '/^[-dl]/ && $1 != "-rw-r--r--" && $1 != "drwxr-xr-x" { exit 1 }'; then
		ok
	else
		bad "$zip: modes of entries"
	fi
	if [ "$(zipinfo -T "$zip" | awk '/^[-dl]/ { print $7 }' | sort -u | wc -l)" = 1 ]; then
		ok
	else
		bad "$zip: entries have times of their own"
	fi
	rm -rf "$work/open"
done
cd "$root" || exit 1
tally zips
