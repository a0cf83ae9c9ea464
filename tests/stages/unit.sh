#!/bin/sh
# Every unit program of tests/unit/, built into BUILD/tests.
passed=0
failed=0
for source in tests/unit/*_test.c; do
	t=$1/tests/$(basename "$source" .c)
	out=$("$t" 2>&1)
	status=$?
	p=$(echo "$out" | sed -n 's/.*\[  PASSED  \] \([0-9]*\) test(s).*/\1/p' | awk '{ n += $1 } END { print n + 0 }')
	f=$(echo "$out" | sed -n 's/.*\[  FAILED  \] \([0-9]*\) test(s).*/\1/p' | awk '{ n += $1 } END { print n + 0 }')
	[ $status = 0 ] || [ "$f" -gt 0 ] || f=1
	[ $((p + f)) -gt 0 ] || { echo "$t ran nothing"; f=1; }
	echo "$(basename "$t"): $p passed, $f failed"
	[ "$f" = 0 ] || echo "$out" | grep -vE '\[ RUN      \]|\[       OK \]'
	passed=$((passed + p))
	failed=$((failed + f))
done
echo "unit: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
