/* Counts tests that may throw, one after another. */
let passed = 0, failed = 0;

export async function test(name, body) {
	try {
		await body();
		passed++;
	} catch (e) {
		failed++;
		console.log(`FAILED ${name}: ${e.message}`);
	}
}

/* Ends with the line that tests/tools/tally.sh adds up; none run is a failure. */
export function tally(what) {
	console.log(`${what}: ${passed} passed, ${failed} failed`);
	process.exit(failed || !passed ? 1 : 0);
}
