#!/bin/sh
# The SARIF of the golden cases is valid 2.1.0: judged by the format's own
# tool, from npm. Too large for the quick suite.
set -u
build=$(cd "$1" && pwd)
tool=$build/sarif
passed=0
failed=0
mkdir -p "$tool"
[ -x "$tool/node_modules/.bin/sarif" ] || [ -d "$tool/node_modules/@microsoft" ] ||
    npm install --prefix "$tool" --no-save @microsoft/sarif-multitool@5.7.0 >"$tool/npm.log" 2>&1 ||
    { cat "$tool/npm.log"; echo "sarif: 0 passed, 1 failed"; exit 1; }
for case in undefined-variable nil-printed leak-in-prose include-cycle one-finding-many-brands missing-alt; do
	work=$(mktemp -d)
	cp -R tests/golden/_common/. "$work/"
	cp -R "tests/golden/$case/project/." "$work/"
	"$build/livery" check -q -C "$work" --format sarif 2>"$tool/$case.sarif"
	if (cd "$tool" && npx sarif-multitool validate "$case.sarif" --output "$case.report" --log ForceOverwrite) >"$tool/$case.out" 2>&1 &&
	    ! grep -q ' error ' "$tool/$case.out"; then
		passed=$((passed + 1))
	else
		echo "FAILED $case"
		cat "$tool/$case.out"
		failed=$((failed + 1))
	fi
	rm -rf "$work"
done
echo "sarif: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
