#!/bin/sh
# The whole tree, tests included, is clean under clang with the same warnings.
set -u
. tests/tools/tally.sh
fuzzers=$(for f in tests/fuzz/*.c; do echo "$build-clang/${f%.c}.o"; done)
if make -k -j"$(nproc)" BUILD="$build-clang" CC=clang CFLAGS=-O1 all units $fuzzers >"$work/log" 2>&1; then
	passed=$(find "$build-clang" -name '*.o' | wc -l)
else
	bad "clang"
	grep -E 'error|warning|Error' "$work/log" | head -n 40
fi
if "$build-clang/livery" --version; then ok; else bad "what clang built does not run"; fi
tally clang
