// Measures how fast the editor steps through a video, and whether every frame is the one it says. See README.md.
//   node bench/web/video.mjs [width] [height] [seconds]        3840 2160 6
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLimn, usePage } from '../../tests/e2e/limn.mjs';

const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../web');
const { chromium } = createRequire(path.join(web, 'package.json'))('playwright-core');
const [width = 3840, height = 2160, seconds = 6] = process.argv.slice(2).map(Number);
const BITS = 10;

/** Moving content, and over the upper tenth the frame's number as a row of black and white fields. */
function makeVideo(file) {
  const number = `nullsrc=size=${BITS * 4}x4:rate=25,format=gray,geq=lum='255*mod(floor(N/pow(2,floor(X/4))),2)',scale=${width}:${Math.floor(height / 10)}:flags=neighbor,format=yuv420p`;
  const graph = `testsrc2=size=${width}x${height}:rate=25,format=yuv420p[a];${number}[b];[a][b]overlay=0:0:shortest=1`;
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-filter_complex', graph, '-t', String(seconds), '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-g', '50', '-pix_fmt', 'yuv420p', file]);
}

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
  makeVideo(file);
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
  await page.evaluate((bits) => {
    const picture = document.querySelector('[role=application] canvas');
    const context = picture.getContext('2d');
    const input = document.querySelector('input[aria-label="Frame number"]');
    globalThis.seen = [];
    const read = () => {
      const { width, height } = picture;
      let left = 0;
      const row = Math.floor(height / 2);
      const line = context.getImageData(0, row, width, 1).data;
      while (left < width && line[4 * left + 3] === 0) ++left;
      let right = width - 1;
      while (right > left && line[4 * right + 3] === 0) --right;
      let top = 0;
      const column = context.getImageData(Math.floor(width / 2), 0, 1, height).data;
      while (top < height && column[4 * top + 3] === 0) ++top;
      if (right - left < 100) return null;
      const fields = context.getImageData(0, top + 8, width, 1).data;
      let number = 0;
      for (let i = 0; i < bits; ++i) if (fields[4 * Math.floor(left + ((i + 0.5) * (right - left)) / bits)] > 128) number |= 1 << i;
      return number;
    };
    globalThis.readPicture = () => ({ shown: read(), frame: Number(input.value) });
    const tick = (time) => {
      const number = read();
      if (number !== null && globalThis.seen.at(-1)?.number !== number) globalThis.seen.push({ time, number });
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }, BITS);

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
