// That no work is lost: killed tabs, no network, other people in the same job, labels and jobs that go away, damaged and full
// stores, and browsers that lack something. Screenshots go to tests/e2e/out/safety. Ends in
// "N passed, N failed".
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, drafted, seriousFindings, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { ffmpeg, picture } from './media.mjs';
import { click, drawBox, save, saved, tool, worldOf } from './world.mjs';

const { out, newPage, step, end } = await startBrowser('safety');
const limn = await startLimn(join(out, 'data'));
const photos = [0, 1, 2].map((i) => picture(join(out, `photo_${i}.jpg`), `testsrc2=size=800x600:rate=1,hue=h=${i * 60}`));

const { makeTask: makeTaskOf, annotations, patch, box, openJob } = worldOf(limn);
const makeTask = (name, files = photos) => makeTaskOf(name, files);

const page = await newPage();
const context = page.context();
await signIn(page, limn.url, 'admin', 'password');
const shared = await makeTask('shared');

await step('a tab that crashed in the middle of a polygon: everything comes back, the polygon goes on', page, async () => {
  const doomed = await context.newPage();
  await openJob(doomed, shared);
  await drawBox(doomed, 0.3, 0.3);
  await tool(doomed, 'Polygon');
  for (const [x, y] of [[0.5, 0.3], [0.6, 0.3], [0.6, 0.5]]) await click(doomed, x, y);
  await doomed.waitForTimeout(900); // an edit is kept at once, a drawing every moment
  const crashed = doomed.waitForEvent('crash');
  doomed.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await doomed.close();
  await openJob(page, shared);
  const dialog = page.getByRole('dialog').filter({ hasText: 'Unsaved work was found' });
  await dialog.getByText(/A drawing was under way on frame 0 \(polygon\)/).waitFor();
  await page.screenshot({ path: join(out, 'recover.png') });
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await dialog.waitFor({ state: 'detached' });
  await click(page, 0.5, 0.5);
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await save(page);
  const { shapes } = await annotations(shared);
  check(shapes.map((one) => `${one.type} ${one.points.length}`).sort().join() === 'polygon 8,rectangle 4', JSON.stringify(shapes));
});

await step('without network work goes on, and is saved once when it is back', page, async () => {
  await context.setOffline(true);
  await drawBox(page, 0.35, 0.6);
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Offline/ }).waitFor();
  await tool(page, 'Rectangle');
  await page.locator('.ed-trouble').waitFor();
  await drawBox(page, 0.35, 0.82); // through the notice
  await page.screenshot({ path: join(out, 'offline.png') });
  check((await page.getByRole('button', { name: /Offline/ }).count()) === 1, 'an edit made the page forget that it is offline');
  await context.setOffline(false);
  await saved(page); // tried again by itself
  check((await annotations(shared)).shapes.length === 4, 'not four shapes');
});

// A page that is told nothing of the others finds what they did at its own save.
const presence = '**/api/jobs/*/presence*';
await step('what somebody else saves meanwhile is merged, object by object', page, async () => {
  await page.route(presence, (route) => route.fulfill({ status: 404, body: '' }));
  await openJob(page, shared);
  const before = (await annotations(shared)).shapes;
  const rectangle = before.find((one) => one.type === 'rectangle');
  const polygon = before.find((one) => one.type === 'polygon');
  await patch(shared, 'update', { shapes: [{ ...rectangle, points: [10, 10, 90, 90] }] });
  await patch(shared, 'delete', { shapes: [polygon] });
  await patch(shared, 'create', { shapes: [box(shared.labels.tree, [700, 500, 790, 590])] });
  await drawBox(page, 0.7, 0.2);
  await page.keyboard.press('Control+s');
  await page.getByText(/changed elsewhere as well: 3 changes were taken over/).first().waitFor();
  await saved(page);
  const after = (await annotations(shared)).shapes;
  check(after.length === 5, `${after.length} shapes`);
  check(after.some((one) => one.id === rectangle.id && one.points[0] === 10), 'the other edit is gone');
  check(!after.some((one) => one.type === 'polygon'), 'the deleted polygon is back');
  const [, rows] = /Items?:? (\d+)|(\d+) objects/.exec(await page.locator('.ed-sidebar').innerText()) ?? [];
  if (rows) check(Number(rows) === 5, `the list has ${rows}`);
  await page.unroute(presence);
});

