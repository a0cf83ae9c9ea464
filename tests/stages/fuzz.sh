#!/bin/sh
# Every fuzzer of tests/fuzz for FUZZ_SECONDS (60) from its seeds: a crash, a
# sanitizer's report or an input that takes 20 s is a failure, kept in BUILD.
set -u
out=$1-fuzz
seconds=${FUZZ_SECONDS:-60}
passed=0
failed=0
flags='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'
make --no-print-directory -j2 BUILD="$out" CC=clang CFLAGS="$flags" fuzzers ||
    { echo "fuzz: 0 passed, 1 failed"; exit 1; }
for source in tests/fuzz/*.c; do
	name=$(basename "$source" .c)
	[ "$name" != project ] || continue
	mkdir -p "$out/corpus/$name" "$out/found"
	if ASAN_OPTIONS=detect_leaks=0 "$out/fuzz/$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=4096 \
	    -artifact_prefix="$out/found/$name-" "$out/corpus/$name" "tests/fuzz/seeds/$name" >"$out/$name.log" 2>&1; then
		grep -E 'DONE|cov:' "$out/$name.log" | tail -n 1
		passed=$((passed + 1))
	else
		echo "FAILED $name"
		tail -n 40 "$out/$name.log"
		failed=$((failed + 1))
	fi
done
echo "fuzz: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
