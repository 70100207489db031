// What the tests of pictures share: a picture whose every pixel is known, and reading what the editor shows of it.
import { join } from 'node:path';
import { settled, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { ffmpeg } from './media.mjs';

/** A picture whose value at every place is known: red by column, green by row, blue in checks. */
export const SMALL = { width: 240, height: 160 };
export const colourOf = (x, y) => [x, Math.floor((y * 255) / SMALL.height), (x + y) % 2 ? 200 : 40];

export function makeSmall(path) {
  const pixels = Buffer.alloc(SMALL.width * SMALL.height * 3);
  for (let y = 0; y < SMALL.height; y += 1)
    for (let x = 0; x < SMALL.width; x += 1) pixels.set(colourOf(x, y), 3 * (y * SMALL.width + x));
  ffmpeg(['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${SMALL.width}x${SMALL.height}`, '-i', '-', '-frames:v', '1', path], pixels);
  return path;
}

export const far = (one, other) => Math.max(...one.map((value, i) => Math.abs(value - other[i])));

/** A browser and a server, and a page that is signed in, with what asks it about the picture. */
export async function startImages(name) {
  const started = await startBrowser(name);
  const limn = await startLimn(join(started.out, 'data'));
  const page = await started.newPage();
  await signIn(page, limn.url, 'admin', 'password');

  const makeJob = (title, files, quality = 100) => limn.makeTask({ name: title, labels: [{ name: 'thing', color: '#ff6b35', attributes: [] }] }, files, { image_quality: quality });
  const open = async ({ task, job }) => {
    await page.goto(`${limn.url}/tasks/${task}/jobs/${job}?frame=0`);
    await page.locator('.ed-surface').waitFor();
    await settled(page);
    await page.mouse.move(700, 300);
  };
  // What the picture's canvas shows, read at places of the surface (CSS pixels).
  const shownAt = (places) =>
    page.evaluate((list) => {
      const canvas = document.querySelector('.ed-layer-image');
      const context = canvas.getContext('2d');
      const ratio = canvas.width / canvas.clientWidth;
      return list.map(([x, y]) => [...context.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data.slice(0, 3)]);
    }, places);
  const surface = () => page.locator('.ed-surface').boundingBox();
  const place = async () => (await page.locator('.ed-status-place').innerText()).split(', ').map(Number);
  const scaleShown = async () => page.locator('.ed-status-scale').innerText();
  const pointAt = async (x, y) => {
    const box = await surface();
    await page.mouse.move(box.x + x, box.y + y);
    await page.waitForTimeout(120);
  };
  const save = async () => {
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: /Saved/ }).waitFor();
  };
  return { ...started, limn, page, makeJob, open, shownAt, surface, place, scaleShown, pointAt, save };
}
