/* The theme's search in node: the scripts of a built site, run without a page. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

/* The finder of an edition, and the names of the files it has loaded. */
export function open(dir) {
	const context = vm.createContext({});
	const loaded = [];
	const run = (file) => vm.runInContext(readFileSync(join(dir, file), "utf8"), context, file);
	const load = async (file) => {
		loaded.push(file);
		run(join("search", file));
	};
	for (const script of ["search-index", "search-words", "search"])
		run(`assets/${script}.js`);
	const finder = context.liverySearch.open(load);
	return { ...finder, loaded, ...context.liverySearch };
}
