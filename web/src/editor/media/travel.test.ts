import { describe, expect, it } from 'vitest';
import { FrameList } from '../model/frames';
import { Travel } from './travel';

function traveller() {
    let time = 0;
    const travel = new Travel(new FrameList(Array.from({ length: 200 }, (_, i) => i)), () => time);
    return {
        travel,
        /** Steps of a size, so many milliseconds apart. */
        walk: (from: number, step: number, count: number, interval: number) => {
            for (let i = 0; i <= count; ++i) {
                time += interval;
                travel.to(from + i * step);
            }
        },
        wait: (milliseconds: number) => (time += milliseconds),
    };
}

const beyond = (order: readonly number[], frame: number) => order.filter(one => one > frame).length;

describe('what will be wanted next', () => {
    it('is the frame itself, what lies ahead, and a little of what lies behind', () => {
        const { travel } = traveller();
        travel.to(100);
        expect(travel.order().slice(0, 3)).toEqual([100, 101, 102]);
        expect(travel.order().at(-1)).toBe(98);
    });

    it('lies the other way when going backwards', () => {
        const { travel, walk } = traveller();
        walk(100, -1, 5, 100);
        expect(travel.order().slice(0, 3)).toEqual([95, 94, 93]);
    });

    it('reaches farther the faster one goes, up to a limit, and less far at rest', () => {
        const ahead = (interval: number) => {
            const { travel, walk } = traveller();
            walk(20, 1, 30, interval);
            return beyond(travel.order(), 50);
        };
        expect(ahead(500)).toBe(10);
        expect(ahead(70)).toBeGreaterThan(15);
        expect(ahead(10)).toBe(40);
        const { travel, walk, wait } = traveller();
        walk(20, 1, 30, 10);
        wait(2000);
        expect(beyond(travel.order(), 50)).toBe(10);
    });

    it('follows large steps', () => {
        const { travel, walk } = traveller();
        walk(0, 10, 4, 200);
        expect(travel.order().slice(0, 4)).toEqual([40, 50, 60, 70]);
    });

    it('begins where playing has come to, after the frame still shown', () => {
        const { travel } = traveller();
        travel.to(10);
        travel.lead(14);
        expect(travel.order().slice(0, 3)).toEqual([10, 14, 15]);
    });

    it('stays within the job', () => {
        const { travel } = traveller();
        travel.to(199);
        expect(travel.order()).toEqual([199, 198, 197]);
    });
});
