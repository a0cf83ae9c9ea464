// Judges SARIF logs by the schema of version 2.1.0: sarif.mjs MODULES FILE...
// MODULES is a folder with node_modules that holds ajv and the schema.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(resolve(modules, "node_modules", "x.js"));
const Ajv = require("ajv/dist/2020").default;
const formats = require("ajv-formats").default;
const schema = JSON.parse(readFileSync(require.resolve(
	"@microsoft/sarif-multitool-linux/sarif-2.1.0.json"), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
const validate = ajv.compile(schema);

let failed = 0;
for (const file of files) {
	const log = JSON.parse(readFileSync(file, "utf8"));
	const editions = (log.runs?.[0]?.results ?? []).every((r) =>
		Array.isArray(r.properties?.editions));
	if (validate(log) && editions)
		continue;
	failed++;
	console.log(`FAILED ${file}: ${editions ? "" : "no editions "}` +
		ajv.errorsText(validate.errors, { separator: "\n  " }));
}
process.exit(failed ? 1 : 0);
