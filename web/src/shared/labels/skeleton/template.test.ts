import { describe, expect, it } from 'vitest';
import { fromPreset, PRESETS } from './presets';
import { otherSide } from './sides';
import {
    addNode,
    changeNode,
    EMPTY_TEMPLATE,
    moveWithPartner,
    pairByName,
    pairNodes,
    parseTemplate,
    partnerOf,
    removeNode,
    templateProblem,
    toFile,
    toggleEdge,
    toSublabels,
    toSvg,
    type Template,
} from './template';

const names = (template: Template) => template.nodes.map(node => node.name);
const places = (template: Template) => template.nodes.map(({ x, y }) => [x, y]);
const edges = (template: Template) =>
    template.edges.map(pair => pair.map(key => template.nodes.find(node => node.key === key)?.name).join('-'));
const shape = (template: Template) => ({
    points: template.nodes.map(({ name, color, x, y }) => ({ name, color, x, y })),
    edges: edges(template),
});

function pair(): Template {
    const template = addNode(addNode(EMPTY_TEMPLATE, 10, 20), 30.456, 140);
    return toggleEdge(template, template.nodes[0].key, template.nodes[1].key);
}

describe('a skeleton template', () => {
    it('numbers its points and keeps them on the board', () => {
        const template = pair();
        expect(shape(template).points.map(({ name, x, y }) => [name, x, y])).toEqual([
            ['1', 10, 20],
            ['2', 30.46, 100],
        ]);
        const without = removeNode(template, template.nodes[0].key);
        expect(without.edges).toEqual([]);
        expect(names(addNode(without, 0, 0))).toEqual(['2', '3']);
    });

    it('joins and parts two points, either way round', () => {
        const template = pair();
        const [a, b] = template.nodes.map(node => node.key);
        expect(toggleEdge(template, b, a).edges).toEqual([]);
        expect(toggleEdge(template, a, a)).toBe(template);
    });

    it('says what is wrong', () => {
        expect(templateProblem(EMPTY_TEMPLATE)).toContain('at least one');
        const template = pair();
        expect(templateProblem(template)).toBeNull();
        expect(templateProblem(changeNode(template, template.nodes[0].key, { name: ' ' }))).toContain('name');
        expect(templateProblem(changeNode(template, template.nodes[0].key, { name: '2' }))).toContain('“2”');
    });

    it('is drawn as the server keeps it', () => {
        const svg = toSvg(changeNode(pair(), pair().nodes[0].key, {}));
        expect(svg).toContain('data-type="edge" data-node-from="1" stroke-width="0.5" data-node-to="2"');
        expect(svg).toContain('data-type="element node" data-element-id="1" data-node-id="1" data-label-name="1"');
        expect(svg.indexOf('<line')).toBeLessThan(svg.indexOf('<circle'));
    });

    it('comes back from its drawing and from its file', () => {
        const template = changeNode(pair(), '', {});
        const odd = changeNode(template, template.nodes[0].key, { name: 'a "b" & <c>', color: '#112233' });
        expect(shape(parseTemplate(toSvg(odd), toSublabels(odd)))).toEqual(shape(odd));
        expect(shape(parseTemplate(toFile(odd)))).toEqual(shape(odd));
    });

    it('reads the drawing of a saved label by the ids of its points', () => {
        const svg = toSvg(pair()).replaceAll(/data-label-name="(\d)"/g, 'data-label-id="2$1"');
        const read = parseTemplate(svg, [
            { id: 21, name: 'nose', color: '#aa0000' },
            { id: 22, name: 'ear' },
        ]);
        expect(names(read)).toEqual(['nose', 'ear']);
        expect(edges(read)).toEqual(['nose-ear']);
        expect(read.nodes[0].color).toBe('#aa0000');
    });

    it('knows the left and the right one of a pair', () => {
        const template = pair();
        const [a, b] = template.nodes.map(node => node.key);
        const paired = pairNodes(template, a, b);
        expect([partnerOf(paired, a), partnerOf(paired, b)]).toEqual([b, a]);
        expect(places(moveWithPartner(paired, a, 30, 40))).toEqual([
            [30, 40],
            [70, 40],
        ]);
        const third = addNode(paired, 50, 50);
        const other = pairNodes(third, third.nodes[2].key, a);
        expect(other.pairs).toHaveLength(1);
        expect(partnerOf(other, b)).toBeNull();
        expect(pairNodes(paired, b, null).pairs).toEqual([]);
        expect(removeNode(paired, a).pairs).toEqual([]);
        const read = parseTemplate(toSvg(paired));
        expect(partnerOf(read, read.nodes[0].key)).toBe(read.nodes[1].key);
    });

    it('finds pairs by their names', () => {
        expect(
            ['left_eye', 'Right ear', 'HAND-L', 'R', 'l.knee', 'nose', 'upright', 'leftover', 'tail'].map(otherSide),
        ).toEqual(['right_eye', 'Left ear', 'HAND-R', 'L', 'r.knee', null, null, null, null]);
        const template = ['left_eye', 'nose', 'right_eye'].reduce(
            (made, name) => addNode(made, 1, 1, { name }),
            EMPTY_TEMPLATE,
        );
        expect(pairByName(template).pairs).toEqual([[template.nodes[0].key, template.nodes[2].key]]);
    });

    it('refuses what is no drawing', () => {
        expect(() => parseTemplate('<svg><circle</svg>')).toThrow('no SVG');
        expect(() => parseTemplate('<svg xmlns="http://www.w3.org/2000/svg"></svg>')).toThrow('no points');
    });

    it('has presets whose points are all named and joined', () => {
        for (const preset of PRESETS) {
            const template = fromPreset(preset);
            expect(templateProblem(template), preset.key).toBeNull();
            expect(template.edges, preset.key).toHaveLength(preset.edges.length);
            const joined = new Set(template.edges.flat());
            expect(
                template.nodes.every(node => joined.has(node.key)),
                preset.key,
            ).toBe(true);
        }
        expect(fromPreset(PRESETS[0]).nodes).toHaveLength(17);
        expect(fromPreset(PRESETS[1]).nodes).toHaveLength(21);
        expect(fromPreset(PRESETS[0]).pairs).toHaveLength(8);
        const face = fromPreset(PRESETS[2]);
        expect(face.nodes).toHaveLength(68);
        // All but the chin, the bridge and the middles of nose and lips; each opposite the other.
        expect(face.pairs).toHaveLength((68 - 10) / 2);
        const at = new Map(face.nodes.map(node => [node.key, node]));
        for (const [a, b] of face.pairs) {
            const [one, other] = [at.get(a), at.get(b)];
            expect([(one?.x ?? 0) + (other?.x ?? 0), one?.y], one?.name).toEqual([100, other?.y]);
        }
    });
});
