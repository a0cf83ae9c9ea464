#!/bin/sh
# Runs the suite: tests/check.sh BUILD STAGE... Each stage is tests/STAGE.sh or
# a folder's run.sh, gets the build folder, and prints as its last line
# `NAME: N passed, N failed`. The last line of all is the sum.
set -u
cd "$(dirname "$0")/.."
build=$1
shift
logs=$build/logs
mkdir -p "$logs"
passed=0
failed=0
summary=

for stage in "$@"; do
	start=$(date +%s)
	echo "== $stage"
	sh "tests/stages/$stage.sh" "$build" >"$logs/$stage.log" 2>&1
	status=$?
	took=$(($(date +%s) - start))
	line=$(grep -E '^[a-z0-9-]+: [0-9]+ passed, [0-9]+ failed$' "$logs/$stage.log" | tail -n 1)
	p=$(echo "$line" | sed -n 's/.*: \([0-9]*\) passed.*/\1/p')
	f=$(echo "$line" | sed -n 's/.*passed, \([0-9]*\) failed/\1/p')
	[ -n "$p" ] || { p=0; f=1; }
	[ "$status" = 0 ] || [ "$f" -gt 0 ] || f=1
	if [ "$f" -gt 0 ]; then
		tail -n 80 "$logs/$stage.log"
	fi
	echo "   $p passed, $f failed in $took s"
	summary="$summary
$(printf '%-12s %6s passed %4s failed %5s s' "$stage" "$p" "$f" "$took")"
	passed=$((passed + p))
	failed=$((failed + f))
done
echo "$summary"
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