await step('a label that was removed holds back only what has it', page, async () => {
  await page.keyboard.press('Escape');
  await tool(page, 'Rectangle');
  await page.keyboard.press('2');
  await click(page, 0.5, 0.7);
  await click(page, 0.58, 0.78);
  await page.keyboard.press('Escape');
  const count = (await annotations(shared)).shapes.filter((one) => one.label_id === shared.labels.car).length;
  await limn.call('DELETE', `/api/labels/${shared.labels.tree}`);
  await drawBox(page, 0.5, 0.85);
  await page.keyboard.press('1'); // the last box: back to the label that is there
  await page.keyboard.press('Control+s');
  await page.getByText(/has a label that was removed meanwhile/).first().waitFor();
  await page.screenshot({ path: join(out, 'label-gone.png') });
  check((await annotations(shared)).shapes.filter((one) => one.label_id === shared.labels.car).length >= count, 'saved work is gone');
});

const host = await newPage();
await signIn(host, limn.url, 'admin', 'password');
await step('two people in one job see each other, keep out of each other’s way, and get what the other saves', host, async () => {
  const together = await makeTask('together');
  await patch(together, 'create', { shapes: [box(together.labels.car, [80, 60, 240, 240]), box(together.labels.car, [480, 300, 700, 520])] });
  const registered = await limn.call('POST', '/api/auth/register', { username: 'mia.lee', first_name: 'Mia', last_name: 'Lee', email: 'mia@example.org', password1: 'Sekret-12345', password2: 'Sekret-12345' }, null);
  check(registered.username === 'mia.lee', 'mia is not registered');
  const { results: [{ id: mia }] } = await limn.api('/api/users?search=mia.lee');
  await limn.call('PATCH', `/api/jobs/${together.job}`, { assignee: mia });
  const other = await newPage();
  await signIn(other, limn.url, 'mia.lee', 'Sekret-12345');
  await openJob(host, together);
  await openJob(other, together);
  const rowOf = (one, number) => one.locator('.ed-row', { hasText: `car ${number}` });
  const people = host.getByRole('group', { name: 'Others in this job' });
  const avatar = people.getByRole('button', { name: /^Mia Lee/ });
  await avatar.waitFor();
  check((await avatar.getAttribute('data-letters')) === 'ML', 'other letters');
  check((await people.getByRole('button').count()) === 1, 'one sees oneself');
  await other.getByRole('group', { name: 'Others in this job' }).getByRole('button', { name: /^admin/ }).waitFor();

  // Where the other is, and the way there.
  await other.keyboard.press('f');
  await people.getByRole('button', { name: 'Mia Lee · frame 1: go there' }).click();
  await host.getByRole('application', { name: /^Frame 1 / }).waitFor();
  await people.getByRole('button', { name: 'Mia Lee · this frame: go there' }).waitFor();
  for (const one of [host, other]) {
    await one.locator('.ed-surface').focus();
    await one.keyboard.press('d');
    await one.getByRole('application', { name: /^Frame 0 / }).waitFor();
  }

  // What the other has in hand is left alone.
  await rowOf(other, 1).click();
  await rowOf(host, 1).getByRole('img', { name: 'Mia Lee is working on this object' }).waitFor();
  await rowOf(host, 1).click();
  await host.locator('.ed-surface').focus();
  await host.keyboard.press('ArrowRight');
  const notice = host.locator('.ed-notices').getByText('Mia Lee is working on this object.');
  await notice.waitFor();
  await host.getByRole('button', { name: 'Saved' }).waitFor(); // nothing was changed
  await host.screenshot({ path: join(out, 'together.png') });
  const findings = [...(await seriousFindings(host, '.ed-topbar')), ...(await seriousFindings(host, '.ed-sidebar'))];
  check(findings.length === 0, findings.join('\n'));

  // The other saves while a polygon is being drawn here: it arrives, and the drawing goes on.
  await tool(host, 'Polygon');
  for (const [x, y] of [[0.6, 0.2], [0.7, 0.2], [0.7, 0.35]]) await click(host, x, y);
  for (let i = 0; i < 3; i += 1) await other.keyboard.press('Shift+ArrowRight');
  await save(other);
  await host.locator('.ed-notices').getByText('Mia Lee saved. What others save appears here by itself.').waitFor();
  await host.keyboard.press('n');
  await host.keyboard.press('Escape');
  await save(host);
  const shapes = (await annotations(together)).shapes;
  check(shapes.some((one) => one.points.join() === '110,60,270,240'), JSON.stringify(shapes));
  check(shapes.some((one) => one.type === 'polygon' && one.points.length === 6), 'the polygon is not there');
  check(shapes.length === 3, `${shapes.length} shapes`);
  await other.locator('.ed-row').nth(2).waitFor(); // and the polygon arrives there

  // Taking over, by the key.
  await rowOf(host, 1).click();
  await host.locator('.ed-surface').focus();
  await host.keyboard.press('ArrowDown');
  await host.keyboard.press('Alt+t');
  await host.keyboard.press('Shift+ArrowDown');
  await save(host);
  check((await annotations(together)).shapes.some((one) => one.points.join() === '110,70,270,250'), 'the object taken over was not moved');
  await host.keyboard.press('Control+z'); // one’s own step, and nothing of the other’s
  await save(host);
  check((await annotations(together)).shapes.some((one) => one.points.join() === '110,60,270,240'), 'undo took back too much');

  await other.close();
  await people.waitFor({ state: 'detached' });
  await rowOf(host, 1).locator('.ed-held').waitFor({ state: 'detached' });
});

