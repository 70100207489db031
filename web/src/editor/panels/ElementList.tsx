import {
    CaretDownOutlined,
    CaretRightOutlined,
    EyeInvisibleOutlined,
    EyeOutlined,
    LockOutlined,
    UnlockOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { attributeValue, type LabelSpec } from '../model/labels';
import { partKey, partOf, type PartKey } from '../model/parts';
import { skeletonTemplate } from '../model/skeleton';
import type { FrameElement, FrameObject, ObjectId } from '../model/types';
import { changeElementAttribute, freeParts, toggleElement, togglePart } from '../session/operations';
import { AttributeField } from './AttributeField';
import { useSession, useView } from './context';
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
        <>
            <FreeParts id={state.id} />
            <ul className="ed-elements" aria-label={t('Parts of the skeleton')}>
                {elements.map(element => (
                    <ElementRow
                        key={element.labelId}
                        id={state.id}
                        element={element}
                        disabled={disabled}
                        open={open === element.labelId}
                        onToggle={() => setOpen(open === element.labelId ? null : element.labelId)}
                    />
                ))}
            </ul>
        </>
    );
}

/** What shows and unlocks all parts again, while some are hidden or locked. */
function FreeParts({ id }: { id: ObjectId }) {
    const session = useSession();
    const countOf = (keys: ReadonlySet<PartKey>) => [...keys].filter(key => partOf(key).id === id).length;
    const hidden = useView(view => countOf(view.hiddenParts));
    const locked = useView(view => countOf(view.lockedParts));
    if (!hidden && !locked) return null;
    return (
        <div className="ed-parts-free">
            {hidden > 0 && (
                <Button size="small" type="link" onClick={() => freeParts(session, id, 'hiddenParts')}>
                    {t('Show all parts ({hidden} hidden)', { hidden })}
                </Button>
            )}
            {locked > 0 && (
                <Button size="small" type="link" onClick={() => freeParts(session, id, 'lockedParts')}>
                    {t('Unlock all parts ({locked} locked)', { locked })}
                </Button>
            )}
        </div>
    );
}

interface ElementRowProps {
    id: ObjectId;
    element: FrameElement;
    disabled: boolean;
    open: boolean;
    onToggle: () => void;
}

function ElementRow({ id, element, disabled, open, onToggle }: ElementRowProps) {
    const session = useSession();
    const { labelId } = element;
    const part = session.labels.get(labelId);
    const name = part?.name ?? t('Part');
    const hidden = useView(view => view.hiddenParts.has(partKey(id, labelId)));
    const locked = useView(view => view.lockedParts.has(partKey(id, labelId)));
    const fixed = disabled || locked;
    const flag = (which: 'occluded' | 'outside', text: string) => (
        <button
            type="button"
            className={element[which] ? 'ed-flag ed-on' : 'ed-flag'}
            aria-pressed={element[which]}
            aria-label={`${name}: ${text}`}
            title={text}
            disabled={fixed}
            onClick={() => toggleElement(session, id, labelId, which)}
        >
            {text}
        </button>
    );
    const look = (which: 'hiddenParts' | 'lockedParts', on: boolean, title: string, icon: ReactNode) => (
        <button
            type="button"
            className={on ? 'ed-row-button ed-on' : 'ed-row-button'}
            aria-pressed={on}
            aria-label={title}
            title={title}
            onClick={() => togglePart(session, id, labelId, which)}
        >
            {icon}
        </button>
    );
    return (
        <li className={element.outside || hidden ? 'ed-absent' : undefined}>
            <div className="ed-element">
                <i className="ed-swatch" style={{ background: part?.color }} />
                <PartName part={part} open={open} onToggle={onToggle} />
                {flag('occluded', t('occluded'))}
                {flag('outside', t('absent'))}
                {look(
                    'lockedParts',
                    locked,
                    locked ? t('Unlock {name}', { name }) : t('Lock {name}', { name }),
                    locked ? <LockOutlined /> : <UnlockOutlined />,
                )}
                {look(
                    'hiddenParts',
                    hidden,
                    hidden ? t('Show {name}', { name }) : t('Hide {name}', { name }),
                    hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />,
                )}
            </div>
            {open && part && <PartAttributes id={id} element={element} part={part} disabled={fixed} />}
        </li>
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
