// That the editor keeps work and stays usable whatever the world around it does: sessions that end or become somebody else's,
// labels, jobs and roles that change while they are in use, servers that fail, restart in the middle of a save or are answered
// for by a proxy, slow and broken networks, clocks that jump, damaged drafts. Screenshots go to tests/e2e/out/hostile. Ends in
// "N passed, N failed".
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, signIn, startBrowser } from './browser.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { startLimn } from './limn.mjs';
import { click, drawBox, save, saved, tool, worldOf } from './world.mjs';

const { out, newPage, step, end } = await startBrowser('hostile');
let limn = await startLimn(join(out, 'data'));
const { makeTask, annotations, patch, box, openJob } = worldOf(limn);
const photos = [0, 1, 2].map((i) => [`photo_${i}.jpg`, flatJpeg(800, 600, () => [90 + 40 * i, 120, 140])]);
const PASSWORD = 'Sekret-12345';

async function person(username) {
  await limn.call('POST', '/api/auth/register', { username, first_name: username, last_name: 'Test', email: `${username}@example.org`, password1: PASSWORD, password2: PASSWORD }, null);
  const { results } = await limn.api(`/api/users?search=${username}`);
  return results.find((one) => one.username === username).id;
}

const page = await newPage();
const context = page.context();
await signIn(page, limn.url, 'admin', 'password');
const modal = (one, title) => one.getByRole('dialog').filter({ hasText: title });
const trouble = (one, text) => one.locator('.ed-trouble').getByText(text).first().waitFor();
const count = async (job) => (await annotations(job)).shapes.length;
async function drawPolygon(one, points, finish = true) {
  await tool(one, 'Polygon');
  for (const [x, y] of points) await click(one, x, y);
  if (!finish) return;
  await one.keyboard.press('n');
  await one.keyboard.press('Escape');
}

// Sessions

await step('a session that ended in the middle of a polygon: the same page goes on after the password', page, async () => {
  const work = await makeTask('expired', photos);
  await openJob(page, work);
  await drawBox(page, 0.2, 0.2);
  await drawPolygon(page, [[0.5, 0.3], [0.6, 0.3], [0.6, 0.5]], false);
  await context.clearCookies({ name: 'sessionid' });
  await page.waitForTimeout(6500); // saving by itself finds out
  const dialog = modal(page, 'Your session has ended');
  await dialog.waitFor();
  await page.screenshot({ path: join(out, 'expired.png') });
  await dialog.getByLabel('Password').fill('password');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await click(page, 0.5, 0.5);
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await save(page);
  const { shapes } = await annotations(work);
  check(shapes.map((one) => `${one.type} ${one.points.length}`).sort().join() === 'polygon 8,rectangle 4', JSON.stringify(shapes));
});

await step('signed out in another tab, and in again there: this tab goes on by itself', page, async () => {
  const work = await makeTask('out and in', photos);
  await openJob(page, work);
  const second = await context.newPage();
  await second.goto(`${limn.url}/tasks`);
  await second.evaluate(() => fetch('/api/auth/logout', { method: 'POST', headers: { 'X-CSRFToken': /csrftoken=([^;]*)/.exec(document.cookie)[1] } }));
  await page.bringToFront();
  await drawBox(page, 0.4, 0.4);
  await page.keyboard.press('Control+s');
  await modal(page, 'Your session has ended').waitFor();
  await signIn(second, limn.url, 'admin', 'password');
  await second.close();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await modal(page, 'Your session has ended').waitFor({ state: 'detached' });
  await saved(page);
  check((await count(work)) === 1, 'the box is not saved');
});

