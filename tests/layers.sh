#!/bin/sh
# The house of rooms, proved from the #include lines: no room includes a later
# one, emit sees neither Lua nor cmark nor their rooms' insides, and each
# third-party header has its one room.
set -eu
cd "$(dirname "$0")/.."
rooms="base value template provider project article site search render emit publish command"
bad=0

complain() {
	echo "layers: $1"
	bad=1
}

rank() {
	n=0
	for r in $rooms; do
		n=$((n + 1))
		[ "$r" = "$1" ] && { echo $n; return; }
	done
	echo 0
}

for file in $(find gen -name '*.[ch]' | sort); do
	room=$(echo "$file" | cut -d/ -f2)
	[ "$room" = main.c ] && room=command
	mine=$(rank "$room")
	[ "$mine" -gt 0 ] || complain "$file is in no known room"
	for inc in $(sed -n 's/^[[:space:]]*#[[:space:]]*include "\([^"]*\)".*/\1/p' "$file"); do
		case $inc in
		livery.h) continue ;;
		*/*) other=${inc%%/*} ;;
		*) complain "$file includes \"$inc\" without its room"; continue ;;
		esac
		theirs=$(rank "$other")
		[ "$theirs" -gt 0 ] || { complain "$file includes $inc of no room"; continue; }
		[ "$theirs" -le "$mine" ] || complain "$file ($room) includes $inc of a later room"
	done
done

only() { # pattern allowed-path-prefix
	for file in $(grep -rlE "#[[:space:]]*include <($1)" gen include || true); do
		case $file in
		$2) ;;
		*) complain "$file includes <$1>, which belongs to $2" ;;
		esac
	done
}
only 'lua\.h|lualib|lauxlib|lua5' 'gen/provider/*'
only 'libfyaml' 'gen/project/*'
only 'cmark' 'gen/article/*'
only 'unicode/' 'gen/value/*'
only 'zip\.h' 'gen/emit/zip*.c'
only 'libdeflate' 'gen/emit/zip*.c'
only 'xxhash|nettle' 'gen/base/hash.c'
only 'libstemmer' 'gen/search/*'

for file in $(grep -lE '#include "(provider|article)/[^"]*(parse|sandbox|internal|lua)' gen/emit/*.[ch] 2>/dev/null || true); do
	complain "$file looks into a room that emit must not see"
done
[ $bad = 0 ] && echo "layers: data flows one way"
exit $bad
