#!/bin/sh
# The SARIF of golden cases is valid by the schema of version 2.1.0, which
# comes with a large npm package: not in the quick suite.
set -u
build=$(cd "$1" && pwd)
tool=$build/sarif
passed=0
failed=0
mkdir -p "$tool"
[ -d "$tool/node_modules/ajv" ] || npm install --prefix "$tool" --no-save \
    ajv@8.17.1 ajv-formats@3.0.1 @microsoft/sarif-multitool@5.7.0 >"$tool/npm.log" 2>&1 ||
    { cat "$tool/npm.log"; echo "sarif: 0 passed, 1 failed"; exit 1; }
for case in undefined-variable nil-printed leak-in-prose include-cycle one-finding-many-brands missing-alt; do
	work=$(mktemp -d)
	cp -R tests/golden/_common/. "$work/"
	cp -R "tests/golden/$case/project/." "$work/"
	"$build/livery" check -q -C "$work" --format sarif 2>"$tool/$case.sarif"
	if node tests/tools/sarif.mjs "$tool" "$tool/$case.sarif"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
	rm -rf "$work"
done
# A judge that passes anything would be no judge.
sed 's/"level":"error"/"level":"bad"/' "$tool/undefined-variable.sarif" >"$tool/bad.sarif"
if node tests/tools/sarif.mjs "$tool" "$tool/bad.sarif" >/dev/null; then
	echo "FAILED a wrong level passes"
	failed=$((failed + 1))
else
	passed=$((passed + 1))
fi
echo "sarif: $passed passed, $failed failed"
[ $failed = 0 ]
