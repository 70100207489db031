// The timeline of tracks and the player in Chromium, on a server of its own with a small video whose pictures carry their
// frame number: keyframes are moved, tracks trimmed, extended, split and merged by pointer and keys, undone, saved and read
// back; a key held down and playing show every picture under its own number. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, seriousFindings, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { makeNumberedVideo, readNumber } from './media.mjs';

const FRAMES = 60;
const BITS = 6;
const SIZE = { width: 1280, height: 720 };
const NAMES = 168; // width of the column of names
const MARGIN = 16;

const { out, newPage, step, end } = await startBrowser('timeline');
const limn = await startLimn(join(out, 'data'));

const video = join(out, 'video.mp4');
makeNumberedVideo(video, { ...SIZE, bits: BITS, length: ['-frames:v', String(FRAMES)] });

const LABELS = [{ name: 'car', color: '#ff6b35', attributes: [{ name: 'parked', mutable: true, input_type: 'checkbox', default_value: 'false', values: ['false'] }] }, { name: 'person', color: '#3b82f6', attributes: [] }];
const { task, job, labels: { car, person } } = await limn.makeTask({ name: 'timeline', labels: LABELS }, [video]);
const parked = car.attributes[0].id;
const box = (frame, x, more = {}) => ({ type: 'rectangle', frame, points: [x, 200, x + 200, 350], occluded: false, outside: false, z_order: 0, rotation: 0, attributes: [], ...more });
const track = (label_id, shapes) => ({ label_id, frame: shapes[0].frame, group: 0, source: 'manual', attributes: [], elements: [], shapes });
const set = (value) => [{ spec_id: parked, value }];
await limn.call('PUT', `/api/jobs/${job}/annotations`, {
  version: 0,
  tags: [],
  shapes: [],
  tracks: [
    track(car.id, [box(0, 100, { attributes: set('false') }), box(10, 200), box(20, 300, { occluded: true, attributes: set('true') }), box(40, 500), box(50, 600, { outside: true })]),
    track(person.id, [box(5, 700), box(15, 800, { outside: true }), box(30, 900)]),
    track(person.id, [box(45, 300)]),
  ],
});

const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

