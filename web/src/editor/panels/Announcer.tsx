import { useEffect, useState } from 'react';
import { t } from '../../shared/language';
import { announcement } from '../session/announce';
import { useSession } from './context';

/** Changes in quick succession are told together. */
const PAUSE = 250;

/** Tells screen readers what the canvas shows only to the eye: tool, selection, saving, trouble. */
export function Announcer() {
    const session = useSession();
    const [text, setText] = useState('');
    useEffect(() => {
        let told = session.state;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const facts = {
            labels: session.labels,
            objectsOn: (frame: number) => session.document.objectsOn(frame).length,
            stateOf: (id: number) => session.document.stateOf(id, session.frame),
        };
        const tell = () => {
            timer = undefined;
            const next = announcement(told, session.state, facts);
            told = session.state;
            if (next) setText(next);
        };
        const stop = session.view.subscribe(() => {
            // While playing every frame would be told, and none understood.
            if (!session.state.playing) timer ??= setTimeout(tell, PAUSE);
        });
        const stopPointer = session.viewport.pointer.subscribe(({ at, led }) => {
            if (at && led) setText(t('Cross at {x}, {y}', { x: at.x, y: at.y }));
        });
        return () => {
            stop();
            stopPointer();
            clearTimeout(timer);
        };
    }, [session]);
    return (
        <div className="ed-announcer" role="status" aria-live="polite">
            {text}
        </div>
    );
}
