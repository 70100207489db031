import { describe, expect, it, vi } from 'vitest';
import { chordOf, COMMANDS, belongsToControl, commandFor } from './keys';
import { lockJob } from './lock';

const press = (key: string, mods: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...mods,
});

describe('keys', () => {
    it('are each bound once', () => {
        const all = COMMANDS.flatMap(({ keys, scope = '' }) => keys.map(one => `${scope} ${one}`));
        expect(all.filter((keys, i) => all.indexOf(keys) !== i)).toEqual([]);
        expect(new Set(COMMANDS.map(command => command.id)).size).toBe(COMMANDS.length);
    });

    it.each([
        [press('z', { ctrlKey: true }), 'undo'],
        [press('Z', { ctrlKey: true, shiftKey: true }), 'redo'],
        [press('s', { metaKey: true }), 'save'],
        [press('+', { shiftKey: true }), 'foreground'],
        [press('-'), 'background'],
        [press('-', { ctrlKey: true }), 'zoom_out'],
        [press(' '), 'play'],
        [press('3'), 'label_3'],
        [press('ArrowLeft', { shiftKey: true }), 'left_10'],
        [press('Delete', { altKey: true }), 'delete_frame'],
    ])('%o', (event, id) => {
        expect(commandFor(event)?.id).toBe(id);
    });

    it('belong to fields and controls that have the focus', () => {
        document.body.innerHTML =
            '<input id="i"><button id="b"></button><div id="d" tabindex="0"></div><input id="t" type="checkbox">';
        const element = (id: string) => document.getElementById(id);
        expect(belongsToControl(element('i'), 'n')).toBe(true);
        expect(belongsToControl(element('b'), chordOf(press(' ')))).toBe(true);
        expect(belongsToControl(element('b'), 'n')).toBe(false);
        expect(belongsToControl(element('t'), 'space')).toBe(true);
        expect(belongsToControl(element('t'), 'n')).toBe(false);
        expect(belongsToControl(element('d'), 'tab')).toBe(false);
    });
});

/** The browser's locks, as far as one name is concerned. */
function fakeLocks() {
    let holder: { fail: (error: Error) => void } | null = null;
    const request = (_name: string, options: LockOptions, run: (lock: unknown) => Promise<void>) =>
        new Promise<void>((resolve, reject) => {
            if (holder && !options.steal) return reject(new DOMException('timed out', 'TimeoutError'));
            holder?.fail(new DOMException('stolen', 'AbortError'));
            const own = { fail: reject };
            holder = own;
            void run({}).then(() => {
                if (holder === own) holder = null;
                resolve();
            });
        });
    return { request } as unknown as LockManager;
}

describe('one tab a job', () => {
    it('holds the lock until it is released', async () => {
        const locks = fakeLocks();
        const lost = vi.fn();
        const first = await lockJob(1, lost, false, locks);
        expect(await lockJob(1, lost, false, locks)).toBeNull();
        first?.release();
        await Promise.resolve();
        expect(await lockJob(1, lost, false, locks)).not.toBeNull();
        expect(lost).not.toHaveBeenCalled();
    });

    it('is told when another tab takes over', async () => {
        const locks = fakeLocks();
        const lost = vi.fn();
        await lockJob(1, lost, false, locks);
        expect(await lockJob(1, vi.fn(), true, locks)).not.toBeNull();
        await Promise.resolve();
        expect(lost).toHaveBeenCalledOnce();
    });
});
