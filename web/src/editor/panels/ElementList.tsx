import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { attributeValue, type LabelSpec } from '../model/labels';
import { skeletonTemplate } from '../model/skeleton';
import type { FrameElement, FrameObject } from '../model/types';
import { changeElementAttribute, toggleElement } from '../session/operations';
import { AttributeField } from './AttributeField';
import { useSession } from './context';
import { t } from '../../shared/language';

/** The parts of a skeleton, in the order of its drawing, each with its flags and, opened, its attributes. */
export function ElementList({ state, disabled }: { state: FrameObject; disabled: boolean }) {
    const session = useSession();
    // Part by part through several skeletons, the same part stays open.
    const [open, setOpen] = useState<number | null>(null);
    const label = session.labels.get(state.labelId);
    const order = label ? skeletonTemplate(label).nodes.map(node => node.labelId) : [];
    const elements = [...state.elements].sort((a, b) => order.indexOf(a.labelId) - order.indexOf(b.labelId));
    return (
        <ul className="ed-elements" aria-label={t('Parts of the skeleton')}>
            {elements.map(element => {
                const { labelId } = element;
                const part = session.labels.get(labelId);
                const flag = (name: 'occluded' | 'outside', text: string) => (
                    <button
                        type="button"
                        className={element[name] ? 'ed-flag ed-on' : 'ed-flag'}
                        aria-pressed={element[name]}
                        aria-label={`${part?.name ?? t('Part')}: ${text}`}
                        title={text}
                        disabled={disabled}
                        onClick={() => toggleElement(session, state.id, labelId, name)}
                    >
                        {text}
                    </button>
                );
                return (
                    <li key={labelId} className={element.outside ? 'ed-absent' : undefined}>
                        <div className="ed-element">
                            <i className="ed-swatch" style={{ background: part?.color }} />
                            <PartName
                                part={part}
                                open={open === labelId}
                                onToggle={() => setOpen(open === labelId ? null : labelId)}
                            />
                            {flag('occluded', t('occluded'))}
                            {flag('outside', t('absent'))}
                        </div>
                        {open === labelId && part && (
                            <PartAttributes id={state.id} element={element} part={part} disabled={disabled} />
                        )}
                    </li>
                );
            })}
        </ul>
    );
}

interface PartNameProps {
    part: LabelSpec | undefined;
    open: boolean;
    onToggle: () => void;
}

/** The name of a part; where it has attributes, also what opens them. */
function PartName({ part, open, onToggle }: PartNameProps) {
    const name = part?.name ?? t('Unknown part');
    if (!part?.attributes.length) return <span className="ed-row-name">{name}</span>;
    return (
        <button
            type="button"
            className="ed-element-open ed-row-name"
            aria-expanded={open}
            title={open ? t('Close the attributes') : t('Show the attributes')}
            onClick={onToggle}
        >
            {open ? <CaretDownOutlined /> : <CaretRightOutlined />} {name}
        </button>
    );
}

interface PartAttributesProps {
    id: number;
    element: FrameElement;
    part: LabelSpec;
    disabled: boolean;
}

function PartAttributes({ id, element, part, disabled }: PartAttributesProps) {
    const session = useSession();
    return (
        <div className="ed-element-attributes" role="group" aria-label={t('Attributes of {name}', { name: part.name })}>
            {part.attributes.map(spec => (
                <AttributeField
                    key={spec.id}
                    spec={spec}
                    value={attributeValue(element.attributes, spec.id) ?? spec.default_value}
                    disabled={disabled}
                    onChange={value => changeElementAttribute(session, id, element.labelId, { specId: spec.id, value })}
                />
            ))}
        </div>
    );
}