async function open() {
  await page.goto(`${limn.url}/tasks/${task}/jobs/${job}`);
  await page.getByRole('group', { name: 'Keyframes of the tracks' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.ed-tl-row').length === 3);
}

async function save() {
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor();
}

const describe = ({ label_id, shapes }) => `${label_id === car.id ? 'car' : 'person'} ${shapes.map(({ frame, outside }) => `${frame}${outside ? 'o' : ''}`).join(' ')}`;

/** Tracks by the frame they begin on, then by label, as frames with an o where they are outside. */
async function tracks() {
  const { tracks: all } = await limn.api(`/api/jobs/${job}/annotations`);
  return all.map(describe).sort();
}

async function expectTracks(...wanted) {
  const found = await tracks();
  check(found.join('; ') === [...wanted].sort().join('; '), `tracks are ${found.join('; ')}`);
}

/** Screen point of a frame in the row of a track, by its name there. */
async function at(name, frame, dx = 0) {
  const rows = await page.locator('.ed-tl-rows').evaluate((element) => ({ left: element.getBoundingClientRect().left, width: element.clientWidth }));
  const row = await page.locator('.ed-tl-row', { hasText: name }).boundingBox();
  const width = rows.width - NAMES;
  return [rows.left + NAMES + MARGIN + (frame * (width - 2 * MARGIN)) / (FRAMES - 1) + dx, row.y + 12];
}

/** The name of a row by what its track is in the API, in whose order the page numbers its objects. */
async function named(prefix) {
  const { tracks: all } = await limn.api(`/api/jobs/${job}/annotations`);
  const index = all.findIndex((one) => describe(one).startsWith(prefix));
  return `${prefix.split(' ')[0]} ${index + 1}`;
}

async function drag(from, to) {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
  await page.mouse.move(...to);
  await page.mouse.up();
}

const frameNumber = () => page.getByLabel('Frame number').inputValue().then(Number);
const keyframes = page.getByRole('group', { name: 'Keyframes of the tracks' });

await step('the timeline shows every track of the job', page, async () => {
  await open();
  const names = await page.locator('.ed-tl-title').allTextContents();
  check(names.join() === 'car 1,person 2,person 3', `rows: ${names.join()}`);
});

await step('a keyframe is dragged, and stops in front of the next one', page, async () => {
  await drag(await at('car 1', 10), await at('car 1', 14));
  await save();
  await expectTracks('car 0 14 20 40 50o', 'person 5 15o 30', 'person 45');
  await drag(await at('car 1', 14), await at('car 1', 33));
  await save();
  await expectTracks('car 0 19 20 40 50o', 'person 5 15o 30', 'person 45');
});

await step('each drag is undone as one step', page, async () => {
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await save();
  await expectTracks('car 0 10 20 40 50o', 'person 5 15o 30', 'person 45');
});

await step('the ends of a track are dragged by their brackets', page, async () => {
  await page.locator('.ed-tl-title', { hasText: 'person 2' }).click();
  await drag(await at('person 2', 15, 10), await at('person 2', 21, 10));
  await drag(await at('person 2', 5, -10), await at('person 2', 2, -10));
  await save();
  await expectTracks('car 0 10 20 40 50o', 'person 2 5 15 21o 30', 'person 45');
});

await step('dragged up to the next part an end closes the gap', page, async () => {
  await drag(await at('person 2', 21, 10), await at('person 2', 36, 10));
  await save();
  await expectTracks('car 0 10 20 40 50o', 'person 2 5 15 21 30', 'person 45');
});

await step('a track ends and starts on the frame shown', page, async () => {
  await page.locator('.ed-tl-title', { hasText: 'car 1' }).click();
  await page.mouse.click(...(await at('car 1', 34)));
  check((await frameNumber()) === 34, `frame ${await frameNumber()} instead of 34`);
  await page.getByRole('button', { name: 'Track ends here' }).click();
  await page.mouse.click(...(await at('car 1', 4)));
  await page.keyboard.press('Alt+[');
  await save();
  await expectTracks('car 4 10 20 35o', 'person 2 5 15 21 30', 'person 45');
  const { tracks: all } = await limn.api(`/api/jobs/${job}/annotations`);
  const shapes = all.find(({ label_id }) => label_id === car.id).shapes;
  check(shapes[0].points[0] === 140, `the track starts at ${shapes[0].points[0]}`);
  check(shapes[0].attributes[0]?.value === 'false', 'the start lost the value of its attribute');
});

await step('a track is split on the frame shown, and its parts are merged again', page, async () => {
  await page.mouse.click(...(await at('car 1', 15)));
  await page.getByRole('button', { name: 'Split track here' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.ed-tl-row').length === 4);
  await save();
  await expectTracks('car 15 20 35o', 'car 4 10 15o', 'person 2 5 15 21 30', 'person 45');
  await page.getByRole('button', { name: /^Merge tracks/ }).click();
  await save();
  await expectTracks('car 4 10 15 20 35o', 'person 2 5 15 21 30', 'person 45');
});

await step('everything is undone, done again, and found after a reload', page, async () => {
  for (let i = 0; i < 7; i += 1) await page.keyboard.press('Control+z');
  await save();
  await expectTracks('car 0 10 20 40 50o', 'person 5 15o 30', 'person 45');
  for (let i = 0; i < 7; i += 1) await page.keyboard.press('Control+Shift+z');
  await save();
  await open();
  await expectTracks('car 4 10 15 20 35o', 'person 2 5 15 21 30', 'person 45');
});

await step('keys go along the keyframes, move them and delete them', page, async () => {
  await page.locator('.ed-tl-title', { hasText: 'car' }).click();
  await keyframes.focus();
  await page.keyboard.press('Home');
  check((await frameNumber()) === 4, `Home went to ${await frameNumber()}`);
  await page.keyboard.press('ArrowRight');
  check((await frameNumber()) === 10, `the next keyframe is ${await frameNumber()}`);
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Alt+ArrowRight');
  check((await frameNumber()) === 12, `the keyframe moved to ${await frameNumber()}`);
  await save();
  await expectTracks('car 4 12 15 20 35o', 'person 2 5 15 21 30', 'person 45');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('2 keyframes chosen').waitFor();
  await page.keyboard.press('Delete');
  await save();
  await expectTracks('car 4 20 35o', 'person 2 5 15 21 30', 'person 45');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await save();
  await expectTracks('car 4 10 15 20 35o', 'person 2 5 15 21 30', 'person 45');
});

await step('a box chooses the keyframes of several tracks, which are moved together', page, async () => {
  const from = await at('car', 8);
  const to = await at(await named('person 2'), 31);
  await drag([from[0], from[1] - 4], [to[0], to[1] + 4]);
  await page.getByText('6 keyframes chosen').waitFor();
  await drag(await at('car', 20), await at('car', 22));
  await save();
  await expectTracks('car 4 12 17 22 35o', 'person 2 5 17 23 32', 'person 45');
  await page.keyboard.press('Control+z');
});

await step('a locked track keeps its keyframes', page, async () => {
  const name = await named('person 45');
  await page.locator('.ed-tl-title', { hasText: name }).click();
  await page.keyboard.press('l');
  await drag(await at(name, 45), await at(name, 50));
  await save();
  check((await tracks()).includes('person 45'), 'the keyframe of a locked track moved');
});

await step('the timeline is zoomed, unfolded, folded away and brought back', page, async () => {
  await page.getByRole('button', { name: 'Zoom in', exact: true }).last().click();
  await page.locator('.ed-tl-scroll').waitFor();
  await page.getByRole('button', { name: 'Show all frames' }).click();
  await page.locator('.ed-tl-scroll').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Unfold car/ }).click();
  await page.locator('.ed-tl-name small', { hasText: 'parked' }).waitFor();
  await page.getByRole('button', { name: /^Tracks/ }).click();
  await keyframes.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Tracks/ }).click();
  await keyframes.waitFor();
});

