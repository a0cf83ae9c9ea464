#!/bin/sh
# The golden projects, and the proof that each diagnostic stands in one.
out=$(sh tests/golden/run.sh "$1/livery")
echo "$out"
line=$(echo "$out" | tail -n 1)
p=$(echo "$line" | sed -n 's/.*: \([0-9]*\) passed.*/\1/p')
f=$(echo "$line" | sed -n 's/.*passed, \([0-9]*\) failed/\1/p')
if sh tests/golden/coverage.sh "$1/livery"; then p=$((p + 1)); else f=$((f + 1)); fi
echo "golden: $p passed, $f failed"
[ "$f" = 0 ]
