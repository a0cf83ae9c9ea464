/* axe-core on every layout of every brand, light, dark and narrow, and no
   page wider than its window: node tests/tools/axe.mjs SITES */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brands, launch, MANUAL, serve, url } from "./browser.mjs";

const root = process.argv[2];
const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ARTICLES = ["email/imap-vs-pop.html", "email/server-settings.html", "mail-clients/outlook.html",
	"mail-clients/iphone-ipad.html", "help/contact-support.html"];

const CHAPTERS = ["manual/language/markdown.html", "manual/brands/fields.html", "manual/how-to/print-to-pdf.html",
	"manual/reference/diagnostics.html"];

/* One page of each layout; of articles, those with tabs, steps, tables, readers. */
function pages(brand) {
	const tag = readdirSync(join(root, brand, "tags")).filter((f) => f !== "index.html").sort()[0];
	const locales = readdirSync(join(root, brand)).filter((d) => /^[a-z]{2}(-[A-Z]{2})?$/.test(d));
	const translated = locales.flatMap((l) => [`${l}/index.html`, `${l}/${ARTICLES[0]}`]);
	const own = brand === MANUAL ? ["manual/index.html", ...CHAPTERS] : ["email/index.html", ...ARTICLES];
	return ["index.html", ...own, `tags/${tag}`, "tags/index.html", "search.html",
		...translated, "404.html", "print.html"].filter((p) => {
		if (existsSync(join(root, brand, p)))
			return true;
		missing.push(`${brand}/${p}`);
		return false;
	});
}

const missing = [];
let passed = 0, failed = 0;

function report(where, problems) {
	if (problems.length === 0) {
		passed++;
		return;
	}
	failed++;
	for (const p of problems)
		console.log(`${where}: ${p}`);
}

async function violations(page) {
	await page.evaluate(source);
	const result = await page.evaluate((rules) => axe.run(document, { runOnly: rules }), RULES);
	return result.violations.map((v) => `${v.id}, ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 160)} ` +
		v.nodes[0].failureSummary.replace(/\s+/g, " ").slice(0, 300));
}

async function check(page, brand, name, where) {
	const server = name === "404.html" ? await serve(root, brand) : null;
	await page.goto(server?.missing ?? url(root, brand, name));
	const problems = await violations(page);
	const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	if (over > 0 && name !== "print.html")
		problems.push(`${over} pixels wider than the window`);
	server?.close();
	report(where, problems);
}

/* A page that is wrong on purpose shows that the rules are on. */
async function canary(browser) {
	const page = await browser.newPage();
	await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><img src="x.png"><p style="color:#bbb;background:#fff">pale</p></main>');
	const ids = (await violations(page)).map((v) => v.split(",")[0]);
	report("a wrong page", ["image-alt", "color-contrast"].filter((id) => !ids.includes(id))
		.map((id) => `${id} was not found`));
	await page.close();
}

const browser = await launch();
await canary(browser);
/* Colours do not depend on the width: narrow windows are looked at in one scheme. */
for (const [colorScheme, width] of [["light", 1440], ["dark", 1440], ["light", 390]]) {
	const context = await browser.newContext({
		viewport: { width, height: 900 }, colorScheme, bypassCSP: true, reducedMotion: "reduce",
	});
	const page = await context.newPage();
	for (const brand of brands(root))
		for (const name of pages(brand))
			if (name !== "print.html" || (width > 1000 && colorScheme === "light"))
				await check(page, brand, name, `${colorScheme} ${width} ${brand}/${name}`);
	await context.close();
}
await browser.close();
report("pages that should be there", [...new Set(missing)]);
if (brands(root).length === 0)
	failed++;
console.log(`axe: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
