/* Runs the examples of the CommonMark specification, those of GFM's extensions
   and cases of our own through `livery render --plain`, and compares byte by
   byte: node tests/spec/run.mjs BINARY. An example that is known to fail is
   listed in known.txt with its reason; one listed there that passes is a
   failure too, so that the list stays true. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const binary = process.argv[2];
const PROCESSES = 2;
const SECONDS = 10;

if (!binary || !existsSync(binary)) {
	console.error("usage: node tests/spec/run.mjs BINARY");
	process.exit(2);
}

/* "suite number: reason" on each line. */
function read_known() {
	const known = new Map();
	for (const line of readFileSync(join(here, "known.txt"), "utf8").split("\n")) {
		if (line === "" || line.startsWith("#"))
			continue;
		const m = /^([a-z]+ \d+): (.+)$/.exec(line);
		if (!m)
			throw new Error(`known.txt: cannot read: ${line}`);
		known.set(m[1], m[2]);
	}
	return known;
}

/* The examples of a specification's text; tabs are shown as arrows in it. */
function examples_of(text, suite, mode, wanted) {
	const found = [];
	const fence = "`".repeat(32);
	const pattern = new RegExp(`^${fence} example(.*)\\n([\\s\\S]*?)^\\.\\n([\\s\\S]*?)^${fence}$`, "gm");
	let number = 0;
	for (const m of text.matchAll(pattern)) {
		number++;
		if (!wanted(m[1].trim()))
			continue;
		found.push({
			name: `${suite} ${number}`, mode,
			markdown: m[2].replaceAll("→", "\t"),
			html: m[3].replaceAll("→", "\t"),
		});
	}
	return found;
}

/* Prefers the manifest's own folder, then wherever npm put it. */
function commonmark() {
	const require = createRequire(join(here, "..", "package.json"));
	const dir = dirname(require.resolve("commonmark-spec"));
	return examples_of(readFileSync(join(dir, "spec.txt"), "utf8"),
		"commonmark", "commonmark", () => true);
}

/* Debian's package cmark-gfm has the specification; its documentation may be
   left out of small images, and then our own cases stand alone. */
function gfm() {
	const path = "/usr/share/doc/cmark-gfm/spec.txt.gz";
	if (!existsSync(path)) {
		console.log(`gfm: ${path} is not here, its 24 examples are left out`);
		return [];
	}
	return examples_of(gunzipSync(readFileSync(path)).toString("utf8"),
		"gfm", "gfm", (label) => label !== "");
}

function own() {
	return examples_of(readFileSync(join(here, "gfm.txt"), "utf8"),
		"own", "gfm", () => true);
}

function run(example) {
	return new Promise((done) => {
		const child = execFile(binary, ["render", `--plain=${example.mode}`, "-"],
			{ timeout: SECONDS * 1000, maxBuffer: 1 << 24 },
			(error, stdout, stderr) => {
				if (error)
					done({ html: stdout, error: `${error.message} ${stderr}` });
				else
					done({ html: stdout });
			});
		child.stdin.on("error", () => {});
		child.stdin.end(example.markdown);
	});
}

function show(example, got) {
	console.log(`FAILED ${example.name}`);
	console.log(`  markdown  ${JSON.stringify(example.markdown)}`);
	console.log(`  expected  ${JSON.stringify(example.html)}`);
	console.log(`  got       ${JSON.stringify(got.html)}`);
	if (got.error)
		console.log(`  error     ${got.error.trim()}`);
}

const known = read_known();
const examples = [...commonmark(), ...gfm(), ...own()];
const results = new Array(examples.length);
let next = 0;
await Promise.all(Array.from({ length: PROCESSES }, async () => {
	while (next < examples.length) {
		const i = next++;
		results[i] = await run(examples[i]);
	}
}));

let passed = 0, failed = 0, excused = 0;
examples.forEach((example, i) => {
	const same = !results[i].error && results[i].html === example.html;
	const reason = known.get(example.name);
	if (same && !reason) {
		passed++;
	} else if (!same && reason) {
		excused++;
		console.log(`known: ${example.name}: ${reason}`);
	} else {
		failed++;
		if (same)
			console.log(`FAILED ${example.name} passes: take it off known.txt`);
		else
			show(example, results[i]);
	}
});
if (excused > 0)
	console.log(`${excused} known differences, listed with reasons in tests/spec/known.txt`);
console.log(`spec: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
