// What the tests of reviewing share: a reviewer, an annotator, and a job of theirs with a few objects.
import { join } from 'node:path';
import { signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const IMAGE = { width: 640, height: 360 };
const PASSWORD = 'Harbour-Light-42';
export const RENATE = `renate:${PASSWORD}`;

const LABELS = [
  { name: 'car', color: '#2f80ed', type: 'any', attributes: [{ name: 'make', mutable: false, input_type: 'select', default_value: '__undefined__', values: ['__undefined__', 'old', 'new'] }] },
  { name: 'person', color: '#eb5757', type: 'any', attributes: [] },
];

export const near = (a, b) => a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) <= 2);
export const tab = (page, name) => page.getByRole('tab', { name }).click();

/** A browser and a server, the job, and both people signed in. */
export async function startReview(name) {
  const started = await startBrowser(name);
  const limn = await startLimn(join(started.out, 'data'));
  for (const [username, first, last] of [['renate', 'Renate', 'Reviewer'], ['annika', 'Annika', 'Annotator']]) {
    await limn.call('POST', '/api/auth/register', { username, email: `${username}@example.com`, first_name: first, last_name: last, password1: PASSWORD, password2: PASSWORD }, null);
  }
  const photos = [0, 1, 2, 3].map((i) => picture(join(started.out, `street_${i}.jpg`), `testsrc2=size=640x360:rate=1,hue=h=${30 * i}:s=0.3`));
  const { task, job, labels: { car, person } } = await limn.makeTask({ name: 'Crossing', labels: LABELS }, photos, {}, RENATE);
  const { results: people } = await limn.api('/api/users?search=annika');
  await limn.call('PATCH', `/api/jobs/${job}`, { assignee: people[0].id });
  const box = (frame, labelId, points, attributes = []) => ({ type: 'rectangle', frame, label_id: labelId, points, occluded: false, outside: false, z_order: 0, rotation: 0, source: 'manual', group: 0, attributes, elements: [] });
  const make = (value) => [{ spec_id: car.attributes[0].id, value }];
  await limn.call('PUT', `/api/jobs/${job}/annotations`, {
    version: 0,
    tags: [],
    tracks: [],
    shapes: [box(0, car.id, [60, 60, 220, 180], make('old')), box(0, person.id, [300, 80, 350, 220]), box(2, car.id, [400, 100, 560, 260], make('__undefined__'))],
  }, RENATE);

  const issues = async () => (await limn.call('GET', `/api/issues?job_id=${job}&sort=id`, undefined, RENATE)).results;
  const comments = async () => (await limn.call('GET', `/api/comments?job_id=${job}&sort=id`, undefined, RENATE)).results;
  const jobUrl = (query = '') => `${limn.url}/tasks/${task}/jobs/${job}${query}`;

  async function openJob(page, query = '?frame=0') {
    await page.goto(jobUrl(query));
    await page.getByRole('button', { name: 'Select and edit' }).waitFor();
    await page.waitForFunction(() => !document.querySelector('.ed-frame-state, .ed-opening'));
  }
  async function placed(page) {
    const surface = await page.locator('.ed-surface').boundingBox();
    const scale = Math.min((surface.width - 24) / IMAGE.width, (surface.height - 24) / IMAGE.height);
    const x0 = surface.x + surface.width / 2 - (IMAGE.width / 2) * scale;
    const y0 = surface.y + surface.height / 2 - (IMAGE.height / 2) * scale;
    return (x, y) => [x0 + x * scale, y0 + y * scale];
  }

  const renate = await started.newPage();
  await signIn(renate, limn.url, 'renate', PASSWORD);
  const annika = await started.newPage();
  await signIn(annika, limn.url, 'annika', PASSWORD);
  return { ...started, limn, task, job, person, renate, annika, issues, comments, jobUrl, openJob, placed };
}
