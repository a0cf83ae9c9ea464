#!/bin/sh
# One build by one program. What it says goes to standard error.
# usage: peer.sh PEER PROJECT OUT [OPTION]...
# OPTION is Hugo's brand; livery takes all as they are. LIVERY is its binary.
set -eu
peer=$1 project=$2 out=$3
shift 3
modules=$(cd "$(dirname "$0")" && pwd)/node_modules
exec >&2

case $peer in
livery)
	exec "$LIVERY" build -C "$project" -o "$out" "$@" ;;
hugo | hugo-plain)
	export HUGO_PARAMS_BRAND="$1" HUGO_PARAMS_RELATED=true \
	    HUGO_BASEURL="https://help.zyx${1#b}.example/"
	[ "$peer" = hugo ] || HUGO_PARAMS_RELATED=false
	exec hugo --quiet --noBuildLock -s "$project" -d "$out" ;;
eleventy)
	cd "$project"
	exec "$modules/.bin/eleventy" --quiet --output="$out" ;;
mkdocs)
	exec mkdocs build -q -f "$project/mkdocs.yml" -d "$out" ;;
jekyll)
	exec jekyll build -q --disable-disk-cache -s "$project/content" -d "$out" ;;
vitepress)
	cd "$project"
	ln -sfn "$modules" node_modules
	rm -rf content/.vitepress/cache
	exec node_modules/.bin/vitepress build content --outDir "$out" ;;
*)
	echo "peer.sh: $peer is no program that is measured" >&2
	exit 2 ;;
esac
