/* Hostile input must cost a named error and nothing else:
   node tests/hostile/run.mjs BINARY [NAME]
   Each run is `livery check` on a small project with one hostile file. It must
   end within 5 seconds with status 0 or 1, never by a signal; what is refused
   has an error with its place and its name; and the mistake planted in another
   article is still reported. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rows, sizes } from "./articles.mjs";
import { expressions, providers } from "./scripts.mjs";

const SECONDS = 5;
const binary = resolve(process.argv[2]);
const only = process.argv[3];
const sandbox = join(dirname(fileURLToPath(import.meta.url)), "..", "sandbox");
const PLANTED = /^content\/planted\.md:4:9: error: .*\[undefined-variable\]$/m;
let passed = 0, failed = 0, slowest = 0, slowest_name = "";

const BASE = {
	"providers/base.lua": 'return provider { livery = 1, locales = { "en" } }\n',
	"providers/acme.lua": 'return provider {\n\tname = "Acme Mail",\n\tmail = { imap = { host = "imap.acme.example", port = 993, security = "tls" } },\n}\n',
	"content/_index.md": "---\ntitle: Help\n---\n",
	"content/planted.md": "---\ntitle: Planted\n---\nText {{ mail.imap.prot }}\n",
};

function check(files) {
	const dir = mkdtempSync(join(tmpdir(), "livery-hostile-"));
	for (const [path, text] of Object.entries({ ...BASE, ...files })) {
		mkdirSync(dirname(join(dir, path)), { recursive: true });
		writeFileSync(join(dir, path), text, "latin1");
	}
	const start = performance.now();
	const r = spawnSync(binary, ["check", "-C", dir, "-j", "2", "--color", "never"], {
		timeout: 4 * SECONDS * 1000, killSignal: "SIGKILL", encoding: "utf8", maxBuffer: 1 << 28, cwd: dir,
	});
	rmSync(dir, { recursive: true, force: true });
	return { ...r, seconds: (performance.now() - start) / 1000 };
}

/* An error about one of the hostile files with line, column and name. */
function named_error(files, stderr) {
	return stderr.split("\n").find((line) => Object.keys(files).some((f) => line.startsWith(`${f}:`)) &&
		/:\d+:\d+: error: .+ \[[a-z0-9-]+\]$/.test(line));
}

function judge(r, files, wanted) {
	if (r.error?.code === "ETIMEDOUT" || r.seconds > SECONDS)
		return `took ${r.seconds.toFixed(1)} s`;
	if (r.signal || ![0, 1].includes(r.status))
		return `ended with ${r.signal ?? `status ${r.status}`}: ${r.stderr.slice(0, 300)}`;
	const error = named_error(files, r.stderr);
	if ((wanted === "limit" || wanted === "error") && !error)
		return `no error with place and name: ${r.stderr.slice(0, 300)}`;
	if (wanted === "fine" && error)
		return `refused: ${error.slice(0, 300)}`;
	if (wanted === "limit" && !/\[(limit|sandbox|lua)\]$/.test(error))
		return `not refused as a limit: ${error.slice(0, 300)}`;
	if (!PLANTED.test(r.stderr))
		return `the other article's error is missing: ${r.stderr.slice(0, 300)}`;
	if (r.status !== 1)
		return `exit status ${r.status}`;
	return null;
}

function row(name, files, wanted) {
	if (only && !name.includes(only))
		return;
	let r = check(files);
	/* The limits count processor time: what is slow only because the machine
	   is busy is quick the next time. */
	for (let i = 0; i < 2 && r.seconds > SECONDS; i++)
		r = check(files);
	const problem = judge(r, files, wanted);
	if (r.seconds > slowest) {
		slowest = r.seconds;
		slowest_name = name;
	}
	if (only)
		console.log(`${name}: ${r.seconds.toFixed(2)} s\n${r.stderr.slice(0, 2000)}`);
	if (problem)
		console.log(`FAILED ${name}: ${problem}`);
	problem ? failed++ : passed++;
}

for (const [name, wanted, make] of rows)
	for (const kib of make.length ? sizes : [0])
		row(`${name}${kib ? `, ${kib} KiB` : ""}`,
			{ "content/hostile.md": make(kib * 1024) }, wanted);

for (const [name, expr] of expressions)
	row(`expression: ${name}`,
		{ "content/hostile.md": `---\ntitle: Hostile\n---\nText {{ ${expr} }}\n` }, "error");

/* Nothing is compiled for a brand whose provider cannot be read; the other
   brand's article is looked at all the same. */
for (const [name, script] of providers)
	row(`provider: ${name}`, { "providers/hostile.lua": script }, "error");

for (const file of existsSync(sandbox) ? readdirSync(sandbox).filter((f) => f.endsWith(".lua")).sort() : [])
	row(`sandbox: ${file}`,
		{ "providers/hostile.lua": readFileSync(join(sandbox, file), "latin1") }, "error");

for (const [name, script] of expressions.slice(0, 20))
	row(`macro: ${name}`, {
		"providers/macros.lua": `return {\n\tspin = function() return ${script} end,\n}\n`,
		"content/hostile.md": "---\ntitle: Hostile\n---\n{% insert spin() %}\n",
	}, "error");

console.log(`the slowest took ${slowest.toFixed(2)} s: ${slowest_name}`);
console.log(`hostile: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
