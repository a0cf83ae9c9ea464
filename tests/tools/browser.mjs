/* Debian's Chromium, the pages of the sites, and where they lie. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export function launch() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync"],
	});
}

/* The brand whose pages are the manual: it has none of the others' articles. */
export const MANUAL = "livery";

export function brands(root) {
	return readdirSync(root, { withFileTypes: true })
		.filter((e) => e.isDirectory() && existsSync(join(root, e.name, "index.html")))
		.map((e) => e.name)
		.sort();
}

export function url(root, brand, page) {
	return pathToFileURL(resolve(root, brand, page)).href;
}

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

/* A web server for one brand on this machine. 404.html is what a server shows
   at any address, so that its links begin at the root: only here does it look
   as readers see it. */
export async function serve(root, brand) {
	const server = createServer((request, response) => {
		const path = join(root, brand, new URL(request.url, "http://x").pathname);
		const found = existsSync(path) && extname(path) ? path : join(root, brand, "404.html");
		response.setHeader("content-type", TYPES[extname(found)] ?? "application/octet-stream");
		response.end(readFileSync(found));
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	return { missing: `http://127.0.0.1:${server.address().port}/a/b/gone`, close: () => server.close() };
}
