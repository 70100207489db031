// Pictures of more than 8 bits and more than three bands, in Chromium on a server of its own: a window of their values, and which
// bands are seen as which colours. Ends in "N passed, N failed".
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, choose, seriousFindings, settled, until } from './browser.mjs';
import { far, startImages } from './imageView.mjs';
import { ffmpeg } from './media.mjs';

const { out, limn, page, step, end, makeJob, open, shownAt, surface } = await startImages('bands');

// Samples of 16 bits: one band in a PNG, and five in a TIFF, of which each rises by 10 from left to right from its own beginning.
const DEEP = { width: 200, height: 120 };
const sampleOf = (band, x) => 1000 * band + 1000 + 10 * x;
function makeDeep(name, bands) {
  const path = join(out, name);
  const data = Buffer.alloc(2 * bands * DEEP.width * DEEP.height);
  for (let i = 0, at = 0; i < DEEP.width * DEEP.height; i += 1)
    for (let band = 0; band < bands; band += 1, at += 2) data.writeUInt16LE(sampleOf(band, i % DEEP.width), at);
  if (name.endsWith('.png')) {
    ffmpeg(['-f', 'rawvideo', '-pix_fmt', 'gray16le', '-s', `${DEEP.width}x${DEEP.height}`, '-i', '-', '-frames:v', '1', '-pix_fmt', 'gray16be', path], data);
    return path;
  }
  // A TIFF in its simplest form: header, samples, a list of fields, and the values too long for it.
  const fields = [[256, [DEEP.width]], [257, [DEEP.height]], [258, Array(bands).fill(16)], [259, [1]], [262, [1]], [273, [8]], [277, [bands]], [278, [DEEP.height]], [279, [data.length]], [284, [1]], [338, Array(bands - 1).fill(0)]];
  const list = Buffer.alloc(2 + 12 * fields.length + 4);
  const outside = [];
  list.writeUInt16LE(fields.length, 0);
  fields.forEach(([tag, values], i) => {
    const long = tag === 273 || tag === 279;
    const packed = Buffer.alloc(Math.max(4, (long ? 4 : 2) * values.length));
    values.forEach((value, k) => (long ? packed.writeUInt32LE(value, 4 * k) : packed.writeUInt16LE(value, 2 * k)));
    const entry = 2 + 12 * i;
    list.writeUInt16LE(tag, entry);
    list.writeUInt16LE(long ? 4 : 3, entry + 2);
    list.writeUInt32LE(values.length, entry + 4);
    if (packed.length === 4) return packed.copy(list, entry + 8);
    list.writeUInt32LE(8 + data.length + list.length + Buffer.concat(outside).length, entry + 8);
    outside.push(packed);
  });
  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(8 + data.length, 4);
  writeFileSync(path, Buffer.concat([header, data, list, ...outside]));
  return path;
}

await step('16 bits and five bands are seen in a window of their values', page, async () => {
  await open(await makeJob('deep', [makeDeep('deep_1.png', 1), makeDeep('deep_5.tif', 5)]));
  await page.keyboard.press('Alt+i');
  const drawer = page.getByRole('group', { name: 'Picture and view' });
  await drawer.getByRole('switch', { name: 'Show the 16 bits of the original' }).click();
  const low = drawer.getByRole('spinbutton', { name: 'Value shown black, as a number' });
  const high = drawer.getByRole('spinbutton', { name: 'Value shown white, as a number' });
  await low.waitFor();
  const type = async (field, value) => {
    await field.fill(String(value));
    await field.press('Tab');
  };
  const box = await surface();
  const scale = Math.min((box.width - 24) / DEEP.width, (box.height - 24) / DEEP.height);
  const seen = async (x) => (await shownAt([[box.width / 2 + (x - DEEP.width / 2) * scale, 40]]))[0];
  const wanted = (band, x, from, to) => Math.max(0, Math.min(255, (255 * (sampleOf(band, x) - from)) / (to - from)));
  const shows = async (x, bands, from, to) => far(await seen(x + 0.5), bands.map((band) => wanted(band, x, from, to))) <= 6;
  await until('most values from black to white', async () => (await seen(198))[0] > 250 && (await seen(1))[0] < 5 && (await shows(100, [0, 0, 0], 1010, 2980)));
  const findings = await seriousFindings(page, '.ed-image-drawer');
  check(findings.length === 0, findings.join('\n'));
  await type(high, 1900);
  await type(low, 1800);
  await until('a narrow window', async () => (await shows(85, [0, 0, 0], 1800, 1900)) && (await seen(75))[0] === 0 && (await seen(95))[0] === 255);
  await page.screenshot({ path: join(out, 'window.png') });
  // The whole window is dragged to brighter values.
  const curve = await drawer.locator('.ed-levels svg').boundingBox();
  await page.mouse.move(curve.x + curve.width / 2, curve.y + curve.height / 2);
  await page.mouse.down();
  await page.mouse.move(curve.x + curve.width / 2 + 40, curve.y + curve.height / 2, { steps: 4 });
  await page.mouse.up();
  const [from, to] = [Number(await low.inputValue()), Number(await high.inputValue())];
  check(to - from === 100 && from > 1850, `dragged to ${from} to ${to}`);
  await until('the dragged window', () => shows(Math.round((from - 1000) / 10) + 5, [0, 0, 0], from, to));
  // The other frame has five bands; the window stays.
  await page.keyboard.press('f');
  await drawer.getByRole('combobox', { name: 'Red' }).waitFor();
  await type(high, 6000);
  await type(low, 1000);
  await until('three bands as colours', () => shows(100, [0, 1, 2], 1000, 6000));
  await choose(page, 'Red', 'Band 5');
  await until('the fifth band as red', () => shows(100, [4, 1, 2], 1000, 6000));
  await page.screenshot({ path: join(out, 'bands.png') });
  await drawer.getByText('One as grey').click();
  await drawer.getByRole('button', { name: 'Fit' }).click();
  await until('one band as grey', () => shows(100, [4, 4, 4], 5010, 6980));
  await page.reload();
  await settled(page);
  await until('the band after loading again', () => shows(100, [4, 4, 4], 5010, 6980));
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.keyboard.press('Alt+i');
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(out, 'bands-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
});

await end(limn);
