# For stages of several parts: sourced, not run. `part COMMAND...` runs one and
# adds its last `N passed, N failed`; `ok TEXT` and `bad TEXT` count one each;
# `tally NAME` prints the sum and gives the stage its status.
passed=0
failed=0

ok() {
	passed=$((passed + 1))
}

bad() {
	echo "FAILED $*"
	failed=$((failed + 1))
}

part() {
	"$@" >"$work/part" 2>&1
	part_status=$?
	cat "$work/part"
	part_line=$(sed -nE 's/^[a-z0-9-]+: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$work/part" | tail -n 1)
	part_failed=${part_line#* }
	[ -n "$part_line" ] || part_failed=1
	[ "$part_status" = 0 ] || [ "$part_failed" -gt 0 ] || part_failed=1
	part_passed=${part_line% *}
	passed=$((passed + ${part_passed:-0}))
	failed=$((failed + part_failed))
}

tally() {
	echo "$1: $passed passed, $failed failed"
	[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
livery=$build/livery
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache"
trap 'exit 1' HUP INT TERM
