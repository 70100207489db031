import { t } from '../../shared/language';
import { boxBetween, distance } from '../model/geometry';
import type { Point } from '../model/types';
import { stay, type Tool } from './types';

export interface RegionState {
    readonly from: { readonly p: Point; readonly s: Point } | null;
    readonly to: Point | null;
}

const EMPTY: RegionState = { from: null, to: null };

/** Screen pixels a region must measure to be meant. */
const SMALLEST = 5;

/** A box drawn over the picture is brought into view; then objects are selected again. */
export const regionTool: Tool<RegionState> = {
    initial: EMPTY,
    keepsAcrossFrames: false,
    busy: state => state.from !== null,
    hint: () => t('Drag a box over what is to fill the view'),
    step(state, event, context) {
        switch (event.type) {
            case 'down':
                return stay({ from: { p: event.p, s: event.s }, to: event.p });
            case 'move':
                return stay(state.from ? { ...state, to: event.p } : state);
            case 'up': {
                if (!state.from) return stay(state);
                const box = boxBetween(state.from.p, event.p);
                const sides = [box.maxX - box.minX, box.maxY - box.minY].map(side => side * context.scale);
                if (distance(state.from.s, event.s) < SMALLEST || Math.min(...sides) < SMALLEST) return stay(EMPTY);
                return stay(EMPTY, { type: 'region', box }, { type: 'leave' });
            }
            case 'cancel':
                return state.from ? stay(EMPTY) : stay(EMPTY, { type: 'leave' });
            case 'finish':
                return stay(EMPTY, { type: 'leave' });
            default:
                return stay(state);
        }
    },
    preview: ({ from, to }) => ({
        cursor: 'zoom-in',
        sketches: [],
        marquee: from && to ? boxBetween(from.p, to) : undefined,
    }),
};
