// What tests of the editor do again and again: make tasks, open jobs, draw boxes, save.
/** Everything about one server; `limn` is what startLimn gives. */
export function worldOf(limn) {
  /** A task of these files with its first job; the numbers of its labels by name, and all of what they are. */
  async function makeTask(name, files, labels = [{ name: 'car' }, { name: 'tree' }]) {
    const { task, job, labels: found } = await limn.makeTask({ name, labels }, files);
    return { task, job, labels: Object.fromEntries(Object.entries(found).map(([label, { id }]) => [label, id])), specs: Object.values(found) };
  }

  const annotations = ({ job }) => limn.api(`/api/jobs/${job}/annotations`);
  const patch = ({ job }, action, body, as) => limn.call('PATCH', `/api/jobs/${job}/annotations?action=${action}`, { tags: [], shapes: [], tracks: [], ...body }, as);
  const box = (label_id, points, more = {}) => ({ type: 'rectangle', frame: 0, label_id, points, ...more });

  async function openJob(page, { task, job }, query = '') {
    await page.goto(`${limn.url}/tasks/${task}/jobs/${job}${query}`);
    await page.locator('.ed-surface').waitFor();
    await page.waitForFunction(() => !document.querySelector('.ed-frame-state'));
  }
  return { makeTask, annotations, patch, box, openJob };
}

/** Clicks into the canvas; points are shares of it. */
export async function click(page, x, y) {
  const area = await page.locator('.ed-surface').boundingBox();
  await page.mouse.move(area.x + area.width * x, area.y + area.height * y);
  await page.mouse.down();
  await page.mouse.up();
}

export const tool = (page, name) => page.getByRole('button', { name, exact: true }).click();

export async function drawBox(page, x, y) {
  await tool(page, 'Rectangle');
  await click(page, x, y);
  await click(page, x + 0.08, y + 0.08);
  await page.keyboard.press('Escape');
}

export const saved = (page) => page.getByRole('button', { name: /Saved/ }).waitFor();

export async function save(page) {
  await page.keyboard.press('Control+s');
  await saved(page);
}

/** Notes how long the page lets nobody in; to be called before it is opened. */
export const watchPauses = (page) =>
  page.addInitScript(() => {
    globalThis.pauses = [];
    new PerformanceObserver((list) => globalThis.pauses.push(...list.getEntries().map((one) => one.duration))).observe({ type: 'longtask' });
  });

/** Prints the longest pause since it was asked last. */
export async function tellPause(page, what) {
  const longest = await page.evaluate(() => Math.max(0, ...globalThis.pauses.splice(0)));
  console.log(`        ${what}: no longer than ${Math.round(longest)} ms without a picture`);
}
