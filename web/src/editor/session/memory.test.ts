import { describe, expect, it } from 'vitest';
import { toScreen } from '../render/camera';
import type { WireObject } from '../model/wire';
import { sessionWith } from '../testdata/session';
import { skeletonShape } from '../testdata/world';
import { cameraFrom, recallSight, restoreFlags, sightOf } from './memory';

describe('how a job was looked at', () => {
    it('comes back with the same place in the middle, in a window of another size', () => {
        const camera = cameraFrom({ scale: 2, turn: 1, middle: [30, 40] }, { width: 500, height: 300 });
        if (!camera) throw new Error('no camera');
        expect(toScreen(camera, { x: 30, y: 40 })).toEqual({ x: 250, y: 150 });
        expect([camera.scale, camera.turn]).toEqual([2, 1]);
    });

    it('is forgotten where it makes no sense', () => {
        const size = { width: 500, height: 300 };
        expect(cameraFrom(undefined, size)).toBeNull();
        expect(cameraFrom({ scale: 0, turn: 0, middle: [1, 1] }, size)).toBeNull();
        expect(cameraFrom({ scale: 1, turn: 7 as 0, middle: [1, 1] }, size)).toBeNull();
        expect(cameraFrom({ scale: 1, turn: 0, middle: 'x' as unknown as [number, number] }, size)).toBeNull();
    });

    it('is nothing where something else is kept under its name', () => {
        const kept = (text: string | null) => ({ getItem: () => text }) as unknown as Parameters<typeof recallSight>[0];
        expect(recallSight(kept('broken'), 1, 1)).toBeNull();
        expect(recallSight(kept('7'), 1, 1)).toBeNull();
        expect(recallSight(kept(null), 1, 1)).toBeNull();
        expect(recallSight(kept('{"frame":4}'), 1, 1)).toEqual({ frame: 4 });
    });

    it('is the frame alone where only that is known, as CVAT keeps it', () => {
        const texts: Record<string, string> = { latestFrameStorage: '[[7,12],["x",1],[8,3]]' };
        const storage = { getItem: (key: string) => texts[key] ?? null } as unknown as Parameters<
            typeof recallSight
        >[0];
        expect(recallSight(storage, 1, 8)).toEqual({ frame: 3 });
        expect(recallSight(storage, 1, 9)).toBeNull();
        texts['limnView/1/8'] = '{"frame":5}';
        expect(recallSight(storage, 1, 8)).toEqual({ frame: 5 });
    });

    it('brings back which parts of skeletons were hidden and locked, of objects that are still there', () => {
        const skeleton = skeletonShape([
            [1, 2],
            [3, 4],
            [5, 6],
            [7, 8],
        ]);
        const opened = () => {
            const session = sessionWith(skeleton);
            session.saved.set(1, { object: skeleton, wire: { id: 70 } as WireObject });
            return session;
        };
        const first = opened();
        first.setFlags({ hiddenParts: new Set(['1/11', '1/13']), lockedParts: new Set(['1/12']) });
        const kept = JSON.parse(JSON.stringify(sightOf(first, 0)));
        const again = opened();
        restoreFlags(again, { ...kept, hiddenParts: [...kept.hiddenParts, ['shape 99', 11]] });
        expect([...again.state.hiddenParts]).toEqual(['1/11', '1/13']);
        expect([...again.state.lockedParts]).toEqual(['1/12']);
    });
});
