// How the picture of a job is looked at, in Chromium on a server of its own: single pixels at 64 times, turned views that are
// drawn on, adjustments, the grid, a region; by fingers and by a pen. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, seriousFindings, settled, until } from './browser.mjs';
import { colourOf, far, makeSmall, SMALL, startImages } from './imageView.mjs';

const { out, limn, page, step, end, makeJob, open, shownAt, surface, place, scaleShown, pointAt, save } = await startImages('image');
const small = await makeJob('small', ['a.png', 'b.png'].map((name) => makeSmall(join(out, name))));

await step('the place and colour under the pointer are told', page, async () => {
  await open(small);
  let [x, y] = [];
  await until('the middle of the picture in the middle', async () => {
    const box = await surface();
    await pointAt(box.width / 2, box.height / 2);
    [x, y] = await place();
    return x === SMALL.width / 2 && y === SMALL.height / 2;
  });
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
  await save();
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
  const is = (wanted, otherwise) => until(`another than "${otherwise}"`, async () => (await upright()) === wanted);
  await is(false, 'the first frame is not turned');
  await page.keyboard.press('f');
  await is(true, 'the second frame is turned, too');
  await page.keyboard.press('d');
  await is(false, 'the first frame is turned no more');
  await page.keyboard.press('Alt+i');
  await page.getByRole('group', { name: 'Picture and view' }).getByText('All frames', { exact: true }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.keyboard.press('f');
  await is(false, 'the second frame is not turned with all');
  await page.keyboard.press('Control+Shift+r');
  await page.keyboard.press('d');
  await is(true, 'the first frame is not turned back with all');
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
  await limn.keeps('editor.adjustment', (look) => look?.gamma === 2);
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
  await until('zooming to the region', async () => Math.abs(Number.parseFloat(await scaleShown()) - wanted) <= 2);
});

const session = await page.context().newCDPSession(page);

await step('on a screen with more pixels the picture has them, and lies where it did', page, async () => {
  await page.keyboard.press('0');
  const box = await surface();
  await pointAt(box.width / 2 + 40, box.height / 2 + 20);
  const before = await place();
  const ratio = () => page.evaluate(() => document.querySelector('.ed-layer-image').width / document.querySelector('.ed-surface').clientWidth);
  for (const deviceScaleFactor of [2, 1]) {
    await session.send('Emulation.setDeviceMetricsOverride', { width: 1280, height: 720, deviceScaleFactor, mobile: false });
    await pointAt(box.width / 2 + 41, box.height / 2 + 20);
    await pointAt(box.width / 2 + 40, box.height / 2 + 20);
    await until(`${deviceScaleFactor} pixels for each`, async () => Math.abs((await ratio()) - deviceScaleFactor) < 0.01);
    check(far(await place(), before) === 0, `the place is ${await place()} instead of ${before}`);
  }
});

const touch = (type, ...points) =>
  session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
const shapes = async () => {
  await save();
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
  await until('zooming by fingers', async () => Math.abs(Number.parseFloat(await scaleShown()) - 2 * from) <= 0.05 * from);
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
  await menu.waitFor();
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
  await until('moving the picture', async () => (await place())[0] < at[0] - 5);
  check((await shapes()).length === before + 1, 'the finger drew');
});

await step('what is selected, the tool and saving are told in words', page, async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const told = () => page.locator('.ed-announcer').innerText();
  await page.keyboard.press('Tab');
  await until('telling the selection', async () => /Selected thing \d+, rectangle \d+ by \d+ at/.test(await told()));
  await page.keyboard.press('Shift+p');
  await until('telling the tool', async () => /^Polygon\. /.test(await told()));
  await page.keyboard.press('Escape');
});

await end(limn);
