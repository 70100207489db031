// Takes the pictures of docs/images anew, light and dark: node docs/pictures.mjs, after ./run or ./test has built the program.
// The street in them is drawn here; what is labelled on it is exactly where it was drawn.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settled, signIn, startBrowser } from '../tests/e2e/browser.mjs';
import { startLimn } from '../tests/e2e/limn.mjs';
import { ffmpeg } from '../tests/e2e/media.mjs';

const images = join(dirname(fileURLToPath(import.meta.url)), 'images');
const { out, browser, newPage } = await startBrowser('pictures');
const limn = await startLimn(join(out, 'data'));
const FRAMES = 24;

// --- the street: where its cars and people are on a frame, and how it looks
const CARS = [
  { colour: '#d9412b', value: 'red', y: 470, size: 1.25, x: (t) => 60 + 26 * t },
  { colour: '#2f6fd0', value: 'blue', y: 418, size: 0.95, x: (t) => 1080 - 30 * t },
  { colour: '#e8e6e1', value: 'white', y: 400, size: 0.8, x: (t) => 420 + 14 * t },
];
const PEOPLE = [
  { x: (t) => 930 - 5 * t, y: 330, size: 1.1, coat: '#f2b632' },
  { x: (t) => 250 + 4 * t, y: 338, size: 0.95, coat: '#7a4fd0' },
  { x: (t) => 720 + 3 * t, y: 342, size: 0.9, coat: '#3aa675' },
];
const carBox = (car, t) => [car.x(t), car.y, car.x(t) + 190 * car.size, car.y + 82 * car.size];
const personBox = (one, t) => [one.x(t), one.y, one.x(t) + 26 * one.size, one.y + 86 * one.size];

