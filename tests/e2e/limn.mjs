// A server of its own for a browser test.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeUnsteady } from './unsteady.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Below those that outgoing connections get, of which there are many here: one of them may have taken it a moment later. */
export const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer();
    const look = () => probe.listen(12000 + Math.floor(Math.random() * 18000), '127.0.0.1');
    probe.on('error', look);
    probe.on('listening', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
    look();
  });

/** What a browser's pages are like: with LIMN_DIST set, taken from that folder instead of from the program, for work on the page. */
export async function usePage(context) {
  await makeUnsteady(context);
  const dist = process.env.LIMN_DIST;
  if (!dist) return;
  await context.route(({ pathname }) => !/^\/(api|static|admin)\b/.test(pathname), (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(dist, pathname);
    return route.fulfill({ path: /\.\w+$/.test(pathname) && existsSync(file) ? file : join(dist, 'index.html') });
  });
}

/** On a free port, or, to start again what was killed, on the one it had. */
export async function startLimn(data, port) {
  mkdirSync(data, { recursive: true });
  port ??= await freePort();
  const log = openSync(join(data, 'limn.log'), 'w');
  const program = process.env.LIMN_PROGRAM ?? join(root, 'build/limn');
  const child = spawn(program, ['--port', String(port), '--data', data], { stdio: ['ignore', log, log], env: { ...process.env, LIMN_ADMIN_PASSWORD: 'password' } });
  process.on('exit', () => child.kill('SIGKILL')); // a test that fails halfway or is ended leaves no server behind
  process.on('SIGTERM', () => process.exit(143));
  const url = `http://localhost:${port}`;
  const headers = { Authorization: `Basic ${Buffer.from('admin:password').toString('base64')}` };
  const api = async (path) => {
    const answer = await fetch(url + path, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  for (const begun = Date.now(); ; ) {
    try {
      await api('/api/users/self');
      break;
    } catch (error) {
      if (Date.now() - begun > 60000) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
  // Any call, as the administrator, as somebody else ("name:password") or, with null, as nobody.
  const call = async (method, path, body, as = 'admin:password', more = {}) => {
    const form = body instanceof FormData;
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...(as ? { Authorization: `Basic ${Buffer.from(as).toString('base64')}` } : {}),
        ...(body && !form ? { 'Content-Type': 'application/json' } : {}),
        ...more,
      },
      body: body && !form ? JSON.stringify(body) : body,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  };
  const status = async (path) => (await fetch(url + path, { headers })).status;
  // Waits for a background request to end well.
  const finished = async (id) => {
    for (let i = 0; i < 600; i += 1) {
      const request = await api(`/api/requests/${encodeURIComponent(id)}`);
      if (request.status === 'finished') return request;
      if (request.status === 'failed') throw new Error(`${id}: ${request.message}`);
      await new Promise((wake) => setTimeout(wake, 100));
    }
    throw new Error(`${id} did not end`);
  };
  // Waits until the administrator's account keeps a setting that fits: the page sends what was changed a moment later.
  const keeps = async (name, fits) => {
    let value;
    for (const begun = Date.now(); Date.now() - begun < 60000; ) {
      value = (await api('/api/users/self/settings'))[name];
      if (fits(value)) return;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`${name} is ${JSON.stringify(value)}`);
  };
  // A task of these files, by path or as [name, content], when it is ready: with its jobs, and its labels by name.
  const makeTask = async (fields, files, parameters = {}, as = undefined) => {
    const { id } = await call('POST', '/api/tasks', fields, as);
    const form = new FormData();
    for (const [key, value] of Object.entries({ image_quality: '80', ...parameters })) form.set(key, value);
    files.forEach((file, i) => {
      const [name, content] = typeof file === 'string' ? [basename(file), readFileSync(file)] : file;
      form.set(`client_files[${i}]`, new Blob([content]), name);
    });
    await finished((await call('POST', `/api/tasks/${id}/data`, form, as)).rq_id);
    const { results: jobs } = await call('GET', `/api/jobs?task_id=${id}&sort=id&page_size=all`, undefined, as);
    const { results: labels } = await call('GET', `/api/labels?task_id=${id}&page_size=all`, undefined, as);
    return { task: id, job: jobs[0].id, jobs, labels: Object.fromEntries(labels.map((label) => [label.name, label])) };
  };
  const end = (signal) => () => new Promise((resolve) => child.on('exit', resolve).kill(signal));
  return { url, api, call, status, finished, keeps, makeTask, stop: end('SIGTERM'), kill: end('SIGKILL') };
}
