import type { LabelWrite } from '../../../api';
import { t } from '../../language';
import { attributeWrite, newAttribute, newKey, type DraftAttribute } from '../model';
import { otherSide } from './sides';

/** A point of a skeleton: a label of its own, and a place on a board of 100 by 100. */
export interface TemplateNode {
    /** Stays with the point while it is edited; numbers in the drawing are given by order. */
    key: string;
    /** Of a saved one, which annotations may have: it stays. */
    id?: number;
    name: string;
    color: string;
    x: number;
    y: number;
    attributes: DraftAttribute[];
}

/**
 * The points of a skeleton, which of them are joined, and which are the left and the right one of a pair. Edges and pairs
 * hold keys, each once; a point is in one pair at most.
 */
export interface Template {
    nodes: TemplateNode[];
    edges: [string, string][];
    pairs: [string, string][];
}

export const BOARD = 100;
export const EMPTY_TEMPLATE: Template = { nodes: [], edges: [], pairs: [] };
const DEFAULT_COLOR = '#d12345';

const clamp = (value: number) => Math.round(Math.max(0, Math.min(BOARD, value)) * 100) / 100;

/** `1`, or the next number that no point is called. */
function freeName(nodes: TemplateNode[]): string {
    for (let number = nodes.length + 1; ; number += 1) {
        if (!nodes.some(node => node.name === String(number))) return String(number);
    }
}

export function addNode(template: Template, x: number, y: number, part: Partial<TemplateNode> = {}): Template {
    const node: TemplateNode = {
        key: newKey(),
        name: freeName(template.nodes),
        color: DEFAULT_COLOR,
        attributes: [],
        ...part,
        x: clamp(x),
        y: clamp(y),
    };
    return { ...template, nodes: [...template.nodes, node] };
}

export function changeNode(template: Template, key: string, part: Partial<TemplateNode>): Template {
    return {
        ...template,
        nodes: template.nodes.map(node => {
            if (node.key !== key) return node;
            const next = { ...node, ...part };
            return { ...next, x: clamp(next.x), y: clamp(next.y) };
        }),
    };
}

/** Without a point, and the lines to it. One that is saved stays. */
export function removeNode(template: Template, key: string): Template {
    if (template.nodes.find(node => node.key === key)?.id !== undefined) return template;
    return {
        nodes: template.nodes.filter(node => node.key !== key),
        edges: template.edges.filter(edge => !edge.includes(key)),
        pairs: template.pairs.filter(pair => !pair.includes(key)),
    };
}

const isEdge = ([a, b]: [string, string], from: string, to: string) =>
    (a === from && b === to) || (a === to && b === from);

/** Joins two points, or parts them when they are joined. A point is never joined with itself. */
export function toggleEdge(template: Template, from: string, to: string): Template {
    if (from === to) return template;
    const without = template.edges.filter(edge => !isEdge(edge, from, to));
    const had = without.length < template.edges.length;
    return { ...template, edges: had ? without : [...without, [from, to]] };
}

/** The other one of a pair, if the point has one. */
export function partnerOf({ pairs }: Template, key: string): string | null {
    const pair = pairs.find(keys => keys.includes(key));
    return pair ? (pair[0] === key ? pair[1] : pair[0]) : null;
}

/** Makes two points a pair, or none of one; both leave the pairs they were in. */
export function pairNodes(template: Template, key: string, partner: string | null): Template {
    const free = template.pairs.filter(pair => !pair.includes(key) && !(partner && pair.includes(partner)));
    return { ...template, pairs: partner && partner !== key ? [...free, [key, partner]] : free };
}

/** Pairs points whose names differ in nothing but the side; pairs that there are stay. */
export function pairByName(template: Template): Template {
    return template.nodes.reduce((made, node) => {
        const partner = made.nodes.find(other => other.name === otherSide(node.name));
        const free = partner && !partnerOf(made, node.key) && !partnerOf(made, partner.key);
        return free ? pairNodes(made, node.key, partner.key) : made;
    }, template);
}

/** A point moved, and its partner to the same place on the other half of the board. */
export function moveWithPartner(template: Template, key: string, x: number, y: number): Template {
    const moved = changeNode(template, key, { x, y });
    const partner = partnerOf(template, key);
    return partner ? changeNode(moved, partner, { x: BOARD - clamp(x), y }) : moved;
}

/** What is wrong with a template, or null. */
export function templateProblem({ nodes }: Template): string | null {
    if (!nodes.length) return t('A skeleton needs at least one point');
    const names = nodes.map(node => node.name.trim());
    if (names.some(name => !name)) return t('Every point needs a name');
    const doubled = names.find((name, index) => names.indexOf(name) !== index);
    return doubled === undefined ? null : t('Two points are called “{doubled}”', { doubled });
}

