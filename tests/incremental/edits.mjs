/* Random edits of a project: what writers, brand owners and theme authors do in
   a week, the mistakes included. Every choice comes from the seed and from what
   lies in the folder, so that a run can be done again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/* mulberry32: small, and the same everywhere. */
export class Dice {
	constructor(seed) {
		this.state = seed >>> 0;
	}
	next() {
		let t = (this.state = (this.state + 0x6d2b79f5) >>> 0);
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}
	below(n) {
		return Math.floor(this.next() * n);
	}
	pick(list) {
		return list[this.below(list.length)];
	}
	chance(p) {
		return this.next() < p;
	}
}

const WORDS = "mail server folder password account screen setting button window message device phone delivery address backup storage".split(" ");

/* 1 x 1 pixel and up: the size stands in the head. */
export function gif(width, height) {
	return Buffer.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, width & 255, width >> 8, height & 255, height >> 8,
		0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]);
}

export class Project {
	constructor(root, dice) {
		this.root = root;
		this.dice = dice;
		this.made = 0;
	}
	at(path) {
		return join(this.root, path);
	}
	/* In byte order: readdir's own order is not the seed's. */
	files(folder, test) {
		if (!existsSync(this.at(folder)))
			return [];
		return readdirSync(this.at(folder), { recursive: true, withFileTypes: true })
			.filter((e) => e.isFile())
			.map((e) => join(e.parentPath ?? e.path, e.name).slice(this.root.length + 1))
			.filter(test).sort();
	}
	read(path) {
		return readFileSync(this.at(path), "utf8");
	}
	write(path, bytes) {
		mkdirSync(dirname(this.at(path)), { recursive: true });
		writeFileSync(this.at(path), bytes);
	}
	remove(path) {
		rmSync(this.at(path));
	}
	rename(from, to) {
		mkdirSync(dirname(this.at(to)), { recursive: true });
		renameSync(this.at(from), this.at(to));
	}
	articles() {
		return this.files("content", (f) => f.endsWith(".md") && !f.includes("/manual/") && !f.includes("/_") && !/\.(fr|nl)\.md$/.test(f));
	}
	translations() {
		return this.files("content", (f) => /\.(fr|nl)\.md$/.test(f));
	}
	sections() {
		return this.files("content", (f) => f.endsWith("/_index.md") && !f.includes("/manual/"));
	}
	snippets() {
		return this.files("content/_snippets", () => true);
	}
	brands() {
		return this.files("providers", (f) => /^providers\/[a-z-]+\.lua$/.test(f) && !/\/(base|macros|schema|livery)\.lua$/.test(f));
	}
	templates() {
		return this.files("themes", (f) => f.endsWith(".html"));
	}
	sentence() {
		const d = this.dice;
		return `The ${d.pick(WORDS)} of your ${d.pick(WORDS)} is ${d.pick(WORDS)} number ${d.below(1000)}.`;
	}
	fresh(kind) {
		return `${kind}-${++this.made}-${this.dice.below(1000)}`;
	}
	/* Puts `text` behind a random line of the body. */
	insert(path, text) {
		const lines = this.read(path).split("\n");
		const body = lines[0] === "---" ? lines.indexOf("---", 1) + 1 : 0;
		const gaps = [lines.length];
		for (let i = body + 1; i < lines.length; i++)
			if (lines[i] === "")
				gaps.push(i);
		lines.splice(this.dice.pick(gaps), 0, "", text, "");
		this.write(path, lines.join("\n"));
	}
	front(path, line) {
		const text = this.read(path);
		this.write(path, text.startsWith("---\n") ? text.replace("---\n", `---\n${line}\n`) : `---\n${line}\n---\n${text}`);
	}
	/* Replaces a random match; false when there is none. */
	swap(path, pattern, make) {
		const text = this.read(path), found = [...text.matchAll(pattern)];
		if (!found.length)
			return false;
		const m = this.dice.pick(found);
		this.write(path, text.slice(0, m.index) + make(m) + text.slice(m.index + m[0].length));
		return true;
	}
}