await step('somebody else signs in in another tab: nothing is saved in their name', page, async () => {
  const work = await makeTask('taken', photos);
  const kim = await person('kim.hostile');
  await limn.call('PATCH', `/api/jobs/${work.job}`, { assignee: kim });
  await openJob(page, work);
  const second = await context.newPage();
  await second.goto(`${limn.url}/tasks`);
  await second.evaluate(() => fetch('/api/auth/logout', { method: 'POST', headers: { 'X-CSRFToken': /csrftoken=([^;]*)/.exec(document.cookie)[1] } }));
  await signIn(second, limn.url, 'kim.hostile', PASSWORD);
  await page.bringToFront();
  await drawBox(page, 0.4, 0.4);
  await page.keyboard.press('Control+s');
  const dialog = modal(page, 'Somebody else has signed in');
  await dialog.waitFor();
  await page.screenshot({ path: join(out, 'taken.png') });
  check((await count(work)) === 0, 'it was saved in the name of another');
  await dialog.getByLabel('Password').fill('password');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await saved(page);
  const { results, users } = await limn.api(`/api/jobs/${work.job}/annotations/authors`);
  check(results.length === 1 && users.find(({ id }) => id === results[0].user_id)?.username === 'admin', JSON.stringify({ results, users }));
  await second.close();
});

// What others change meanwhile

const guest = await newPage();
let mia = 0;
await step('a job that becomes somebody else’s while it is open: said, kept, and to be taken along', guest, async () => {
  mia = await person('mia.hostile');
  const work = await makeTask('reassigned', photos);
  await limn.call('PATCH', `/api/jobs/${work.job}`, { assignee: mia });
  await signIn(guest, limn.url, 'mia.hostile', PASSWORD);
  await openJob(guest, work);
  await drawBox(guest, 0.3, 0.3);
  await save(guest);
  await limn.call('PATCH', `/api/jobs/${work.job}`, { assignee: null });
  await drawBox(guest, 0.5, 0.5);
  await guest.keyboard.press('Control+s');
  await guest.locator('.ed-trouble').waitFor();
  console.log(`        ${(await guest.locator('.ed-trouble').innerText()).replaceAll('\n', ' ')}`);
  await guest.keyboard.press('Control+z'); // the page is usable
  await guest.keyboard.press('Control+Shift+z');
  const download = guest.waitForEvent('download');
  await guest.getByRole('button', { name: 'Download', exact: true }).click();
  check(JSON.parse(readFileSync(await (await download).path(), 'utf8')).objects.length === 1, 'the work is not in the file');
  await limn.call('PATCH', `/api/jobs/${work.job}`, { assignee: mia }); // and back
  await save(guest);
  check((await count(work)) === 2, 'the second box is not saved');
});

await step('a label renamed and coloured anew while it is drawn with, then removed', page, async () => {
  const work = await makeTask('relabelled', photos);
  await openJob(page, work);
  await drawPolygon(page, [[0.5, 0.3], [0.6, 0.3], [0.6, 0.5]], false);
  await limn.call('PATCH', `/api/labels/${work.labels.car}`, { name: 'vehicle', color: '#123456' });
  await page.getByText('vehicle').first().waitFor(); // the label in use has its new name
  await click(page, 0.5, 0.5);
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await save(page);
  check((await annotations(work)).shapes[0].label_id === work.labels.car, 'another label');
  await drawPolygon(page, [[0.3, 0.3], [0.4, 0.3], [0.4, 0.5]], false);
  await limn.call('DELETE', `/api/labels/${work.labels.car}`);
  await page.waitForTimeout(1500);
  await click(page, 0.3, 0.5);
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+s');
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(out, 'label-removed.png') });
  console.log(`        ${(await page.locator('.ed-trouble, .ant-message').allInnerTexts()).join(' | ').replaceAll('\n', ' ')}`);
  await page.locator('.ed-row').last().click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('1');
  await save(page);
  const { shapes } = await annotations(work);
  check(shapes.length >= 1 && shapes.every((one) => one.label_id === work.labels.tree), JSON.stringify(shapes));
});

