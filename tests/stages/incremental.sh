#!/bin/sh
# Builds that change little or nothing: the same bytes as a clean build after
# random edits (the stage `edits` does many more), from any number of workers,
# in whatever order folders give their names; and without a change not one
# system call that writes below the output.
set -u
. tests/tools/tally.sh
mkdir "$work/edits" "$work/project"
part node tests/incremental/run.mjs "$livery" . "$work/edits" "${EDITS:-25}" "${SEED:-4}"
rm -rf "$work/edits"
cp -R content providers themes "$work/project/" && cd "$work/project" || exit 1

same() { # what one two
	if diff -r "$2" "$3" >"$work/diff"; then ok; else bad "$1: $(head -n 5 "$work/diff")"; fi
}

# Workers.
"$livery" build -q -j 1 -o ../j1 2>../said || bad "the build with one worker"
for j in 2 8; do
	"$livery" build -q -j $j -o ../j$j 2>../said || bad "the build with $j workers"
	same "$j workers give other bytes than one" ../j1 ../j$j
done

# The order in which a folder gives its names.
"${CC:-cc}" -D_GNU_SOURCE -shared -fPIC -O1 -o ../shuffle.so "$root/tests/incremental/shuffle.c" -ldl ||
    bad "the shuffler"
order() {
	env SHUFFLE="$1" LD_PRELOAD="$work/shuffle.so" ls -U content
}
if [ "$(order 1)" != "$(order 2)" ] && [ "$(order 1 | sort)" = "$(ls content | sort)" ]; then ok; else bad "the shuffler does not shuffle"; fi
for s in 1 2 3; do
	env SHUFFLE=$s LD_PRELOAD="$work/shuffle.so" "$livery" build -q -o ../s$s 2>../said ||
	    bad "the build of a shuffled folder: $(head -n 5 ../said)"
	same "another order of names gives other bytes" ../j1 ../s$s
done

# Without a change: nothing is opened for writing, made, moved, linked or
# removed. The cache alone may be written, and lies elsewhere.
stamps() {
	find ../j2 -printf '%i %s %T@ %C@ %m %p\n' | LC_ALL=C sort
}
stamps >../before
for way in --quiet --no-cache; do
	strace -f -qq -e trace=%file,ftruncate,fchmod,fchown -o ../trace "$livery" build $way -j 2 -o ../j2 2>../said ||
	    bad "$way under strace: $(head -n 5 ../said)"
	if grep -q 'open' ../trace; then ok; else bad "strace saw nothing"; fi
	grep -E 'O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|^[0-9]+ +(creat|rename|renameat|renameat2|link|linkat|symlink|symlinkat|unlink|unlinkat|rmdir|mkdir|mkdirat|mknod|mknodat|truncate|ftruncate|chmod|fchmod|fchmodat|chown|fchown|lchown|fchownat|utimensat|utime|utimes)\(' ../trace |
	    grep -vE '"/dev/null"|ENOENT' | grep -vF "$XDG_CACHE_HOME" >../writes
	if [ ! -s ../writes ]; then ok; else bad "a build without changes writes ($way): $(head -n 5 ../writes)"; fi
	stamps >../after
	if cmp -s ../before ../after; then ok; else bad "a build without changes touched the output ($way)"; fi
done

