#!/bin/sh
# Every diagnostic must stand in the stderr of at least one golden case:
# tests/golden/coverage.sh LIVERY
set -u
here=$(cd "$(dirname "$0")" && pwd)
missing=0
for name in $("$1" help diagnostics | awk '{ print $1 }'); do
	grep -qs "\[$name\]" "$here"/*/stderr && continue
	echo "no golden case shows [$name]"
	missing=$((missing + 1))
done
echo "diagnostics: $missing without a golden case"
[ $missing = 0 ]
