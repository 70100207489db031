// Pictures of every kind of shape as both of the editor's renderers draw them, held against the ones kept in
// tests/e2e/golden and against each other. Small differences between machines are let pass. With --update the kept ones are replaced: look at them before.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputFolder, tellTotals } from './browser.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const kept = join(here, 'golden');
const out = outputFolder('golden');
const require = createRequire(join(here, '../../web/package.json'));
const { chromium } = require('playwright-core');
const { buildSync } = createRequire(require.resolve('vite'))('esbuild');
const update = process.argv.includes('--update');

/** A channel may differ by this much before a pixel counts, and so many of all pixels may. */
const LEVEL = 40;
const SHARE = 0.002;

const { outputFiles } = buildSync({
  entryPoints: [join(kept, 'sheet.ts')],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'golden',
  nodePaths: [join(here, '../../web/node_modules')],
});
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-accelerated-2d-canvas', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
const page = await browser.newPage();
await page.addScriptTag({ content: outputFiles[0].text });
const sheets = await page.evaluate(() => globalThis.golden.sheets());

/** The share of pixels that differ; all of them where the sizes do. */
const difference = (one, other) =>
  page.evaluate(
    async ([one, other, level]) => {
      const pixels = async (url) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [a, b] = await Promise.all([pixels(one), pixels(other)]);
      if (a.width !== b.width || a.height !== b.height) return 1;
      let count = 0;
      for (let i = 0; i < a.data.length; i += 4)
        if ([0, 1, 2].some((channel) => Math.abs(a.data[i + channel] - b.data[i + channel]) > level)) count += 1;
      return (4 * count) / a.data.length;
    },
    [one, other, LEVEL],
  );

const totals = { passed: 0, failed: 0 };
const show = (name, url) => writeFileSync(join(out, `${name}.png`), Buffer.from(url.split(',')[1], 'base64'));
const judge = (what, share, where) => {
  if (share <= SHARE) {
    totals.passed += 1;
    return console.log(`ok      ${what}: ${(100 * share).toFixed(2)} % of it differs`);
  }
  totals.failed += 1;
  console.log(`FAILED  ${what}: ${(100 * share).toFixed(2)} % of it differs; see ${where}`);
};
for (const [name, url] of Object.entries(sheets.kept)) {
  const path = join(kept, `${name}.png`);
  if (update) writeFileSync(path, Buffer.from(url.split(',')[1], 'base64'));
  const share = existsSync(path) ? await difference(url, `data:image/png;base64,${readFileSync(path).toString('base64')}`) : 1;
  if (share > SHARE) show(name, url);
  judge(`picture of ${name}`, share, join(out, `${name}.png`));
}
for (const [name, { card, canvas }] of Object.entries(sheets.both)) {
  const share = await difference(card, canvas);
  if (share > SHARE) [['by-card', card], ['by-canvas', canvas]].forEach(([by, url]) => show(`${name}-${by}`, url));
  judge(`${name} by the card and by Canvas 2D`, share, join(out, `${name}-by-*.png`));
}
await browser.close();
tellTotals(totals);
