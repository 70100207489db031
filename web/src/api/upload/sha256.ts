/**
 * SHA-256 (FIPS 180-4) for pages that were not fetched by https: there browsers hold back their own. All numbers are
 * 32 bits wide; the constants are the first bits of the fractions of the roots of primes, as the standard has them.
 */
function primes(count: number): number[] {
    const found: number[] = [];
    for (let n = 2; found.length < count; ++n) if (found.every(prime => n % prime)) found.push(n);
    return found;
}

const fraction = (x: number) => ((x - Math.floor(x)) * 2 ** 32) >>> 0;
const FIRST = Uint32Array.from(primes(8), prime => fraction(Math.sqrt(prime)));
const ROUNDS = Uint32Array.from(primes(64), prime => fraction(Math.cbrt(prime)));

const turned = (x: number, by: number) => (x >>> by) | (x << (32 - by));

/** Takes a block of 64 bytes into the state. `words` is room for the 64 words made of it. */
function take(state: Uint32Array, words: Uint32Array, bytes: DataView, at: number): void {
    for (let i = 0; i < 16; ++i) words[i] = bytes.getUint32(at + 4 * i);
    for (let i = 16; i < 64; ++i) {
        const [x, y] = [words[i - 15], words[i - 2]];
        const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
        const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
        words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; ++i) {
        const choice = (e & f) ^ (~e & g);
        const sum1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
        const one = (h + sum1 + choice + ROUNDS[i] + words[i]) | 0;
        const majority = (a & b) ^ (a & c) ^ (b & c);
        const sum0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
        h = g;
        g = f;
        f = e;
        e = (d + one) | 0;
        d = c;
        c = b;
        b = a;
        a = (one + sum0 + majority) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] += value));
}

/** The last block or two: what is left over, a set bit, zeros, and how many bits there were in all. */
function ending(bytes: Uint8Array): Uint8Array {
    const left = bytes.length % 64;
    const last = new Uint8Array(left < 56 ? 64 : 128);
    last.set(bytes.subarray(bytes.length - left));
    last[left] = 0x80;
    const view = new DataView(last.buffer);
    view.setUint32(last.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(last.length - 4, (bytes.length << 3) >>> 0);
    return last;
}

export function sha256(bytes: Uint8Array): Uint8Array {
    const state = FIRST.slice();
    const words = new Uint32Array(64);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 64 <= bytes.length; at += 64) take(state, words, view, at);
    const last = ending(bytes);
    for (let at = 0; at < last.length; at += 64) take(state, words, new DataView(last.buffer), at);
    const digest = new DataView(new ArrayBuffer(32));
    state.forEach((word, i) => digest.setUint32(4 * i, word));
    return new Uint8Array(digest.buffer);
}
