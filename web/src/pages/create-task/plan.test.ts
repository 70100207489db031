import { describe, expect, it } from 'vitest';
import type { TaskUnit } from './files';
import { nameFor, planTasks } from './plan';

const unit = (name: string, ...texts: string[]): TaskUnit => ({
    name,
    kind: texts.length > 1 ? 'image' : 'video',
    files: texts.map((text, index) => ({ name: `${index}.jpg`, body: new File([text], `${index}.jpg`) })),
});

describe('the plan of many tasks', () => {
    it('names them after their files unless a template says otherwise', () => {
        const units = [unit('a.mp4', 'xx'), unit('night', 'x', 'xyz')];
        expect(planTasks(' ', units).map(task => task.name)).toEqual(['a.mp4', 'night']);
        expect(planTasks('{{index}} of June', units).map(task => task.name)).toEqual(['0 of June', '1 of June']);
        expect(planTasks('', units).map(task => task.bytes)).toEqual([2, 4]);
        expect(nameFor(' plain ', 'a.mp4', 3)).toBe('plain');
    });

    it('says which cannot be made, and why', () => {
        const [video, folder, sound] = planTasks('', [unit('a.mp4', ''), unit('night', 'x', ''), unit('b.mp4', 'x')]);
        expect(video.problem).toBe('The file is empty');
        expect(folder.problem).toBe('“1.jpg” is empty');
        expect(sound.problem).toBeNull();
        expect(planTasks('n'.repeat(257), [unit('a.mp4', 'x')])[0].problem).toContain('256');
    });

    it('points at names that several would have', () => {
        const plan = planTasks('', [unit('a.mp4', 'x'), unit('a.mp4', 'y'), unit('b.mp4', 'z')]);
        expect(plan.map(task => task.sameName)).toEqual([true, true, false]);
    });
});
