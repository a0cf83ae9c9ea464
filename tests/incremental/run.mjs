/* Builds after random edits against clean builds:
   node tests/incremental/run.mjs LIVERY PROJECT WORK EDITS SEED
   One output folder lives through all edits; after each it must be what a clean
   build of the same project gives, byte for byte, with the same messages and
   the same exit status. A build that fails leaves it as it was, one without a
   change touches nothing. EDITS and SEED as printed do the same run again. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, renameSync, statSync, symlinkSync, writeFileSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { Dice, Project, edit, gif } from "./edits.mjs";

const [livery, sample, work, edits, seed] = process.argv.slice(2);
const dice = new Dice(Number(seed));
const root = join(work, "project"), good = join(work, "good"), out = join(work, "out"), clean = join(work, "clean");
const cache = join(work, "cache"), nowhere = join(work, "nowhere");
let passed = 0, failed = 0, failing = 0, short = 0, step = 0, doing = "";

function check(fine, what) {
	if (fine)
		passed++;
	else {
		failed++;
		console.log(`FAILED step ${step} (${doing}): ${what}`);
	}
	return fine;
}

function entries(dir) {
	if (!existsSync(dir))
		return [];
	return readdirSync(dir, { recursive: true }).sort();
}

/* Whoever writes or replaces a file changes one of these; who makes a hard link
   to it and removes that again, the time of change alone. */
function stamps(dir, changes = true) {
	return entries(dir).map((e) => {
		const s = lstatSync(join(dir, e), { bigint: true });
		return `${e} ${s.ino} ${s.mode} ${s.size} ${s.mtimeNs} ${changes ? s.ctimeNs : ""}`;
	}).join("\n");
}

function differences(a, b) {
	const left = entries(a), right = entries(b), found = [];
	for (const e of new Set([...left, ...right])) {
		const x = join(a, e), y = join(b, e);
		if (!existsSync(x) || !existsSync(y)) {
			found.push(`${e} is in ${existsSync(x) ? "one" : "the clean one"} alone`);
			continue;
		}
		const s = statSync(x), t = statSync(y);
		if (s.mode !== t.mode)
			found.push(`${e} has another mode`);
		else if (s.isFile() && (s.size !== t.size || !readFileSync(x).equals(readFileSync(y))))
			found.push(`${e} differs`);
	}
	return found;
}

/* Time, and how much of the work was there already, may differ. */
function plain(text) {
	return text.replace(/, \d+\.\d\d s$/m, "").replace(/(\d+) variants parsed, (\d+) files written, (\d+) unchanged/,
		(_, v, w, u) => `${Number(w) + Number(u)} files`).replaceAll(out, "OUT").replaceAll(clean, "OUT");
}

function build(to, options, env) {
	const r = spawnSync(livery, ["build", "-C", root, "-o", to, ...options], { encoding: "utf8", env: { PATH: process.env.PATH, ...env } });
	return { status: r.status, said: r.stderr };
}

/* The options of a run belong to its input: mostly the same ones. */
let options = [];
function choose_options() {
	if (dice.chance(0.06))
		options = dice.pick([[], ["--only", "site"], ["--drafts"], ["--audience", "internal"], ["--format", "json"],
			["--url", "portdns=https://preview.example/x/"], ["-W", "error"], ["--only", "site,print"], ["--color", "always"]]);
	return [...options, "-j", String(dice.pick([1, 2, 4]))];
}

/* What may happen to an output folder between two builds. */
function tamper_output() {
	const files = entries(out).filter((e) => statSync(join(out, e)).isFile());
	if (!files.length)
		return "the output: nothing there";
	const file = join(out, dice.pick(files));
	const how = dice.below(5);
	if (how === 0)
		rmSync(file);
	else if (how === 1)
		writeFileSync(file, readFileSync(file) + "x");
	else if (how === 2)
		chmodSync(file, 0o600);
	else if (how === 3)
		rmSync(out, { recursive: true });
	else
		mkdirSync(join(out, ".livery-1/x"), { recursive: true });
	return `the output: ${["a file removed", "a file longer", "another mode", "all removed", "a dead build's stage"][how]} ${how < 3 ? file : ""}`;
}

/* To the trees kept there, whose files are the output's: only names change. */
function tamper_trees() {
	const trees = entries(cache).filter((e) => /\.folder\/[^./][^/]*$/.test(e)).map((e) => join(cache, e));
	if (!trees.length)
		return "kept trees: none";
	const tree = dice.pick(trees), other = dice.pick(trees);
	const all = entries(tree).map((e) => join(tree, e));
	const some = (kind) => dice.pick(all.filter((e) => statSync(e)[kind]()).concat(tree));
	const file = some("isFile"), dir = some("isDirectory"), how = dice.below(9);
	if (how === 0)
		rmSync(file, { recursive: true });
	else if (how === 1)
		cpSync(file, `${file}.x`, { recursive: true }), rmSync(file, { recursive: true }), renameSync(`${file}.x`, file);
	else if (how === 2)
		rmSync(file, { recursive: true }), mkdirSync(join(file, "x"), { recursive: true });
	else if (how === 3)
		writeFileSync(join(dir, "more.html"), "more"), mkdirSync(join(dir, "more", "more"), { recursive: true });
	else if (how === 4)
		rmSync(dir, { recursive: true }), writeFileSync(dir, "a file");
	else if (how === 5)
		chmodSync(dir, 0o1755);
	else if (how === 6 && tree !== other)
		renameSync(tree, `${tree}.x`), renameSync(other, tree), renameSync(`${tree}.x`, other);
	else if (how === 7)
		symlinkSync("/etc", join(dir, "link"));
	else
		rmSync(tree, { recursive: true });
	return `a kept tree: harm ${how}`;
}

