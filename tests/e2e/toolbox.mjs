// What the tests of tools share: pictures with a disc to cut out, labels of every kind, and hands for the editor.
import { join } from 'node:path';
import { opened, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const IMAGE = { width: 1280, height: 720 };

/** A grey disc of radius 110 about (1050, 250) on a lighter ground, for the scissors. */
const makePhotos = (out) =>
  [0, 1, 2, 3].map((i) => {
    const disc = 'if(lt(hypot(X-1050,Y-250),110),70,200+10*sin(X/37)*sin(Y/29))';
    return picture(join(out, `photo_${i}.jpg`), `color=c=gray:size=1280x720,geq=lum='${disc}':cb=128:cr=${120 + 4 * i}`, '-q:v', '2');
  });

const node = (id, name, x, y) =>
  `<circle r="1.5" stroke="black" fill="#b3b3b3" cx="${x}" cy="${y}" stroke-width="0.1" data-type="element node" data-element-id="${id}" data-node-id="${id}" data-label-name="${name}"></circle>`;
const edge = (from, to) => `<line data-type="edge" data-node-from="${from}" data-node-to="${to}"></line>`;
const BODY = {
  name: 'body',
  type: 'skeleton',
  attributes: [],
  sublabels: ['head', 'hip', 'left foot', 'right foot'].map((name) => ({ name, type: 'points', attributes: [] })),
  svg: [node(1, 'head', 50, 10), node(2, 'hip', 50, 55), node(3, 'left foot', 25, 92), node(4, 'right foot', 75, 92), edge(1, 2), edge(2, 3), edge(2, 4)].join(''),
};
export const LABELS = [
  {
    name: 'thing',
    color: '#ff6b35',
    type: 'any',
    attributes: [
      { name: 'kind', mutable: false, input_type: 'select', default_value: 'a', values: ['a', 'b'] },
      { name: 'parked', mutable: true, input_type: 'checkbox', default_value: 'false', values: ['false'] },
    ],
  },
  { name: 'other', color: '#3b82f6', type: 'any', attributes: [] },
  BODY,
  { name: 'night', color: '#8b5cf6', type: 'tag', attributes: [] },
];

export const near = (a, b, by = 2) => a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) <= by);

/** A browser and a server with a task of four pictures, and somebody signed in on its job, which is not open yet. */
export async function startTools(name) {
  const started = await startBrowser(name);
  const { out } = started;
  const limn = await startLimn(join(out, 'data'));
  const photos = makePhotos(out);
  const makeTask = (labels = LABELS) => limn.makeTask({ name: 'tools', labels }, photos, { image_quality: 90 });
  const { task, job } = await makeTask();
  const page = await started.newPage({ viewport: { width: 1440, height: 900 } });
  const step = (title, act) => started.step(title, page, act);
  await signIn(page, limn.url, 'admin', 'password');

  // Places are image pixels; the editor shows the whole image, 12 screen pixels from the nearer sides.
  let origin = null;
  async function findImage() {
    const box = await page.locator('.ed-surface').boundingBox();
    const scale = Math.min((box.width - 24) / IMAGE.width, (box.height - 24) / IMAGE.height);
    origin = { scale, x: box.x + box.width / 2 - (IMAGE.width / 2) * scale, y: box.y + box.height / 2 - (IMAGE.height / 2) * scale };
  }
  const at = ([x, y]) => [origin.x + x * origin.scale, origin.y + y * origin.scale];
  async function move(...points) {
    for (const p of points) await page.mouse.move(...at(p));
  }
  let clicked = [0, 0];
  async function click(...points) {
    for (const place of points.map(at)) {
      if (Math.hypot(place[0] - clicked[0], place[1] - clicked[1]) < 8) await page.waitForTimeout(330); // or it would be a double click
      clicked = place;
      await page.mouse.move(...place);
      await page.mouse.down();
      await page.mouse.up();
    }
  }
  async function drag(...points) {
    await page.mouse.move(...at(points[0]));
    await page.mouse.down();
    for (const p of points.slice(1)) await page.mouse.move(...at(p), { steps: 6 });
    await page.mouse.up();
  }
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tool = (name) => page.getByRole('button', { name, exact: true }).click();
  const option = (name) => page.getByRole('group', { name: 'Tool options' }).getByText(name, { exact: true }).click();
  const annotations = () => limn.api(`/api/jobs/${job}/annotations`);
  const shapesOn = async (frame) => (await annotations()).shapes.filter((shape) => shape.frame === frame);

  async function openJob(frame = 0) {
    await page.goto(`${limn.url}/tasks/${task}/jobs/${job}?frame=${frame}`);
    await opened(page);
    await findImage();
  }
  async function save() {
    await press('Control+s');
    await page.getByRole('button', { name: /Saved/ }).waitFor();
  }

  return { ...started, step, limn, page, makeTask, task, job, findImage, at, move, click, drag, press, tool, option, annotations, shapesOn, openJob, save };
}
