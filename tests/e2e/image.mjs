// How the picture of a job is looked at, in Chromium on a server of its own: single pixels at 64 times, turned views that are
// drawn on, adjustments, the grid, a region, large images in tiles. Ends in "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, choose, seriousFindings, settled, signIn, startBrowser } from './browser.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { startLimn } from './limn.mjs';

const { out, browser, totals, problems, newPage, step } = await startBrowser('out-image');
const limn = await startLimn(join(out, 'data'));

/** A picture whose value at every place is known: red by column, green by row, blue in checks. */
const SMALL = { width: 240, height: 160 };
const colourOf = (x, y) => [x, Math.floor((y * 255) / SMALL.height), (x + y) % 2 ? 200 : 40];

function makeSmall(name) {
  const path = join(out, name);
  const pixels = Buffer.alloc(SMALL.width * SMALL.height * 3);
  for (let y = 0; y < SMALL.height; y += 1)
    for (let x = 0; x < SMALL.width; x += 1) pixels.set(colourOf(x, y), 3 * (y * SMALL.width + x));
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${SMALL.width}x${SMALL.height}`, '-i', '-', '-frames:v', '1', path], { input: pixels });
  return path;
}

async function makeJob(name, files, quality = 100) {
  const task = await limn.call('POST', '/api/tasks', { name, labels: [{ name: 'thing', color: '#ff6b35', attributes: [] }] });
  const form = new FormData();
  form.set('image_quality', String(quality));
  files.forEach((path, i) => form.set(`client_files[${i}]`, new Blob([readFileSync(path)]), path.split('/').at(-1)));
  await limn.finished((await limn.call('POST', `/api/tasks/${task.id}/data`, form)).rq_id);
  const { results } = await limn.api(`/api/jobs?task_id=${task.id}`);
  return { task: task.id, job: results[0].id };
}

const small = await makeJob('small', [makeSmall('a.png'), makeSmall('b.png')]);
const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

async function open({ task, job }) {
  await page.goto(`${limn.url}/tasks/${task}/jobs/${job}?frame=0`);
  await page.locator('.ed-surface').waitFor({ timeout: 30000 });
  await settled(page);
  await page.mouse.move(700, 300);
}

/** What the picture's canvas shows, read at places of the surface (CSS pixels). */
const shownAt = (places) =>
  page.evaluate((list) => {
    const canvas = document.querySelector('.ed-layer-image');
    const context = canvas.getContext('2d');
    const ratio = canvas.width / canvas.clientWidth;
    return list.map(([x, y]) => [...context.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data.slice(0, 3)]);
  }, places);

const far = (one, other) => Math.max(...one.map((value, i) => Math.abs(value - other[i])));
const surface = () => page.locator('.ed-surface').boundingBox();
const place = async () => (await page.locator('.ed-status-place').innerText()).split(', ').map(Number);
const scaleShown = async () => page.locator('.ed-status-scale').innerText();
async function pointAt(x, y) {
  const box = await surface();
  await page.mouse.move(box.x + x, box.y + y);
  await page.waitForTimeout(120);
}
async function until(what, test, tries = 100) {
  for (let i = 0; i < tries; i += 1) {
    if (await test()) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`${what} did not happen`);
}

await step('the place and colour under the pointer are told', page, async () => {
  await open(small);
  const box = await surface();
  await pointAt(box.width / 2, box.height / 2);
  const [x, y] = await place();
  check(x === SMALL.width / 2 && y === SMALL.height / 2, `the middle is ${x}, ${y}`);
  const colour = (await page.locator('.ed-status .ed-swatched').innerText()).trim().split(' ').map(Number);
  check(far(colour, colourOf(x, y)) <= 6, `colour ${colour} instead of ${colourOf(x, y)}`);
});

await step('64 times, every pixel is a square of its own colour', page, async () => {
  const box = await surface();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < 60; i += 1) await page.mouse.wheel(0, -240);
  await until('zooming in', async () => (await scaleShown()) === '6400 %');
  await pointAt(box.width / 2 + 5, box.height / 2 + 5);
  // Squares are found by the pointer: the first column and row that begin left of and above the middle.
  const edge = async (axis) => {
    for (let d = 0; d <= 66; d += 1) {
      await pointAt(box.width / 2 + (axis ? 0 : d), box.height / 2 + (axis ? d : 0));
      const at = await place();
      if (d && at[axis] !== SMALL[axis ? 'height' : 'width'] / 2) return d;
    }
    throw new Error('no border of a pixel within 64 of the screen');
  };
  const [right, below] = [await edge(0), await edge(1)];
  const centre = [box.width / 2 + right - 32, box.height / 2 + below - 32];
  for (const [i, j] of [[0, 0], [-3, 2], [4, -2], [1, 1]]) {
    const [x, y] = [SMALL.width / 2 + i, SMALL.height / 2 + j];
    const inside = [[-28, -28], [0, 0], [27, 27], [-28, 27]].map(([dx, dy]) => [centre[0] + 64 * i + dx, centre[1] + 64 * j + dy]);
    const colours = await shownAt(inside);
    check(colours.every((one) => far(one, colours[0]) === 0), `pixel ${x}, ${y} is not of one colour: ${colours.join(' | ')}`);
    check(far(colours[0], colourOf(x, y)) <= 6, `pixel ${x}, ${y} shows ${colours[0]} instead of ${colourOf(x, y)}`);
  }
  await page.mouse.wheel(0, -240);
  check((await scaleShown()) === '6400 %', 'zoomed in further than 64 times');
});

await step('a turned view is drawn on in image coordinates', page, async () => {
  await page.keyboard.press('0');
  await page.keyboard.press('Control+r');
  const box = await surface();
  const scale = Math.min((box.width - 24) / SMALL.height, (box.height - 24) / SMALL.width);
  // Turned clockwise, x of the image runs down the screen and y to the left.
  const at = (x, y) => [box.x + box.width / 2 - (y - SMALL.height / 2) * scale, box.y + box.height / 2 + (x - SMALL.width / 2) * scale];
  await page.keyboard.press('Shift+r');
  await page.mouse.move(...at(40, 30));
  await page.mouse.down();
  await page.mouse.move(...at(100, 60), { steps: 5 });
  await page.mouse.move(...at(180, 110), { steps: 5 });
  await page.mouse.up();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor({ timeout: 20000 });
  const { shapes } = await limn.api(`/api/jobs/${small.job}/annotations`);
  check(shapes.length === 1 && far(shapes[0].points, [40, 30, 180, 110]) <= 1, JSON.stringify(shapes.map((one) => one.points)));
  check(shapes[0].rotation === 0, 'the turn of the view was saved');
  const inner = [60, 140];
  const [sx, sy] = at(...inner);
  const [colour] = await shownAt([[sx - box.x, sy - box.y]]);
  check(Math.abs(colour[0] - inner[0]) <= 8 && Math.abs(colour[1] - colourOf(...inner)[1]) <= 8, `the turned picture shows ${colour} at ${inner}`);
});

await step('only this frame is turned, or all of them', page, async () => {
  const upright = async () => {
    const box = await surface();
    await pointAt(box.width / 2 - 40, box.height / 2);
    const [x, y] = await place();
    return x < SMALL.width / 2 && y === SMALL.height / 2;
  };
  check(!(await upright()), 'the first frame is not turned');
  await page.keyboard.press('f');
  check(await upright(), 'the second frame is turned, too');
  await page.keyboard.press('d');
  check(!(await upright()), 'the first frame is turned no more');
  await page.keyboard.press('Alt+i');
  await page.getByRole('group', { name: 'Picture and view' }).getByText('All frames', { exact: true }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.keyboard.press('f');
  check(!(await upright()), 'the second frame is not turned with all');
  await page.keyboard.press('Control+Shift+r');
  await page.keyboard.press('d');
  check(await upright(), 'the first frame is not turned back with all');
});

await step('brightness, gamma and the like change what is shown, and last', page, async () => {
  await page.keyboard.press('0');
  const box = await surface();
  const middle = [[box.width / 2 + 3, box.height / 2 + 3]];
  // Neighbouring pixels are blended here; only red and green change slowly enough to be foretold.
  const off = async (wanted) => far((await shownAt(middle))[0].slice(0, 2), wanted.slice(0, 2));
  const [plain] = await shownAt(middle);
  await page.keyboard.press('Alt+i');
  const drawer = page.getByRole('group', { name: 'Picture and view' });
  await drawer.getByRole('switch', { name: 'Invert' }).click();
  await until('inverting', async () => (await off(plain.map((value) => 255 - value))) <= 4);
  await drawer.getByRole('switch', { name: 'Invert' }).click();
  await drawer.getByText('Green', { exact: true }).click();
  await until('green alone', async () => (await off([plain[1], plain[1]])) <= 4);
  await drawer.getByText('Mixed', { exact: true }).click();
  for (const [name, share] of [['Red', '100'], ['Green', '-100'], ['Blue', '0']]) {
    const field = drawer.getByRole('spinbutton', { name: `${name}, as a number` });
    await field.fill(share);
    await field.press('Tab');
  }
  const less = Math.max(0, plain[0] - plain[1]);
  await until('red without green', async () => (await off([less, less])) <= 6);
  await page.screenshot({ path: join(out, 'mixer.png') });
  await drawer.getByText('All', { exact: true }).click();
  const exact = drawer.getByRole('spinbutton', { name: 'Gamma, as a number' });
  await exact.fill('2');
  await exact.press('Tab');
  await until('gamma', async () => (await off(plain.map((value) => 255 * Math.sqrt(value / 255)))) <= 4);
  await page.screenshot({ path: join(out, 'drawer.png') });
  for (const part of ['.ed-image-drawer', '.ed-status']) {
    const findings = await seriousFindings(page, part);
    check(findings.length === 0, findings.join('\n'));
  }
  await page.waitForTimeout(1500); // kept with the account
  await page.reload();
  await settled(page);
  await until('gamma after loading again', async () => (await off(plain.map((value) => 255 * Math.sqrt(value / 255)))) <= 4);
  await page.keyboard.press('Alt+i');
  await page.getByRole('group', { name: 'Picture and view' }).getByRole('button', { name: 'Reset' }).click();
  await until('the plain picture', async () => far((await shownAt(middle))[0], plain) === 0);
});

await step('a grid lies over the picture', page, async () => {
  const drawer = page.getByRole('group', { name: 'Picture and view' });
  const size = drawer.getByRole('spinbutton', { name: 'Size, as a number' });
  await size.fill('40');
  await size.press('Enter');
  await drawer.getByTitle('Red', { exact: true }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.keyboard.press('0');
  const box = await surface();
  const scale = Math.min((box.width - 24) / SMALL.width, (box.height - 24) / SMALL.height);
  const line = box.width / 2 + (80 - SMALL.width / 2) * scale;
  const [on, off] = await shownAt([[line, box.height / 2 + 10], [line + 20, box.height / 2 + 10]]);
  check(far(on, [255, 0, 0]) === 0, `no line at column 80: ${on}`);
  check(far(off, [255, 0, 0]) > 60, `a line beside column 80: ${off}`);
  await page.keyboard.press('Alt+i');
  await page.getByRole('group', { name: 'Picture and view' }).getByRole('switch', { name: 'Show a grid' }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
});

await step('a region fills the view', page, async () => {
  const box = await surface();
  await page.keyboard.press('Shift+z');
  await page.mouse.move(box.x + box.width / 2 - 100, box.y + box.height / 2 - 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 100, box.y + box.height / 2 + 50, { steps: 4 });
  await page.mouse.up();
  const scale = Math.min((box.width - 24) / SMALL.width, (box.height - 24) / SMALL.height);
  const wanted = Math.round(100 * scale * Math.min(box.width / 200, box.height / 100));
  await until('zooming to the region', async () => Math.abs(Number.parseFloat(await scaleShown()) - wanted) <= 2, 20);
});

// Samples of 16 bits: one band in a PNG, and five in a TIFF, of which each rises by 10 from left to right from its own beginning.
const DEEP = { width: 200, height: 120 };
const sampleOf = (band, x) => 1000 * band + 1000 + 10 * x;
function makeDeep(name, bands) {
  const path = join(out, name);
  const data = Buffer.alloc(2 * bands * DEEP.width * DEEP.height);
  for (let i = 0, at = 0; i < DEEP.width * DEEP.height; i += 1)
    for (let band = 0; band < bands; band += 1, at += 2) data.writeUInt16LE(sampleOf(band, i % DEEP.width), at);
  if (name.endsWith('.png')) {
    execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray16le', '-s', `${DEEP.width}x${DEEP.height}`, '-i', '-', '-frames:v', '1', '-pix_fmt', 'gray16be', path], { input: data });
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
  await page.waitForTimeout(2500); // remembered
  await page.reload();
  await settled(page);
  await until('the band after loading again', () => shows(100, [4, 4, 4], 5010, 6980));
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.keyboard.press('Alt+i');
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(out, 'bands-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
});

// Every pixel of the known picture as a large block, in images that no browser would take whole.
function makeLarge(name, width, height) {
  const path = join(out, name);
  if (name.endsWith('.jpg')) {
    const colour = (column, row) => colourOf(Math.floor((8 * column * SMALL.width) / width), Math.floor((8 * row * SMALL.height) / height));
    writeFileSync(path, flatJpeg(width, height, colour));
    return path;
  }
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', join(out, 'a.png'), '-vf', `scale=${width}:${height}:flags=neighbor`, '-frames:v', '1', path]);
  return path;
}

for (const [name, width, height] of [['large.jpg', 20000, 15000], ['large.png', 12000, 8000]]) {
  await step(`what is on the screen is ${name}, ${width} by ${height}`, page, async () => {
    const blocks = { x: width / SMALL.width, y: height / SMALL.height };
    const large = await makeJob(name, [makeLarge(name, width, height)], 95);
    await page.goto(`${limn.url}/tasks/${large.task}/jobs/${large.job}?frame=0`);
    await page.locator('.ed-surface').waitFor({ timeout: 30000 });
    await until('the whole image', async () => (await shownAt([[300, 300]]))[0].some((value) => value > 0), 600);
    const box = await surface();
    const fitting = Math.min((box.width - 24) / width, (box.height - 24) / height);
    // As a whole: blocks melt together, so that only red and green are known.
    for (const [x, y] of [[0.1, 0.2], [0.5, 0.5], [0.9, 0.8]]) {
      const [colour] = await shownAt([[box.width / 2 + (x - 0.5) * width * fitting, box.height / 2 + (y - 0.5) * height * fitting]]);
      const [r, g] = colourOf(Math.floor(x * SMALL.width), Math.floor(y * SMALL.height));
      check(Math.abs(colour[0] - r) <= 8 && Math.abs(colour[1] - g) <= 8, `the whole shows ${colour} at ${x}, ${y} instead of ${r}, ${g}`);
    }
    await page.screenshot({ path: join(out, `${name}-whole.png`) });
    // Then close to a corner, and close to the middle: what the pointer says is there is what is drawn there.
    for (const [at, wheels] of [[[0.9, 0.85], 22], [[0.5, 0.5], 24]]) {
      await page.keyboard.press('0');
      const [sx, sy] = [box.width / 2 + (at[0] - 0.5) * width * fitting, box.height / 2 + (at[1] - 0.5) * height * fitting];
      await pointAt(sx, sy);
      for (let i = 0; i < wheels; i += 1) await page.mouse.wheel(0, -240);
      let compared = 0;
      for (const [dx, dy] of Array.from({ length: 28 }, (_, i) => [-61 * (i % 7), -53 * Math.floor(i / 7)])) {
        await pointAt(sx + dx, sy + dy);
        const [x, y] = await place();
        const inBlock = [(x % blocks.x) / blocks.x, (y % blocks.y) / blocks.y];
        if (inBlock.some((part) => part < 0.3 || part > 0.7)) continue; // too near to the next block
        const wanted = colourOf(Math.floor(x / blocks.x), Math.floor(y / blocks.y));
        await until(`${wanted} at ${x}, ${y} of the image`, async () => far((await shownAt([[sx + dx, sy + dy]]))[0], wanted) <= 12, 300);
        compared += 1;
      }
      check(compared > 0, 'nothing was compared');
      await page.screenshot({ path: join(out, `${name}-at-${at[0]}.png`) });
    }
    // Scissors follow what is seen of the tiles: from corner to corner of a block along its sides, not across it.
    const scale = Number.parseFloat(await scaleShown()) / 100;
    await page.keyboard.press('Shift+i');
    for (const [i, j] of [[0, 0], [1, 1], [0, 1]]) {
      await pointAt(box.width / 2 + i * blocks.x * scale, box.height / 2 + j * blocks.y * scale);
      await page.mouse.down();
      await page.mouse.up();
      await page.waitForTimeout(1500); // the ways from here are being worked out
    }
    await page.keyboard.press('n');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: /Saved/ }).waitFor({ timeout: 20000 });
    const [{ points }] = (await limn.api(`/api/jobs/${large.job}/annotations`)).shapes;
    const across = points.filter((_, i) => i % 2 === 0).map((x, i) => Math.abs((x - width / 2) / blocks.x - (points[2 * i + 1] - height / 2) / blocks.y));
    check(points.length > 8 && Math.max(...across) > 0.6, `the scissors went across: ${points.slice(0, 20)}`);
    // The wand takes one block, superpixels stay within it, and a drawn loop is filled.
    const click = async (i, j) => {
      await pointAt(box.width / 2 + i * blocks.x * scale, box.height / 2 + j * blocks.y * scale);
      await page.mouse.down();
      await page.mouse.up();
      await page.waitForTimeout(2500); // somebody looks at the picture
    };
    const painted = async () => {
      await page.keyboard.press('n');
      await page.keyboard.press('Control+s');
      await page.getByRole('button', { name: /Saved/ }).waitFor({ timeout: 20000 });
      const { shapes } = await limn.api(`/api/jobs/${large.job}/annotations`);
      const mask = shapes.sort((a, b) => a.id - b.id).at(-1).points;
      const pixels = mask.slice(0, -4).reduce((sum, run, i) => sum + (i % 2 ? run : 0), 0);
      const [left, top, right, bottom] = mask.slice(-4);
      return { pixels, left: left - width / 2, top: top - height / 2, right: right + 1 - width / 2, bottom: bottom + 1 - height / 2 };
    };
    await page.keyboard.press('Shift+6');
    await click(0.5, 0.5);
    const wand = await painted();
    const off = Math.max(Math.abs(wand.left), Math.abs(wand.top), Math.abs(wand.right - blocks.x), Math.abs(wand.bottom - blocks.y));
    check(off <= 8 + 2 / scale, `the wand has taken ${JSON.stringify(wand)} of a block ${blocks.x} by ${blocks.y}`);
    await page.keyboard.press('Shift+7');
    await click(0.5, 0.5);
    const one = await painted();
    const within = one.left >= -8 && one.top >= -8 && one.right <= blocks.x + 8 && one.bottom <= blocks.y + 8;
    check(within && one.pixels > 200, `a superpixel is ${JSON.stringify(one)}`);
    await page.screenshot({ path: join(out, `${name}-superpixels.png`) });
    await page.keyboard.press('Shift+1');
    await pointAt(box.width / 2 - 60, box.height / 2 - 60);
    await page.mouse.down();
    for (const [x, y] of [[60, -60], [60, 60], [-60, 60], [-60, -60]]) await page.mouse.move(box.x + box.width / 2 + x, box.y + box.height / 2 + y, { steps: 6 });
    await page.mouse.up();
    await page.keyboard.press('Shift+5');
    await click(0, 0);
    const filled = await painted();
    check(filled.pixels > (110 / scale) ** 2, `filling has given ${JSON.stringify(filled)}`);
    await page.keyboard.press('Escape');
  });
}

const session = await page.context().newCDPSession(page);
const touch = (type, ...points) =>
  session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
const shapes = async () => {
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor({ timeout: 20000 });
  return (await limn.api(`/api/jobs/${small.job}/annotations`)).shapes;
};

await step('two fingers zoom, one draws, a long press asks for the menu', page, async () => {
  await open(small);
  const before = (await shapes()).length;
  const box = await surface();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const from = Number.parseFloat(await scaleShown());
  await touch('touchStart', [x - 50, y], [x + 50, y]);
  for (const d of [60, 70, 80, 90, 100]) await touch('touchMove', [x - d, y], [x + d, y]);
  await touch('touchEnd');
  await until('zooming by fingers', async () => Math.abs(Number.parseFloat(await scaleShown()) - 2 * from) <= 0.05 * from, 20);
  check((await shapes()).length === before, 'two fingers drew');
  await page.keyboard.press('0');
  await page.keyboard.press('Shift+r');
  await touch('touchStart', [x - 100, y - 60]);
  for (const d of [80, 40, 0, 40, 60]) await touch('touchMove', [x - 100 + d * 1.5, y - 60 + d]);
  await touch('touchEnd');
  await page.keyboard.press('Escape');
  check((await shapes()).length === before + 1, 'one finger did not draw');
  const menu = page.getByRole('menuitem', { name: /Duplicate/ });
  await touch('touchStart', [x - 80, y - 40]);
  await menu.waitFor({ timeout: 5000 });
  await touch('touchEnd');
  check(await menu.isVisible(), 'the menu went with the finger');
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
  await page.keyboard.press('Delete');
  check((await shapes()).length === before, 'what was drawn is still there');
});

await step('with a pen, a finger moves the picture', page, async () => {
  const before = (await shapes()).length;
  const box = await surface();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const pen = (type, px, py, force = 0.5) =>
    session.send('Input.dispatchMouseEvent', { type, x: px, y: py, button: type === 'mouseMoved' ? 'none' : 'left', buttons: 1, clickCount: 1, pointerType: 'pen', force });
  await page.keyboard.press('Shift+r');
  await pen('mousePressed', x - 90, y - 70);
  for (const d of [30, 60, 90]) await pen('mouseMoved', x - 90 + d, y - 70 + d);
  await pen('mouseReleased', x, y + 20);
  check((await shapes()).length === before + 1, 'the pen did not draw');
  await page.waitForTimeout(800); // until then a hand is taken for a palm
  await pointAt(box.width / 2, box.height / 2);
  const at = await place();
  await touch('touchStart', [x, y]);
  for (const d of [20, 40, 60]) await touch('touchMove', [x + d, y]);
  await touch('touchEnd');
  await page.keyboard.press('Escape');
  await page.mouse.move(x + 1, y);
  await until('moving the picture', async () => (await place())[0] < at[0] - 5, 20);
  check((await shapes()).length === before + 1, 'the finger drew');
});

await step('what is selected, the tool and saving are told in words', page, async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const told = () => page.locator('.ed-announcer').innerText();
  await page.keyboard.press('Tab');
  await until('telling the selection', async () => /Selected thing \d+, rectangle \d+ by \d+ at/.test(await told()), 30);
  await page.keyboard.press('Shift+p');
  await until('telling the tool', async () => /^Polygon\. /.test(await told()), 30);
  await page.keyboard.press('Escape');
});

await step('nothing went wrong inside the page', page, async () => check(problems.length === 0, problems.join('\n')));
await browser.close();
await limn.stop();
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed ? 1 : 0);
