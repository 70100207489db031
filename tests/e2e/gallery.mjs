// The gallery of a task, in Chromium on a server of its own: frames filtered, chosen, tagged, deleted and restored; objects as
// crops, their attribute and label changed together, deleted and brought back; an upload continued after its
// tab was closed; what a worker is not offered. Ends in "N passed, N failed".
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { check, seriousFindings, settled, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('gallery');
const limn = await startLimn(join(out, 'data'));
const FRAMES = 24;

const pictures = Array.from({ length: FRAMES }, (_, i) => picture(join(out, `street_${String(i).padStart(2, '0')}.jpg`), `testsrc2=size=640x360:rate=1,hue=h=${i * 15}`));

const LABELS = [
  { name: 'car', color: '#ff6037', attributes: [{ name: 'colour', mutable: false, input_type: 'select', values: ['red', 'green', 'blue'], default_value: 'red' }] },
  { name: 'van', color: '#33ddff', attributes: [] },
  { name: 'night', color: '#8c78f0', type: 'tag' },
];

const { task, jobs, labels } = await limn.makeTask({ name: 'Crossing', labels: LABELS, segment_size: 12 }, pictures);
const colour = labels.car.attributes[0].id;
const annotations = (job) => limn.api(`/api/jobs/${jobs[job].id}/annotations`);
const deletedFrames = async () => (await limn.api(`/api/tasks/${task}/data/meta`)).deleted_frames;

// A car on every even frame of the first job and every third one of the second, red and green by turns.
const box = (frame, x, y, w, h, i) => ({ type: 'rectangle', frame, label_id: labels.car.id, points: [x, y, x + w, y + h], attributes: [{ spec_id: colour, value: i % 2 ? 'green' : 'red' }], group: 0, source: 'manual', occluded: false, outside: false, z_order: 0, rotation: 0 });
await limn.call('PATCH', `/api/jobs/${jobs[0].id}/annotations?action=create`, { tags: [], tracks: [], shapes: [0, 2, 4, 6, 8, 10].map((f, i) => box(f, 40 + 20 * i, 60, 120 + 10 * i, 80, i)) });
await limn.call('PATCH', `/api/jobs/${jobs[1].id}/annotations?action=create`, { tags: [], tracks: [], shapes: [12, 15, 18, 21].map((f, i) => ({ ...box(f, 300, 100, 160, 120, i), type: i % 2 ? 'rectangle' : 'polygon', points: i % 2 ? [300, 100, 460, 220] : [300, 100, 460, 120, 440, 220, 320, 200] })) });
await limn.call('POST', '/api/issues', { job: jobs[0].id, frame: 4, position: [10, 10], message: 'Is this a car?' });

const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

const grid = (name) => page.getByRole('grid', { name });
const frame = (n) => page.getByRole('gridcell', { name: new RegExp(`^Frame ${n},`) });
const drawn = () => page.waitForFunction(() => [...document.querySelectorAll('.gal-tile canvas')].every((canvas) => canvas.dataset.drawn === 'true'));
const status = (text) => page.getByRole('status').getByText(text).waitFor();

await step('the frames of a task with their objects on them', page, async () => {
  await page.goto(`${limn.url}/tasks/${task}`);
  await page.getByRole('link', { name: 'Gallery' }).click();
  await grid('Frames').waitFor();
  await page.getByText('24 frames', { exact: true }).waitFor();
  await drawn();
  const orange = await frame(0).locator('canvas').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - 0xff) + Math.abs(data[i + 1] - 0x60) + Math.abs(data[i + 2] - 0x37) < 12) found += 1;
    return found;
  });
  check(orange > 60, `only ${orange} pixels in the colour of the label`);
});

await step('nothing serious for people who use assistive technology', page, async () => {
  const findings = await seriousFindings(page);
  check(findings.length === 0, findings.join('\n'));
});

await step('filters: state, issue, name; kept in the address', page, async () => {
  await page.getByText('Annotated', { exact: true }).click();
  await page.getByText('10 frames of 24').waitFor();
  await page.getByText('Empty', { exact: true }).click();
  await page.getByText('14 frames of 24').waitFor();
  await page.reload();
  await page.getByText('14 frames of 24').waitFor();
  await page.getByText('All', { exact: true }).click();
  await page.getByLabel('File name or frame number').fill('street_1');
  await page.getByText('10 frames of 24').waitFor();
  await page.getByLabel('File name or frame number').fill('');
  await page.goto(`${limn.url}/tasks/${task}/gallery?issue=open`);
  await page.getByText('1 frame of 24').waitFor();
  await frame(4).waitFor();
  await page.goto(`${limn.url}/tasks/${task}/gallery`);
});