/** Reads the number off the canvas at every painted frame, beside the one it is shown under. */
async function watch() {
  await page.evaluate(`globalThis.readPicture = () => (${readNumber})(${BITS})`);
  await page.evaluate(() => {
    const input = document.querySelector('input[aria-label="Frame number"]');
    globalThis.seen = [];
    // What stands there after the last callback of a display frame is what is painted.
    const original = globalThis.requestAnimationFrame;
    let last = null;
    const note = (time) => {
      if (last && last.time !== time && last.number !== null && globalThis.seen.at(-1)?.number !== last.number) globalThis.seen.push(last);
      last = { time, number: globalThis.readPicture(), frame: Number(input.value) };
    };
    globalThis.requestAnimationFrame = (callback) =>
      original((time) => {
        callback(time);
        note(time);
      });
  });
}

const settledOn = (frame) => page.waitForFunction((wanted) => globalThis.readPicture() === wanted && Number(document.querySelector('input[aria-label="Frame number"]').value) === wanted, frame);

await step('a key held down shows the frames in order, each under its own number', page, async () => {
  await watch();
  await page.locator('[role=application]').focus();
  await page.keyboard.press('Home');
  await settledOn(0);
  await page.evaluate(() => (globalThis.seen.length = 0));
  for (let i = 0; i < 300 && (await frameNumber()) < 40; i += 1) {
    await page.keyboard.down('f'); // again without up: a repeat
    await page.waitForTimeout(20);
  }
  await page.keyboard.up('f');
  await page.waitForTimeout(500);
  await settledOn(await frameNumber());
  const seen = await page.evaluate(() => globalThis.seen);
  const wrong = seen.filter(({ number, frame }) => number !== frame);
  check(wrong.length === 0, `shown under another number: ${JSON.stringify(wrong.slice(0, 3))}`);
  check(seen.length > 20, `only ${seen.length} pictures for 40 steps`);
  check(seen.every(({ number }, i) => i === 0 || number > seen[i - 1].number), 'the pictures came out of order');
});

await step('the frame whose number is typed is shown, and the keys are for the picture again', page, async () => {
  const type = async (text, key) => {
    await page.keyboard.press('`');
    await page.keyboard.type(text);
    await page.keyboard.press(key);
  };
  await type('37', 'Enter');
  await settledOn(37);
  await type('12', 'Escape');
  await page.keyboard.press('f');
  await settledOn(38);
});

await step('the slider shows the frame under the pointer', page, async () => {
  const rail = await page.locator('.ed-frame-slider .ant-slider').boundingBox();
  await page.mouse.move(rail.x + rail.width - 0.5, rail.y + rail.height / 2);
  await page.locator('.ed-thumbnail', { hasText: String(FRAMES - 1) }).locator('canvas, img').waitFor();
  await page.mouse.move(400, 400);
  await page.locator('.ed-thumbnail').waitFor({ state: 'detached' });
});

await step('playing goes on and back, faster, in a loop, and stops', page, async () => {
  await page.keyboard.press('Home');
  await settledOn(0);
  await page.evaluate(() => (globalThis.seen.length = 0));
  await page.keyboard.press('Space');
  await page.waitForFunction(() => globalThis.seen.length > 6);
  await page.keyboard.press('Space');
  const stopped = await frameNumber();
  await settledOn(stopped);
  const seen = await page.evaluate(() => globalThis.seen);
  check(seen.every(({ number, frame }) => number === frame), `a picture under another number: ${JSON.stringify(seen)}`);
  await page.keyboard.press(',');
  await page.waitForFunction((from) => Number(document.querySelector('input[aria-label="Frame number"]').value) < from, stopped);
  await page.keyboard.press('Space');
  await page.waitForTimeout(500);
  await settledOn(await frameNumber());
  await page.keyboard.press('Home');
  await page.keyboard.press('{');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('f');
  const last = await frameNumber();
  await page.keyboard.press('}');
  await page.evaluate(() => (globalThis.seen.length = 0));
  await page.keyboard.press('.');
  await page.waitForFunction(() => globalThis.seen.length > 12);
  await page.keyboard.press('Space');
  await page.keyboard.press('|');
  const looped = (await page.evaluate(() => globalThis.seen)).map(({ number }) => number);
  check(Math.max(...looped) <= last, `the loop to ${last} went to ${Math.max(...looped)}`);
});

await step('light and dark, with nothing that a scan for accessibility finds', page, async () => {
  await page.locator('.ed-tl-title', { hasText: 'car' }).click();
  await page.mouse.click(...(await at('car', 20)));
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(out, 'light.png') });
  const findings = (await seriousFindings(page)).filter((finding) => finding.includes('ed-tl'));
  check(findings.length === 0, findings.join('; '));
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(out, 'dark.png') });
});

await end(limn);
