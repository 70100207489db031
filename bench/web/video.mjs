// Measures how fast the editor steps through a video, and whether every frame is the one it says. See README.md.
//   node bench/web/video.mjs [width] [height] [seconds]        3840 2160 6
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLimn, usePage } from '../../tests/e2e/limn.mjs';
import { makeNumberedVideo, readNumber } from '../../tests/e2e/media.mjs';

const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../web');
const { chromium } = createRequire(path.join(web, 'package.json'))('playwright-core');
const [width = 3840, height = 2160, seconds = 6] = process.argv.slice(2).map(Number);
const BITS = 10;

async function makeTask(limn, file) {
  const headers = { Authorization: `Basic ${Buffer.from('admin:password').toString('base64')}` };
  const post = (address, init) => fetch(limn.url + address, { method: 'POST', headers, ...init });
  const task = await (
    await post('/api/tasks', { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'video', labels: [{ name: 'car' }] }) })
  ).json();
  const form = new FormData();
  form.set('image_quality', '70');
  form.set('client_files[0]', new Blob([readFileSync(file)]), 'video.mp4');
  await post(`/api/tasks/${task.id}/data`, { body: form });
  for (;;) {
    const { results } = await limn.api(`/api/jobs?task_id=${task.id}`);
    if (results.length) return { task: task.id, job: results[0].id };
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'limn-video-'));
const limn = await startLimn(path.join(folder, 'data'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  const file = path.join(folder, 'video.mp4');
  makeNumberedVideo(file, { width, height, bits: BITS, length: ['-t', String(seconds)], encoder: ['-bf', '3', '-g', '50'] });
  const { task, job } = await makeTask(limn, file);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await usePage(context);
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log(`page: ${message.text()}`));
  await page.goto(`${limn.url}/auth/login`);
  await page.evaluate(() => fetch('/api/auth/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username: 'admin', password: 'password' }) }));
  await page.goto(`${limn.url}/tasks/${task}/jobs/${job}`);
  await page.waitForSelector('[role=application]', { timeout: 60000 });

  // The number that the picture itself shows, read off the canvas at every painted frame, beside the one it is shown under.
  await page.evaluate(`globalThis.readNumber = () => (${readNumber})(${BITS})`);
  await page.evaluate(() => {
    const input = document.querySelector('input[aria-label="Frame number"]');
    globalThis.seen = [];
    globalThis.readPicture = () => ({ shown: readNumber(), frame: Number(input.value) });
    const tick = (time) => {
      const number = readNumber();
      if (number !== null && globalThis.seen.at(-1)?.number !== number) globalThis.seen.push({ time, number });
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });

  const exact = async () => {
    let looked = {};
    for (let i = 0; i < 100; ++i) {
      await page.waitForTimeout(200);
      looked = await page.evaluate(() => globalThis.readPicture());
      if (looked.shown === looked.frame) return '';
    }
    return `frame ${looked.frame} shows ${looked.shown}; `;
  };
  const last = seconds * 25 - 1;
  let wrong = '';
  for (const key of ['Home', 'f', 'f', 'v', 'End', 'd', 'd', 'c', 'Home']) {
    await page.keyboard.press(key);
    wrong += await exact();
  }
  console.log(`${width}x${height}, ${last + 1} frames: ${wrong || 'every frame looked at is the one it says'}`);

  // Processor time does not depend on what else the machine is doing, pictures a second do.
  const system = await browser.newBrowserCDPSession();
  const processorTime = async () => (await system.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, one) => sum + one.cpuTime, 0);
  const rows = [];
  const measure = async (work, run) => {
    await page.evaluate(() => (globalThis.seen.length = 0));
    const before = await processorTime();
    await run();
    const used = (await processorTime()) - before;
    const seen = await page.evaluate(() => globalThis.seen);
    const spent = (seen.at(-1).time - seen[0].time) / 1000;
    rows.push({
      work,
      pictures: seen.length,
      'pictures/s': ((seen.length - 1) / spent).toFixed(1),
      'processor ms a picture': Math.round((1000 * used) / seen.length),
    });
  };
  const repeat = async (key, times) => {
    for (let i = 0; i < times; ++i) {
      await page.keyboard.down(key); // again without up: a repeat
      await page.waitForTimeout(30);
    }
    await page.keyboard.up(key);
    await page.waitForTimeout(500);
  };
  await measure('key repeat forwards', () => repeat('f', Math.min(100, last)));
  await measure('key repeat backwards', () => repeat('d', Math.min(60, last)));
  await page.keyboard.press('Home');
  await page.waitForTimeout(1000);
  await measure('playing', async () => {
    await page.keyboard.press('Space');
    await page.waitForTimeout(3000);
    await page.keyboard.press('Space');
  });
  console.table(rows);
  await page.screenshot({ path: path.join(tmpdir(), 'limn-video.png') });
} finally {
  await browser.close();
  await limn.stop();
  rmSync(folder, { recursive: true, force: true });
}
