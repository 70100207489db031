import { t } from '../../shared/language';
import { boxBetween, isLargeEnough, round2 } from '../model/geometry';
import { guessNode, placeTemplate, type PlacedNode, type SkeletonTemplate } from '../model/skeleton';
import type { Point } from '../model/types';
import { cornersTool, type CornersState } from './corners';
import { stay, TOO_SMALL, type Preview, type Sketch, type Step, type Tool, type ToolContext } from './types';

const NO_TEMPLATE = t('Choose a skeleton label first.');

function sketchOf(nodes: readonly PlacedNode[], labelId: number): Sketch {
    return { type: 'skeleton', points: [], rotation: 0, nodes, labelId };
}

/** Whether nodes are far enough apart to be a skeleton; one with a single node needs no extent. */
function isExtended(nodes: readonly PlacedNode[]): boolean {
    const elements = nodes.map(node => ({
        type: 'points' as const,
        points: node.points,
        rotation: 0,
        occluded: false,
        outside: node.outside,
        zOrder: 0,
    }));
    return nodes.length === 1 || isLargeEnough({ type: 'skeleton', points: [], elements });
}

/** Skeleton by a box its template is stretched into. */
export const skeletonBoxTool: Tool<CornersState> = cornersTool({
    hints: { first: t('Draw a box around the whole skeleton'), second: t('Click the opposite corner') },
    outlined: true,
    made(from, to, { template }) {
        if (!template) return { type: 'notice', text: NO_TEMPLATE };
        const nodes = placeTemplate(template, boxBetween(from, to));
        return isExtended(nodes) ? { type: 'create', shape: { type: 'skeleton', points: [], nodes } } : TOO_SMALL;
    },
    sketches: (from, to, { template }) =>
        template ? [sketchOf(placeTemplate(template, boxBetween(from, to)), template.labelId)] : [],
});

export interface SkeletonState {
    /** Nodes in the order of the template; absent ones have no place yet. */
    readonly placed: readonly { readonly labelId: number; readonly at: Point | null; readonly occluded: boolean }[];
    /** The next click places a node that is hidden behind something. */
    readonly occluded: boolean;
    readonly cursor: Point | null;
    /** How many nodes the template has, as far as an event has told. */
    readonly total: number;
    readonly next: string;
}

const EMPTY: SkeletonState = { placed: [], occluded: false, cursor: null, total: 0, next: '' };

/**
 * Skeleton click by click, in the order of its template. A key marks the next node as occluded, another one leaves it
 * out; the skeleton is done when every node has been dealt with. Finishing early leaves the rest out.
 */
export const skeletonTool: Tool<SkeletonState> = {
    initial: EMPTY,
    keepsAcrossFrames: false,
    busy: state => state.placed.length > 0,
    hint({ total, placed, occluded, next }, _settings, names) {
        const [absent, covered] = [names.key('outside'), names.key('occluded')];
        if (!total)
            return t('Click the first node; {absent} leaves a node out, {covered} marks it as occluded', {
                absent,
                covered,
            });
        const nth = placed.length + 1;
        return occluded
            ? t('{next}, occluded ({nth} of {total}). {absent}: not there. {covered}: occluded', {
                  next,
                  nth,
                  total,
                  absent,
                  covered,
              })
            : t('{next} ({nth} of {total}). {absent}: not there. {covered}: occluded', {
                  next,
                  nth,
                  total,
                  absent,
                  covered,
              });
    },
    step(state, event, context) {
        const { template } = context;
        if (!template) {
            const leaves = event.type === 'cancel' || event.type === 'finish';
            return stay(EMPTY, ...(leaves ? [{ type: 'leave' } as const] : []));
        }
        switch (event.type) {
            // Nodes of something small lie close to each other.
            case 'down':
            case 'double':
                return put(state, { at: event.p, occluded: state.occluded }, template, context);
            case 'move':
                return stay(about({ ...state, cursor: event.p }, template));
            case 'leave':
                return stay({ ...state, cursor: null });
            case 'mark':
                if (event.as === 'absent') return put(state, { at: null, occluded: false }, template, context);
                return stay(about({ ...state, occluded: !state.occluded }, template));
            case 'back':
                return stay(about({ ...state, placed: state.placed.slice(0, -1), occluded: false }, template));
            case 'finish':
                return state.placed.length ? finish(state, template, context) : stay(EMPTY, { type: 'leave' });
            case 'cancel':
                return state.placed.length ? stay({ ...EMPTY, cursor: state.cursor }) : stay(EMPTY, { type: 'leave' });
            default:
                return stay(state);
        }
    },
    preview,
};

function about(state: SkeletonState, template: SkeletonTemplate): SkeletonState {
    const next = template.nodes[state.placed.length]?.name ?? '';
    return { ...state, total: template.nodes.length, next };
}

function put(
    state: SkeletonState,
    node: { at: Point | null; occluded: boolean },
    template: SkeletonTemplate,
    context: ToolContext,
): Step<SkeletonState> {
    const { labelId } = template.nodes[state.placed.length];
    const next = about({ ...state, placed: [...state.placed, { labelId, ...node }], occluded: false }, template);
    return next.placed.length < template.nodes.length ? stay(next) : finish(next, template, context);
}

function finish(state: SkeletonState, template: SkeletonTemplate, context: ToolContext): Step<SkeletonState> {
    const again = about({ ...EMPTY, cursor: state.cursor }, template);
    const nodes = nodesOf(state, template, context);
    if (nodes.every(node => node.outside))
        return stay(again, { type: 'notice', text: t('No node was placed: nothing was drawn.') });
    if (!isExtended(nodes.filter(node => !node.outside))) return stay(again, TOO_SMALL);
    return stay(again, { type: 'create', shape: { type: 'skeleton', points: [], nodes } });
}

/** All nodes of the template; those without a place are put outside where the others suggest. */
function nodesOf({ placed }: SkeletonState, template: SkeletonTemplate, { image }: ToolContext): PlacedNode[] {
    const there = placed.flatMap(({ labelId, at, occluded }) =>
        at ? [{ labelId, points: [round2(at.x), round2(at.y)], occluded, outside: false }] : [],
    );
    const middle = { x: image.width / 2, y: image.height / 2 };
    return template.nodes.map(({ labelId }) => {
        const own = there.find(node => node.labelId === labelId);
        if (own) return own;
        const { x, y } = guessNode(template, labelId, there, middle);
        return { labelId, points: [x, y], occluded: false, outside: true };
    });
}

function preview(state: SkeletonState, { template }: ToolContext): Preview {
    if (!template) return { cursor: 'not-allowed', sketches: [] };
    const nodes: PlacedNode[] = state.placed.flatMap(({ labelId, at, occluded }) =>
        at ? [{ labelId, points: [at.x, at.y], occluded, outside: false }] : [],
    );
    const next = template.nodes[state.placed.length];
    const { cursor } = state;
    if (next && cursor)
        nodes.push({ labelId: next.labelId, points: [cursor.x, cursor.y], occluded: state.occluded, outside: false });
    return {
        cursor: 'crosshair',
        sketches: nodes.length ? [sketchOf(nodes, template.labelId)] : [],
        text: cursor && next ? { at: cursor, value: state.occluded ? `${next.name}, occluded` : next.name } : undefined,
    };
}
