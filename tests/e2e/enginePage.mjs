// A page in Firefox or WebKit for tests: what is looked for by selector and name, pointer and keys as people use them.
import { writeFileSync } from 'node:fs';
import { PATIENCE } from './browser.mjs';
import { ENGINES, sleep, startScreen } from './webdriver.mjs';

const KEYS = {
  Control: '\uE009', Shift: '\uE008', Alt: '\uE00A', Meta: '\uE03D', Escape: '\uE00C', Enter: '\uE007', Tab: '\uE004', Backspace: '\uE003', Delete: '\uE017', Space: ' ',
  Home: '\uE011', End: '\uE010', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', F1: '\uE031', F2: '\uE032',
};
const BUTTONS = { left: 0, middle: 1, right: 2 };

/** In the page: the middle of the first thing seen that a selector finds and that is called by a name (or part of it). */
function placeOf(selector, name, whole) {
  const calledSo = (element) => {
    const labels = [...(element.labels ?? [])].map((label) => label.textContent.trim());
    const said = [element.getAttribute('aria-label'), element.textContent.trim(), element.title, ...labels].filter(Boolean);
    return said.some((text) => (whole ? text === name : text.includes(name)));
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const found = [...document.querySelectorAll(selector)].find((element) => (name === null || calledSo(element)) && seen(element));
  // What still comes in by an animation is elsewhere in a moment.
  if (!found || found.closest('[class*="-appear-"], [class*="-enter-"]')) return null;
  const inView = () => {
    const { left, top, right, bottom } = found.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  };
  if (!inView()) found.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = found.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2, left, top, width, height };
}

/** Starts an engine on a folder that keeps what pages store, and gives its page; `kill` takes the browser away without a word. */
export async function startEngine(name, folder, { size = { width: 1280, height: 720 }, decoder = true } = {}) {
  const screen = await startScreen();
  const engine = await ENGINES[name](folder, screen, { decoder });
  const { send } = engine;
  const kill = async () => {
    await engine.kill();
    await screen.kill();
  };
  await send('SetTimeouts', { script: PATIENCE, pageLoad: PATIENCE });
  const page = pageOf(send);
  await page.resize(size);
  return { name, errors: engine.errors, kill, ...page };
}

function pageOf(send) {
  const act = (...sources) => send('PerformActions', { actions: sources });
  const pointer = (actions) => ({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
  const keys = (actions) => ({ type: 'key', id: 'keyboard', actions });
  const to = (x, y) => ({ type: 'pointerMove', duration: 0, origin: 'viewport', x: Math.round(x), y: Math.round(y) });
  const press = (button) => ({ type: 'pointerDown', button: BUTTONS[button] });
  const release = (button) => ({ type: 'pointerUp', button: BUTTONS[button] });

  /** Runs a function in the page, which may promise its answer. */
  const evaluate = async (run, ...args) => {
    const script = `const done = arguments[arguments.length - 1]; const given = [...arguments].slice(0, -1);
      (async () => (${run})(...given))().then(value => done({ value }), error => done({ error: String(error) }));`;
    const { value, error } = await send('ExecuteAsyncScript', { script, args });
    if (error) throw new Error(error);
    return value;
  };
  /** Gives what the function gave, once that is something. */
  const until = async (what, run, ...args) => {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(60)) {
      // While a page goes and another one comes, there is none to ask.
      const found = await evaluate(run, ...args).catch(() => null);
      if (found) return found;
    }
    throw new Error(`${what} did not happen`);
  };
  const find = (selector, called = null, whole = true) => until(`${selector} ${called ?? ''}`, placeOf, selector, called, whole);
  /** Where it lies once it has stopped moving. */
  const still = async (...what) => {
    for (let before = await find(...what); ; ) {
      await sleep(50);
      const place = await find(...what);
      if (place.x === before.x && place.y === before.y && place.width === before.width) return place;
      before = place;
    }
  };
  const gone = (selector, called = null) => until(`${selector} ${called ?? ''} going`, `(...given) => !(${placeOf})(...given, false)`, selector, called);
  const mouse = {
    /** From place to place, about as long as a frame is shown for each. */
    wander: (places) => act(pointer(places.map(([x, y]) => ({ ...to(x, y), duration: 16 })))),
    click: (x, y, button = 'left') => act(pointer([to(x, y), press(button), release(button)])),
    drag: (places, button = 'left') => act(pointer([to(...places[0]), press(button), ...places.slice(1).map(([x, y]) => ({ ...to(x, y), duration: 16 })), release(button)])),
    down: (button = 'left') => act(pointer([press(button)])),
    up: (button = 'left') => act(pointer([release(button)])),
  };
  const keyboard = {
    down: (key) => act(keys([{ type: 'keyDown', value: KEYS[key] ?? key }])),
    up: (key) => act(keys([{ type: 'keyUp', value: KEYS[key] ?? key }])),
    /** As "Control+s"; several one after the other. */
    press: async (...chords) => {
      for (const chord of chords) {
        const parts = chord.split(/(?<!^)\+/).map((key) => KEYS[key] ?? key);
        await act(keys([...parts.map((value) => ({ type: 'keyDown', value })), ...parts.reverse().map((value) => ({ type: 'keyUp', value }))]));
      }
    },
    type: (text) => act(keys([...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]))),
  };
  return {
    send, evaluate, until, find, gone, mouse, keyboard,
    goto: (url) => send('Navigate', { url }),
    click: async (selector, called, whole) => {
      const { x, y } = await still(selector, called, whole);
      await mouse.click(x, y);
    },
    fill: async (selector, called, text) => {
      const { x, y } = await still(selector, called);
      await mouse.click(x, y);
      await keyboard.press('Control+a');
      await keyboard.type(text);
    },
    /** Turns the wheel, perhaps with a key held down. */
    wheel: (x, y, deltaY, held = null) => {
      const pause = { type: 'pause', duration: 0 };
      const scroll = { type: 'scroll', duration: 0, origin: 'viewport', x: Math.round(x), y: Math.round(y), deltaX: 0, deltaY };
      const wheel = (actions) => ({ type: 'wheel', id: 'wheel', actions });
      if (!held) return act(wheel([scroll]));
      return act(keys([{ type: 'keyDown', value: KEYS[held] }, pause, { type: 'keyUp', value: KEYS[held] }]), wheel([pause, scroll, pause]));
    },
    /** Makes what pages see as large as asked for, whatever lies around it. */
    resize: async ({ width, height }) => {
      const around = await evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
      await send('SetWindowRect', { x: 0, y: 0, width: width + around[0], height: height + around[1] });
    },
    screenshot: async (path) => writeFileSync(path, Buffer.from(await send('TakeScreenshot', { full: false }), 'base64')),
    newTab: async () => {
      const before = await send('GetWindowHandle');
      const { handle } = await send('NewWindow', { type: 'tab' });
      await send('SwitchToWindow', { handle });
      return { before, handle };
    },
    switchTo: (handle) => send('SwitchToWindow', { handle }),
    closeTab: () => send('CloseWindow'),
  };
}