const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The drawing as the server keeps it: lines first, then circles, numbered from 1 in order. */
export function toSvg(template: Template): string {
    const { nodes, edges } = template;
    const number = new Map(nodes.map((node, index) => [node.key, index + 1]));
    const place = new Map(nodes.map(node => [node.key, node]));
    const lines = edges.map(([from, to]) => {
        const a = place.get(from) as TemplateNode;
        const b = place.get(to) as TemplateNode;
        return (
            `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="black" data-type="edge" ` +
            `data-node-from="${number.get(from)}" stroke-width="0.5" data-node-to="${number.get(to)}"></line>`
        );
    });
    const mirrored = (node: TemplateNode) => {
        const partner = partnerOf(template, node.key);
        return partner ? ` data-mirror-node="${number.get(partner)}"` : '';
    };
    const circles = nodes.map(
        node =>
            `<circle r="1.5" stroke="black" fill="#b3b3b3" cx="${node.x}" cy="${node.y}" stroke-width="0.1" ` +
            `data-type="element node" data-element-id="${number.get(node.key)}" ` +
            `data-node-id="${number.get(node.key)}"${mirrored(node)} data-label-name="${escaped(node.name.trim())}"></circle>`,
    );
    return [...lines, ...circles].join('\n');
}

export function toSublabels({ nodes }: Template): LabelWrite[] {
    return nodes.map(node => ({
        ...(node.id !== undefined ? { id: node.id } : {}),
        name: node.name.trim(),
        color: node.color,
        type: 'points',
        attributes: node.attributes.map(attributeWrite),
    }));
}

/** A file of its own, with the labels inside, that can be read back here or elsewhere. */
export function toFile(template: Template): string {
    const free = {
        ...template,
        nodes: template.nodes.map(node => ({
            ...node,
            id: undefined,
            attributes: node.attributes.map(one => ({ ...one, id: undefined })),
        })),
    };
    const labels = escaped(JSON.stringify(toSublabels(free)));
    return (
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${BOARD} ${BOARD}">` +
        `<desc data-description-type="labels-specification">${labels}</desc>\n${toSvg(template)}\n</svg>\n`
    );
}

interface Known {
    id?: number;
    name?: string;
    color?: string;
    attributes?: LabelWrite['attributes'];
}

function specification(root: Element): Known[] {
    const text = root.querySelector('desc[data-description-type="labels-specification"]')?.textContent;
    if (!text) return [];
    try {
        const parsed: unknown = JSON.parse(text);
        return Array.isArray(parsed) ? (parsed as Known[]) : [];
    } catch {
        return [];
    }
}

const numberOf = (element: Element, name: string) => Number(element.getAttribute(name));

/**
 * Reads a drawing: that of a saved label (its points named by the ids of `sublabels`), of a label not saved yet, or a
 * file. Throws an Error that says what is wrong.
 */
export function parseTemplate(svg: string, sublabels: Known[] = []): Template {
    const text = /<svg[\s>]/.test(svg) ? svg : `<svg xmlns="http://www.w3.org/2000/svg">${svg}</svg>`;
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    if (root.querySelector('parsererror') || root.tagName === 'parsererror')
        throw new Error(t('The file is no SVG drawing'));
    // Ids in a file are those of another server, or of another label.
    const known = [...sublabels, ...specification(root).map(item => ({ ...item, id: undefined }))];
    const byNumber = new Map<string, string>();
    const nodes = [...root.querySelectorAll('circle[data-node-id]')].map((circle): TemplateNode => {
        const id = numberOf(circle, 'data-label-id');
        const named = circle.getAttribute('data-label-name');
        const label = known.find(item => (id && item.id === id) || (named !== null && item.name === named));
        const [x, y] = [numberOf(circle, 'cx'), numberOf(circle, 'cy')];
        if (!Number.isFinite(x) || !Number.isFinite(y)) throw new Error(t('A point of the drawing has no place'));
        const key = newKey();
        byNumber.set(circle.getAttribute('data-node-id') ?? '', key);
        return {
            key,
            ...(label?.id !== undefined ? { id: label.id } : {}),
            name: named ?? label?.name ?? String(byNumber.size),
            color: label?.color || DEFAULT_COLOR,
            attributes: (label?.attributes ?? []).map(({ id: attributeId, ...item }) => ({
                ...newAttribute(),
                ...(label?.id !== undefined && attributeId !== undefined ? { id: attributeId } : {}),
                ...item,
                default_value: item.default_value ?? '',
            })),
            x: clamp(x),
            y: clamp(y),
        };
    });
    if (!nodes.length) throw new Error(t('The drawing has no points: circles with a data-node-id'));
    let template: Template = { nodes, edges: [], pairs: [] };
    for (const line of root.querySelectorAll('line[data-type="edge"]')) {
        const from = byNumber.get(line.getAttribute('data-node-from') ?? '');
        const to = byNumber.get(line.getAttribute('data-node-to') ?? '');
        if (from && to && !template.edges.some(edge => isEdge(edge, from, to)))
            template = toggleEdge(template, from, to);
    }
    for (const circle of root.querySelectorAll('circle[data-mirror-node]')) {
        const one = byNumber.get(circle.getAttribute('data-node-id') ?? '');
        const other = byNumber.get(circle.getAttribute('data-mirror-node') ?? '');
        if (one && other && !partnerOf(template, one) && !partnerOf(template, other))
            template = pairNodes(template, one, other);
    }
    return template;
}
