/* What the script adds, what stands there without it, and that neither asks
   anybody else for anything: node tests/tools/behaviour.mjs SITES */
import assert from "node:assert/strict";
import { brands, launch, MANUAL, serve, url } from "./browser.mjs";
import { tally, test } from "./tally.mjs";

const root = process.argv[2];
const READING = "email/imap-vs-pop.html";
const SETTINGS = "email/server-settings.html";
const RULES = "mail-clients/outlook-rules.html";
const browser = await launch();

/* A page of its own context, with everything it says and asks for noted. */
async function open(brand, name, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", ...options });
	const page = await context.newPage();
	page.noise = [];
	page.on("console", (m) => page.noise.push(`${m.type()}: ${m.text()}`));
	page.on("pageerror", (e) => page.noise.push(`error: ${e.message}`));
	page.on("requestfailed", (r) => page.noise.push(`not loaded: ${r.url()}`));
	const server = name === "404.html" ? await serve(root, brand) : null;
	const home = server ? new URL(server.missing).origin : "file:";
	page.on("request", (r) => {
		if (!r.url().startsWith(home) && !r.url().startsWith("data:"))
			page.noise.push(`asked for ${r.url()}`);
	});
	await page.goto(server?.missing ?? url(root, brand, name), { waitUntil: "load" });
	if (server)
		page.on("close", () => server.close());
	return page;
}

const hash_id = (page) => page.evaluate(() => location.hash.slice(1));
const background = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

for (const brand of brands(root).filter((b) => b !== MANUAL)) {
	await test(`${brand}: nothing is said on the console and nobody else is asked`, async () => {
		for (const name of ["index.html", READING, RULES, "search.html", "404.html", "print.html"]) {
			const page = await open(brand, name);
			assert.deepEqual(page.noise, [], name);
			await page.context().close();
		}
	});

	await test(`${brand}: without the script all is readable and no dead control shows`, async () => {
		const page = await open(brand, RULES, { javaScriptEnabled: false });
		for (const selector of ["h1", "nav a", ".tabs > .tab:last-of-type p, .tabs > .tab:last-of-type li"])
			assert.ok(await page.locator(selector).first().isVisible(), selector);
		assert.equal(await page.locator(".tab:visible").count(), await page.locator(".tab").count());
		for (const selector of [".scheme", ".readers", ".favourites", "button.print", ".coupon button"])
			assert.equal(await page.locator(`${selector}:visible`).count(), 0, selector);
		await page.context().close();
	});

	await test(`${brand}: the skip link leads to the content`, async () => {
		const page = await open(brand, READING);
		await page.keyboard.press("Tab");
		assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
		await page.keyboard.press("Enter");
		await page.waitForFunction(() => document.activeElement.id === "main");
		await page.context().close();
	});

	await test(`${brand}: light and dark by choice, kept over a reload`, async () => {
		const page = await open(brand, READING);
		const light = await background(page);
		await page.click(".scheme");
		const dark = await background(page);
		assert.notEqual(dark, light);
		await page.reload();
		assert.equal(await background(page), dark);
		await page.click(".scheme");
		assert.equal(await background(page), light);
		await page.context().close();
	});

	await test(`${brand}: tabs by mouse, by keyboard, by address, and in step`, async () => {
		const page = await open(brand, RULES);
		const tabs = page.locator(".tabs.live").first().locator("[role=tab]");
		const panel = (i) => page.locator(".tabs.live").first().locator(":scope > .tab").nth(i);
		const last = (await tabs.count()) - 1;
		assert.ok(last > 0);
		assert.ok(await panel(0).isVisible() && !(await panel(1).isVisible()));
		await tabs.nth(0).focus();
		await page.keyboard.press("ArrowRight");
		assert.ok(await panel(1).isVisible() && !(await panel(0).isVisible()));
		assert.equal(await tabs.nth(1).getAttribute("aria-selected"), "true");
		await page.keyboard.press("End");
		await page.keyboard.press("ArrowRight");
		assert.ok(await panel(0).isVisible(), "the arrows go round");
		await tabs.nth(last).click();
		const id = await hash_id(page);
		assert.equal(id, await panel(last).getAttribute("id"));
		await page.evaluate(() => localStorage.clear());
		await page.goto(url(root, brand, RULES).replace("outlook-rules", "any-app"));
		await page.goto(`${url(root, brand, RULES)}#${id}`);
		assert.ok(await panel(last).isVisible(), "an address opens its tab");
		await page.context().close();
	});

	await test(`${brand}: the table of contents leads somewhere`, async () => {
		const page = await open(brand, READING);
		const links = page.locator(".toc a");
		assert.ok(await links.count() >= 3);
		await links.last().click();
		assert.ok(await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))));
		await page.context().close();
	});
}

