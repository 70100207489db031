// The page in Firefox and in WebKit, Safari's engine: signing in, lists, the editor's tools and keys, saving, exact frames of a
// video, both ways of drawing, two tabs, a browser that is killed; light and dark. One engine alone: browsers.mjs WebKit.
// Screenshots go to tests/e2e/out/browsers. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, outputFolder, tellTotals } from './browser.mjs';
import { startEngine } from './enginePage.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { startLimn } from './limn.mjs';
import { makeNumberedVideo, readNumber } from './media.mjs';
import { ENGINES, sleep } from './webdriver.mjs';

const IMAGE = { width: 1280, height: 720 };
/** Twice as large as it is seen, so that pictures are made smaller. */
const VIDEO = { width: 1920, height: 1080, bits: 6, length: ['-frames:v', '40'] };
const LABELS = [
  { name: 'car', color: '#ff6b35', type: 'any', attributes: [{ name: 'parked', mutable: false, input_type: 'checkbox', default_value: 'false', values: ['false'] }] },
  { name: 'person', color: '#3b82f6', type: 'any', attributes: [] },
];
const out = outputFolder('browsers');
const clip = join(out, 'clip.mp4');
makeNumberedVideo(clip, VIDEO);
const photos = [0, 1, 2].map((i) => flatJpeg(IMAGE.width, IMAGE.height, (column, row) => [90 + ((column * 3) % 120), 120 + 20 * i, 90 + ((row * 5) % 120)]));
const totals = { passed: 0, failed: 0 };

const pictures = photos.map((data, i) => [`photo_${i}.jpg`, data]);

