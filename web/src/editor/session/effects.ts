import { create, drawn, reshape } from '../model/edits';
import type { Effect } from '../tools';
import { placeCopies } from './clipboard';
import type { Session } from './session';

/** Carries out what a tool asks for. */
export function applyEffect(session: Session, effect: Effect): void {
    switch (effect.type) {
        case 'create': {
            const { labelId, drawKind, frame } = session.state;
            const label = labelId === null ? undefined : session.labels.get(labelId);
            if (!label) return session.notify('warning', 'Choose a label first.');
            const layer = session.document.objectsOn(frame).at(-1)?.zOrder ?? 0;
            const diff = create(session.document, [drawn(effect.shape, drawKind, frame, label, Math.max(0, layer))]);
            return session.commit(`Created ${effect.shape.type}`, diff, {
                select: diff.objects.map(change => change.id),
            });
        }
        case 'reshape': {
            const diff = reshape(session.document, effect.edits, session.frame, session.sizeOf(session.frame));
            return session.commit(effect.label, diff);
        }
        case 'select':
            return session.select(effect.ids);
        case 'hover':
            return session.hover(effect.id);
        case 'pan':
            return session.viewport.pan(effect.dx, effect.dy);
        case 'focus':
            return effect.id === null ? session.viewport.fit() : session.viewport.focus(effect.id);
        case 'place':
            return placeCopies(session, effect.dx, effect.dy);
        case 'notice':
            return session.notify('warning', effect.text);
        case 'leave':
            return session.use('select');
    }
}
