/* Follows every address in the sites: node tests/tools/crawl.mjs SITES
   SITES holds one folder per brand. Each href, src, srcset, url() and fragment
   must lead to a file and an id inside its own site; nothing is loaded from
   elsewhere; no trace of the templates is left; sitemap, articles.json and the
   manifest name what is there. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { css_urls, events } from "./markup.mjs";

const LINK = { a: "href", area: "href" };
const LOAD = {
	img: "src", script: "src", iframe: "src", embed: "src", source: "src",
	video: "src", audio: "src", track: "src", input: "src", object: "data", use: "href", image: "href",
};
const LOADING_RELS = /^(stylesheet|icon|preload|modulepreload|manifest|prefetch|apple-touch-icon)$/;
const LOCALE = /^([a-z]{2}(?:-[A-Z]{2})?)\//;
const LEFTOVERS = [
	[/\{\{|\}\}/, "braces of a value"], [/\{%|%\}/, "a directive"], [/\{#/, "a comment or an id"],
	[/\bnil\b/, "nil"], [/\bTODO\b|\bFIXME\b/, "TODO"], [/\ufffd/, "U+FFFD"],
	[/[\ue000-\uf8ff]|[\u{f0000}-\u{10ffff}]/u, "a private code point"],
	[/\b(?:table|function|userdata): 0x/, "a Lua address"], [/\{reader\./, "a reader's pattern"],
	[/:::/, "a container's fence"], [/\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/, "a callout's mark"],
];

/* The manual shows the language itself: there, only what nobody writes. */
const NEVER = LEFTOVERS.filter(([, what]) => /private|U\+FFFD|address/.test(what));
const MANUAL = "livery";

class Site {
	constructor(dir) {
		this.dir = dir;
		this.brand = basename(dir);
		this.files = new Map(readdirSync(dir, { recursive: true, withFileTypes: true })
			.filter((e) => e.isFile())
			.map((e) => join(e.parentPath ?? e.path, e.name))
			.map((p) => [posix.relative(dir, p), statSync(p).size]));
		this.problems = [];
		this.links = 0;
		this.pages = new Map();
		this.linked = new Map();
	}

	text(path) {
		return readFileSync(join(this.dir, path), "utf8");
	}

	/* Where it is published, by the home page's own word. */
	root() {
		return this.pages.get("index.html")?.canonical?.replace(/(index\.html)?$/, "");
	}

	complain(path, line, what) {
		this.problems.push({ path, text: `${this.brand}/${path}:${line}: ${what}` });
	}
}

/* Ids, addresses and leftovers of one page. */
function read_page(site, path) {
	const page = { ids: new Set(), refs: [], noindex: false, canonical: null, alternates: [], moved: false, h1: 0, lang: "" };
	for (const e of events(site.text(path))) {
		if (e.text !== undefined)
			look_at_text(site, path, e, page);
		else if (e.tag)
			look_at_tag(site, path, e, page);
	}
	if (page.h1 !== 1 && !page.moved)
		site.complain(path, 1, `${page.h1} h1 elements`);
	const locale = LOCALE.exec(path)?.[1];
	if (!page.lang || (locale && page.lang !== locale))
		site.complain(path, 1, `html has lang "${page.lang}"`);
	site.pages.set(path, page);
}

function look_at_text(site, path, e, page) {
	if (e.raw === "script" && e.text.trim())
		site.complain(path, e.line, "a script inside the page");
	if (e.raw === "style")
		for (const u of css_urls(e.text))
			page.refs.push({ url: u.url, load: true, line: e.line });
	if (!e.raw)
		leftovers(site, path, e.line, e.text);
}

function leftovers(site, path, line, text) {
	for (const [pattern, what] of site.brand === MANUAL ? NEVER : LEFTOVERS)
		if (pattern.test(text))
			site.complain(path, line, `${what} left in the text: ${text.trim().slice(0, 80)}`);
}