function id(path) {
	return path.slice("content/".length, -".md".length);
}

function nonsense(p) {
	return p.dice.pick([
		"The port is {{ mail.imap.prot }}.", "{% if policy.recommended == \"imap\" %}", "{% include \"none.md\" %}",
		"[Nowhere](nowhere-at-all.md)", "[Anchor](/email/imap-vs-pop.md#no-such-anchor)", "![A picture](missing.png)",
		"{{ 1 + }}", "{% end %}", "Write to help@specialist-hosting.example.", "::: tabs", "{{ vars.none }}", "\xff".repeat(2),
	]);
}

/* [weight, name, what it does: returns what it touched, nothing when there is
   nothing to touch]. */
const EDITS = [
	[10, "append a sentence", (p) => { const f = p.dice.pick(p.articles()); p.insert(f, p.sentence()); return f; }],
	[6, "change a word", (p) => { const f = p.dice.pick(p.articles()); return p.swap(f, /\b(mail|server|app|the|password)\b/g, () => p.dice.pick(WORDS)) && f; }],
	[4, "change a title", (p) => { const f = p.dice.pick(p.articles()); return p.swap(f, /^title: .*$/gm, () => `title: ${p.fresh("Title")}`) && f; }],
	[3, "change a description", (p) => { const f = p.dice.pick(p.articles()); return p.swap(f, /^description: .*$/gm, () => `description: ${p.sentence()}`) && f; }],
	[3, "change tags", (p) => { const f = p.dice.pick(p.articles()); return p.swap(f, /^tags: .*$/gm, () => `tags: [${p.dice.pick(WORDS)}, ${p.dice.pick(["imap", "pop", "smtp"])}]`) && f; }],
	[3, "change the order", (p) => { const f = p.dice.pick(p.articles()); return p.swap(f, /^order: .*$/gm, () => `order: ${p.dice.below(20)}`) && f; }],
	[2, "a field more", (p) => { const f = p.dice.pick(p.articles()); p.front(f, p.dice.pick(["draft: true", "audience: internal", "author: Joan Doe", "when: policy.recommended == \"imap\"", `aliases: [/old/${p.fresh("page")}]`, "updated: 2026-10-01", "reviewed: 2026-10-02", "no_such_field: 1"])); return f; }],
	[4, "a link", (p) => { const all = p.articles(), f = p.dice.pick(all); p.insert(f, `See [this one](/${id(p.dice.pick(all))}.md).`); return f; }],
	[2, "a link without words", (p) => { const all = p.articles(), f = p.dice.pick(all); p.insert(f, `Read [](/${id(p.dice.pick(all))}.md) too.`); return f; }],
	[3, "a link without words to a heading", (p) => { const all = p.articles(), f = p.dice.pick(all), to = p.dice.pick(all), at = p.fresh("at"); p.insert(to, `## ${p.sentence()} {#${at}}`); p.insert(f, `Read [](/${id(to)}.md#${at}) too.`); return `${f} ${to}`; }],
	[4, "other words in a heading", (p) => { const f = p.dice.pick(p.articles()); return p.swap(f, /^## /gm, () => `## ${p.dice.pick(WORDS)} `) && f; }],
	[2, "an include", (p) => { const f = p.dice.pick(p.articles()), s = p.snippets().filter((x) => !/\.(fr|nl)\.md$/.test(x)); if (!s.length) return; p.insert(f, `{% include "/${p.dice.pick(s).slice("content/".length)}" %}`); return f; }],
	[3, "a value", (p) => { const f = p.dice.pick(p.articles()); p.insert(f, p.dice.pick(["Your brand is {{ name }}.", "{% if mail.quota %}You have {{ mail.quota }}.{% end %}", "Sign in at {{ webmail.url }}."])); return f; }],
	[2, "a heading", (p) => { const f = p.dice.pick(p.articles()); p.insert(f, `## ${p.fresh("Heading")}`); return f; }],
	[4, "a new article", (p) => { const f = join(dirname(p.dice.pick(p.articles())), `${p.fresh("article")}.md`); p.write(f, `---\ntitle: ${p.fresh("New")}\ndescription: ${p.sentence()}\ntags: [imap]\n---\n\n${p.sentence()}\n`); return f; }],
	[3, "a new section", (p) => { const s = p.fresh("section"); p.write(`content/${s}/_index.md`, `---\ntitle: ${s}\n---\n\n${p.sentence()}\n`); p.write(`content/${s}/first.md`, `---\ntitle: First\ndescription: ${p.sentence()}\n---\n\n${p.sentence()}\n`); return s; }],
	[3, "an article goes", (p) => { const f = p.dice.pick(p.articles()); p.remove(f); return f; }],
	[4, "an article is renamed", (p) => { const f = p.dice.pick(p.articles()), t = join(dirname(f), `${p.fresh("renamed")}.md`); p.front(f, `aliases: [/${id(f)}.html]`); p.rename(f, t); return `${f} -> ${t}`; }],
	[3, "an article moves", (p) => { const f = p.dice.pick(p.articles()), t = join(dirname(p.dice.pick(p.sections())), `${p.fresh("moved")}.md`); p.rename(f, t); return `${f} -> ${t}`; }],
	[2, "a section is edited", (p) => { const f = p.dice.pick(p.sections()); p.insert(f, p.sentence()); return f; }],
	[2, "a section gets a title", (p) => { const f = p.dice.pick(p.sections()); return p.swap(f, /^title: .*$/gm, () => `title: ${p.fresh("Section")}`) && f; }],
	[1, "a section's page goes", (p) => { const f = p.dice.pick(p.sections()); p.remove(f); return f; }],
	[1, "the home page", (p) => { const f = "content/_index.md"; if (!existsSync(p.at(f))) return; p.insert(f, p.sentence()); return f; }],
	[4, "a translation", (p) => { const f = p.dice.pick(p.articles()), t = f.replace(/\.md$/, p.dice.pick([".fr.md", ".nl.md"])); p.write(t, `---\ntitle: ${p.fresh("Titre")}\n---\n\n${p.sentence()}\n`); return t; }],
	[2, "a translation is edited", (p) => { const t = p.translations(); if (!t.length) return; const f = p.dice.pick(t); p.insert(f, p.sentence()); return f; }],
	[2, "a translation goes", (p) => { const t = p.translations(); if (!t.length) return; const f = p.dice.pick(t); p.remove(f); return f; }],
	[4, "a snippet is edited", (p) => { const s = p.snippets(); if (!s.length) return; const f = p.dice.pick(s); p.insert(f, p.sentence()); return f; }],
	[1, "a snippet goes", (p) => { const s = p.snippets(); if (!s.length) return; const f = p.dice.pick(s); p.remove(f); return f; }],
	[1, "a snippet for one brand", (p) => { const s = p.snippets(); if (!s.length) return; const f = `providers/portdns/${p.dice.pick(s).slice("content/".length)}`; p.write(f, `${p.sentence()}\n`); return f; }],
	[1, "a snippet of one brand goes", (p) => { const s = p.files("providers", (f) => f.includes("/_snippets/")); if (!s.length) return; const f = p.dice.pick(s); p.remove(f); return f; }],
	[5, "a fact", (p) => { const f = p.dice.pick(p.brands()); return p.swap(f, /port = \d+|"\d+ (?:MB|GB)"|label = "[^"]*"|primary = "#[0-9a-f]{6}"/g, (m) => m[0].startsWith("port") ? `port = ${p.dice.pick([143, 993, 995, 110])}` : m[0].startsWith("label") ? `label = "Label ${p.dice.below(100)}"` : m[0].startsWith("primary") ? `primary = "#${(0x100000 + p.dice.below(0x500000)).toString(16)}"` : `"${1 + p.dice.below(9)} GB"`) && f; }],
	[2, "a policy", (p) => { const f = p.dice.pick(p.brands()); return p.swap(f, /recommended = "[a-z_]+"|pop_default = "[a-z]+"/g, (m) => m[0].startsWith("rec") ? `recommended = "${p.dice.pick(["imap", "pop", "by_use"])}"` : `pop_default = "${p.dice.pick(["leaves", "removes"])}"`) && f; }],
	[1, "all brands' facts", (p) => { p.write("providers/base.lua", p.read("providers/base.lua").replace(/\n\}\s*$/, `\n  vars = { edit = "${p.fresh("v")}" },\n}\n`)); return "providers/base.lua"; }],
	[2, "a Lua function", (p) => { const f = "providers/macros.lua"; return p.swap(f, /server = "[^"]*"|host = "[^"]*"|call = "[^"]*"/g, (m) => m[0].replace(/"[^"]*"/, `"${p.fresh("Word")} "`)) && f; }],
	[1, "a Lua error", (p) => { const f = p.dice.pick(["providers/macros.lua", "providers/base.lua", p.dice.pick(p.brands())]); p.write(f, p.read(f) + "\nthis is not Lua\n"); return f; }],
	[2, "a data file", (p) => { const f = "providers/data/views.json"; return p.swap(f, /: \d+/g, () => `: ${p.dice.below(9999)}`) && f; }],
	[1, "a data file more", (p) => { const f = `providers/data/d${++p.made}.json`; p.write(f, `{"n": ${p.dice.below(100)}}`); return f; }],
	[2, "an old address", (p) => { const f = "providers/portdns/redirects.csv"; p.write(f, (existsSync(p.at(f)) ? p.read(f) : "old,new\n") + `/old/${p.fresh("page")}.html,${id(p.dice.pick(p.articles()))}\n`); return f; }],
	[1, "no old addresses", (p) => { const f = "providers/portdns/redirects.csv"; if (!existsSync(p.at(f))) return; p.remove(f); return f; }],
	[1, "a brand more", (p) => { const b = `brand-${++p.made}`; p.write(`providers/${b}.lua`, `return provider { extends = "base", name = "${b.toUpperCase()} Hosting" }\n`); return b; }],
	[1, "a brand less", (p) => { const b = p.brands().filter((f) => /brand-|portdns/.test(f)); if (!b.length) return; const f = p.dice.pick(b); p.remove(f); return f; }],
	[2, "a logo", (p) => { const f = p.dice.pick(p.files("providers", (x) => x.endsWith(".svg"))); p.write(f, p.read(f).replace("</svg>", `<desc>${p.fresh("logo")}</desc></svg>`)); return f; }],
	[4, "a picture", (p) => { const f = p.dice.pick(p.articles()), n = `${p.fresh("picture")}.gif`; p.write(join(dirname(f), n), gif(1 + p.dice.below(500), 1 + p.dice.below(500))); p.insert(f, `![A picture](${n})`); return f; }],
	[3, "another picture", (p) => { const g = p.files("content", (x) => x.endsWith(".gif")); if (!g.length) return; const f = p.dice.pick(g); p.write(f, gif(1 + p.dice.below(500), 1 + p.dice.below(500))); return f; }],
	[1, "a picture goes", (p) => { const g = p.files("content", (x) => x.endsWith(".gif")); if (!g.length) return; const f = p.dice.pick(g); p.remove(f); return f; }],
	[1, "a brand's own picture", (p) => { const g = p.files("content", (x) => x.endsWith(".gif")); if (!g.length) return; const f = `providers/portdns/${p.dice.pick(g).slice("content/".length)}`; p.write(f, gif(7, 7 + p.dice.below(90))); return f; }],
	[4, "a template", (p) => { const f = p.dice.pick(p.templates()); return p.swap(f, /<\/(?:div|p|nav|footer|ul)>/g, (m) => `<span>${p.fresh("t")}</span>${m[0]}`.replace(/<span>(.*)<\/span>(<\/ul>)/, "<li>$1</li>$2")) && f; }],
	[1, "a broken template", (p) => { const f = p.dice.pick(p.templates()); p.write(f, p.read(f) + p.dice.pick(["{% if page %}", "{{ page.no_such_thing }}", "<p title={{ page.title }}>x</p>"])); return f; }],
	[3, "a style", (p) => { const f = "themes/base/assets/livery.css"; p.write(f, p.read(f) + `\n.x${++p.made} { margin: ${p.dice.below(50)}px }\n`); return f; }],
	[1, "a theme's file more", (p) => { const f = `themes/base/assets/${p.fresh("file")}.txt`; p.write(f, p.sentence()); return f; }],
	[2, "a token", (p) => { const f = "themes/base/theme.lua"; return p.swap(f, /surface = "#[0-9a-f]{6}"|border = "#[0-9a-f]{6}"/g, (m) => m[0].replace(/#.*/, `#f${p.dice.below(10)}f${p.dice.below(10)}f${p.dice.below(10)}"`)) && f; }],
	[3, "a word of the theme", (p) => { const f = p.dice.pick(p.files("themes/base/strings", () => true)); return p.swap(f, /^\t(home|related|tags|topics|search|next) = "[^"]*"/gm, (m) => `\t${m[1]} = "${p.fresh("Word")}"`) && f; }],
	[2, "a theme of one brand", (p) => { const t = p.fresh("theme"), b = p.dice.pick(p.brands()); p.write(`themes/${t}/theme.lua`, `return theme { name = "${t}", extends = "base" }\n`); p.write(`themes/${t}/partials/powered_by.html`, `<p>${t}</p>\n`); p.write(b, p.read(b).replace(/\n(?: {2}theme = .*\n)?\}\s*$/, `\n  theme = "${t}",\n}\n`)); return `${t}, ${b}`; }],
	[6, "a mistake", (p) => { const f = p.dice.pick(p.articles()); p.insert(f, nonsense(p)); return f; }],
	[1, "a mistake in a snippet", (p) => { const s = p.snippets(); if (!s.length) return; const f = p.dice.pick(s); p.insert(f, nonsense(p)); return f; }],
	[2, "a warning", (p) => { const f = p.dice.pick(p.articles()); p.insert(f, p.dice.pick(["![](missing-words.gif)", "<b>raw</b> HTML"])); if (!existsSync(p.at(join(dirname(f), "missing-words.gif")))) p.write(join(dirname(f), "missing-words.gif"), gif(3, 3)); return f; }],
	[3, "only a date", (p) => { const f = p.dice.pick(p.articles()); utimesSync(p.at(f), 1e9 + p.dice.below(1e8), 1e9 + p.dice.below(1e8)); return f; }],
	[3, "same size, same date", (p) => { const f = p.dice.pick(p.articles()), was = statSync(p.at(f)); if (!p.swap(f, /\b[a-z]{4}\b/g, () => p.dice.pick(["mail", "file", "word", "site"]))) return; utimesSync(p.at(f), was.atime, was.mtime); return f; }],
	[1, "two files change places", (p) => { const all = p.articles(), f = p.dice.pick(all), t = p.dice.pick(all); if (f === t) return; p.rename(f, "content/swap.tmp"); p.rename(t, f); p.rename("content/swap.tmp", t); return `${f} <-> ${t}`; }],
	[1, "an empty folder", (p) => { const f = `content/${p.fresh("folder")}`; mkdirSync(p.at(f)); return f; }],
	[1, "a hidden file", (p) => { const f = `content/.${p.fresh("hidden")}`; p.write(f, p.sentence()); return f; }],
];

const TOTAL = EDITS.reduce((n, e) => n + e[0], 0);

/* One edit, whichever finds something to do; says what it was. */
export function edit(p) {
	for (;;) {
		let at = p.dice.below(TOTAL), k = 0;
		while (at >= EDITS[k][0])
			at -= EDITS[k++][0];
		const touched = EDITS[k][2](p);
		if (touched)
			return `${EDITS[k][1]}: ${touched}`;
	}
}
