#!/bin/sh
# A further brand is one file. Two are added here; their sites must be whole and
# their own. Then a leak is planted in prose, in a provider and in a theme: each
# is an error with its place, and the last output stays as it was.
set -u
. tests/tools/tally.sh
cp -R content providers themes "$work/" && cd "$work" || exit 1

cat >providers/northwind.lua <<'LUA'
return provider {
	extends = "base",
	name = term { "Northwind Mail", the = "Northwind Mail", a = "a Northwind Mail", possessive = "Northwind Mail's" },
	domain = "northwind.example",
	home = "https://www.northwind.example",
	url = "https://help.northwind.example",
	colours = { primary = "#14532d" },
	mail = {
		imap = { host = "imap.northwind.example", port = 993, security = "tls", auth = "password", username = "localpart" },
		smtp = { host = "smtp.northwind.example", port = 587, security = "starttls", auth = "password", username = "localpart" },
		quota = "2 GB",
	},
	policy = { recommended = "imap", pop_as_backup = "risky", mixing = "ok", port25 = "blocked" },
	webmail = { url = "https://webmail.northwind.example", software = "owa" },
	panel = { kind = "plesk", url = "https://panel.northwind.example" },
	support = { channels = { { kind = "phone", label = "Helpline", value = "+44 20 7946 0958", hours = "Monday to Friday" } } },
}
LUA
cat >providers/bare-bones.lua <<'LUA'
-- Nothing but a name.
return provider { extends = "base", name = "Bare Bones Hosting" }
LUA

if "$livery" build -q >"$work/out" 2>&1; then ok; else bad "the build with two further brands: $(tail -n 20 "$work/out")"; fi
for brand in northwind bare-bones; do
	for file in index.html 404.html print.html articles.json email/imap-vs-pop.html; do
		if [ -s "public/$brand/$file" ]; then ok; else bad "$brand/$file is missing"; fi
	done
	if [ -s "public/$brand.zip" ]; then ok; else bad "$brand.zip is missing"; fi
	for other in exacthosting serverintellect mailcentral portdns specialist-hosting \
	    'Exact Hosting' 'Server Intellect' MailCentral PortDNS 'Specialist Hosting' 850-HOST Joachim; do
		if grep -rqF "$other" "public/$brand"; then bad "$other stands in $brand"; else ok; fi
	done
done
mine=northwind/email/server-settings.html
for fact in imap.northwind.example 993 587 '2 GB|2 GB|2&nbsp;GB'; do
	if grep -qE "$fact" "public/$mine"; then ok; else bad "$mine lacks $fact"; fi
done
# Links, ids and addresses of all seven sites, the two new ones included; a
# brand without `url` has no sitemap and is left out of that.
part node "$root/tests/tools/crawl.mjs" public

sums() {
	find public -type f | LC_ALL=C sort | xargs sha256sum
}
sums >before

leak() { # what file:line pattern-of-the-error
	if "$livery" build -q >"$work/out" 2>&1; then
		bad "$1: the leak was published"
	elif [ $? != 1 ]; then
		bad "$1: another exit status"
	else
		ok
	fi
	if grep -qE "^$2:[0-9]+:[0-9]+: error: .*\[brand-leak\]$" "$work/out"; then
		ok
	else
		bad "$1: no brand-leak at $2: $(head -n 12 "$work/out")"
	fi
	sums >after
	if cmp -s before after; then ok; else bad "$1: the output was touched"; fi
	if [ "$(ls -A public | grep -cE '^\.')" = 0 ]; then ok; else bad "$1: something is left behind: $(ls -A public)"; fi
}

cp content/help/contact-support.md kept
echo 'Or write to help@specialist-hosting.example.' >>content/help/contact-support.md
leak "prose" content/help/contact-support.md
cp kept content/help/contact-support.md

echo 'You can also call (855) 850-4678.' >>content/help/contact-support.md
leak "a phone number in prose" content/help/contact-support.md
cp kept content/help/contact-support.md

printf '\n[The other one](https://webmail.northwind.example/login)\n' >>content/help/contact-support.md
leak "an address behind a link" content/help/contact-support.md
cp kept content/help/contact-support.md

cp providers/portdns.lua kept
sed 's|label = "Open a support ticket"|label = "Ask Server Intellect"|' kept >providers/portdns.lua
leak "a provider" providers/portdns.lua
cp kept providers/portdns.lua

cp themes/base/partials/footer.html kept
sed 's|<footer class="site-footer">|&<!-- --><p>Hosted by Northwind Mail</p>|' kept >themes/base/partials/footer.html
leak "a theme's partial" themes/base/partials/footer.html
cp kept themes/base/partials/footer.html

if "$livery" build -q >"$work/out" 2>&1; then ok; else bad "the build after all leaks are gone: $(head "$work/out")"; fi
sums >after
if cmp -s before after; then ok; else bad "the output is not as before"; fi
cd "$root" || exit 1
tally brands
