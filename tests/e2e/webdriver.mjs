// Firefox and WebKit (Safari's engine) for browser tests, by the commands of W3C's WebDriver. WebKit's driver takes them over HTTP;
// Firefox takes the same ones, with the same bodies, over its own socket (Marionette), so that neither needs a library.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './limn.mjs';

const FIREFOX = process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
const WEBKIT_DRIVER = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
const WEBKIT_WINDOW = join(dirname(fileURLToPath(import.meta.url)), 'webkit_window.py');

export const sleep = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

/** Where each command lies in the protocol over HTTP, below the address of the session. */
const COMMANDS = {
  CloseWindow: ['DELETE', '/window'],
  ExecuteAsyncScript: ['POST', '/execute/async'],
  GetWindowHandle: ['GET', '/window'],
  Navigate: ['POST', '/url'],
  NewWindow: ['POST', '/window/new'],
  PerformActions: ['POST', '/actions'],
  ReleaseActions: ['DELETE', '/actions'],
  SetTimeouts: ['POST', '/timeouts'],
  SetWindowRect: ['POST', '/window/rect'],
  SwitchToWindow: ['POST', '/window'],
  TakeScreenshot: ['GET', '/screenshot'],
};

/** A program in a process group of its own, with what it says in lines. Nothing of it is left behind. */
function launch(command, args, env) {
  const child = spawn(command, args, { detached: true, env: { ...process.env, ...env } });
  const lines = [];
  const hear = (stream) => {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop();
      lines.push(...parts);
    });
  };
  hear(child.stdout);
  hear(child.stderr);
  const killed = () => process.kill(-child.pid, 'SIGKILL');
  process.on('exit', killed);
  const over = new Promise((resolve) => {
    const end = () => {
      program.ended = true;
      process.off('exit', killed);
      resolve();
    };
    child.on('error', (error) => lines.push(error.message) && end()).on('close', end);
  });
  const kill = () => {
    if (!program.ended) killed();
    return over;
  };
  const program = { lines, kill, ended: false };
  return program;
}

/** Waits for what a program does on starting. */
async function started(what, program, look) {
  for (let i = 0; i < 600 && !program.ended; i += 1) {
    const found = await look();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`${what} did not start: ${program.lines.slice(-5).join(' | ')}`);
}

/** A screen that nobody sees: WebKitGTK does without none, Firefox without one has no WebGL. */
async function startScreen() {
  const program = launch('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {});
  const number = await started('Xvfb', program, () => program.lines.find((line) => /^\d+$/.test(line)));
  return { kill: program.kill, env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '', GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' } };
}

const PREFERENCES = {
  'app.update.enabled': false,
  'browser.dom.window.dump.enabled': true, // errors of pages are said on stderr
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'devtools.console.stdout.content': true,
  'marionette.port': 0, // any that is free
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'security.sandbox.warn_unprivileged_namespaces': false,
  'webgl.force-enabled': true, // calculated by the processor
};

async function startFirefox(folder, screen, { decoder }) {
  const profile = join(folder, 'profile');
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, 'user.js'), Object.entries({ ...PREFERENCES, 'dom.media.webcodecs.enabled': decoder }).map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${value});\n`).join(''));
  const portFile = join(profile, 'MarionetteActivePort');
  writeFileSync(portFile, '');
  // A home of its own: as root Firefox refuses one that belongs to somebody else.
  const program = launch(FIREFOX, ['--marionette', '--no-remote', '--profile', profile, 'about:blank'], { ...screen.env, HOME: folder, XAUTHORITY: '', MOZ_CRASHREPORTER_DISABLE: '1' });
  const port = Number(await started('Firefox', program, () => readFileSync(portFile, 'utf8')));
  const send = await marionette(port);
  await send('NewSession', { capabilities: { alwaysMatch: { unhandledPromptBehavior: 'accept' } } });
  const errors = () => program.lines.filter((line) => /^(JavaScript error: http|console\.error:)/.test(line) && !/resource:|RSLoader|Remote Settings/.test(line));
  return { name: 'Firefox', send, errors, kill: program.kill };
}

/** Messages are JSON behind their length: [0, id, command, parameters], answered by [1, id, error, result]. */
async function marionette(port) {
  const socket = createConnection(port, '127.0.0.1');
  const waiting = new Map();
  let held = Buffer.alloc(0);
  let greeted;
  const greeting = new Promise((resolve) => (greeted = resolve));
  const take = (message) => {
    if (!Array.isArray(message)) return greeted();
    const [, id, error, result] = message;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(`${error.error}: ${error.message}`));
    else resolve(result && 'value' in result ? result.value : result);
  };
  socket.on('data', (data) => {
    held = Buffer.concat([held, data]);
    for (;;) {
      const colon = held.indexOf(':');
      const end = colon + 1 + Number(held.subarray(0, colon).toString());
      if (colon < 0 || held.length < end) return;
      const message = held.subarray(colon + 1, end).toString();
      held = held.subarray(end);
      take(JSON.parse(message));
    }
  });
  socket.on('error', () => undefined).on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'));
    waiting.clear();
  });
  await greeting;
  let last = 0;
  return (command, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, { resolve, reject });
      const text = JSON.stringify([0, id, `WebDriver:${command}`, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

async function startWebKit(folder, screen, { decoder }) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const env = { ...screen.env, HOME: folder, XDG_RUNTIME_DIR: folder, GTK_A11Y: 'none', WEBKIT_WINDOW_FOLDER: folder, ...(decoder ? {} : { GST_PLUGIN_FEATURE_RANK: 'avdec_h264:NONE' }) };
  const program = launch(WEBKIT_DRIVER, [`--port=${port}`, '--host=127.0.0.1'], env);
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(method === 'POST' ? { body: JSON.stringify(body) } : {}) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await started('the driver of WebKit', program, () => ask('GET', '/status').catch(() => null));
  const options = { binary: '/usr/bin/python3', args: [WEBKIT_WINDOW] };
  const { sessionId } = await ask('POST', '/session', { capabilities: { alwaysMatch: { unhandledPromptBehavior: 'accept', 'webkitgtk:browserOptions': options } } });
  const send = (command, parameters = {}) => {
    const [method, path] = COMMANDS[command];
    return ask(method, `/session/${sessionId}${path}`, parameters);
  };
  // A request that a page leaves behind on being left is an error to WebKit.
  const errors = () => program.lines.filter((line) => /CONSOLE( JS)? ERROR/.test(line) && !/due to access control checks/.test(line));
  return { name: 'WebKit', send, errors, kill: program.kill };
}

/** What drives each engine: `send(command, parameters)`, `errors()` of its pages, `kill()`. `decoder`: whether it decodes videos. */
export const ENGINES = { Firefox: startFirefox, WebKit: startWebKit };
export { startScreen };
