/* The theme's search over the built sites, without a browser: node queries.mjs SITES
   Each query of queries.txt has its article among the first three; most have it
   first; and what the index says of pages is so. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "./finder.mjs";

const root = process.argv[2];
const FIRST = 0.85;		/* of a kind's queries have their article first, at least */
let passed = 0, failed = 0;

function check(good, what) {
	if (good)
		passed++;
	else
		failed++;
	if (!good)
		console.log(`FAILED ${what}`);
}

const finders = new Map();
function finder(edition) {
	if (!finders.has(edition))
		finders.set(edition, open(join(root, edition)));
	return finders.get(edition);
}

/* ---- Queries ---- */

function* queries() {
	let edition, kind;
	for (const line of readFileSync(new URL("queries.txt", import.meta.url), "utf8").split("\n")) {
		const group = /^\[(\S+) (\S+)\]$/.exec(line);
		const row = /^(.+) = (.+)$/.exec(line);
		if (group)
			[, edition, kind] = group;
		else if (row && !line.startsWith("#"))
			yield { edition, kind, query: row[1], wanted: row[2].split(" OR ") };
	}
}

const kinds = new Map();
for (const { edition, kind, query, wanted } of queries()) {
	const answer = await finder(edition).find(query);
	const found = answer ? (await answer.read(0, 3)).map((r) => r.url.replace(/\.html$/, "")) : [];
	const at = found.findIndex((url) => wanted.includes(url));
	const count = kinds.get(kind) ?? { all: 0, first: 0, three: 0 };
	count.all++;
	count.first += at === 0 ? 1 : 0;
	count.three += at >= 0 ? 1 : 0;
	kinds.set(kind, count);
	check(at >= 0, `${edition}: "${query}" finds ${found.join(", ") || "nothing"}`);
}
for (const [kind, { all, first, three }] of kinds) {
	console.log(`${kind}: ${all} queries, first ${first}, among three ${three}`);
	check(first >= FIRST * all, `${kind}: only ${first} of ${all} have their article first`);
}

/* ---- What the index says of pages ---- */

function* editions() {
	for (const brand of readdirSync(root, { withFileTypes: true }).filter((e) => e.isDirectory()))
		for (const locale of [".", ...readdirSync(join(root, brand.name))])
			if (existsSync(join(root, brand.name, locale, "search", "index.js")))
				yield join(brand.name, locale);
}

function* articles_below(dir, folder) {
	const json = JSON.parse(readFileSync(join(dir, folder, "articles.json"), "utf8"));
	yield* json.articles;
	for (const inner of json.sections)
		yield* articles_below(dir, join(folder, inner, ".."));
}

const ids = (html) => new Set([...html.matchAll(/ id="([^"]*)"/g)].map((m) => m[1]));

for (const edition of editions()) {
	const dir = join(root, edition);
	const articles = [...articles_below(dir, "")];
	const pages = await finder(edition).pages();
	for (const page of pages) {
		const there = existsSync(join(dir, page.url)) ? ids(readFileSync(join(dir, page.url), "utf8")) : null;
		const lost = page.headings.filter((h) => !there?.has(h.id));
		check(there && page.title && lost.length === 0,
			`${edition}: ${page.url} is not as the index says: ${lost.map((h) => h.id)}`);
	}
	const urls = new Set(pages.map((p) => p.url));
	const missing = articles.filter((a) => !urls.has(`${a.id}.html`));
	check(missing.length === 0, `${edition}: the index lacks ${missing.map((a) => a.id)}`);
}
check(finders.size > 0, "there is no index");

console.log(`queries: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
