/* The search page as a reader meets it, from file://: node page.mjs SITES */
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brands, launch, MANUAL, url } from "../tools/browser.mjs";
import { tally, test } from "../tools/tally.mjs";

const root = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ARTICLE = "email/server-settings.html";
const browser = await launch();

/* A page with all that goes wrong in it, and all it asks for from elsewhere. */
async function open(address, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", ...options });
	const page = await context.newPage();
	page.noise = [];
	page.on("console", (m) => page.noise.push(m.text()));
	page.on("pageerror", (e) => page.noise.push(e.message));
	page.on("request", (r) => /^(file|data):/.test(r.url()) || page.noise.push(`asked for ${r.url()}`));
	await page.goto(address);
	return page;
}

const search = (edition, query) => `${url(root, edition, "search.html")}?q=${encodeURIComponent(query)}`;
const count = (page) => page.textContent("#search-count");
const said = (page, text) => page.waitForFunction((t) =>
	document.getElementById("search-status").textContent.includes(t), text);
const counted = (page, query) => page.waitForFunction((q) =>
	document.getElementById("search-count").textContent.includes(q), query);
const shown = (page) => page.waitForSelector(".result");
const results = (page) => page.$$eval(".result h3 a", (links) => links.map((a) => a.getAttribute("href")));
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);

async function clean(page) {
	await page.evaluate(axe);
	const found = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules }), RULES);
	assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the window");
}

const hosting = brands(root).filter((b) => b !== MANUAL);

for (const brand of hosting)
	await test(`${brand}: from the box of an article to an answer`, async () => {
		const page = await open(url(root, brand, ARTICLE));
		await page.fill(".site-bar [type=search]", "outlook rules");
		await page.press(".site-bar [type=search]", "Enter");
		await shown(page);
		assert.equal(new URL(page.url()).searchParams.get("q"), "outlook rules");
		assert.equal((await results(page))[0], "mail-clients/outlook-rules.html");
		assert.ok(await page.$$eval(".result mark", (marks) => marks.some((m) => m.textContent === "Outlook")));
		await said(page, "outlook rules");
		await page.click(".result h3 a");
		await page.waitForSelector(".page-article h1");
		assert.deepEqual(page.noise, []);
		await page.context().close();
	});

for (const brand of hosting)
	for (const [name, query, options] of [
		["light", "pasword", {}], ["dark", "imap", { colorScheme: "dark" }], ["nothing found", "zzzz", {}],
		["320 pixels", "port 993", { viewport: { width: 320, height: 700 } }],
	])
		await test(`${brand}: axe, ${name}`, async () => {
			const page = await open(search(brand, query), { bypassCSP: true, reducedMotion: "reduce", ...options });
			await page.waitForSelector(query === "zzzz" ? ".search-advice:not([hidden])" : ".result");
			await clean(page);
			await page.context().close();
		});

await test("as you type: results, address and heading follow, and the last word wins", async () => {
	const page = await open(url(root, "portdns", "search.html"));
	assert.equal(await focused(page), "q-page");
	assert.ok(await page.isVisible("#search-topics"));
	await page.keyboard.type("thunderb", { delay: 15 });
	await counted(page, "thunderb");
	await shown(page);
	assert.equal((await results(page))[0], "mail-clients/thunderbird.html");
	assert.ok(!(await page.isVisible("#search-topics")));
	assert.equal(new URL(page.url()).searchParams.get("q"), "thunderb");
	await page.fill("#q-page", "imap");
	await counted(page, "imap");
	await shown(page);
	assert.equal((await results(page))[0], "email/imap-vs-pop.html");
	await page.fill("#q-page", "");
	await page.waitForSelector("#search-topics:visible");
	assert.equal((await results(page)).length, 0);
	assert.deepEqual(page.noise, []);
	await page.context().close();
});

await test("a screen reader hears the count once, when the typing rests", async () => {
	const page = await open(url(root, "portdns", "search.html"));
	await page.evaluate(() => {
		window.heard = [];
		new MutationObserver(() => window.heard.push(document.getElementById("search-status").textContent))
			.observe(document.getElementById("search-status"), { childList: true });
	});
	await page.keyboard.type("password", { delay: 150 });
	await said(page, "password");
	assert.equal((await page.evaluate(() => window.heard.filter(Boolean))).length, 1);
	await page.context().close();
});

await test("more results come behind a button, which leads on to them", async () => {
	const page = await open(search("portdns", "mail"));
	await shown(page);
	const all = Number(/\d+$/.exec(await count(page))[0]);
	assert.equal((await results(page)).length, 10);
	assert.ok(all > 10);
	await page.click(".search-more");
	await page.waitForSelector(".result:nth-child(11)");
	const at = await page.evaluate(() => document.activeElement.getAttribute("href"));
	assert.equal(at, (await results(page))[10]);
	while (await page.isVisible(".search-more"))
		await page.click(".search-more");
	assert.equal((await results(page)).length, all);
	assert.equal(new Set(await results(page)).size, all);
	await page.context().close();
});

