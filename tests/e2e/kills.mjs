// Hundreds of edits in a browser that is killed again and again, in the middle of drawing and of saving: of each life the last
// gesture may be lost, and nothing else; nothing may be there twice. How many edits may be said: kills.mjs 1000. Ends in "N passed, N failed".
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, outputFolder, PATIENCE, signIn, tellTotals, until } from './browser.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { freePort, startLimn, usePage } from './limn.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = outputFolder('kills');
const { chromium } = createRequire(join(here, '../../web/package.json'))('playwright-core');
const EDITS = Number(process.argv[2] ?? 300);
const MOST_A_LIFE = EDITS / 3;
/** Milliseconds between two boxes: twice as fast as the fastest hands. */
const PAUSE = 60;
const IMAGE = { width: 1280, height: 720 };
const COLUMNS = 40;

const limn = await startLimn(join(out, 'data'));
const photo = flatJpeg(IMAGE.width, IMAGE.height, () => [120, 130, 140]);
const { task, job } = await limn.makeTask({ name: 'kills', labels: [{ name: 'thing', type: 'rectangle', attributes: [] }] }, [['0.jpg', photo]]);

/** Which number a box has, by where it lies; it is drawn there, and nowhere else. */
const placeOf = (number) => [20 + (number % COLUMNS) * 31, 20 + Math.floor(number / COLUMNS) * 27];
const numberOf = ([x, y]) => Math.round((x - 20) / 31) + COLUMNS * Math.round((y - 20) / 27);
const saved = async () => (await limn.api(`/api/jobs/${job}/annotations`)).shapes.map(({ points }) => numberOf(points)).sort((a, b) => a - b);

/** A browser of our own on the same profile, to be killed. */
async function startLife() {
  const port = await freePort();
  const process_ = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--window-size=1440,900', `--user-data-dir=${join(out, 'profile')}`, `--remote-debugging-port=${port}`, 'about:blank',
  ], { stdio: 'ignore', detached: true, env: { ...process.env, LANGUAGE: 'en' } });
  let browser;
  await until('the start of a browser', async () => (browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined)));
  const context = browser.contexts()[0];
  context.setDefaultTimeout(PATIENCE);
  await usePage(context);
  const page = await context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  const kill = () =>
    new Promise((resolve) => {
      process_.on('exit', resolve);
      process.kill(-process_.pid, 'SIGKILL');
    });
  return { page, kill };
}

/** Opens the job, takes back what an earlier life left, and tells where the image lies. */
async function openJob(page) {
  await page.goto(`${limn.url}/tasks/${task}/jobs/${job}?frame=0`);
  const surface = page.locator('.ed-surface');
  const login = page.getByLabel('User name or e-mail');
  await surface.or(login).first().waitFor();
  if (await login.isVisible()) {
    await signIn(page, limn.url, 'admin', 'password');
    await page.goto(`${limn.url}/tasks/${task}/jobs/${job}?frame=0`);
    await surface.waitFor();
  }
  await page.waitForFunction(() => !document.querySelector('.ed-opening, .ed-frame-state'));
  await page.waitForTimeout(500);
  const dialog = page.getByRole('dialog').filter({ hasText: 'Unsaved work was found' });
  if (await dialog.isVisible()) {
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await page.keyboard.press('Escape'); // a box that was begun
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor();
  const box = await surface.boundingBox();
  const scale = Math.min((box.width - 24) / IMAGE.width, (box.height - 24) / IMAGE.height);
  return ([x, y]) => [box.x + box.width / 2 + (x - IMAGE.width / 2) * scale, box.y + box.height / 2 + (y - IMAGE.height / 2) * scale];
}

let seed = 777;
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
let drawn = 0;
let lives = 0;
let restored = 0;
let lost = 0;
let failure = null;
try {
  while (drawn < EDITS) {
    const { page, kill } = await startLife();
    const screen = await openJob(page);
    const there = await saved();
    check(new Set(there).size === there.length, `life ${lives}: something is there twice`);
    check(there.every((number) => number >= 0 && number < drawn), `life ${lives}: there is what was not drawn`);
    const missing = drawn - there.length - lost;
    check(missing >= 0 && missing <= (lives ? 1 : 0), `life ${lives}: ${missing} gestures are lost`);
    lost += missing;
    if (lives) restored += 1;
    await page.keyboard.press('Shift+R');
    const last = Math.min(EDITS, drawn + 1 + Math.floor(random() * MOST_A_LIFE));
    for (; drawn < last; drawn += 1) {
      const [x, y] = placeOf(drawn);
      for (const place of [[x, y], [x + 18, y + 16]]) await page.mouse.click(...screen(place));
      await page.waitForTimeout(PAUSE);
    }
    if (random() < 0.5) await page.mouse.click(...screen([900, 715])); // a box is begun
    if (random() < 0.5) page.keyboard.press('Control+s').catch(() => undefined); // while it saves
    await kill();
    lives += 1;
  }
  const { page, kill } = await startLife();
  await openJob(page);
  const there = await saved();
  lost = EDITS - there.length;
  check(new Set(there).size === there.length, 'something is there twice in the end');
  check(lost <= lives, `${lost} gestures are lost in ${lives} lives`);
  await kill();
} catch (error) {
  failure = error;
}
await limn.stop();
console.log(`${failure ? 'FAILED' : 'ok    '}  ${drawn} boxes in ${lives} browsers that were killed, ${restored} times restored: ${lost} gestures lost`);
if (failure) console.log(`        ${failure.message}`);
tellTotals({ passed: failure ? 0 : 1, failed: failure ? 1 : 0 });