function drawCar(car, t) {
  return `<g transform="translate(${car.x(t)} ${car.y}) scale(${car.size})">
    <path d="M4 62 V42 Q8 34 34 32 L56 8 Q60 3 68 3 H124 Q132 3 138 9 L158 32 Q184 36 186 46 V62 Z" fill="${car.colour}"/>
    <path d="M62 12 L46 32 H92 V10 H66 Z M98 10 V32 H146 L130 13 Q128 10 122 10 Z" fill="#bfe0ee"/>
    <circle cx="44" cy="64" r="17" fill="#22262b"/><circle cx="44" cy="64" r="8" fill="#9aa3ad"/>
    <circle cx="148" cy="64" r="17" fill="#22262b"/><circle cx="148" cy="64" r="8" fill="#9aa3ad"/></g>`;
}
function drawPerson(one, t) {
  const step = Math.sin(t * 1.3) * 5;
  return `<g transform="translate(${one.x(t)} ${one.y}) scale(${one.size})"><circle cx="13" cy="9" r="8" fill="#e7bd95"/>
    <rect x="3" y="18" width="20" height="36" rx="8" fill="${one.coat}"/><path d="M9 52 L${9 - step} 86 M17 52 L${17 + step} 86" stroke="#2d3340" stroke-width="6" stroke-linecap="round"/></g>`;
}
function street(t) {
  const house = (x, width, height, fill) =>
    `<rect x="${x}" y="${350 - height}" width="${width}" height="${height}" fill="${fill}"/>` +
    Array.from({ length: Math.floor(height / 46) * Math.floor(width / 44) }, (_, i) => {
      const columns = Math.floor(width / 44);
      return `<rect x="${x + 14 + (i % columns) * 44}" y="${366 - height + Math.floor(i / columns) * 46}" width="20" height="26" fill="#fff" opacity=".35"/>`;
    }).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720"><defs><linearGradient id="sky" x1="0" x2="0" y1="0" y2="1">
    <stop offset="0" stop-color="#8fb7d8"/><stop offset="1" stop-color="#f1e3cf"/></linearGradient></defs>
    <rect width="1280" height="720" fill="url(#sky)"/>${house(0, 230, 250, '#a98f7c')}${house(230, 180, 190, '#8f9aa5')}${house(410, 270, 280, '#b7a58b')}
    ${house(680, 200, 210, '#7f8f8a')}${house(880, 260, 260, '#a58a86')}${house(1140, 140, 200, '#94a0ae')}
    <rect y="350" width="1280" height="72" fill="#b9b4ab"/><rect y="412" width="1280" height="308" fill="#5d6168"/>
    ${Array.from({ length: 9 }, (_, i) => `<rect x="${i * 160 + 20}" y="585" width="90" height="8" fill="#e9e4d4"/>`).join('')}
    ${PEOPLE.map((one) => drawPerson(one, t)).join('')}${[...CARS].reverse().map((car) => drawCar(car, t)).join('')}</svg>`;
}

// --- tasks with that street: photographs of it, and a video
const LABELS = [
  { name: 'car', color: '#ff6b35', type: 'any', attributes: [
    { name: 'colour', mutable: false, input_type: 'select', values: ['red', 'blue', 'white'], default_value: 'red' },
    { name: 'parked', mutable: true, input_type: 'checkbox', values: ['false'], default_value: 'false' },
  ] },
  { name: 'person', color: '#3b82f6', type: 'any', attributes: [] },
  { name: 'house', color: '#10b981', type: 'any', attributes: [] },
  { name: 'day', color: '#facc15', type: 'tag', attributes: [] },
  { name: 'night', color: '#8b5cf6', type: 'tag', attributes: [] },
];

async function draw() {
  const page = await newPage();
  const files = [];
  for (let t = 0; t < FRAMES; t += 1) {
    await page.setContent(`<style>body{margin:0}</style>${street(t)}`);
    files.push(join(out, `street_${String(t).padStart(2, '0')}.png`));
    writeFileSync(files[t], await page.screenshot());
  }
  await page.context().close();
  return files;
}

const makeTask = (name, files) => limn.makeTask({ name, labels: LABELS }, files, { image_quality: 90 });

const common = { group: 0, source: 'manual', occluded: false, outside: false, z_order: 0, rotation: 0 };
const attributesOf = (labels, car) => labels.car.attributes.map(({ id, name }) => ({ spec_id: id, value: name === 'colour' ? car.value : 'false' }));

async function labelPhotos({ job, labels }) {
  const shapes = [];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    for (const car of CARS)
      shapes.push({ ...common, type: 'rectangle', frame, label_id: labels.car.id, points: carBox(car, frame), attributes: attributesOf(labels, car) });
    for (const [i, one] of PEOPLE.entries())
      shapes.push({ ...common, type: 'rectangle', frame, label_id: labels.person.id, points: personBox(one, frame), attributes: [], occluded: i === 1 });
    shapes.push({ ...common, type: 'polygon', frame, label_id: labels.house.id, points: [410, 70, 680, 70, 680, 350, 410, 350], attributes: [], z_order: -1 });
  }
  const tags = [0, 1, 2, 3, 4].map((frame) => ({ frame, label_id: labels.day.id, group: 0, source: 'manual', attributes: [] }));
  await limn.call('PATCH', `/api/jobs/${job}/annotations?action=create`, { tags, shapes, tracks: [] });
}

async function labelVideo({ job, labels }) {
  const [parked] = labels.car.attributes.filter((one) => one.name === 'parked');
  const track = (label, box, frames, attributes, mutable = []) => ({
    label_id: label.id, frame: frames[0], group: 0, source: 'manual', attributes, elements: [],
    shapes: frames.map((frame, i) => ({ ...common, type: 'rectangle', frame, points: box(frame), attributes: mutable, outside: i === frames.length - 1 && frame < FRAMES - 1 })),
  });
  const tracks = [
    ...CARS.map((car, i) => track(labels.car, (t) => carBox(car, t), [[0, 8, 16, 23], [2, 10, 20], [0, 23]][i], attributesOf(labels, car).filter((one) => one.spec_id !== parked.id), [{ spec_id: parked.id, value: 'false' }])),
    ...PEOPLE.map((one, i) => track(labels.person, (t) => personBox(one, t), [[0, 23], [4, 12, 18], [6, 23]][i], [])),
  ];
  await limn.call('PATCH', `/api/jobs/${job}/annotations?action=create`, { tags: [], shapes: [], tracks });
}

// --- the pictures
const frames = await draw();
ffmpeg(['-framerate', '8', '-i', join(out, 'street_%02d.png'), '-c:v', 'libx264', '-crf', '12', '-pix_fmt', 'yuv420p', join(out, 'street.mp4')]);
const photos = await makeTask('Rush hour', frames);
await labelPhotos(photos);
const video = await makeTask('Rush hour, filmed', [join(out, 'street.mp4')]);
await labelVideo(video);
const empty = await makeTask('Crossing', frames.slice(0, 12));
await limn.call('POST', '/api/issues', { job: photos.job, frame: 3, position: carBox(CARS[1], 3), message: 'The bonnet is cut off.' });

const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

async function take(name, path, act = async () => undefined, ready = '.ed-surface') {
  await page.goto('about:blank');
  await page.goto(limn.url + path);
  await page.locator(ready).first().waitFor({ timeout: 30000 });
  await settled(page);
  await page.waitForFunction(() => !document.querySelector('.ed-frame-state'));
  await act();
  await page.waitForTimeout(400);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(images, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  console.log(name);
}
const jobOf = ({ task, job }, query) => `/tasks/${task}/jobs/${job}${query}`;
const key = (name) => page.keyboard.press(name);

await take('editor', jobOf(photos, '?frame=3&defaultWorkspace=standard'), async () => {
  await page.getByLabel('Order and groups', { exact: true }).click();
  await page.locator('.ant-dropdown').getByRole('menuitem', { name: 'Label', exact: true }).last().click();
  await key('Escape');
  await page.locator('.ed-row:not(.ed-group-row)').first().click();
});
await take('timeline', jobOf(video, '?frame=10&defaultWorkspace=standard'), () => page.locator('.ed-row:not(.ed-group-row)').first().click());
await take('tags', jobOf(photos, '?frame=5&defaultWorkspace=tags'));
await take('attributes', jobOf(photos, '?frame=6&defaultWorkspace=attributes'));
await take('single-shape', jobOf(empty, '?defaultWorkspace=single'));
await take('review', jobOf(photos, '?frame=3&defaultWorkspace=review'), async () => {
  for (const one of ['Tab', 'a', 'a']) await key(one);
});
await take('keys', jobOf(photos, '?frame=3&defaultWorkspace=standard'), () => key('F1'));
await take('settings', jobOf(photos, '?frame=3&defaultWorkspace=standard'), () => key('F2'));
await take('gallery', `/tasks/${photos.task}/gallery`, () => page.waitForTimeout(2000), '[role=grid]');
await take('gallery-objects', `/tasks/${photos.task}/gallery?view=objects`, () => page.waitForTimeout(2000), '[role=grid]');
await take('task', `/tasks/${photos.task}`, undefined, 'h1');
await take('tasks', '/tasks', undefined, 'h1');

await browser.close();
await limn.stop();
