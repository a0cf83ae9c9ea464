#!/bin/sh
# Runs the suite: tests/check.sh BUILD STAGE... A stage is tests/stages/STAGE.sh;
# it gets the build folder and prints as its last line `NAME: N passed, N failed`.
# JOBS stages (default: one per processor) run side by side; each has its log in
# BUILD/logs. The last line of all is the sum.
set -u
cd "$(dirname "$0")/.."
build=$1
shift
logs=$build/logs

count() { # passed|failed log
	sed -nE 's/^[a-z0-9-]+: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$2" |
	    tail -n 1 | cut -d' ' -f"$1"
}

one() { # stage
	log=$logs/$1.log
	start=$(date +%s)
	sh "tests/stages/$1.sh" "$build" >"$log" 2>&1 </dev/null
	status=$?
	took=$(($(date +%s) - start))
	p=$(count 1 "$log")
	f=$(count 2 "$log")
	[ -n "$p" ] || { p=0; f=1; }
	[ "$status" = 0 ] || [ "$f" -gt 0 ] || f=1
	[ $((p + f)) -gt 0 ] || f=1
	echo "$p $f $took" >"$logs/$1.result"
	# One write, so that stages side by side do not mix their lines.
	report=$(
		printf '%-10s %6s passed %4s failed %5s s\n' "$1" "$p" "$f" "$took"
		[ "$f" = 0 ] || tail -n 80 "$log" | sed 's/^/    /'
	)
	printf '%s\n' "$report"
}

if [ "$1" = --one ]; then
	one "$2"
	exit 0
fi

mkdir -p "$logs"
rm -f "$logs"/*.result
# A stage that calls make is not a part of the make that called this.
unset MAKEFLAGS MFLAGS MAKELEVEL
printf '%s\n' "$@" | xargs -P "${JOBS:-$(nproc)}" -I {} sh tests/check.sh "$build" --one {}

passed=0
failed=0
for stage in "$@"; do
	read -r p f took <"$logs/$stage.result" || { p=0; f=1; }
	passed=$((passed + p))
	failed=$((failed + f))
done
echo
echo "$passed passed, $failed failed" | tee "$logs/sum"
[ "$failed" = 0 ]
