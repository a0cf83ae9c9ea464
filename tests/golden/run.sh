#!/bin/sh
# Golden projects: tests/golden/run.sh LIVERY [CASE...]
#
# A case is a folder with
#   project/   laid over _common/ in a fresh folder, where the case runs
#   cmd        shell lines; `livery` is the binary under test
#   stdout     exact, when the file exists
#   stderr     exact; no file means: nothing on stderr
#   status     exit status; no file means 0
#   expect/    files that must stand there afterwards, byte for byte
#   absent     paths, a line each, that must not exist afterwards
# UPDATE=1 writes what was found into the case instead of comparing.
set -u
here=$(cd "$(dirname "$0")" && pwd)
livery=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
export LC_ALL=C TZ=UTC NO_COLOR=1

fail() {
	echo "FAIL $1: $2"
	return 1
}

same() { # case what expected found
	if [ -n "${UPDATE:-}" ]; then
		if [ -s "$4" ]; then cp "$4" "$3"; else rm -f "$3"; fi
		return 0
	fi
	want=$3
	[ -e "$want" ] || want=/dev/null
	cmp -s "$want" "$4" && return 0
	fail "$1" "$2 differs"
	diff -u "$want" "$4" | head -n 40
	return 1
}

expected_files() { # case work
	ok=0
	for f in $(cd "$here/$1/expect" && find . -type f | sort); do
		if [ -n "${UPDATE:-}" ]; then
			cp "$2/$f" "$here/$1/expect/$f" || ok=1
		elif ! cmp -s "$here/$1/expect/$f" "$2/$f"; then
			fail "$1" "$f differs"
			diff -u "$here/$1/expect/$f" "$2/$f" 2>&1 | head -n 40
			ok=1
		fi
	done
	return $ok
}

run_case() {
	case=$1
	dir=$here/$case
	work=$(mktemp -d) || return 1
	mkdir "$work/bin" "$work/p"
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$livery" >"$work/bin/livery"
	chmod +x "$work/bin/livery"
	[ -e "$dir/bare" ] || cp -R "$here/_common/." "$work/p/"
	[ ! -d "$dir/project" ] || cp -R "$dir/project/." "$work/p/"
	(cd "$work/p" && PATH=$work/bin:$PATH XDG_CACHE_HOME=$work/cache \
	    sh "$dir/cmd") \
	    >"$work/stdout" 2>"$work/stderr" </dev/null
	echo $? >"$work/status"
	bad=0
	[ -e "$dir/status" ] || [ -n "${UPDATE:-}" ] || echo 0 >"$work/zero"
	if [ -n "${UPDATE:-}" ]; then
		rm -f "$dir/status"
		[ "$(cat "$work/status")" = 0 ] || cp "$work/status" "$dir/status"
	else
		want=$dir/status
		[ -e "$want" ] || want=$work/zero
		cmp -s "$want" "$work/status" ||
		    { fail "$case" "exit status $(cat "$work/status")"; bad=1; }
	fi
	same "$case" stderr "$dir/stderr" "$work/stderr" || bad=1
	if [ -e "$dir/stdout" ]; then
		same "$case" stdout "$dir/stdout" "$work/stdout" || bad=1
	fi
	if [ -d "$dir/expect" ]; then
		expected_files "$case" "$work/p" || bad=1
	fi
	if [ -e "$dir/absent" ]; then
		while read -r gone; do
			[ ! -e "$work/p/$gone" ] ||
			    { fail "$case" "$gone exists"; bad=1; }
		done <"$dir/absent"
	fi
	rm -rf "$work"
	return $bad
}

[ $# -gt 0 ] || set -- $(cd "$here" && for d in */cmd; do echo "${d%/cmd}"; done)
passed=0
failed=0
for c in "$@"; do
	if run_case "$c"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "golden: $passed passed, $failed failed"
[ $failed = 0 ]