await step('two people change and delete the same objects: edits win over deletions, in both directions', page, async () => {
  const work = await makeTask('both', photos);
  await patch(work, 'create', { shapes: [box(work.labels.car, [80, 60, 240, 240]), box(work.labels.car, [480, 300, 700, 520])] });
  await page.route('**/api/jobs/*/presence*', (route) => route.fulfill({ status: 404, body: '' }));
  await openJob(page, work);
  const [first, second] = (await annotations(work)).shapes;
  await patch(work, 'delete', { shapes: [first] });
  await patch(work, 'update', { shapes: [{ ...second, points: [490, 310, 710, 530] }] });
  const row = (i) => page.locator('.ed-row').nth(i);
  await row(0).click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('ArrowRight'); // an edit of what was deleted
  await row(1).click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Delete'); // and a deletion of what was edited
  await page.keyboard.press('Control+s');
  await page.getByText(/you had both changed/).first().waitFor();
  await saved(page);
  const { shapes } = await annotations(work);
  check(shapes.map((one) => one.points.join()).sort().join(' ') === '490,310,710,530 81,60,241,240', JSON.stringify(shapes.map((one) => one.points)));
  await page.unroute('**/api/jobs/*/presence*');
});

// Servers and networks

const saving = /\/api\/jobs\/\d+\/annotations\?action=/;
await step('a proxy answers with pages of its own: told, tried again, and saved once', page, async () => {
  const work = await makeTask('proxy', photos);
  await openJob(page, work);
  for (const status of [200, 404, 403, 502]) {
    await page.route(saving, (route) => route.fulfill({ status, contentType: 'text/html', body: '<!DOCTYPE html><html><body><h1>Gateway</h1></body></html>' }));
    await drawBox(page, 0.2 + 0.1 * (status % 7), 0.3);
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: /Offline/ }).waitFor();
    await trouble(page, /The server is not reachable at the moment/);
    await page.unroute(saving);
    await saved(page);
  }
  check((await count(work)) === 4, `${await count(work)} shapes`);
});

await step('a server that fails again and again, and answers that break off: saved once in the end', page, async () => {
  const work = await makeTask('failing', photos);
  await openJob(page, work);
  let failures = 0;
  await page.route(saving, async (route) => {
    failures += 1;
    if (failures <= 2) return route.fulfill({ status: 500, contentType: 'application/json', body: '{"detail":"boom"}' });
    if (failures > 3) return route.continue();
    await route.fetch(); // the server does it, and nobody hears of it
    return route.abort('connectionreset');
  });
  await drawBox(page, 0.3, 0.3);
  await page.keyboard.press('Control+s');
  await saved(page);
  await page.unroute(saving);
  await drawBox(page, 0.6, 0.3);
  await save(page);
  check(failures >= 4, `${failures} calls`);
  check((await count(work)) === 2, `${await count(work)} shapes`);
});

await step('a server that is killed in the middle of a save and started again: everything is there once', page, async () => {
  const work = await makeTask('restarted', photos);
  const shapes = Array.from({ length: 20_000 }, (_, i) => box(work.labels.car, [i % 790, Math.floor(i / 790) * 20, (i % 790) + 6, Math.floor(i / 790) * 20 + 6]));
  await patch(work, 'create', { shapes });
  await openJob(page, work);
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('2');
  await drawBox(page, 0.9, 0.9);
  const sent = page.waitForRequest(saving);
  await page.keyboard.press('Control+s');
  await sent;
  await page.waitForTimeout(150);
  await limn.kill();
  await page.getByRole('button', { name: /Offline/ }).waitFor();
  await drawBox(page, 0.8, 0.3);
  limn = await startLimn(join(out, 'data'), new URL(limn.url).port);
  await saved(page);
  const now = (await annotations(work)).shapes;
  check(now.length === 20_002, `${now.length} shapes`);
  check(now.filter((one) => one.label_id === work.labels.tree).length >= 20_000, 'the new label is missing');
});

