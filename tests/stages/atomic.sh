#!/bin/sh
# Nothing half done: an error, a signal or a kill leaves the last output as it
# was, readers find a whole site at every moment, and a build that changes
# nothing writes nothing.
set -u
. tests/tools/tally.sh
cp -R content providers themes "$work/" && cd "$work" || exit 1

sums() {
	find public -type f | LC_ALL=C sort | xargs sha256sum
}
# Inode, size and both times: whoever writes a file changes one of them.
stamps() {
	find public -printf '%i %s %T@ %C@ %p\n' | LC_ALL=C sort
}
same() { # what
	if cmp -s "$2" "$3"; then ok; else bad "$1"; diff "$2" "$3" | head -n 8; fi
}

if "$livery" build -q 2>err; then ok; else bad "the first build"; cat err; fi
sums >sums0
stamps >stamps0

# Nothing changed, nothing written.
sleep 1
if "$livery" build -q 2>err; then ok; else bad "the second build"; cat err; fi
stamps >stamps1
same "a build without changes wrote" stamps0 stamps1

# One article changed: its pages are new, the others are the files they were.
echo 'One more sentence.' >>content/mailbox/catch-all.md
if "$livery" build -q 2>err; then ok; else bad "the third build"; cat err; fi
inode() { # file stamps
	awk -v f="$1" '{ n = $1; sub(/^[^ ]* [^ ]* [^ ]* [^ ]* /, "") } $0 == f { print n }' "$2"
}
stamps >stamps2
for brand in exact-hosting portdns; do
	changed=public/$brand/mailbox/catch-all.html
	kept=public/$brand/email/unencrypted-connections.html
	[ -e "$kept" ] || kept=public/$brand/webmail/sign-in.html
	if [ "$(inode "$changed" stamps0)" != "$(inode "$changed" stamps2)" ]; then ok; else bad "$changed was written in place"; fi
	if [ "$(inode "$kept" stamps0)" = "$(inode "$kept" stamps2)" ]; then ok; else bad "$kept was written again"; fi
done
cp "$root/content/mailbox/catch-all.md" content/mailbox/catch-all.md
"$livery" build -q 2>err || bad "the fourth build"
sums >sums1
same "taking a change back does not give the first output" sums0 sums1

# An article that is gone takes its pages with it.
printf -- '---\ntitle: Short-lived\n---\nText\n' >content/help/short-lived.md
"$livery" build -q 2>err || { bad "an article more"; cat err; }
if [ -e public/portdns/help/short-lived.html ]; then ok; else bad "the new article is missing"; fi
rm content/help/short-lived.md
"$livery" build -q 2>err || bad "an article less"
sums >sums1
same "a removed article leaves traces" sums0 sums1

# An error anywhere keeps the output of all brands.
stamps >stamps0
echo '{{ mail.imap.prot }}' >>content/_index.md
"$livery" build -q 2>err
if [ $? = 1 ]; then ok; else bad "an error does not give status 1"; fi
stamps >stamps1
same "an error touched the output" stamps0 stamps1

# A kill at any moment: the output is the old one or the new one, whole, and the
# next build works as if nothing had been.
cp "$root/content/_index.md" content/_index.md
cp -R public old
echo 'A sentence for the new output.' >>content/_index.md
echo 'A sentence for the new output.' >>content/help/_index.md
"$livery" build -q -o new 2>err || bad "the new output"
whole() { # signal delay
	for brand in exact-hosting livery mailcentral portdns server-intellect specialist; do
		if diff -rq "public/$brand" "old/$brand" >/dev/null 2>&1 ||
		    diff -rq "public/$brand" "new/$brand" >/dev/null 2>&1; then
			ok
		else
			bad "$1 after $2 s: $brand is neither the old site nor the new one"
		fi
	done
}
for signal in INT TERM KILL; do
	for delay in 0.01 0.03 0.06 0.09 0.12 0.16 0.2 0.3; do
		"$livery" build -q 2>err &
		pid=$!
		sleep "$delay"
		kill -s "$signal" "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
		whole "$signal" "$delay"
	done
done
# Workers of a killed parent end by themselves.
sleep 1
left=
for process in /proc/[0-9]*; do
	if [ "$(readlink "$process/cwd" 2>/dev/null)" = "$work" ] &&
	    grep -qs '^livery' "$process/comm"; then
		left="$left ${process#/proc/}"
	fi
done
if [ -z "$left" ]; then ok; else bad "processes are left:$left"; fi
if "$livery" build -q 2>err; then ok; else bad "the build after the kills"; cat err; fi
if diff -r public new >diff; then ok; else bad "the output after the kills: $(head -n 5 diff)"; fi
if [ -z "$(find . -maxdepth 2 -name '.*' ! -name .)" ]; then ok; else bad "left behind: $(find . -maxdepth 2 -name '.*' ! -name .)"; fi

# What cannot be written is a system failure with a message.
: >notafolder
"$livery" build -q -o notafolder 2>err
if [ $? = 3 ] && [ -s err ]; then ok; else bad "an output that is a file does not give status 3"; fi
cd "$root" || exit 1
tally atomic