await step('a second tab looks only, and may take over', page, async () => {
  const twice = await makeTask('twice');
  await openJob(page, twice);
  const second = await context.newPage();
  await openJob(second, twice);
  await second.getByText('This job is being edited in another tab.').first().waitFor();
  await drawBox(page, 0.4, 0.4);
  await second.getByRole('button', { name: 'Edit here' }).click();
  await page.getByText('This job is being edited in another tab.').first().waitFor();
  const restore = second.getByRole('button', { name: 'Restore' });
  await restore.waitFor();
  await restore.click();
  await restore.waitFor({ state: 'detached' }); // what was kept is on the canvas
  await save(second);
  check((await annotations(twice)).shapes.length === 1, 'the box of the first tab is not saved');
  await second.close();
  // With the other tab gone the first one has the job again, as it is by now.
  await page.getByText('This job is being edited in another tab.').waitFor({ state: 'detached' });
  await page.locator('.ed-row').waitFor();
  await drawBox(page, 0.6, 0.6);
  await save(page);
  check((await annotations(twice)).shapes.length === 2, 'the first tab does not save again');
});

await step('what was saved a moment before the page was left is not taken for unsaved work', page, async () => {
  const quick = await makeTask('quick');
  await patch(quick, 'create', { shapes: [box(quick.labels.car, [80, 60, 240, 240]), box(quick.labels.tree, [480, 300, 700, 520])] });
  await openJob(page, quick);
  // As where the page goes before the disk has heard that the work is saved.
  await page.evaluate(() => {
    const original = IDBObjectStore.prototype.delete;
    IDBObjectStore.prototype.delete = function (key) {
      return this.name === 'objects' ? undefined : original.call(this, key);
    };
  });
  await drawBox(page, 0.5, 0.1);
  await page.locator('.ed-row', { hasText: 'car 1' }).click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.locator('.ed-row', { hasText: 'tree 2' }).click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Delete');
  await drafted(page, quick.job);
  await save(page);
  await openJob(page, quick);
  await page.locator('.ed-row').nth(1).waitFor();
  check((await page.getByRole('dialog').count()) === 0, 'saved work is offered as unsaved');
  await drawBox(page, 0.3, 0.7);
  await save(page);
  const { shapes } = await annotations(quick);
  check(shapes.length === 3 && shapes.some((one) => one.points[0] === 90), JSON.stringify(shapes.map(({ points }) => points)));
});

