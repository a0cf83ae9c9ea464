/* The picture of the README: one article in all liveries, side by side.
   node tests/face/face.mjs SITES OUT.png [BRAND...] */
import { brands, launch, MANUAL, url } from "../tools/browser.mjs";

const [root, out, ...chosen] = process.argv.slice(2);
const PAGE = "email/imap-vs-pop.html";
const WIDTH = 480, HEIGHT = 800;		/* of one livery in the picture, CSS pixels */
const WINDOW = 620;				/* the page's own width */

const browser = await launch();

async function shot(brand) {
	const page = await browser.newPage({
		viewport: { width: WINDOW, height: Math.round(HEIGHT * WINDOW / WIDTH) }, colorScheme: "light",
	});
	await page.goto(url(root, brand, PAGE));
	await page.waitForTimeout(200);
	const png = await page.screenshot({ animations: "disabled" });
	await page.close();
	return `<img src="data:image/png;base64,${png.toString("base64")}" alt="">`;
}

const shots = [];
for (const brand of chosen.length ? chosen : brands(root).filter((b) => b !== MANUAL))
	shots.push(await shot(brand));
const sheet = await browser.newPage({
	viewport: { width: shots.length * (WIDTH + 16) + 16, height: HEIGHT + 32 },
});
await sheet.setContent(`<!doctype html><style>
	body { margin: 0; padding: 16px; background: #e7e9ee; display: flex; gap: 16px; box-sizing: border-box }
	img { width: ${WIDTH}px; height: ${HEIGHT}px; border-radius: 6px; box-shadow: 0 1px 4px #0003 }
</style>${shots.join("")}`);
await sheet.waitForFunction(() => [...document.images].every((i) => i.complete && i.naturalWidth));
await sheet.screenshot({ path: out });
await browser.close();