# The cache: where it lies, what it is good for, and that nobody needs it.
short() { # what arguments of build...
	what=$1
	shift
	"$livery" build "$@" 2>../said || bad "$what: $(head -n 5 ../said)"
	if grep -q ' 0 variants parsed, 0 files written, ' ../said; then ok; else bad "$what did not take the short way: $(cat ../said)"; fi
}
full() { # what arguments of build...
	what=$1
	shift
	"$livery" build "$@" 2>../said || bad "$what: $(head -n 5 ../said)"
	if grep -q ' [1-9][0-9]* variants parsed, ' ../said; then ok; else bad "$what took the short way: $(cat ../said)"; fi
}
full "--no-cache" --no-cache -o ../j2
full "other options" --only site -o ../j8
short "the folder beside" -o ../j2
short "other options again" --only site -o ../j8
full "another cache" --cache ../other -o ../j2
short "another cache again" --cache ../other -o ../j2
[ "$(ls ../other | wc -l)" = 6 ] || bad "the other cache holds: $(ls ../other)"
kept=$XDG_CACHE_HOME
export XDG_CACHE_HOME=/dev/null
full "no folder for it" -o ../j2
export XDG_CACHE_HOME="$kept"
chmod -R a-w .
full "a project that cannot be written to" -o ../j2
short "a project that cannot be written to, again" -o ../j2
chmod -R u+w .
full "the modes of the project" -o ../j2
(
	flock 9
	"$livery" build -o ../j2 2>../said
	if [ $? = 3 ] && grep -q 'another build' ../said; then touch ../locked; fi
) 9<../j2
if [ -e ../locked ]; then ok; else bad "a locked output: $(cat ../said)"; fi
short "the lock is gone" -o ../j2
records=$(ls -d ../cache/livery/*.cache | wc -l)
rm -rf ../j8 && full "an output more" -o ../s4
if [ "$(ls -d ../cache/livery/*.cache | wc -l)" = "$records" ]; then ok; else bad "the cache keeps what is gone: $(ls ../cache/livery)"; fi
for damage in 'truncate -s 100' 'truncate -s 0' 'cp /bin/ls' 'rm'; do
	for record in ../cache/livery/*.cache; do
		$damage "$record"
	done
	full "a cache after $damage" -o ../j2
	short "the next one" -o ../j2
done
same "after all that" ../j1 ../j2

# Texts that are not read again, their files being what the last build saw: once
# they are older than the two seconds in which a change might not show.
clean() { # what
	"$livery" build -q --no-cache -o ../clean 2>../said || bad "$1, clean: $(head -n 5 ../said)"
	same "$1" ../clean ../j2
}
sleep 3
echo "One sentence more." >>content/email/imap-vs-pop.md
full "the first edit" -o ../j2
sleep 3
echo "And another." >>content/email/imap-vs-pop.md
strace -f -qq -e trace=%file -o ../trace "$livery" build -q -o ../j2 2>../said ||
    bad "an edit under strace: $(head -n 5 ../said)"
if grep -q 'open.*email/imap-vs-pop.md"' ../trace && ! grep -q 'open.*mail-clients/thunderbird.md"' ../trace; then ok; else bad "the wrong texts are opened for an edit"; fi
clean "texts that were not read"
for kind in pages fronts texts changes rows answers build; do
	file=$(ls ../cache/livery/$kind-*.cache) || continue
	printf '\377\1\377' | dd of="$file" bs=1 conv=notrunc seek=$(($(wc -c <"$file") / 2)) 2>/dev/null
	echo "And $kind." >>content/email/imap-vs-pop.md
	full "an edit with damaged $kind" -o ../j2
	clean "damaged $kind"
done
cp -p content/email/imap-vs-pop.md ../times
sed -i 's/One sentence more/Two sentence more/' content/email/imap-vs-pop.md
touch -r ../times content/email/imap-vs-pop.md
full "an edit of equal size and time" -o ../j2
clean "an edit of equal size and time"
cp content/email/imap-vs-pop.md ../times
sed -i 's/{#both}/{#neither}/' content/email/imap-vs-pop.md
"$livery" build -o ../j2 2>../said
grep -A 1 '^content/mail-clients/thunderbird.md:64:' ../said >../line
if grep -q '64 | > The second and the third box' ../line; then ok; else bad "no line of a text that was not read: $(head -n 9 ../said)"; fi
cp ../times content/email/imap-vs-pop.md
"$livery" build -q -o ../j2 2>../said || bad "the heading is back: $(head -n 5 ../said)"
clean "the heading is back"
cd "$root" || exit 1
tally incremental
