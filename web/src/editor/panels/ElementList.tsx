import { skeletonTemplate } from '../model/skeleton';
import type { FrameObject } from '../model/types';
import { toggleElement } from '../session/operations';
import { useSession } from './context';

/** The parts of a skeleton, in the order of its drawing, each with its flags. */
export function ElementList({ state, disabled }: { state: FrameObject; disabled: boolean }) {
    const session = useSession();
    const label = session.labels.get(state.labelId);
    const order = label ? skeletonTemplate(label).nodes.map(node => node.labelId) : [];
    const elements = [...state.elements].sort((a, b) => order.indexOf(a.labelId) - order.indexOf(b.labelId));
    return (
        <ul className="ed-elements" aria-label="Parts of the skeleton">
            {elements.map(element => {
                const part = session.labels.get(element.labelId);
                const flag = (name: 'occluded' | 'outside', text: string) => (
                    <button
                        type="button"
                        className={element[name] ? 'ed-flag ed-on' : 'ed-flag'}
                        aria-pressed={element[name]}
                        aria-label={`${part?.name ?? 'Part'}: ${text}`}
                        title={text}
                        disabled={disabled}
                        onClick={() => toggleElement(session, state.id, element.labelId, name)}
                    >
                        {text}
                    </button>
                );
                return (
                    <li key={element.labelId} className={element.outside ? 'ed-absent' : undefined}>
                        <i className="ed-swatch" style={{ background: part?.color }} />
                        <span className="ed-row-name">{part?.name ?? 'Unknown part'}</span>
                        {flag('occluded', 'occluded')}
                        {flag('outside', 'absent')}
                    </li>
                );
            })}
        </ul>
    );
}
