// Hundreds of edits in a browser that is killed again and again, in the middle of drawing and of saving: of each life the last
// gesture may be lost, and nothing else; nothing may be there twice. How many edits may be said: kills.mjs 1000. Ends in "N passed, N failed".
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, signIn } from './browser.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { startLimn, usePage } from './limn.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'out-kills');
const { chromium } = createRequire(join(here, '../../web/package.json'))('playwright-core');
const EDITS = Number(process.argv[2] ?? 300);
const MOST_A_LIFE = EDITS / 3;
/** Milliseconds between two boxes: twice as fast as the fastest hands. */
const PAUSE = 60;
const IMAGE = { width: 1280, height: 720 };
const COLUMNS = 40;

rmSync(out, { recursive: true, force: true });
const limn = await startLimn(join(out, 'data'));
const task = await limn.call('POST', '/api/tasks', { name: 'kills', labels: [{ name: 'thing', type: 'rectangle', attributes: [] }] });
const form = new FormData();
form.set('image_quality', '80');
form.set('client_files[0]', new Blob([flatJpeg(IMAGE.width, IMAGE.height, () => [120, 130, 140])]), '0.jpg');
await limn.finished((await limn.call('POST', `/api/tasks/${task.id}/data`, form)).rq_id);
const [job] = (await limn.api(`/api/jobs?task_id=${task.id}`)).results;

/** Which number a box has, by where it lies; it is drawn there, and nowhere else. */
const placeOf = (number) => [20 + (number % COLUMNS) * 31, 20 + Math.floor(number / COLUMNS) * 27];
const numberOf = ([x, y]) => Math.round((x - 20) / 31) + COLUMNS * Math.round((y - 20) / 27);
const saved = async () => (await limn.api(`/api/jobs/${job.id}/annotations`)).shapes.map(({ points }) => numberOf(points)).sort((a, b) => a - b);

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** A browser of our own on the same profile, to be killed. */
async function startLife() {
  const port = await freePort();
  const process_ = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--window-size=1440,900', `--user-data-dir=${join(out, 'profile')}`, `--remote-debugging-port=${port}`, 'about:blank',
  ], { stdio: 'ignore', detached: true });
  let browser;
  for (let i = 0; !browser; i += 1) {
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch((error) => {
      if (i >= 150) throw error;
      return new Promise((wake) => setTimeout(wake, 100));
    });
  }
  const context = browser.contexts()[0];
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
  await page.goto(`${limn.url}/tasks/${task.id}/jobs/${job.id}?frame=0`);
  const surface = page.locator('.ed-surface');
  const login = page.getByLabel('User name or e-mail');
  await surface.or(login).first().waitFor({ timeout: 60000 });
  if (await login.isVisible()) {
    await signIn(page, limn.url, 'admin', 'password');
    await page.goto(`${limn.url}/tasks/${task.id}/jobs/${job.id}?frame=0`);
    await surface.waitFor({ timeout: 60000 });
  }
  await page.waitForFunction(() => !document.querySelector('.ed-opening, .ed-frame-state'), null, { timeout: 30000 });
  await page.waitForTimeout(500);
  const dialog = page.getByRole('dialog').filter({ hasText: 'Unsaved work was found' });
  if (await dialog.isVisible()) {
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await page.keyboard.press('Escape'); // a box that was begun
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor({ timeout: 30000 });
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
console.log(`\n${failure ? 0 : 1} passed, ${failure ? 1 : 0} failed`);
process.exit(failure ? 1 : 0);
