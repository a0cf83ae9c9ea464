#!/bin/sh
# AddressSanitizer and UndefinedBehaviorSanitizer: the units, the golden cases,
# the sample brands and the specification again. Memory is held by lifetime and
# arenas end with the process, so that leaks are not looked for.
set -u
. tests/tools/tally.sh
asan=$build-asan
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:exitcode=99:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1:exitcode=99
flags='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'
if make -k -j"$(nproc)" BUILD="$asan" CC=clang CFLAGS="$flags" all units >"$work/log" 2>&1; then
	ok
else
	bad "the build with sanitizers"
	grep -E 'error|Error' "$work/log" | head -n 20
	tally sanitize
	exit 1
fi
# A sanitizer that is not there finds nothing: see that it is.
if nm "$asan/livery" 2>/dev/null | grep -q __asan_report_load8; then ok; else bad "no sanitizer in the binary"; fi
part sh tests/stages/unit.sh "$asan"
part sh tests/golden/run.sh "$asan/livery"
part node tests/spec/run.mjs "$asan/livery"
"$asan/livery" build -q -o "$work/public" 2>"$work/err"
status=$?
if [ $status = 0 ] && ! grep -q 'Sanitizer\|runtime error' "$work/err"; then
	ok
else
	bad "the sample brands: status $status"
	tail -n 40 "$work/err"
fi
# The sanitized binary writes the same bytes.
if sh tests/tools/sites.sh "$build" && diff -rq "$work/public" "$build/sites" >"$work/out"; then
	ok
else
	bad "its output differs: $(head -n 5 "$work/out")"
fi
tally sanitize
