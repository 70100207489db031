import { t } from '../../shared/language';
import { centreOf, drawnBox, shiftInside, translate, union } from '../model/geometry';
import type { FrameObject, Point } from '../model/types';
import { stay, type Sketch, type Tool, type ToolContext } from './types';

export interface CarryState {
    readonly cursor: Point | null;
}

type Carried = Pick<FrameObject, 'type' | 'points' | 'rotation' | 'elements'>;

/** Copies that hang on the pointer by the middle of their common box; a click places them, with Ctrl again and again. */
export function carryTool(objects: readonly Carried[]): Tool<CarryState> {
    const middle = centreOf(objects.map(object => drawnBox(object as FrameObject)).reduce(union));
    const shiftTo = (p: Point, { image }: ToolContext) =>
        shiftInside(objects, { dx: p.x - middle.x, dy: p.y - middle.y }, image);
    return {
        initial: { cursor: null },
        keepsAcrossFrames: true,
        busy: () => false,
        hint(_state, _settings, names) {
            const several = names.held('several');
            return several
                ? t('Click to place the copy; hold {held} to place several', { held: several })
                : t('Click to place the copy');
        },
        step(state, event, context) {
            switch (event.type) {
                case 'move':
                    return stay({ cursor: event.p });
                case 'down': {
                    const place = { type: 'place', ...shiftTo(event.p, context) } as const;
                    return context.asks('several', event.mods)
                        ? stay(state, place)
                        : stay(state, place, { type: 'leave' });
                }
                case 'leave':
                    return stay({ cursor: null });
                case 'finish':
                case 'cancel':
                case 'back':
                    return stay(state, { type: 'leave' });
                default:
                    return stay(state);
            }
        },
        preview({ cursor }, context) {
            if (!cursor) return { cursor: 'copy', sketches: [] };
            const { dx, dy } = shiftTo(cursor, context);
            return { cursor: 'copy', sketches: objects.map(object => movedSketch(object, dx, dy)) };
        },
    };
}

function movedSketch(object: Carried, dx: number, dy: number): Sketch {
    const { type, rotation } = object;
    if (type === 'mask') {
        const runs = object.points.slice(0, -4);
        const box = translate(object.points.slice(-4), Math.round(dx), Math.round(dy));
        return { type, rotation, points: [...runs, ...box] };
    }
    const elements = new Map(object.elements.map(element => [element.labelId, translate(element.points, dx, dy)]));
    return { type, rotation, points: translate(object.points, dx, dy), elements };
}