await step('a damaged draft is told apart, and the rest restored', page, async () => {
  const hurt = await makeTask('hurt');
  await openJob(page, hurt);
  await context.setOffline(true);
  await drawBox(page, 0.4, 0.4);
  await drafted(page, hurt.job);
  await page.evaluate(async (jobId) => {
    const db = await new Promise((done) => (indexedDB.open('limn-drafts-1').onsuccess = (event) => done(event.target.result)));
    const store = db.transaction('objects', 'readwrite').objectStore('objects');
    await new Promise((done) => (store.put({ jobId, id: 9999, kind: 'shape', object: { kind: 'shape', points: 'no' }, base: null, at: 0 }).onsuccess = done));
    db.close();
  }, hurt.job);
  await context.setOffline(false);
  page.once('dialog', (dialog) => dialog.accept());
  await openJob(page, hurt);
  const dialog = page.getByRole('dialog').filter({ hasText: 'Unsaved work was found' });
  await dialog.getByText(/1 more entry is damaged/).waitFor();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await dialog.waitFor({ state: 'detached' });
  await save(page);
  check((await annotations(hurt)).shapes.length === 1, 'the sound part is not restored');
});

await step('a frame that cannot be read says so, and is fetched when asked again', page, async () => {
  const broken = await makeTask('broken');
  await page.route(/\/api\/jobs\/\d+\/data\?/, (route) => route.abort());
  await page.goto(`${limn.url}/tasks/${broken.task}/jobs/${broken.job}`);
  const again = page.locator('.ed-frame-state').getByRole('button');
  await again.first().waitFor();
  await page.screenshot({ path: join(out, 'frame-unreadable.png') });
  await page.unroute(/\/api\/jobs\/\d+\/data\?/);
  await again.first().click();
  await page.waitForFunction(() => !document.querySelector('.ed-frame-state'));
});

await step('one draws on a frame that is still being fetched, also where that is said', page, async () => {
  const late = await makeTask('late');
  let release;
  const released = new Promise((go) => (release = go));
  await page.route(/\/api\/jobs\/\d+\/data\?/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`${limn.url}/tasks/${late.task}/jobs/${late.job}`);
  await page.locator('.ed-frame-state[role=status]').waitFor();
  await drawBox(page, 0.44, 0.44); // its end lies below the words
  await save(page);
  check((await annotations(late)).shapes.length === 1, 'the words took the click');
  release();
  await page.waitForFunction(() => !document.querySelector('.ed-frame-state'));
  await page.unroute(/\/api\/jobs\/\d+\/data\?/);
});

await step('a full disk is told, and work can still be saved', page, async () => {
  const full = await makeTask('full');
  const crowded = await newPage();
  await crowded.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
  });
  await signIn(crowded, limn.url, 'admin', 'password');
  await openJob(crowded, full);
  await drawBox(crowded, 0.4, 0.4);
  await crowded.getByText(/Unsaved work cannot be kept on this computer/).waitFor();
  await crowded.screenshot({ path: join(out, 'disk-full.png') });
  await save(crowded);
  check((await annotations(full)).shapes.length === 1, 'the box is not saved');
  await crowded.context().close();
});

await step('a browser without decoder, workers on canvases and locks shows a video and saves', page, async () => {
  const clip = join(out, 'clip.mp4');
  ffmpeg(['-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=25', '-frames:v', '20', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', clip]);
  const video = await makeTask('plain', [clip]);
  const plain = await newPage();
  await plain.addInitScript(() => {
    for (const name of ['VideoDecoder', 'OffscreenCanvas', 'WebGLRenderingContext', 'WebGL2RenderingContext']) delete globalThis[name];
    Object.defineProperty(navigator, 'locks', { value: undefined });
  });
  await signIn(plain, limn.url, 'admin', 'password');
  await openJob(plain, video);
  await plain.keyboard.press('f');
  await plain.waitForFunction(() => document.querySelector('[aria-label="Frame number"]')?.value === '1' && !document.querySelector('.ed-frame-state'));
  await drawBox(plain, 0.4, 0.4);
  await save(plain);
  const { shapes, tracks } = await annotations(video);
  check(shapes.length + tracks.length === 1, 'nothing is saved');
  await plain.context().close();
});

await step('a job that was deleted meanwhile: said plainly, and the work can be taken along', page, async () => {
  const gone = await makeTask('gone');
  await openJob(page, gone);
  await limn.call('DELETE', `/api/tasks/${gone.task}`);
  await drawBox(page, 0.4, 0.4);
  await page.keyboard.press('Control+s');
  await page.getByText(/The job was deleted, or you may not see it any more. Download your changes/).first().waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const kept = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  check(kept.objects.length === 1 && kept.objects[0].object.type === 'rectangle', JSON.stringify(kept));
  const found = await seriousFindings(page);
  check(found.length === 0, found.join('\n'));
});

await end(limn);