function look_at_tag(site, path, e, page) {
	const { tag, attrs, line } = e;
	for (const [name, value] of attrs) {
		leftovers(site, path, line, value);
		if (name.startsWith("on"))
			site.complain(path, line, `a handler: ${name}`);
	}
	if (attrs.has("id")) {
		if (page.ids.has(attrs.get("id")))
			site.complain(path, line, `the id ${attrs.get("id")} stands twice`);
		page.ids.add(attrs.get("id"));
	}
	if (tag === "h1")
		page.h1++;
	if (tag === "html")
		page.lang = attrs.get("lang") ?? "";
	if (tag === "meta" && attrs.get("name") === "robots" && /noindex/.test(attrs.get("content")))
		page.noindex = true;
	if (tag === "meta" && /^refresh$/i.test(attrs.get("http-equiv") ?? ""))
		look_at_refresh(page, attrs, line);
	if (tag === "link")
		look_at_link_element(page, attrs, line);
	if (LINK[tag] && attrs.has(LINK[tag]))
		page.refs.push({ url: attrs.get(LINK[tag]), load: false, line });
	if (LOAD[tag] && attrs.has(LOAD[tag]))
		page.refs.push({ url: attrs.get(LOAD[tag]), load: true, line });
	for (const name of ["poster", "xlink:href"])
		if (attrs.has(name))
			page.refs.push({ url: attrs.get(name), load: true, line });
	for (const part of (attrs.get("srcset") ?? "").split(",").filter((p) => p.trim()))
		page.refs.push({ url: part.trim().split(/\s+/)[0], load: true, line });
	for (const name of ["action", "formaction"])
		if (attrs.has(name) && !/^(https:\/\/|mailto:)/.test(attrs.get(name)))
			page.refs.push({ url: attrs.get(name), load: false, line });
	if (attrs.has("style"))
		site.complain(path, line, "a style attribute");
}

/* A page at an old address: the new one is its only link and its canonical. */
function look_at_refresh(page, attrs, line) {
	page.moved = true;
	page.refs.push({ url: /^0;\s*url=(.+)$/i.exec(attrs.get("content"))?.[1], load: false, line });
}

function look_at_link_element(page, attrs, line) {
	const rels = (attrs.get("rel") ?? "").split(/\s+/);
	if (rels.includes("canonical"))
		page.canonical = attrs.get("href");
	else if (rels.includes("alternate") && attrs.has("hreflang"))
		page.alternates.push({ lang: attrs.get("hreflang"), href: attrs.get("href"), line });
	else if (rels.some((r) => LOADING_RELS.test(r)))
		page.refs.push({ url: attrs.get("href"), load: true, line });
	else if (!/^https:/.test(attrs.get("href")))
		page.refs.push({ url: attrs.get("href"), load: false, line });
}

/* 404.html is shown at any address: its links may begin with a slash. */
function resolve(path, target) {
	if (target.startsWith("/"))
		return basename(path) === "404.html" ? target.slice(1) : null;
	return posix.normalize(posix.join(posix.dirname(path), target));
}

function check_ref(site, path, ref) {
	const bad = (what) => site.complain(path, ref.line, `${what}: ${ref.url}`);
	site.links++;
	if (ref.url === undefined || ref.url === "")
		return bad("an empty address");
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(ref.url)?.[1].toLowerCase();
	if (ref.url.startsWith("//"))
		return bad("an address without a scheme");
	if (scheme) {
		if (ref.load && scheme !== "data")
			bad("loaded from elsewhere");
		else if (!ref.load && !/^(https?|mailto|tel)$/.test(scheme))
			bad("a scheme that is not allowed");
		return undefined;
	}
	const [before, fragment] = ref.url.split("#");
	if (before.includes("?"))
		return bad("a query in a link of the site");
	if (before.endsWith("/"))
		return bad("ends in a folder, not in a file");
	const target = before ? resolve(path, decodeURIComponent(before)) : path;
	if (target === null)
		return bad("not relative");
	if (target.startsWith("../"))
		return bad("leaves the site");
	if (!site.files.has(target))
		return bad("no such file");
	if (path === "print.html" && before && target.endsWith(".html") && !ref.load)
		bad("leads out of the print document");
	if (!ref.load) {
		if (!site.linked.has(path))
			site.linked.set(path, new Set());
		site.linked.get(path).add(target);
	}
	if (fragment !== undefined && target.endsWith(".html") &&
	    !site.pages.get(target)?.ids.has(decodeURIComponent(fragment)))
		bad(`${target} has no such id`);
	return undefined;
}

