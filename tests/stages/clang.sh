#!/bin/sh
# The whole tree, tests included, is clean under clang with the same warnings.
set -u
. tests/tools/tally.sh
if make -k -j"$(nproc)" BUILD="$build-clang" CC=clang CFLAGS=-O1 all units >"$work/log" 2>&1; then
	passed=$(find "$build-clang" -name '*.o' | wc -l)
else
	bad "clang"
	grep -E 'error|warning|Error' "$work/log" | head -n 40
fi
if "$build-clang/livery" --version; then ok; else bad "what clang built does not run"; fi
tally clang
