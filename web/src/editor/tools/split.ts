import { t } from '../../shared/language';
import type { ObjectId } from '../model/types';
import { stay, type Tool } from './types';

export interface SplitState {
    readonly over: ObjectId | null;
}

/** A click on a track ends it on this frame and begins another one. */
export const splitTool: Tool<SplitState> = {
    initial: { over: null },
    keepsAcrossFrames: true,
    busy: () => false,
    hint: () => t('Click a track to end it here and begin another one'),
    step(state, event, context) {
        switch (event.type) {
            case 'move': {
                const over = context.hit(event.p).find(object => object.kind === 'track')?.id ?? null;
                return over === state.over ? stay(state) : stay({ over }, { type: 'hover', id: over });
            }
            case 'down': {
                const hits = context.hit(event.p);
                const track = hits.find(object => object.kind === 'track');
                if (!track)
                    return hits.length
                        ? stay(state, { type: 'notice', text: t('Only tracks can be split.') })
                        : stay(state);
                if (!context.editable(track.id))
                    return stay(state, { type: 'notice', text: t('A locked object cannot be split.') });
                return stay({ over: null }, { type: 'split', id: track.id }, { type: 'leave' });
            }
            case 'leave':
                return stay({ over: null }, { type: 'hover', id: null });
            case 'finish':
            case 'cancel':
                return stay({ over: null }, { type: 'hover', id: null }, { type: 'leave' });
            default:
                return stay(state);
        }
    },
    preview: state => ({ cursor: state.over === null ? 'default' : 'pointer', sketches: [] }),
};
