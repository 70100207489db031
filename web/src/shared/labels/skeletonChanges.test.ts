import { describe, expect, it } from 'vitest';
import type { Label } from '../../api';
import { diffLabels, fromLabels, skeletonChanges } from './model';
import { fromRaw, toRaw } from './raw';
import { addNode, changeNode, parseTemplate, removeNode, toFile, toSublabels, toSvg } from './skeleton/template';

const part = (id: number, name: string): Label => ({
    id,
    name,
    color: '#d12345',
    type: 'points',
    attributes: [],
    sublabels: [],
});
const circle = (id: number, at: number) =>
    `<circle cx="${at}" cy="${at}" data-node-id="${id}" data-label-id="${id}"></circle>`;
const POSE: Label = {
    ...part(1, 'pose'),
    type: 'skeleton',
    sublabels: [part(2, 'head'), part(3, 'hand')],
    svg: circle(2, 20) + circle(3, 60),
};

/** The skeleton with the hand called otherwise and a tail, as the constructor hands it on. */
function grown() {
    const [pose] = fromLabels([POSE]);
    const before = parseTemplate(pose.svg ?? '', pose.sublabels);
    const renamed = changeNode(before, before.nodes[1].key, { name: 'left hand' });
    const template = addNode(renamed, 40, 40, { name: 'tail' });
    return { ...pose, sublabels: toSublabels(template), svg: toSvg(template) };
}

describe('a skeleton that is saved', () => {
    it('is changed by its points, which keep their ids', () => {
        const [change] = skeletonChanges([POSE], [grown()]);
        expect(change).toMatchObject({ id: 1, added: ['tail'], renamed: [{ before: 'hand', after: 'left hand' }] });
        expect(change.sublabels.map(({ id, name }) => [id, name])).toEqual([
            [2, 'head'],
            [3, 'left hand'],
            [undefined, 'tail'],
        ]);
    });

    it('is no change of the label itself, and none at all when nothing was done', () => {
        expect(diffLabels([POSE], [grown()])).toEqual([]);
        expect(skeletonChanges([POSE], fromLabels([POSE]))).toEqual([]);
        const [named] = diffLabels([POSE], [{ ...grown(), name: 'person' }]);
        expect(named).toMatchObject({ id: 1, name: 'person' });
        expect(named).not.toHaveProperty('sublabels');
    });

    it('keeps its points, and lets go of those not saved yet', () => {
        const template = parseTemplate(grown().svg, grown().sublabels);
        const [head, , tail] = template.nodes;
        expect(removeNode(template, head.key)).toBe(template);
        expect(removeNode(template, tail.key).nodes).toHaveLength(2);
        expect(
            fromRaw(toRaw([{ ...grown(), sublabels: grown().sublabels.slice(1) }]), fromLabels([POSE])).problems,
        ).toEqual([expect.stringMatching(/saved point “head” cannot be removed/)]);
    });

    it('goes into a file without ids, which mean nothing elsewhere', () => {
        const file = toFile(parseTemplate(grown().svg, grown().sublabels));
        expect(parseTemplate(file).nodes.map(({ id, name }) => [id, name])).toEqual([
            [undefined, 'head'],
            [undefined, 'left hand'],
            [undefined, 'tail'],
        ]);
    });
});