await test("portdns: what the reader types stands in the text until it is taken back", async () => {
	const page = await open("portdns", SETTINGS);
	const span = page.locator('.prose .reader[data-reader="domain"]').first();
	const example = await span.textContent();
	await page.fill("#reader-domain", "wonder.example");
	assert.equal(await span.textContent(), "wonder.example");
	await page.reload();
	assert.equal(await span.textContent(), "wonder.example");
	await page.goto(url(root, "mailcentral", SETTINGS));
	assert.notEqual(await page.locator('.prose .reader[data-reader="domain"]').first().textContent(),
		"", "another brand's page has a text");
	await page.goto(url(root, "portdns", SETTINGS));
	await page.click(".readers button");
	assert.equal(await span.textContent(), example);
	await page.context().close();
});

await test("mailcentral: favourites and the print button", async () => {
	const page = await open("mailcentral", READING);
	assert.ok(await page.isVisible("button.print"));
	await page.click(".star");
	await page.goto(url(root, "mailcentral", SETTINGS));
	assert.ok(await page.isVisible(".favourites details"));
	const href = await page.evaluate(() => document.querySelector(".favourites li a").href);
	assert.equal(href, url(root, "mailcentral", READING));
	await page.context().close();
});

await test("server-intellect: the coupon is copied and says so", async () => {
	const page = await open("server-intellect", READING);
	await page.click(".coupon button");
	await page.waitForFunction(() => document.querySelector(".coupon .said").textContent !== "");
	assert.equal(await page.textContent(".coupon .said"), "Coupon code copied");
	await page.context().close();
});

await test("server-intellect: the lead form refuses free addresses, waits and thanks", async () => {
	const page = await open("server-intellect", READING);
	const validity = (key) => page.evaluate((k) => document.querySelector("#lead-email").validity[k], key);
	for (const address of ["a@gmail.com", "a@GMAIL.com", "a@mail.yahoo.com"]) {
		await page.fill("#lead-email", address);
		assert.equal(await validity("customError"), true, address);
	}
	await page.fill("#lead-email", "a@firm.example");
	assert.equal(await validity("valid"), true);
	let posted = null;
	await page.route("https://forms.serverintellect.example/**", async (route) => {
		posted = route.request().postData();
		await new Promise((done) => setTimeout(done, 400));
		await route.fulfill({ status: 200, body: "ok" });
	});
	await page.fill("#lead-name", "Ada");
	await page.fill("#lead-message", "Mail");
	await page.click(".lead-form [type=submit]");
	assert.match(await page.textContent(".lead-form .said"), /moment/i);
	await page.waitForFunction(() => /thank/i.test(document.querySelector(".lead-box").textContent));
	assert.match(posted, /a@firm\.example|a%40firm\.example/);
	await page.context().close();
});

await test("exact-hosting: the question about the article is asked with two answers", async () => {
	const page = await open("exact-hosting", READING);
	assert.equal(await page.textContent("#feedback-ask"), "How helpful was this article?");
	assert.match(await page.getAttribute(".answer.yes", "href"), /^mailto:articles@exacthosting\.example/);
	assert.match(await page.getAttribute(".answer.no", "href"), /^mailto:articles@exacthosting\.example/);
	await page.context().close();
});

await test("high contrast: the page keeps its text and its controls", async () => {
	const page = await open("portdns", READING, { forcedColors: "active" });
	assert.ok(await page.isVisible("h1") && await page.isVisible(".scheme"));
	await page.context().close();
});

await browser.close();
tally("behaviour");
