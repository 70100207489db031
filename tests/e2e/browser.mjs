// What the browser tests share: Chromium, named steps with screenshots and totals, signing in, the accessibility scan.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usePage } from './limn.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../web/package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export function check(condition, what) {
  if (!condition) throw new Error(what);
}

// How long anything is waited for: a busy machine may take long, and only a failure waits for the end.
export const PATIENCE = 60000;

export async function until(what, test) {
  for (const begun = Date.now(); Date.now() - begun < PATIENCE; ) {
    if (await test()) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`${what} did not happen`);
}

/** Where a page is and what stands in the way there: what one would look at first after a failure on another machine. */
async function stateOf(page) {
  const seen = await page
    .evaluate(async () => {
      const texts = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map((one) => one.innerText.replaceAll(/\s+/g, ' ').slice(0, 200));
      const painting = await new Promise((tell) => {
        const waiting = setTimeout(() => tell(false), 5000);
        requestAnimationFrame(() => tell((clearTimeout(waiting), true)));
      });
      return { painting, focus: document.activeElement?.outerHTML.slice(0, 80), dialogs: texts('[role=dialog], .ant-modal-confirm'), saving: texts('.ed-save'), notices: texts('.ed-notices > *, .ant-alert-banner'), report: texts('.limn-report') };
    })
    .catch((error) => ({ unreadable: error.message }));
  return `${page.url()} ${JSON.stringify(seen)}`;
}

/** A window has the focus a moment after it is seen: only then its keys are its own. */
export const hasFocus = (window_) => until('the focus in the window', () => window_.evaluate((element) => element.contains(document.activeElement)));

/** Tells how a test has ended; the closing line is what ./test counts. */
export function tellTotals({ passed, failed }) {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

/** An empty folder of a test's own, for its server and its screenshots. */
export function outputFolder(name) {
  const out = join(here, 'out', name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  return out;
}

export async function startBrowser(name, moreArguments = []) {
  const out = outputFolder(name);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...moreArguments],
  });
  const totals = { passed: 0, failed: 0 };
  const problems = []; // errors of the page itself

  const newPage = async (options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, acceptDownloads: true, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'], ...options });
    context.setDefaultTimeout(PATIENCE);
    await usePage(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    return page;
  };

  // A named step; when it fails, the picture of its end goes to the output folder.
  const step = async (title, page, act) => {
    const begun = Date.now();
    try {
      await act();
      totals.passed += 1;
      console.log(`ok      ${title}`);
    } catch (error) {
      totals.failed += 1;
      const lines = [...String(error.message).split('\n').slice(0, 8), `after ${Math.round((Date.now() - begun) / 1000)} s, ${await stateOf(page)}`];
      console.log(`FAILED  ${title}\n        ${lines.join('\n        ')}`);
      await page.screenshot({ path: join(out, `${title.replaceAll(/\W+/g, '-')}.png`) }).catch((problem) => console.log(`        no picture: ${problem.message.split('\n')[0]}`));
    }
  };

  // The end of a test: no page may have thrown an error; the browser and these servers go.
  const end = async (...servers) => {
    const thrown = [...new Set(problems)];
    totals[thrown.length ? 'failed' : 'passed'] += 1;
    console.log(`${thrown.length ? 'FAILED' : 'ok    '}  nothing went wrong inside the page${thrown.map((one) => `\n        ${one}`).join('')}`);
    await browser.close();
    for (const server of servers) await server.stop();
    tellTotals(totals);
  };

  return { out, browser, totals, problems, newPage, step, end };
}

export async function signIn(page, url, user, password) {
  await page.goto(`${url}/auth/login`);
  await page.getByLabel('User name or e-mail').fill(user);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((to) => !to.pathname.startsWith('/auth/'));
}

// Chooses from a drop-down list of the component library.
export async function choose(page, label, option) {
  await page.getByRole('combobox', { name: label }).focus(); // the text of the choice lies over it
  await page.keyboard.press('ArrowDown');
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: option }).first().click();
}

// The page is drawn and asks the server for nothing more.
export async function settled(page) {
  await page.waitForLoadState('networkidle');
  // A main part without anything in it waits for its program.
  await page.waitForFunction(() => !document.querySelector('.ant-spin-spinning, .ant-skeleton-active, .limn-loading.on, .limn-main:empty'));
}

/** By how many pixels a page, or its main part, is wider than the window. */
export const widerBy = (page) =>
  page.evaluate(() => Math.max(...[document.documentElement, document.querySelector('.limn-main') ?? document.body].map((one) => one.scrollWidth - one.clientWidth)));

// A job is open in the editor, and the picture of its frame is there.
export async function opened(page) {
  await page.locator('.ed-surface').waitFor();
  await page.waitForFunction(() => !document.querySelector('.ed-opening, .ed-frame-state'));
  await settled(page);
}

/** Waits until this browser keeps something of a job that the administrator has not saved, edited since a time of the page. */
export const drafted = (page, job, since = 0) =>
  until('keeping a draft', () =>
    page.evaluate(async ([wanted, from]) => {
      const db = await new Promise((done) => (indexedDB.open('limn-drafts-1').onsuccess = (event) => done(event.target.result)));
      const kept = await new Promise((done) => (db.transaction('objects').objectStore('objects').getAll().onsuccess = (event) => done(event.target.result)));
      db.close();
      return kept.some(({ jobId, at }) => jobId === wanted && at >= from);
    }, [job, since]),
  );

// The frame is the present one, and its picture is there.
export const onFrame = (page, number) =>
  page.waitForFunction((wanted) => document.querySelector('[aria-label="Frame number"]')?.value === wanted && !document.querySelector('.ed-frame-state'), String(number));

// Serious and critical findings, a line each; of the whole page, or of what a selector finds.
export async function seriousFindings(page, within) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate((selector) =>
    window.axe.run(selector ?? document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }), within,
  );
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.help} (${violation.nodes.length}) ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}
