// A page whose clock stumbles: with LIMN_UNSTEADY=SEED, timers, frames, React's turns, words to workers and answers of the server come late by
// chance, as on a machine that is busy with something else at just the wrong moment. What a test does meanwhile comes at once,
// so that hidden races show in a few runs instead of in a few hundred. For looking for them by hand; ./test goes without.

/** Runs inside of each page, before anything else there. */
function stumble(seed) {
  let state = seed;
  const chance = () => {
    state = (state + 0x6d2b79f5) | 0; // mulberry32
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // Mostly nothing, sometimes a little, seldom much.
  const late = (most) => (chance() < 0.6 ? 0 : Math.round(most * chance() ** 3));

  const { setTimeout: steadyTimeout, requestAnimationFrame: steadyFrame, fetch: steadyFetch } = window;
  const wait = (time) => new Promise((wake) => steadyTimeout(wake, time));
  window.setTimeout = (act, time = 0, ...given) => steadyTimeout(act, time + late(120), ...given);

  // Frames are dropped; whoever takes a request back has the number it was given.
  const dropped = new Map();
  window.requestAnimationFrame = (draw) => {
    const frame = steadyFrame((now) => {
      if (late(2) < 1) return draw(now);
      dropped.set(frame, steadyFrame((later) => (dropped.delete(frame), draw(later))));
    });
    return frame;
  };
  const { cancelAnimationFrame: steadyCancel } = window;
  window.cancelAnimationFrame = (frame) => {
    steadyCancel(frame);
    if (dropped.has(frame)) steadyCancel(dropped.get(frame));
    dropped.delete(frame);
  };

  // React goes on with its work by messages to itself that say nothing.
  const send = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (message, ...more) {
    const time = message === null ? late(100) : 0;
    if (time) steadyTimeout(() => send.call(this, message, ...more), time);
    else send.call(this, message, ...more);
  };

  // Workers hear of things late, but in their order.
  const tell = Worker.prototype.postMessage;
  const told = new WeakMap();
  Worker.prototype.postMessage = function (...given) {
    const at = Math.max(performance.now() + late(80), told.get(this) ?? 0);
    told.set(this, at);
    steadyTimeout(() => tell.apply(this, given), at - performance.now());
  };

  // What a page sends as it goes could not be sent later.
  let going = false;
  addEventListener('pagehide', () => (going = true), true);
  addEventListener('pageshow', () => (going = false), true);
  window.fetch = async (...given) => {
    if (!going) await wait(late(300));
    const answer = await steadyFetch(...given);
    await wait(late(600));
    return answer;
  };
}

export async function makeUnsteady(context) {
  const seed = Number(process.env.LIMN_UNSTEADY ?? 0);
  if (seed) await context.addInitScript(stumble, seed);
}
