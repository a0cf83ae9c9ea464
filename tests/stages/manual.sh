#!/bin/sh
# The manual says what there is: every diagnostic with its meaning, every option,
# every field with its type. And no hosting brand shows it, nor it their articles.
set -u
. tests/tools/tally.sh
sh tests/tools/sites.sh "$build" || bad "the sites are not there"
manual=content/manual
sites=$build/sites

# A row of the table as `livery help diagnostics` has it, markup aside, and a
# heading that says how to mend it.
"$livery" help diagnostics >"$work/diagnostics"
tr -d '`' <"$manual/reference/diagnostics.md" >"$work/plain"
while read -r name severity meaning; do
	row="| [$name](#$name) | $severity | $(printf '%s' "$meaning" | tr -d '`') |"
	if grep -qxF "$row" "$work/plain"; then ok; else bad "reference/diagnostics.md lacks the row: $row"; fi
	if grep -qF "{#$name}" "$manual/reference/diagnostics.md" &&
	    grep -q " id=\"$name\"" "$sites/livery/manual/reference/diagnostics.html"; then
		ok
	else
		bad "reference/diagnostics.md does not say how to mend $name"
	fi
done <"$work/diagnostics"
# And none that is gone.
sed -n 's/^| \[\([a-z0-9-]*\)\](#.*/\1/p' "$work/plain" | while read -r name; do
	grep -q "^$name " "$work/diagnostics" || echo "$name"
done >"$work/gone"
if [ -s "$work/gone" ]; then bad "not diagnostics: $(cat "$work/gone")"; else ok; fi

# Commands and options.
"$livery" --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' >"$work/commands"
[ -s "$work/commands" ] || bad "livery --help lists no command"
while read -r command; do
	if grep -qE "^\|.*\`$command[\` ]" "$manual/reference/commands.md"; then ok; else bad "reference/commands.md lacks $command"; fi
	"$livery" "$command" --help | sed -n '/^options:/,$p' | sed -nE 's/^  (-[^ ]+( --[a-z]+)?).*/\1/p' |
	    tr -d ',' | tr ' ' '\n'
done <"$work/commands" | sort -u >"$work/options"
[ "$(wc -l <"$work/options")" -gt 10 ] || bad "livery COMMAND --help lists no options"
while read -r option; do
	if grep -qE "^\|.*\`$option[\` ]" "$manual/reference/commands.md"; then ok; else bad "reference/commands.md lacks $option"; fi
done <"$work/options"

# Fields, as a brand sees them that sets nothing but its name.
mkdir -p "$work/p/content" "$work/p/providers"
echo 'return provider { livery = 1 }' >"$work/p/providers/base.lua"
echo 'return provider { name = "Nothing Yet" }' >"$work/p/providers/none.lua"
"$livery" vars -C "$work/p" | sed -n 's/^  \([a-z_.]*\)  .*/\1/p' >"$work/fields"
[ "$(wc -l <"$work/fields")" -gt 50 ] || bad "livery vars lists no fields"
while read -r field; do
	case $field in
	mail.pop.* | mail.smtp.*) field=mail.imap.${field##*.} ;;
	reader.* | locale.* | livery.* | vars.* | data.*) continue ;;
	esac
	if grep -qF "| \`$field\` |" "$manual/brands/fields.md"; then ok; else bad "brands/fields.md lacks $field"; fi
done <"$work/fields"

# Each part of the content is where it belongs.
for brand in "$sites"/*/; do
	brand=$(basename "$brand")
	if [ "$brand" = livery ]; then
		for section in email help mail-clients mailbox troubleshooting webmail; do
			if [ -e "$sites/livery/$section" ]; then bad "the manual shows $section"; else ok; fi
		done
	elif (cd "$sites/$brand" && find . -path "*/manual*") | grep -q . || grep -rq --include=articles.json '"id": "manual' "$sites/$brand"; then
		bad "$brand shows the manual"
	else
		ok
	fi
done
tally manual
