#!/bin/sh
# The benchmark: livery, the floor program and Hugo over the same corpus, in
# alternating runs into fresh folders; medians go to RESULTS.md and an SVG.
# usage: sh tests/bench/run.sh BUILD
# ARTICLES, BRANDS, RUNS, PEERS (any of "floor hugo hugo-plain"; may be empty),
# MEMORY (one folder on tmpfs), DISK (one on a disk, empty to leave it out).
set -eu
build=${1:?usage: run.sh BUILD}
here=$(cd "$(dirname "$0")" && pwd)
articles=${ARTICLES:-10000} brands=${BRANDS:-5} runs=${RUNS:-5}
peers=${PEERS-floor hugo hugo-plain}
case $build in /*) ;; *) build=$PWD/$build ;; esac
memory=${MEMORY:-/dev/shm}/livery-bench.$$
disk=${DISK-$build}; disk=${disk:+$disk/bench.$$}
tools=$build/bench
results=${RESULTS:-$here/RESULTS.md}
export LC_ALL=C
trap 'rm -rf "$memory" ${disk:+"$disk"}' EXIT
trap 'exit 1' HUP INT TERM

mkdir -p "$tools" "$memory" ${disk:+"$disk"}
for t in corpus floor measure; do
	${CC:-cc} -std=c17 -D_GNU_SOURCE -O2 -o "$tools/$t" "$here/$t.c" \
	    -lcmark-gfm-extensions -lcmark-gfm -lxxhash -lm
done
"$tools/corpus" "$memory/corpus" "$articles" "$brands"
cp -R "$here/livery/." "$memory/corpus/livery/"
cp -R "$here/hugo/." "$memory/corpus/hugo/"

hugo_all() {	# OUT RELATED: one run for each brand
	b=0
	while [ $b -lt "$brands" ]; do
		id=$(printf 'b%03d' $b)
		HUGO_PARAMS_BRAND=$id HUGO_PARAMS_RELATED=$2 timeout 900 \
		    hugo --quiet --noBuildLock -s "$memory/corpus/hugo" \
		    -d "$1/$id"
		b=$((b + 1))
	done
}

command_of() {	# PEER OUT
	case $1 in
	livery) "$build/livery" build -C "$memory/corpus/livery" -o "$2" \
	    --only site --quiet ;;
	hugo) hugo_all "$2" true ;;
	hugo-plain) hugo_all "$2" false ;;
	esac
}

# measure runs this script again for a peer, so that all its processes count.
cat > "$memory/one.sh" <<END
set -eu
build='$build' memory='$memory' brands='$brands'
$(sed -n '/^hugo_all() {/,/^}/p; /^command_of() {/,/^}/p' "$0")
command_of "\$@"
END

one() {		# PLACE PEER
	out=$(mktemp -d "$1/out.XXXXXX")
	if [ "$2" = floor ]; then
		"$tools/floor" "$memory/corpus/livery/content" \
		    "$memory/built" "$out" "$variants" | sed 's/$/ 0/'
	else
		timeout 3600 "$tools/measure" sh "$memory/one.sh" "$2" "$out"
	fi
	rm -rf "$out"
}

# How often an article was parsed beyond the first time.
"$build/livery" build -C "$memory/corpus/livery" -o "$memory/built" \
    --only site 2> "$memory/said"
variants=$(sed -n 's/.* \([0-9]*\) articles, \([0-9]*\) variants.*/\1 \2/p' \
    "$memory/said" | awk '{ print $2 - $1 }')

run=0
while [ $run -lt "$runs" ]; do
	for place in "$memory" ${disk:+"$disk"}; do
		for peer in livery $peers; do
			kind=tmpfs
			[ "$place" = "$memory" ] || kind=disk
			printf '%s %s ' $kind $peer
			one "$place" $peer
		done
	done
	run=$((run + 1))
done > "$memory/times"

versions="livery $("$build/livery" --version | awk '{ print $2; exit }')"
! command -v hugo > /dev/null || versions="$versions, $(hugo version |
    awk '{ print $1, $2 }')"
awk -v articles="$articles" -v brands="$brands" -v runs="$runs" \
    -v versions="$versions" -v svg="${results%.md}.svg" \
    -f "$here/table.awk" "$memory/times" > "$memory/table"
cp "$memory/table" "$results"
cat "$results"