/* And to the cache: flipped bits, a cut, other bytes, nothing at all. */
function tamper_cache() {
	const files = entries(cache).filter((e) => /^(livery\/)?[^/]*\.cache$/.test(e));
	for (const f of files) {
		const path = join(cache, f), bytes = readFileSync(path);
		const how = dice.below(5);
		if (how === 0 && bytes.length)
			bytes[dice.below(bytes.length)] ^= 1 << dice.below(8);
		if (how === 4 && bytes.length)
			bytes[dice.below(Math.min(64, bytes.length))] ^= 1 << dice.below(8);
		if (how === 3)
			rmSync(path);
		else
			writeFileSync(path, how === 1 ? bytes.subarray(0, dice.below(bytes.length + 1)) : how === 2 ? Buffer.alloc(bytes.length, 0xff) : bytes);
	}
	return `the cache: ${files.length} files damaged`;
}

/* Back to the last project without errors; what is the same keeps its dates. */
function repair() {
	for (const part of ["content", "providers", "themes"]) {
		for (const e of entries(join(root, part)).reverse())
			if (!existsSync(join(good, part, e)))
				rmSync(join(root, part, e), { recursive: true, force: true });
		for (const e of entries(join(good, part))) {
			const from = join(good, part, e), to = join(root, part, e);
			if (statSync(from).isDirectory())
				mkdirSync(to, { recursive: true });
			else if (!existsSync(to) || !readFileSync(to).equals(readFileSync(from)))
				writeFileSync(to, readFileSync(from));
		}
	}
}

function remember() {
	rmSync(good, { recursive: true, force: true });
	cpSync(root, good, { recursive: true });
}

/* Again without a change: nothing is touched, the same is said. */
function check_again(opts, first) {
	const before = stamps(out), r = build(out, opts, { XDG_CACHE_HOME: cache });
	check(r.status === first.status && plain(r.said) === plain(first.said), `a build without changes says something else:\n${r.said}instead of\n${first.said}`);
	check(stamps(out) === before, "a build without changes touched the output");
	if (/\b0 variants parsed, 0 files written/.test(r.said))
		short++;
}

function check_step() {
	const opts = choose_options(), before = stamps(out, false);
	const r = build(out, opts, { XDG_CACHE_HOME: cache });
	rmSync(clean, { recursive: true, force: true });
	const c = build(clean, opts, { HOME: nowhere });
	check(r.status === c.status, `status ${r.status}, clean ${c.status}`);
	if (!check(plain(r.said) === plain(c.said), "other messages"))
		console.log(`--- incremental\n${r.said}--- clean\n${c.said}`);
	if (r.status === 0) {
		const d = differences(out, clean);
		check(d.length === 0, `the output differs: ${d.slice(0, 5).join("; ")}`);
	} else {
		failing++;
		const now = stamps(out, false);	/* a wave that was proved had its links made */
		check(now === before || /\.livery-/.test(before), "a build that failed touched the output");
	}
	if (dice.chance(0.5))
		check_again(opts, r);
	return r.status;
}

function prepare() {
	for (const part of ["content", "providers", "themes"])
		cpSync(join(sample, part), join(root, part), { recursive: true });
	const p = new Project(root, dice);
	p.write("content/email/plug.gif", gif(30, 20));
	p.insert("content/email/server-settings.md", "![A plug](plug.gif)");
	p.write("providers/portdns/_snippets/test-message.md", "Send yourself a message.\n");
	return p;
}

const p = prepare();
doing = "the first build";
if (check_step() !== 0) {
	console.log(build(out, [], {}).said);
	check(false, "the project does not build");
}
remember();
let broken = 0;
for (step = 1; step <= Number(edits); step++) {
	if (broken && dice.chance(broken > 2 ? 1 : 0.6)) {
		doing = "all mistakes are mended";
		repair();
		options = [];
	} else if (dice.chance(0.06))
		doing = tamper_output();
	else if (dice.chance(0.08))
		doing = tamper_cache();
	else if (dice.chance(0.1))
		doing = `${tamper_trees()}, ${edit(p)}`;
	else {
		doing = edit(p);
		for (let more = dice.below(10); more >= 8; more--)
			doing += `, ${edit(p)}`;
	}
	if (process.env.VERBOSE)
		console.log(`${step}: ${doing}`);
	if (check_step() === 0) {
		broken = 0;
		remember();
	} else
		broken++;
	if (failed > 20)
		break;
}
check(short > 0, "no build took the short way");
console.log(`${step - 1} edits with seed ${seed}: ${failing} builds failed as they should, ${short} took the short way`);
console.log(`incremental: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
