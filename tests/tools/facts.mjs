/* Holds tests/facts.txt against the sites: node tests/tools/facts.mjs SITES FACTS
   A line `[BRAND PAGE]` opens a page ("*" is each brand or page); `+ text` must
   stand in what its reader meets, `- text` must not, `+/regex/` and `-/regex/`
   look at the HTML itself. `apart BRAND` leaves a brand out of "*" and of what
   follows, unless it is named. `differ PAGE` asks that the page's main text differs
   between all brands. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { visible_text } from "./markup.mjs";

const [root, table] = process.argv.slice(2);
const brands = readdirSync(root, { withFileTypes: true })
	.filter((e) => e.isDirectory() && existsSync(join(root, e.name, "index.html")))
	.map((e) => e.name);
let passed = 0, failed = 0;

function verdict(good, what) {
	if (good)
		return void passed++;
	failed++;
	return void console.log(`FAILED ${what}`);
}

const apart = new Set();
const common = () => brands.filter((b) => !apart.has(b));

const cache = new Map();
function page_of(brand, name) {
	const path = join(root, brand, name);
	if (!cache.has(path)) {
		const html = existsSync(path) ? readFileSync(path, "utf8") : null;
		cache.set(path, html && { html, text: visible_text(html) });
	}
	return cache.get(path);
}

function pages_of(brand, name) {
	if (name !== "*")
		return [name];
	return readdirSync(join(root, brand), { recursive: true }).filter((f) => f.endsWith(".html"));
}

function holds(page, fact) {
	const regex = /^\/(.*)\/$/.exec(fact);
	if (regex)
		return new RegExp(regex[1]).test(page.html);
	return page.text.includes(fact.replace(/\s+/g, " "));
}

function check(scope, sign, fact, line) {
	for (const brand of scope.brand === "*" ? common() : [scope.brand])
		for (const name of pages_of(brand, scope.page)) {
			const page = page_of(brand, name);
			const where = `facts.txt:${line}: ${brand}/${name}`;
			if (!page)
				verdict(false, `${where}: there is no such page`);
			else
				verdict(holds(page, fact) === (sign === "+"),
					`${where}: ${sign === "+" ? "lacks" : "must not have"} ${fact}`);
		}
}

function check_differ(name) {
	const main = (brand) => visible_text(/<main[\s>][\s\S]*<\/main>/.exec(page_of(brand, name)?.html ?? "")?.[0] ?? "");
	for (const a of common())
		for (const b of common())
			if (a < b)
				verdict(main(a) !== "" && main(a) !== main(b), `${name} is the same in ${a} and ${b}`);
}

let scope = null;
readFileSync(table, "utf8").split("\n").forEach((line, i) => {
	const head = /^\[(\S+) (\S+)\]$/.exec(line);
	const fact = /^([+-]) ?(.+)$/.exec(line);
	const differ = /^differ (\S+)$/.exec(line);
	const aside = /^apart (\S+)$/.exec(line);
	if (line === "" || line.startsWith("#"))
		return;
	if (head)
		scope = { brand: head[1], page: head[2] };
	else if (aside)
		verdict(brands.includes(aside[1]), `there is no brand ${apart.add(aside[1]) && aside[1]}`);
	else if (differ)
		check_differ(differ[1]);
	else if (fact && scope)
		check(scope, fact[1], fact[2], i + 1);
	else
		verdict(false, `facts.txt:${i + 1}: cannot be read: ${line}`);
});
console.log(`facts: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