async function runIn(engineName) {
  const folder = join(out, engineName);
  const limn = await startLimn(join(folder, 'data'));
  let page = await startEngine(engineName, folder);
  const pageErrors = [];
  const shot = (name) => page.screenshot(join(out, `${engineName}-${name.replaceAll(/\W+/g, '-')}.png`));
  const step = async (title, act) => {
    const start = Date.now();
    try {
      await act();
      totals.passed += 1;
      console.log(`ok      ${engineName}: ${title} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      totals.failed += 1;
      console.log(`FAILED  ${engineName}: ${title}\n        ${String(error.message).split('\n').slice(0, 8).join('\n        ')}`);
    }
    await shot(title);
  };

  const signIn = async (url = limn.url) => {
    await page.goto(`${url}/auth/login`);
    await page.fill('input', 'User name or e-mail', 'admin');
    await page.keyboard.press('Enter');
    await page.fill('input', 'Password', 'password');
    await page.keyboard.press('Enter');
    await page.until('signing in', () => !location.pathname.startsWith('/auth/'));
  };
  const drawn = () => page.until('the picture', () => document.querySelector('.ed-surface') && !document.querySelector('.ed-opening, .ed-frame-state'));
  const open = async ({ address }, query = '') => {
    await page.goto(address + query);
    await drawn();
    return findImage();
  };
  // Places are pixels of the image; the editor shows all of it, 12 screen pixels from the nearer sides.
  const findImage = async ({ width, height } = IMAGE) => {
    const box = await page.find('.ed-surface');
    const scale = Math.min((box.width - 24) / width, (box.height - 24) / height);
    return ([x, y]) => [box.x + (x - width / 2) * scale, box.y + (y - height / 2) * scale];
  };
  const tool = (name) => page.click('button', name);
  const save = async () => {
    await page.keyboard.press('Control+s');
    await page.find('button', 'Saved', false);
  };
  const annotations = ({ job }) => limn.api(`/api/jobs/${job}/annotations`);
  const rowsAre = (count) => page.until(`${count} objects in the list`, (wanted) => document.querySelectorAll('.ed-row').length === wanted, count);
  const clickAt = async (at, ...places) => {
    for (const place of places) {
      await page.mouse.click(...at(place));
      await sleep(330); // two clicks near each other are not a double click
    }
  };
  const theme = async (name) => {
    await page.keyboard.press('Control+k');
    await page.find('input', 'Find or do anything');
    await page.keyboard.type(`${name} theme`);
    await page.find('[role=option]', `${name} theme`, false);
    await page.keyboard.press('Enter');
    await page.until(`the ${name} theme`, (wanted) => document.documentElement.dataset.theme === wanted, name.toLowerCase());
  };

  const makeTask = async (name, files) => {
    const made = await limn.makeTask({ name, labels: LABELS }, files);
    return { ...made, address: `${limn.url}/tasks/${made.task}/jobs/${made.job}` };
  };
  const images = await makeTask('images', pictures);
  const video = await makeTask('video', [clip]);
  let at;

  const lacks = () => page.evaluate(() => document.querySelector('[aria-label="About this browser"]')?.textContent ?? '');
  await step('signs in, and is told of nothing that the browser lacks', async () => {
    await signIn();
    check((await lacks()) === '', await lacks());
  });

  const copyTable = async () => {
    await page.click('button', 'Copy table');
    await page.find('.ant-notification-notice', 'The table of jobs is on the clipboard', false);
  };
  await step('lists, the task page, and the clipboard', async () => {
    await page.goto(`${limn.url}/tasks`);
    await page.find('a', 'images');
    await page.click('a', 'images');
    await page.until('the page of the task', (task) => location.pathname === `/tasks/${task}` && document.querySelector('a[href*="/jobs/"]'), images.task);
    await copyTable();
  });

  await step('draws a box, a polygon and a mask, and gives labels by key', async () => {
    at = await open(images);
    await tool('Rectangle');
    await clickAt(at, [100, 100], [300, 220]);
    await page.keyboard.press('2');
    await tool('Polygon');
    await clickAt(at, [500, 100], [650, 120], [600, 250]);
    await page.keyboard.press('n', 'Escape');
    await tool('Mask');
    await page.mouse.drag([[800, 400], [900, 450], [950, 400]].map(at));
    await page.keyboard.press('n', 'Escape');
    await rowsAre(3);
  });

  let kept;
  const near = (points, wanted) => points.length === wanted.length && points.every((value, i) => Math.abs(value - wanted[i]) <= 2);
  await step('saves, and shows the same after a reload', async () => {
    await save();
    kept = await annotations(images);
    const of = (type) => kept.shapes.find((one) => one.type === type);
    check(kept.shapes.length === 3, `${kept.shapes.length} shapes`);
    check(near(of('rectangle').points, [100, 100, 300, 220]), `rectangle ${of('rectangle').points}`);
    check(near(of('polygon').points, [500, 100, 650, 120, 600, 250]), `polygon ${of('polygon').points}`);
    check(of('mask').points.length > 10, 'the mask is empty');
    check(of('polygon').label_id === images.labels.person.id, 'the key gave no label');
    at = await open(images);
    await rowsAre(3);
  });

  await step('undo and redo', async () => {
    await page.keyboard.press('Control+a', 'Delete');
    await rowsAre(0);
    await page.keyboard.press('Control+z');
    await rowsAre(3);
    await page.keyboard.press('Control+Shift+z');
    await rowsAre(0);
    await page.keyboard.press('Control+z');
    await rowsAre(3);
    await save();
    const after = await annotations(images);
    const without = ({ shapes }) => JSON.stringify(shapes.map(({ id, ...rest }) => rest).sort((a, b) => a.type.localeCompare(b.type)));
    check(without(after) === without(kept), 'other shapes than before');
  });

  const scaleShown = () => page.evaluate(() => parseFloat(document.querySelector('.ed-status-scale').textContent));
  await step('wheel, Alt and Ctrl do what they should', async () => {
    const before = await scaleShown();
    await page.wheel(...at([640, 360]), -240);
    await page.until('zooming in', (less) => parseFloat(document.querySelector('.ed-status-scale').textContent) > less, before);
    const zoomed = await scaleShown();
    await page.wheel(...at([640, 360]), -120, 'Control');
    await page.until('zooming by Ctrl', (less) => parseFloat(document.querySelector('.ed-status-scale').textContent) !== less && devicePixelRatio === 1, zoomed);
    await page.keyboard.press('0');
    await page.until('all in view', (scale) => parseFloat(document.querySelector('.ed-status-scale').textContent) === scale, before);
    await page.mouse.drag([[200, 160], [240, 200]].map(at)); // moves the box
    await page.keyboard.press('Alt+ArrowRight'); // a shortcut of the browser, were it not kept from it
    await sleep(200);
    check(await page.evaluate(() => location.pathname.includes('/jobs/')), 'the browser left the job');
    await page.keyboard.press('Control+z', 'Escape');
    await page.keyboard.press('Control+z');
    await sleep(200);
  });

  await step('copies and pastes an object', async () => {
    await page.keyboard.press('Escape');
    const [x, y] = at([200, 160]);
    await page.mouse.click(x, y);
    await page.keyboard.press('Control+c');
    await page.keyboard.press('f');
    await page.until('the next frame', () => document.querySelector('[aria-label="Frame number"]').value === '1' && !document.querySelector('.ed-frame-state'));
    await page.keyboard.press('Control+v');
    await sleep(200); // the clipboard of the system is asked first
    await page.mouse.click(x, y);
    await page.keyboard.press('Escape');
    await save();
    const { shapes } = await annotations(images);
    check(shapes.filter((one) => one.frame === 1).length === 1, JSON.stringify(shapes.map(({ type, frame }) => [type, frame])));
    await page.keyboard.press('d');
  });

  await step('the palette, and the dark theme', async () => {
    await theme('Dark');
    await shot('editor-dark');
    await theme('Light');
    await shot('editor-light');
  });

  await step('both ways of drawing show the same objects', async () => {
    const drawBy = async (who) => {
      const chosen = (wanted) => document.querySelector('[aria-label="Objects are drawn by"] .ant-segmented-item-selected')?.textContent.trim() === wanted;
      const isOpen = () => document.querySelector('[aria-label="Objects are drawn by"]') !== null;
      // A click while the dialog still moves goes astray, and beside the dialog it closes it.
      for (let i = 0; i < 10 && !(await page.evaluate(chosen, who)); i += 1) {
        if (!(await page.evaluate(isOpen))) await page.keyboard.press('F2');
        await page.find('[aria-label="Objects are drawn by"] .ant-segmented-item', who);
        await sleep(500);
        await page.click('[aria-label="Objects are drawn by"] .ant-segmented-item', who);
        await sleep(300);
      }
      await shot(`settings ${who}`);
      await page.keyboard.press('Escape');
      await page.gone('[role=dialog]', 'Settings');
      return page.until(`objects drawn by ${who}`, painted, who === 'The graphics card');
    };
    /** How many pixels of the objects' canvas are not empty, once who should draw has drawn. */
    const painted = (byCard) => {
      const shown = [...document.querySelectorAll('.ed-layer-shapes')].find((one) => one.style.display !== 'none');
      if (Boolean(shown.getContext('webgl2')) !== byCard) return null;
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [shown.width, shown.height];
      const context = copy.getContext('2d');
      context.drawImage(shown, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      let count = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 20) count += 1;
      return count > 1000 && count;
    };
    const processor = await drawBy('The processor');
    const card = await drawBy('The graphics card');
    check(Math.abs(card / processor - 1) < 0.1, `${processor} and ${card} pixels`);
  });

  const onFrame = (frame) =>
    page.until(
      `frame ${frame} under its number`,
      `(wanted) => !document.querySelector('.ed-frame-state') && Number(document.querySelector('[aria-label="Frame number"]').value) === wanted && (${readNumber})(${VIDEO.bits}) === wanted`,
      frame,
    );
  const stepThrough = async (...steps) => {
    await open(video, '?frame=0');
    await onFrame(0);
    for (const [key, frame] of steps) {
      await page.keyboard.press(key);
      await onFrame(frame);
    }
    return page.evaluate(() => document.querySelector('.ed-frame-name').title.includes('The server makes pictures'));
  };
  await step('frames of a video, decoded by the browser, are exact', async () => {
    const fromServer = await stepThrough(['f', 1], ['f', 2], ['v', 12], ['End', 39], ['d', 38], ['c', 28], ['Home', 0]);
    check(!fromServer, 'the server had to make the pictures');
  });

  await step('pages in light and dark', async () => {
    for (const name of ['Light', 'Dark']) {
      await page.goto(`${limn.url}/tasks`);
      await page.find('a', 'images');
      await theme(name);
      const places = [['list', '/tasks'], ['task', `/tasks/${images.task}`], ['gallery', `/tasks/${images.task}/gallery`], ['profile', '/profile'], ['create', '/tasks/create'], ['review', `/tasks/${images.task}/jobs/${images.job}?defaultWorkspace=review`]];
      for (const [what, path] of places) {
        await page.goto(limn.url + path);
        await page.until(what, () => document.querySelector('main h1, main h2, main h3, .ed-surface') && !document.querySelector('.ant-spin-spinning, .ant-skeleton-active, .ed-frame-state'));
        await sleep(150);
        await shot(`${what}-${name}`);
        check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is wider than the window`);
      }
    }
    await page.goto(`${limn.url}/tasks`);
    await page.find('a', 'images');
    await theme('Light');
  });

  await step('a second tab looks only, and may take over', async () => {
    await open(images);
    const { before } = await page.newTab();
    await open(images);
    await page.find('.ant-alert', 'being edited in another tab', false);
    check(await page.evaluate(() => document.querySelector('button[aria-label="Rectangle"]').disabled), 'the second tab can draw');
    await page.click('button', 'Edit here');
    await page.until('drawing here', () => !document.querySelector('button[aria-label="Rectangle"]').disabled);
    await page.closeTab();
    await page.switchTo(before);
    await page.until('the first tab having the job again', () => document.querySelector('button[aria-label="Rectangle"]')?.disabled === false);
  });

  await step('work is there again after the browser was killed', async () => {
    at = await open(images, '?frame=2');
    await tool('Rectangle');
    await clickAt(at, [400, 300], [500, 400]);
    await page.keyboard.press('Escape');
    await tool('Polygon');
    await clickAt(at, [700, 300], [800, 300], [800, 400]);
    await sleep(900); // an edit is kept at once, a drawing every moment
    pageErrors.push(...page.errors());
    await page.kill();
    page = await startEngine(engineName, folder, { decoder: false });
    await page.goto(images.address);
    await page.until('an answer', () => document.querySelector('.ed-surface') || location.pathname.startsWith('/auth/'));
    if (await page.evaluate(() => location.pathname.startsWith('/auth/'))) await signIn();
    at = await open(images, '?frame=2');
    await page.find('[role=dialog]', 'Unsaved work was found', false);
    await shot('recover');
    await page.click('button', 'Restore');
    await page.gone('[role=dialog]', 'Unsaved work was found');
    await clickAt(at, [700, 400]);
    await page.keyboard.press('n', 'Escape');
    await save();
    const found = (await annotations(images)).shapes.filter(({ frame }) => frame === 2).map(({ type, points }) => `${type} ${points.length}`);
    check(found.sort().join() === 'polygon 8,rectangle 4', found.join());
  });

  await step('without a decoder the server makes the pictures of a video, and they are exact', async () => {
    check(await stepThrough(['f', 1], ['v', 11], ['d', 10]), 'it is not told that the server makes them');
  });

  await step('over plain HTTP: what browsers keep back is told, and all the rest goes', async () => {
    const plain = limn.url.replace('localhost', '[::ffff:127.0.0.1]'); // this computer, but no secure address
    await signIn(plain);
    check(!(await page.evaluate(() => isSecureContext)), 'the address is a secure one');
    check(/two tabs.*over plain HTTP/.test(await lacks()), `told: ${await lacks()}`);
    await page.click('button', 'Do not show again');
    if (engineName === 'WebKit') return; // by then it copies nothing that had to be fetched
    await page.goto(`${plain}/tasks/${images.task}`);
    await copyTable();
    at = await open({ address: images.address.replace(limn.url, plain) }, '?frame=1');
    await tool('Rectangle');
    await clickAt(at, [900, 100], [1000, 200]);
    await save();
    const { shapes } = await annotations(images);
    check(shapes.some(({ frame, points }) => frame === 1 && Math.abs(points[0] - 900) <= 2), 'the box is not saved');
  });

  await step('nothing went wrong inside the page', async () => {
    pageErrors.push(...page.errors());
    check(pageErrors.length === 0, pageErrors.join('\n'));
  });
  await page.kill();
  await limn.stop();
}

await Promise.all((process.argv[2] ? [process.argv[2]] : Object.keys(ENGINES)).map(runIn));
tellTotals(totals);