await step('a network of two seconds and 40 kB/s: the editor opens, draws at once and saves', page, async () => {
  const work = await makeTask('slow', photos);
  const slow = await newPage();
  await signIn(slow, limn.url, 'admin', 'password');
  await openJob(slow, work); // what the page is made of is in the browser's cache by then
  const cdp = await slow.context().newCDPSession(slow);
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 2000, downloadThroughput: 40_000, uploadThroughput: 40_000 });
  await openJob(slow, work);
  await drawBox(slow, 0.3, 0.3);
  check(await slow.locator('.ed-row').count() === 1, 'the box is not there at once');
  await slow.keyboard.press('f');
  await save(slow);
  await slow.context().close();
  check((await count(work)) === 1, 'not saved');
});

await step('a clock that jumps a day back and a year ahead: saved, and kept for a killed tab', page, async () => {
  const work = await makeTask('clock', photos);
  const odd = await context.newPage();
  await odd.addInitScript(() => {
    const now = Date.now.bind(Date);
    globalThis.jump = 0;
    Date.now = () => now() + globalThis.jump;
  });
  await openJob(odd, work);
  await drawBox(odd, 0.2, 0.2);
  await odd.evaluate(() => (globalThis.jump = -86_400_000));
  await drawBox(odd, 0.4, 0.2);
  await odd.evaluate(() => (globalThis.jump = 365 * 86_400_000));
  await drawBox(odd, 0.6, 0.2);
  await save(odd);
  await drawBox(odd, 0.8, 0.2);
  await odd.waitForTimeout(300);
  const crashed = odd.waitForEvent('crash');
  odd.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await odd.close();
  await openJob(page, work);
  const found = modal(page, 'Unsaved work was found');
  await found.getByRole('button', { name: 'Restore' }).click();
  await found.waitFor({ state: 'detached' });
  await save(page);
  check((await count(work)) === 4, `${await count(work)} shapes`);
});

await step('drafts damaged in every way: the sound ones come back, and the page works', page, async () => {
  const work = await makeTask('drafts', photos);
  await openJob(page, work);
  await context.setOffline(true);
  await drawBox(page, 0.4, 0.4);
  await page.waitForTimeout(500);
  await page.evaluate(async (jobId) => {
    const db = await new Promise((done) => (indexedDB.open('limn-drafts-1').onsuccess = (event) => done(event.target.result)));
    const transaction = db.transaction(['objects', 'frames', 'gestures', 'links'], 'readwrite');
    const put = (store, value) => transaction.objectStore(store).put({ jobId, ...value });
    const sound = { kind: 'shape', frame: 0, labelId: 1, group: 0, source: 'manual', attributes: [], elements: [], type: 'polygon', points: [1, 2, 3, 4, 5, 6], rotation: 0, occluded: false, outside: false, zOrder: 0 };
    put('objects', { id: 9001, kind: 'shape', object: { ...sound, attributes: [null] }, base: null, at: 'yesterday' });
    put('objects', { id: 9002, kind: 'shape', object: { ...sound, elements: [7] }, base: null, at: 0 });
    put('objects', { id: 9003, kind: 'track', object: { kind: 'track', frame: 0, labelId: 1, attributes: [], keyframes: 'no' }, base: null, at: 0 });
    put('frames', { deleted: 5 });
    put('gestures', { tool: 7, frame: {}, state: null });
    put('links', { links: 'none' });
    await new Promise((done) => (transaction.oncomplete = done));
    db.close();
  }, work.job);
  await context.setOffline(false);
  page.once('dialog', (dialog) => dialog.accept());
  await openJob(page, work);
  const dialog = modal(page, 'Unsaved work was found');
  await dialog.getByText(/5 more entries are damaged/).waitFor();
  await page.screenshot({ path: join(out, 'drafts.png') });
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await dialog.waitFor({ state: 'detached' });
  await save(page);
  check((await count(work)) === 1, 'the sound box is not restored');
});

await end(limn);