function check_css(site, path) {
	for (const u of css_urls(site.text(path)))
		if (!u.url.startsWith("#"))
			check_ref(site, path, { url: u.url, load: true, line: u.line });
}

function check_svg(site, path) {
	for (const e of events(site.text(path))) {
		if (!e.tag)
			continue;
		if (e.tag === "script" || e.tag === "foreignobject")
			site.complain(path, e.line, `${e.tag} in an image`);
		for (const name of ["href", "xlink:href", "src"])
			if (e.attrs.has(name) && !e.attrs.get(name).startsWith("#"))
				site.complain(path, e.line, `an image that loads ${e.attrs.get(name)}`);
	}
}

/* Every page but 404 is reached by links from the home page. */
function check_reached(site) {
	const seen = new Set(["index.html"]);
	const queue = ["index.html"];
	while (queue.length)
		for (const next of site.linked.get(queue.pop()) ?? [])
			if (next.endsWith(".html") && !seen.has(next)) {
				seen.add(next);
				queue.push(next);
			}
	for (const path of site.pages.keys())
		if (!seen.has(path) && basename(path) !== "404.html" && !site.pages.get(path).moved)
			site.complain(path, 1, "no link leads to this page");
}

/* A page in other languages: each is there, in that language, and points back. */
function check_alternates(site) {
	const published = new Map([...site.pages].map(([path, page]) => [site.root() + path, page]));
	for (const [path, page] of site.pages) {
		if (page.alternates.length === 1)
			site.complain(path, page.alternates[0].line, "it names a single language of itself");
		for (const a of page.alternates) {
			const other = published.get(a.href);
			if (!other)
				site.complain(path, a.line, `the alternate ${a.href} is no page of the site`);
			else if (a.lang !== "x-default" && other.lang !== a.lang)
				site.complain(path, a.line, `the alternate ${a.href} is not in ${a.lang}`);
			else if (other !== page && !other.alternates.some((b) => b.href === site.root() + path))
				site.complain(path, a.line, `the alternate ${a.href} does not point back`);
		}
	}
}

function check_names(site) {
	const folded = new Map();
	for (const path of site.files.keys()) {
		const other = folded.get(path.toLowerCase());
		if (other)
			site.complain(path, 1, `differs from ${other} in case only`);
		folded.set(path.toLowerCase(), path);
		if (!/^[A-Za-z0-9._/-]+$/.test(path) && path !== "SHA256SUMS")
			site.complain(path, 1, "a name that is not safe in a URL");
	}
}

/* The addresses in one sitemap. */
function check_locations(site, map) {
	const locs = [...site.text(map).matchAll(/<url><loc>([^<]*)<\/loc>/g)].map((m) => m[1]);
	for (const loc of locs) {
		const path = loc.startsWith(site.root()) ? loc.slice(site.root().length) || "index.html" : "";
		const page = site.pages.get(path) ?? site.pages.get(posix.join(path, "index.html"));
		if (!page)
			site.complain(map, 1, `${loc} is no page of the site`);
		else if (page.noindex)
			site.complain(map, 1, `${loc} asks not to be indexed`);
		else if (page.canonical !== loc)
			site.complain(map, 1, `${loc} is called ${page.canonical} by itself`);
	}
	return locs;
}

