// Images that no browser would take whole, in Chromium on a server of its own: what is seen, drawn along edges and painted of their
// tiles. Ends in "N passed, N failed".
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, until } from './browser.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { colourOf, far, makeSmall, SMALL, startImages } from './imageView.mjs';
import { ffmpeg } from './media.mjs';

const { out, limn, page, step, end, makeJob, shownAt, surface, place, scaleShown, pointAt, save } = await startImages('large-images');
const small = makeSmall(join(out, 'a.png'));

// Every pixel of the known picture as a large block, in images that no browser would take whole.
function makeLarge(name, width, height) {
  const path = join(out, name);
  if (name.endsWith('.jpg')) {
    const colour = (column, row) => colourOf(Math.floor((8 * column * SMALL.width) / width), Math.floor((8 * row * SMALL.height) / height));
    writeFileSync(path, flatJpeg(width, height, colour));
    return path;
  }
  ffmpeg(['-i', small, '-vf', `scale=${width}:${height}:flags=neighbor`, '-frames:v', '1', path]);
  return path;
}

for (const [name, width, height] of [['large.jpg', 20000, 15000], ['large.png', 12000, 8000]]) {
  await step(`what is on the screen is ${name}, ${width} by ${height}`, page, async () => {
    const blocks = { x: width / SMALL.width, y: height / SMALL.height };
    const large = await makeJob(name, [makeLarge(name, width, height)], 95);
    await page.goto(`${limn.url}/tasks/${large.task}/jobs/${large.job}?frame=0`);
    await page.locator('.ed-surface').waitFor();
    await until('the whole image', async () => (await shownAt([[300, 300]]))[0].some((value) => value > 0));
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
        await until(`${wanted} at ${x}, ${y} of the image`, async () => far((await shownAt([[sx + dx, sy + dy]]))[0], wanted) <= 12);
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
    await save();
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
      await save();
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

await end(limn);
