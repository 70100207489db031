// The ground truth over a job in Chromium, on a server of its own: the switch, the objects in fine dashes, what differs, from
// there to issues and copies. The server makes no reports itself, it keeps those that came from elsewhere, so the report is
// answered here. Screenshots go to tests/e2e/out/truth. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, onFrame, seriousFindings, settled, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('truth');
const limn = await startLimn(join(out, 'data'));
const IMAGE = { width: 640, height: 360 };

async function makeTask(name) {
  const photos = [0, 1, 2, 3].map((i) => picture(join(out, `yard_${i}.jpg`), `color=c=0x${(60 + 30 * i).toString(16).repeat(3)}:size=640x360`));
  const labels = [
    { name: 'car', color: '#2f80ed', type: 'any', attributes: [] },
    { name: 'person', color: '#eb5757', type: 'any', attributes: [] },
  ];
  return limn.makeTask({ name, labels }, photos);
}
const box = (labelId, frame, [x, y, width, height]) => ({ type: 'rectangle', frame, label_id: labelId, points: [x, y, x + width, y + height], occluded: false, outside: false, z_order: 0, rotation: 0, source: 'manual', group: 0, attributes: [], elements: [] });
const annotate = (job, shapes) => limn.call('PUT', `/api/jobs/${job}/annotations`, { version: 0, tags: [], tracks: [], shapes });

const made = await makeTask('Yard');
const gt = await limn.call('POST', '/api/jobs', { type: 'ground_truth', task_id: made.task, frame_selection_method: 'manual', frames: [0, 2] });
const { shapes: own } = await annotate(made.job, [box(made.labels.car.id, 0, [60, 60, 160, 100]), box(made.labels.person.id, 0, [500, 200, 60, 120])]);
const { shapes: true_ } = await annotate(gt.id, [box(made.labels.car.id, 0, [90, 80, 160, 100]), box(made.labels.person.id, 0, [300, 60, 60, 140]), box(made.labels.car.id, 2, [200, 100, 120, 80])]);

const of = (job, shape) => ({ obj_id: shape.id, job_id: job, type: 'shape', shape_type: 'rectangle' });
const CONFLICTS = [
  { id: 1, frame: 0, type: 'low_overlap', severity: 'warning', report_id: 5, annotation_ids: [of(made.job, own[0]), of(gt.id, true_[0])] },
  { id: 2, frame: 0, type: 'missing_annotation', severity: 'error', report_id: 5, annotation_ids: [of(gt.id, true_[1])] },
  { id: 3, frame: 2, type: 'missing_annotation', severity: 'error', report_id: 5, annotation_ids: [of(gt.id, true_[2])] },
];
const page = await newPage();
const answer = (results) => (route) => route.fulfill({ json: { count: results.length, next: null, previous: null, results } });

const jobUrl = `${limn.url}/tasks/${made.task}/jobs/${made.job}`;
async function open(query = '?frame=0') {
  await page.goto('about:blank');
  await page.goto(jobUrl + query);
  await page.locator('.ed-layer-shapes').waitFor();
  await settled(page);
}
const section = () => page.getByRole('region', { name: 'Differences from the ground truth' });
const rows = () => section().getByRole('listitem');
const tab = (name) => page.getByRole('tab', { name, exact: true }).click();
const toggle = () => page.getByRole('button', { name: 'Ground truth', exact: true }).locator('visible=true');
const shapesOf = async () => (await limn.api(`/api/jobs/${made.job}/annotations`)).shapes;

/** The colour of the picture with everything on it at a place of the image; the whole image is shown. */
async function at(x, y) {
  const area = await page.locator('.ed-surface').boundingBox();
  const scale = Math.min((area.width - 24) / IMAGE.width, (area.height - 24) / IMAGE.height);
  return [area.x + area.width / 2 + (x - IMAGE.width / 2) * scale, area.y + area.height / 2 + (y - IMAGE.height / 2) * scale];
}
/** How many pixels of a layer are drawn in a colour. */
const drawn = (layer, [r, g, b]) =>
  page.evaluate(
    ([name, red, green, blue]) => {
      const canvas = document.querySelector(`.ed-layer-${name}`);
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] > 200 && Math.abs(data[i] - red) + Math.abs(data[i + 1] - green) + Math.abs(data[i + 2] - blue) < 12) count += 1;
      return count;
    },
    [layer, r, g, b],
  );