await test("a misspelt word: did you mean, and the results are there already", async () => {
	const page = await open(search("portdns", "outlok rules"));
	await shown(page);
	assert.equal((await results(page))[0], "mail-clients/outlook-rules.html");
	await page.click(".search-meant a");
	await page.waitForFunction(() => document.getElementById("q-page")?.value === "outlook rules" &&
		document.querySelector(".search-meant").hidden);
	await page.context().close();
});

await test("nothing found: advice, topics and the support of the brand", async () => {
	const page = await open(search("exact-hosting", "zzzz"));
	await page.waitForSelector(".search-advice:not([hidden])");
	assert.match(await count(page), /zzzz/);
	assert.ok(await page.isVisible("#search-topics") && await page.isVisible("#support"));
	assert.ok(!(await page.isVisible(".search-partly")));
	await page.context().close();
});

await test("words that no article has all of", async () => {
	const page = await open(search("portdns", "thunderbird zzzz"));
	await shown(page);
	assert.ok(await page.isVisible(".search-partly"));
	await page.context().close();
});

await test("a heading that was found is linked, and it is there", async () => {
	const page = await open(search("livery", "contrast"));
	await shown(page);
	const heading = page.locator(".result-heading a").first();
	assert.match(await heading.getAttribute("href"), /#contrast$/);
	await heading.click();
	await page.waitForSelector("#contrast");
	await page.context().close();
});

await test("markup in a query and in a title stays text", async () => {
	const page = await open(search("portdns", "<img src=x onerror=alert(1)> imap"));
	await shown(page);
	assert.equal(await page.locator(".search img").count(), 0);
	assert.ok((await count(page)).includes("<img"));
	assert.deepEqual(page.noise, []);
	await page.context().close();
});

await test("the key / goes to the box, types in a field, and can be turned off", async () => {
	const page = await open(url(root, "portdns", ARTICLE));
	await page.keyboard.press("/");
	assert.equal(await focused(page), "q-header");
	await page.keyboard.press("/");
	assert.equal(await page.inputValue("#q-header"), "/");
	await page.goto(url(root, "portdns", "search.html"));
	await page.uncheck(".search-key input");
	await page.goto(url(root, "portdns", ARTICLE));
	await page.keyboard.press("/");
	assert.notEqual(await focused(page), "q-header");
	await page.goto(url(root, "portdns", "search.html"));
	assert.ok(!(await page.isChecked(".search-key input")));
	await page.context().close();
});

await test("other languages: their words, their results, their marks", async () => {
	const page = await open(search("specialist/fr", "parametres"));
	await shown(page);
	assert.equal((await results(page))[0], "email/server-settings.html");
	assert.match(await count(page), /^Résultats pour/);
	assert.ok(await page.$$eval("mark", (marks) => marks.some((m) => m.textContent === "Paramètres")));
	await page.context().close();
});

await test("an article that is not translated is shown in its own language", async () => {
	const page = await open(search("specialist/nl", "thunderbird"));
	await shown(page);
	assert.equal(await page.getAttribute(".result h3", "lang"), "en");
	await page.context().close();
});

await test("without a script the page says so and leads to all articles", async () => {
	const page = await open(search("portdns", "imap"), { javaScriptEnabled: false });
	assert.match(await page.textContent("noscript"), /JavaScript/);
	assert.equal(await page.locator('main a[href="print.html"]').count(), 1);
	assert.ok(await page.isVisible("#search-topics a"));
	assert.ok(!(await page.isVisible(".search")) && !(await page.isVisible(".search-key")));
	await page.context().close();
});

await test("an index that cannot be read is said so", async () => {
	const copy = mkdtempSync(join(tmpdir(), "search-"));
	for (const part of ["search.html", "assets"])
		cpSync(join(root, "portdns", part), join(copy, "site", part), { recursive: true });
	const page = await open(url(copy, "site", "search.html"));
	await page.fill("#q-page", "imap");
	await said(page, "could not be loaded");
	assert.ok(await page.isVisible("#search-topics"));
	await page.context().close();
	rmSync(copy, { recursive: true });
});

await test("right to left: nothing is wider than the window", async () => {
	const page = await open(search("portdns", "imap"), { viewport: { width: 390, height: 800 } });
	await shown(page);
	await page.evaluate(() => { document.documentElement.dir = "rtl"; });
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
	await page.context().close();
});

await test("paper and high contrast", async () => {
	const page = await open(search("portdns", "imap"), { forcedColors: "active" });
	await shown(page);
	assert.ok(await page.isVisible(".result mark"));
	await page.emulateMedia({ media: "print" });
	assert.ok(!(await page.isVisible("main .search-form")));
	await page.context().close();
});

for (const brand of brands(root))
	await test(`${brand}: no box in print.html`, async () => {
		assert.ok(existsSync(join(root, brand, "search.html")));
		assert.ok(!/type="search"/.test(readFileSync(join(root, brand, "print.html"), "utf8")));
	});

await browser.close();
tally("page");