await step('a range by Shift and one by Ctrl are tagged, untagged and tagged again by undo', page, async () => {
  await frame(1).click();
  await frame(4).click({ modifiers: ['Shift'] });
  await frame(6).click({ modifiers: ['Control'] });
  await page.getByText('5 frames selected').waitFor();
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.getByRole('menuitem', { name: /night/ }).click();
  await status(/Tagged “night”: 5 frames/);
  check((await annotations(0)).tags.map((tag) => tag.frame).join() === '1,2,3,4,6', JSON.stringify((await annotations(0)).tags));
  await page.getByRole('button', { name: 'Remove tag' }).click();
  await page.getByRole('menuitem', { name: /night/ }).click();
  await status(/taken off: 5 frames/);
  check((await annotations(0)).tags.length === 0, 'still tagged');
  await page.getByRole('button', { name: 'Undo' }).click();
  await status(/Taken back/);
  check((await annotations(0)).tags.length === 5, 'not tagged again');
  await frame(6).locator('.gal-mark', { hasText: 'night' }).waitFor();
});

await step('by keyboard alone: move, select, tag, delete, restore', page, async () => {
  await page.getByRole('button', { name: 'Deselect' }).click();
  await grid('Frames').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await page.keyboard.press(' ');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.getByText('2 frames selected').waitFor();
  await page.keyboard.press('1');
  await status(/Tagged “night”: 2 frames/);
  check((await annotations(1)).tags.length === 2, 'not tagged in the second job');
  await page.keyboard.press('Delete');
  await status('Deleted: 2 frames');
  check((await deletedFrames()).join() === '22,23', `deleted are ${await deletedFrames()}`);
  await frame(23).locator('.gal-mark', { hasText: 'deleted' }).waitFor();
  await page.keyboard.press('Delete');
  await status('Restored: 2 frames');
  check((await deletedFrames()).length === 0, 'not restored');
});

await step('frames of two jobs are deleted together and come back by undo', page, async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.getByText('24 frames selected').waitFor();
  await page.getByRole('button', { name: 'Delete frames' }).click();
  await status('Deleted: 24 frames');
  check((await deletedFrames()).length === 24, 'not all are deleted');
  await page.getByRole('button', { name: 'Undo' }).click();
  await status('Restored: 24 frames');
  check((await deletedFrames()).length === 0, 'not all are back');
});