async function until(read, what) {
  for (let i = 0; i < 60; i += 1) {
    if (await read()) return;
    await page.waitForTimeout(50);
  }
  throw new Error(what);
}
const CAR = [0x2f, 0x80, 0xed];
const ERROR = [0xff, 0x48, 0x00];
const WARNING = [0xff, 0x73, 0x01];

await signIn(page, limn.url, 'admin', 'password');

await step('without a report the ground truth alone is shown', page, async () => {
  await open();
  const before = await drawn('shapes', CAR);
  await toggle().click();
  await until(async () => (await drawn('shapes', CAR)) > before + 100, 'no more of a car is drawn');
  await tab('Issues');
  await section().getByText('No quality report covers this job yet').waitFor();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('f');
  await section().getByText('This frame is not in the ground truth.').waitFor();
});

await step('what differs is listed, errors first, and kept switched on with the account', page, async () => {
  await page.context().route('**/api/quality/reports?*', answer([{ id: 5, created_date: new Date(Date.now() - 3_600_000).toISOString() }]));
  await page.context().route('**/api/quality/conflicts?*', answer(CONFLICTS));
  await limn.keeps('editor.review', (kept) => kept?.truth);
  await open();
  await tab('Issues');
  await rows().nth(1).waitFor();
  const texts = (await rows().allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  check(texts.join() === 'Missing annotation person in the ground truth,Low overlap car 1, car in the ground truth', texts.join());
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(out, `conflicts-${colorScheme}.png`) });
    const found = await seriousFindings(page);
    check(found.length === 0, `${colorScheme}: ${found.join('\n')}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
});

await step('both objects of what is pointed at stand out, all others step back', page, async () => {
  await rows().filter({ hasText: 'Low overlap' }).hover();
  await until(async () => (await drawn('overlay', WARNING)) > 200, 'nothing in the colour of a warning');
  await until(async () => (await drawn('shapes', CAR)) === 0, 'a car still has its colour');
  await page.screenshot({ path: join(out, 'pointed-at.png') });
  await page.locator('.ed-conflict-mark[aria-label^=Error]').hover();
  await until(async () => (await drawn('overlay', ERROR)) > 100, 'nothing in the colour of an error');
  await page.mouse.move(...(await at(620, 20)));
  await until(async () => (await drawn('shapes', CAR)) > 100, 'the cars stay grey');
});

await step('the next frame that differs', page, async () => {
  await section().getByRole('button', { name: 'Next frame that differs' }).click();
  await onFrame(page, 2);
  await section().getByRole('button', { name: 'Previous frame that differs' }).click();
  await onFrame(page, 0);
});

await step('a conflict becomes an issue by a click', page, async () => {
  await section().getByRole('button', { name: 'Quick issue: Low overlap' }).click();
  await page.getByRole('button', { name: /^Issue \d+: Low overlap/ }).waitFor();
  const [issue] = (await limn.api(`/api/issues?job_id=${made.job}`)).results;
  check(issue.position.join() === '60,60,220,160', `${issue.position}`);
});

await step('an object of the ground truth is copied by its menu in Review and taken out again', page, async () => {
  await limn.call('PATCH', `/api/jobs/${made.job}`, { stage: 'validation' });
  await open();
  await page.getByRole('listbox', { name: 'Objects to review on this frame' }).waitFor();
  await until(async () => (await page.locator('.ed-conflict-mark').count()) === 2, 'no marks in Review');
  await page.mouse.click(...(await at(330, 130)), { button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy annotation into the job' }).waitFor();
  await page.screenshot({ path: join(out, 'truth-menu.png') });
  await page.getByRole('menuitem', { name: 'Copy annotation into the job' }).click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+s');
  await until(async () => (await shapesOf()).length === 3, 'not saved');
  const copy = (await shapesOf()).find((one) => one.points[0] === 300);
  check(copy.source === 'manual' && copy.label_id === made.labels.person.id, JSON.stringify(copy));
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+s');
  await until(async () => (await shapesOf()).length === 2, 'not taken out again');
});

await step('a task without a ground truth has no switch', page, async () => {
  const other = await makeTask('Street');
  await page.goto(`${limn.url}/tasks/${other.task}/jobs/${other.job}`);
  await page.locator('.ed-layer-shapes').waitFor();
  await settled(page);
  check((await page.getByRole('button', { name: 'Ground truth', exact: true }).count()) === 0, 'there is a switch');
});

await end(limn);
