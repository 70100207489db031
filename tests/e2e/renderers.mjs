// Objects drawn by the graphics card against the same drawn by Canvas 2D, in Chromium with a card it calculates itself: after
// every kind of change both must show the same. Also a card that is lost, and one that is reset. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, settled, signIn, startBrowser, until } from './browser.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { startLimn } from './limn.mjs';

const { out, newPage, step, end } = await startBrowser('renderers', ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']);
const limn = await startLimn(join(out, 'data'));

const SIZE = { width: 1600, height: 900 };
const OBJECTS = 2500;
const MASKS = 250;

/** A channel may differ by this much before a pixel counts, and so many of all pixels may: edges are softened differently. */
const LEVEL = 110;
const SHARE = 0.003;

const blank = flatJpeg(SIZE.width, SIZE.height, () => [201, 214, 207]);
const LABELS = [{ name: 'one', color: '#d9480f', attributes: [] }, { name: 'other', color: '#1971c2', attributes: [] }];
const { task, job, labels: made } = await limn.makeTask({ name: 'many', labels: LABELS }, [['0.jpg', blank], ['1.jpg', blank]]);
const labels = [made.one, made.other];

const common = (frame, i) => ({ frame, label_id: labels[i % 2].id, group: 0, source: 'manual', occluded: i % 5 === 0, z_order: i % 3, attributes: [] });
function shapeAt(i) {
  const x = 20 + ((i * 61) % (SIZE.width - 80));
  const y = 20 + ((i * 37) % (SIZE.height - 80));
  const kinds = [
    { type: 'polygon', points: [x, y, x + 40, y + 5, x + 30, y + 35, x + 18, y + 14, x + 4, y + 30] },
    { type: 'rectangle', points: [x, y, x + 30, y + 22], rotation: (i * 7) % 90 },
    { type: 'polyline', points: [x, y + 20, x + 14, y, x + 30, y + 24, x + 44, y + 4] },
    { type: 'ellipse', points: [x + 20, y + 14, x + 40, y] },
    { type: 'points', points: [x, y, x + 12, y + 9] },
  ];
  return { ...kinds[i % kinds.length], ...common(0, i) };
}
const maskAt = (i) => {
  const [left, top, side] = [(i * 53) % (SIZE.width - 60), (i * 29) % (SIZE.height - 60), 40];
  const runs = Array.from({ length: side }, () => [10, 30]).flat();
  return { type: 'mask', points: [...runs, left, top, left + side - 1, top + side - 1], ...common(1, i), occluded: false };
};
const shapes = [...Array.from({ length: OBJECTS }, (_, i) => shapeAt(i)), ...Array.from({ length: MASKS }, (_, i) => maskAt(i))];
await limn.call('PATCH', `/api/jobs/${job}/annotations?action=create`, { shapes, tracks: [], tags: [] });

const page = await newPage();
await page.addInitScript(() => {
  const create = document.createElement;
  globalThis.canvases = [];
  document.createElement = function (...given) {
    const made = create.apply(this, given);
    if (made instanceof HTMLCanvasElement) globalThis.canvases.push(made);
    return made;
  };
});
await signIn(page, limn.url, 'admin', 'password');
await page.goto(`${limn.url}/tasks/${task}/jobs/${job}?frame=0`);
await page.locator('.ed-surface').waitFor();
await settled(page);

/** Of every canvas for objects: whether the card draws it, and whether it shows. */
const surfaces = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('.ed-layer-shapes')].map((canvas) => ({ card: Boolean(canvas.getContext('webgl2')), shown: canvas.style.display !== 'none' })),
  );
const shownByCard = async () => (await surfaces()).some(({ card, shown }) => card && shown);
// What is drawn anew a moment after a change, and then all that waits to be drawn, however long it takes.
const rest = async () => {
  await page.waitForTimeout(400);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
};

async function drawBy(who) {
  await page.keyboard.press('F2');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('radiogroup', { name: 'Objects are drawn by' }).getByText(who, { exact: true }).click();
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
  await page.mouse.move(5, 400);
  await rest();
}

/** Keeps what the objects' canvas shows under a name; tells how many of its pixels are not empty. */
const keep = (name) =>
  page.evaluate((as) => {
    const canvas = [...document.querySelectorAll('.ed-layer-shapes')].find((one) => one.style.display !== 'none');
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext('2d');
    context.fillStyle = '#c9d6cf';
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0);
    globalThis.kept ??= {};
    globalThis.kept[as] = context.getImageData(0, 0, copy.width, copy.height);
    const { data } = globalThis.kept[as];
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - 0xc9) > 20) count += 1;
    return count;
  }, name);
const difference = (one, other) =>
  page.evaluate(
    ([a, b, level]) => {
      const [{ data: left, width, height }, { data: right }] = [globalThis.kept[a], globalThis.kept[b]];
      let count = 0;
      for (let i = 0; i < left.length; i += 4) if ([0, 1, 2].some((channel) => Math.abs(left[i + channel] - right[i + channel]) > level)) count += 1;
      return count / (width * height);
    },
    [one, other, LEVEL],
  );