await step('Enter opens the editor at the frame', page, async () => {
  await page.keyboard.press('Escape');
  await frame(15).click();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/tasks/${task}/jobs/${jobs[1].id}?frame=15`);
  await page.goBack();
  await grid('Frames').waitFor();
});

// Of each object of a job, by frame: the value of its colour, or the name of its label.
const colours = async (job) => Object.fromEntries((await annotations(job)).shapes.map((shape) => [shape.frame, shape.attributes.find((one) => one.spec_id === colour)?.value]));
const crop = (n) => page.getByRole('gridcell', { name: new RegExp(`, frame ${n}(,|$)`) });

await step('objects as crops, in groups by an attribute', page, async () => {
  await page.getByText('Objects', { exact: true }).click();
  await grid('Objects').waitFor();
  await page.getByText('10 objects', { exact: true }).waitFor();
  await page.goto(`${limn.url}/tasks/${task}/gallery?view=objects&label=${labels.car.id}&group=${colour}`);
  await grid('Objects').getByText('red', { exact: true }).first().waitFor();
  await drawn();
  const findings = await seriousFindings(page);
  check(findings.length === 0, findings.join('\n'));
});

await step('a group of objects in two jobs gets another value, and its own back by undo', page, async () => {
  await page.getByRole('button', { name: 'Select all of green' }).click();
  await page.getByText('5 objects selected').waitFor();
  await page.getByRole('button', { name: 'Set attribute' }).click();
  await page.getByRole('combobox', { name: 'Value of colour' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: 'blue' }).click();
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await status(/“colour” set to “blue”: 5 objects/);
  check(JSON.stringify(await colours(0)) === JSON.stringify({ 0: 'red', 2: 'blue', 4: 'red', 6: 'blue', 8: 'red', 10: 'blue' }), JSON.stringify(await colours(0)));
  check((await colours(1))[15] === 'blue' && (await colours(1))[12] === 'red', JSON.stringify(await colours(1)));
  await page.getByRole('button', { name: 'Undo' }).click();
  await status(/Taken back: 5 objects/);
  check((await colours(0))[2] === 'green' && (await colours(1))[21] === 'green', 'not taken back');
});

await step('a digit sets the attribute that groups the objects', page, async () => {
  await crop(8).click();
  await grid('Objects').press('3');
  await status(/“colour” set to “blue”: 1 object/);
  check((await colours(0))[8] === 'blue', JSON.stringify(await colours(0)));
});

await step('what somebody else changed meanwhile is left alone, and said', page, async () => {
  const theirs = (await annotations(0)).shapes.find((shape) => shape.frame === 0);
  await limn.call('PATCH', `/api/jobs/${jobs[0].id}/annotations?action=update`, { tags: [], tracks: [], shapes: [{ ...theirs, points: [1, 1, 50, 50] }] });
  await crop(0).click();
  await crop(4).click({ modifiers: ['Control'] });
  await page.getByRole('button', { name: 'Set label' }).click();
  await page.getByRole('menuitem', { name: 'van' }).click();
  await status(/Label “van” set: 1 object/);
  await page.getByRole('button', { name: 'What happened?' }).click();
  await page.getByRole('dialog').getByText(/1 object of this job was changed or deleted elsewhere/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  const { shapes } = await annotations(0);
  check(shapes.find((shape) => shape.frame === 4).label_id === labels.van.id, 'the other one was not changed');
  check(shapes.find((shape) => shape.frame === 0).points.join() === '1,1,50,50', 'overwritten');
});

await step('objects are deleted after a question and brought back', page, async () => {
  await page.goto(`${limn.url}/tasks/${task}/gallery?view=objects`);
  await crop(12).click();
  await crop(18).click({ modifiers: ['Shift'] });
  await page.getByText('3 objects selected').waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.locator('.ant-modal-confirm-title', { hasText: 'Delete 3 objects in 1 job?' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await status('Deleted: 3 objects');
  check((await annotations(1)).shapes.length === 1, 'not deleted');
  await page.getByRole('button', { name: 'Undo' }).click();
  await status(/Taken back: 3 objects/);
  const { shapes } = await annotations(1);
  check(shapes.length === 4 && shapes.some((shape) => shape.type === 'polygon' && shape.frame === 18), 'not brought back');
});

await step('an object is opened in the editor by its number', page, async () => {
  await crop(15).dblclick();
  const { id } = (await annotations(1)).shapes.find((shape) => shape.frame === 15);
  await page.waitForURL(`**/tasks/${task}/jobs/${jobs[1].id}?frame=15&serverID=${id}&type=shape`);
  await page.goBack();
});

await step('an upload whose tab was closed goes on where it stopped when the same files are chosen again', page, async () => {
  // One file of two pieces, of which the second does not get through before the tab is closed, and small ones.
  const large = join(out, 'wide.bmp');
  picture(large, 'testsrc2=size=3000x2200:rate=1', '-pix_fmt', 'bgr24');
  const size = statSync(large).size;
  const files = [large, pictures[0], pictures[1]];
  const first = await page.context().newPage();
  let pieces = 0;
  await first.route(/\/api\/tasks\/\d+\/data\/[^?]+$/, async (route) => {
    if (route.request().method() !== 'PATCH' || (pieces += 1) === 1) await route.continue();
    else await route.abort();
  });
  await first.goto(`${limn.url}/tasks/create`);
  await first.getByLabel('Name', { exact: true }).first().fill('Broken off');
  await first.getByPlaceholder(/type a name and press Enter/).fill('car');
  await first.getByPlaceholder(/type a name and press Enter/).press('Enter');
  await first.getByLabel(/^Drop images, folders/).setInputFiles(files);
  await first.getByRole('button', { name: 'Create and open' }).click();
  await first.getByText('Files: 2 of 3').waitFor();
  await first.getByRole('list', { name: 'Files under way' }).getByText('wide.bmp').waitFor();
  for (let i = 0; i < 600 && pieces < 2; i += 1) await first.waitForTimeout(100);
  check(pieces >= 2, 'the second piece was not tried');
  await first.close({ runBeforeUnload: false });

  const created = (await limn.api('/api/tasks?search=Broken')).results[0];
  await page.goto(`${limn.url}/tasks/${created.id}`);
  await page.getByText('The upload of this task was broken off').waitFor();
  await page.getByRole('link', { name: 'Continue the upload' }).click();
  await page.getByText(/2 of 3 files have arrived and are kept/).waitFor();
  await page.screenshot({ path: join(out, 'unfinished-upload.png') });
  const sent = [];
  page.on('request', (request) => {
    if (request.url().includes(`/api/tasks/${created.id}/data`) && request.method() !== 'GET') sent.push(`${request.method()} ${request.headers()['upload-offset'] ?? ''}`);
  });
  // The first piece is not what it is said to be, as if something on the way had changed it.
  const checksums = [];
  let refused = 0;
  await page.route(/\/api\/tasks\/\d+\/data\/[^?]+$/, async (route) => {
    const headers = route.request().headers();
    if (route.request().method() !== 'PATCH') return route.continue();
    checksums.push(headers['upload-checksum'] ?? 'none');
    await route.continue(checksums.length > 1 ? {} : { headers: { ...headers, 'upload-checksum': `sha256 ${Buffer.alloc(32).toString('base64')}` } });
  });
  page.on('response', (response) => (refused += Number(response.status() === 460)));
  const again = page.getByLabel('Drop the same files again to continue with Broken off');
  await again.setInputFiles([pictures[1]]);
  await page.getByText('1 file still missing').waitFor();
  await again.setInputFiles(files);
  await page.getByText('Frames: ready').waitFor();
  check(sent.includes(`PATCH ${16 * 1024 * 1024}`) && !sent.includes('PATCH 0'), `sent again from the beginning: ${sent}`);
  check(size > 16 * 1024 * 1024, 'the file has one piece only');
  check(refused === 1 && checksums.length === 2 && checksums[0] === checksums[1], `${refused} refused; ${checksums}`);
  check(checksums.every((one) => /^sha256 [\w+/]{43}=$/.test(one)), checksums.join());
  await page.unroute(/\/api\/tasks\/\d+\/data\/[^?]+$/);
  check((await limn.api(`/api/tasks/${created.id}`)).size === 3, 'not all of the frames');
  await page.goto(`${limn.url}/tasks/create`);
  await settled(page);
  check((await page.getByText('Unfinished upload').count()) === 0, 'still offered');
});

await step('who may not make tasks or projects is told why, before any form', page, async () => {
  await limn.call('POST', '/api/auth/register', { username: 'carla', email: 'carla@example.com', first_name: 'Carla', last_name: 'Cole', password1: 'Harbour-Light-43', password2: 'Harbour-Light-43' }, null);
  await limn.call('POST', '/api/organizations', { slug: 'acme', name: 'Acme' });
  await limn.call('POST', '/api/invitations?org=acme', { role: 'worker', email: 'carla@example.com' });
  const theirs = await newPage();
  await signIn(theirs, limn.url, 'carla', 'Harbour-Light-43');
  await theirs.getByRole('link', { name: 'New task' }).first().waitFor();
  await theirs.getByRole('button', { name: /^Workspace:/ }).click();
  await theirs.getByRole('button', { name: /Acme/ }).click();
  await theirs.getByText('In Acme you are a worker; tasks are made by a supervisor or a maintainer.').waitFor();
  check(await theirs.getByRole('button', { name: 'New task' }).first().isDisabled(), 'a worker is offered a new task');
  await theirs.screenshot({ path: join(out, 'worker.png') });
  await theirs.getByRole('link', { name: 'Projects', exact: true }).click();
  await theirs.getByRole('button', { name: 'New project' }).first().waitFor();
  check(await theirs.getByRole('button', { name: 'New project' }).first().isDisabled(), 'a worker is offered a new project');
  const findings = await seriousFindings(theirs);
  check(findings.length === 0, findings.join('\n'));
  await theirs.context().close();
});

await end(limn);