/* Tags are lists of what is in the sitemap anyway, and need not be there. */
function check_sitemap(site) {
	if (!site.root() && !site.files.has("sitemap.xml"))
		return undefined;
	if (!site.files.has("sitemap.xml") || !site.files.has("robots.txt"))
		return site.complain("sitemap.xml", 1, "sitemap.xml or robots.txt is missing");
	const maps = [...site.files.keys()].filter((f) => /(^|\/)sitemap[^/]*\.xml$/.test(f));
	const named = new Set(maps.flatMap((map) => check_locations(site, map)));
	for (const [path, page] of site.pages)
		if (page.moved && !named.has(page.canonical))
			site.complain(path, 1, `leads to ${page.canonical}, which is not in a sitemap`);
		else if (!page.noindex && !/(^|\/)tags\//.test(path) && !named.has(page.canonical))
			site.complain(path, 1, "is not in sitemap.xml");
	for (const map of maps)
		if (!site.text("robots.txt").includes(`${site.root()}${map}`))
			site.complain("robots.txt", 1, `does not name ${site.root()}${map}`);
	return undefined;
}

/* The articles of a folder, and of those that it names; all of these stand in
   `seen`. */
function check_articles(site, path, seen) {
	if (!site.files.has(path))
		return site.complain(path, 1, "is missing");
	const folder = path.replace(/[^/]*$/, "");
	const { sections, articles } = JSON.parse(site.text(path));
	seen.add(path);
	if (sections.length + articles.length === 0)
		site.complain(path, 1, "lists no article");
	for (const inner of sections)
		check_articles(site, folder + inner, seen);
	for (const a of articles) {
		if (a.url.replace(site.root() ?? "", "").replace(/[^/]*$/, "") !== folder)
			site.complain(path, 1, `${a.id} lies elsewhere`);
		for (const key of ["id", "title", "url", "text", "hash"])
			if (typeof a[key] !== "string" || !a[key])
				site.complain(path, 1, `${a.id}: no ${key}`);
		if (!site.pages.has(a.url.replace(site.root() ?? "", "")))
			site.complain(path, 1, `${a.id}: no page ${a.url}`);
		leftovers(site, path, 1, `${a.title} ${a.text}`);
	}
	return undefined;
}

function check_manifest(site) {
	const path = `${site.dir}.json`;
	if (!existsSync(path))
		return site.complain("", 0, `there is no ${path}`);
	const json = JSON.parse(readFileSync(path, "utf8"));
	const files = Array.isArray(json.files) ?
		new Map(json.files.map((f) => [f.path, f])) : new Map(Object.entries(json.files));
	for (const [name, f] of files)
		if (site.files.get(name) !== f.size)
			site.complain(name, 0, `the manifest says ${f.size} bytes, there are ${site.files.get(name)}`);
	for (const name of site.files.keys())
		if (!files.has(name))
			site.complain(name, 0, "is not in the manifest");
	return undefined;
}

function crawl(dir) {
	const site = new Site(dir);
	for (const path of site.files.keys())
		if (path.endsWith(".html"))
			read_page(site, path);
	for (const [path, page] of site.pages)
		for (const ref of page.refs)
			check_ref(site, path, ref);
	for (const path of site.files.keys()) {
		if (path.endsWith(".css"))
			check_css(site, path);
		if (path.endsWith(".svg"))
			check_svg(site, path);
	}
	check_reached(site);
	check_names(site);
	check_alternates(site);
	check_sitemap(site);
	const seen = new Set();
	check_articles(site, "articles.json", seen);
	for (const path of site.files.keys())
		if (/^[a-z]{2}(-[^/]*)?\/articles\.json$/.test(path) && !seen.has(path))
			check_articles(site, path, seen);
	for (const path of site.files.keys())
		if (path.endsWith("/articles.json") && !seen.has(path))
			site.complain(path, 1, "is named by no articles.json");
	check_manifest(site);
	return site;
}

const root = process.argv[2];
const dirs = readdirSync(root, { withFileTypes: true })
	.filter((e) => e.isDirectory() && !e.name.startsWith("."))
	.map((e) => join(root, e.name));
let passed = 0, failed = 0;
for (const dir of dirs) {
	const site = crawl(dir);
	for (const p of site.problems)
		console.log(p.text);
	const bad = new Set(site.problems.map((p) => p.path)).size;
	console.log(`${site.brand}: ${site.files.size} files, ${site.pages.size} pages, ${site.links} links, ${bad} with problems`);
	passed += Math.max(site.files.size - bad, 0);
	failed += bad;
}
if (dirs.length === 0)
	failed++;
console.log(`crawl: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