/** Keeps the picture until it is as one that was kept before: large ones are drawn bit by bit. Gives back how much differs. */
async function sameSoon(before, name, what) {
  let share = 1;
  const same = until('the same picture', async () => {
    await keep(name);
    share = await difference(before, name);
    return share <= SHARE;
  });
  await same.catch(() => check(false, `${what}: ${(100 * share).toFixed(2)} % of the picture is another`));
  return share;
}

/** Both ways show the same; the card's picture is not empty. */
async function alike(what) {
  await page.mouse.move(5, 400);
  await rest();
  check(await shownByCard(), `${what}: the card does not draw`);
  check((await keep('card')) > 2000, `${what}: the card shows next to nothing`);
  await drawBy('The processor');
  check(!(await shownByCard()), `${what}: the card still draws`);
  const share = await sameSoon('card', 'processor', what);
  await drawBy('The graphics card');
  console.log(`        ${what}: ${(100 * share).toFixed(2)} % of the picture differs`);
}
/** The picture has changed since it was kept under a name. */
const changedSince = async (name) => {
  await keep('now');
  return (await difference(name, 'now')) > 0.00005;
};

const box = await page.locator('.ed-surface').boundingBox();
const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };

await step('a card that the processor imitates is left alone', page, async () => {
  check(!(await shownByCard()), 'a slow card is used by itself');
});

await step('2,500 objects look the same by both', page, async () => {
  await drawBy('The graphics card');
  await alike('all of them');
});

await step('zoomed, moved and turned they do, too', page, async () => {
  await page.mouse.move(middle.x, middle.y);
  for (let i = 0; i < 6; i += 1) await page.mouse.wheel(0, -120);
  await alike('zoomed in');
  await page.keyboard.press('Control+r');
  await alike('turned');
  await page.keyboard.press('Control+Shift+R');
  await page.keyboard.press('0');
  await alike('as a whole again');
});

await step('drawing, changing, hiding and removing objects shows at once', page, async () => {
  await keep('before');
  await page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: /^Rectangle/ }).click();
  await page.mouse.click(middle.x - 120, middle.y - 90);
  await page.mouse.click(middle.x + 140, middle.y + 80);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 400);
  await until('a new object to be seen', () => changedSince('before'));
  await alike('with a new one');
  await page.mouse.click(middle.x - 120, middle.y - 60);
  await keep('before');
  await page.keyboard.press('Shift+Delete');
  await until('an object to go', () => changedSince('before'));
  await alike('with one less');
  await page.keyboard.press('Control+z');
  await alike('with it again');
  await page.keyboard.press('t');
  await page.keyboard.press('h');
  await until('all to be hidden', async () => (await keep('hidden')) < 200);
  await page.keyboard.press('t');
  await page.keyboard.press('h');
  await alike('shown again');
});

await step('an object that is moved leaves its old place', page, async () => {
  await page.mouse.click(middle.x + 139, middle.y);
  await page.mouse.move(5, 400);
  await rest();
  await keep('before');
  await page.mouse.move(middle.x + 139, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x + 180, middle.y + 40, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 400);
  await until('it to be elsewhere', () => changedSince('before'));
  await alike('moved');
});

await step('masks look the same by both', page, async () => {
  await page.keyboard.press('f');
  await page.keyboard.press('0');
  await rest();
  await alike('250 masks');
  await page.mouse.move(middle.x, middle.y);
  for (let i = 0; i < 8; i += 1) await page.mouse.wheel(0, -120);
  await rest();
  await alike('their pixels');
  await page.keyboard.press('0');
  await rest();
});

await step('a lost card costs nothing but speed, and is taken up again', page, async () => {
  await keep('before');
  await page.evaluate(() => {
    const canvas = [...document.querySelectorAll('.ed-layer-shapes')].find((one) => one.getContext('webgl2'));
    canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext();
  });
  await rest();
  await sameSoon('before', 'after', 'after the loss');
  check((await surfaces()).length <= 2, 'canvases are left behind');
  await alike('after the loss');
});

await step('after a reset of the card all that Canvas 2D draws is drawn again', page, async () => {
  await drawBy('The processor');
  await page.mouse.click(middle.x, middle.y);
  await page.mouse.move(5, 400);
  await rest();
  await keep('before');
  const surface = page.locator('.ed-surface');
  const [before, picture] = [await surface.screenshot(), page.locator('.ed-row-picture').first()];
  const row = (await picture.count()) && (await picture.screenshot());
  // What a reset does: all pixels and states are gone, and everybody is told.
  await page.evaluate(() => {
    const lost = globalThis.canvases.filter((one) => one.getContext('2d'));
    for (const one of lost) one.getContext('2d').reset();
    for (const one of lost) one.dispatchEvent(new Event('contextlost', { cancelable: true }));
    for (const one of lost) one.dispatchEvent(new Event('contextrestored'));
  });
  await until('the same picture as before', async () => (await surface.screenshot()).equals(before));
  await sameSoon('before', 'restored', 'after the reset');
  if (row) await until('the same pictures in the list', async () => (await picture.screenshot()).equals(row));
});

await end(limn);
