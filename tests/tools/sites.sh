#!/bin/sh
# The sample brands in BUILD/sites, built once for all stages that look at them:
# tests/tools/sites.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "$1" && pwd)
exec 9>"$build/sites.lock"
flock 9
if [ -e "$build/sites.done" ] && [ -z "$(find "$build/livery" content providers \
    themes -newer "$build/sites.done" | head -n 1)" ]; then
	exit 0
fi
rm -f "$build/sites.done"
touch "$build/sites.started"
"$build/livery" build -q --no-cache -o "$build/sites"
mv "$build/sites.started" "$build/sites.done"
