#!/bin/sh
# Valgrind looks for reads of memory that nobody wrote, which the sanitizers do
# not see: one small project through the whole compiler, and a document.
set -u
. tests/tools/tally.sh
under() { # what, then the command's words
	what=$1
	shift
	if valgrind -q --error-exitcode=99 --trace-children=yes --leak-check=no \
	    --exit-on-first-error=no "$@" >"$work/out" 2>"$work/err" &&
	    ! grep -q '^==' "$work/err"; then
		ok
	else
		bad "$what"
		tail -n 40 "$work/err"
	fi
}
cp -R tests/golden/_common/. "$work/" && cd "$work" || exit 1
mkdir -p content/mail
printf -- '---\ntitle: A\n---\n# A {#a}\n\n| a | b |\n|---|---|\n| {{ brand.name }} | [](/mail/a.md) |\n' >content/mail/a.md
under "build" "$livery" build -q -j 1
under "build again" "$livery" build -q -j 1
under "check" "$livery" check -q -j 2
under "vars" "$livery" vars
under "render" "$livery" render content/mail/a.md
under "render --plain" "$livery" render --plain=gfm "$root/README.md"
under "help" "$livery" help diagnostics
cd "$root" || exit 1
tally valgrind
