import { InputNumber, Modal, Segmented, Select, Space } from 'antd';
import { useState } from 'react';
import { t } from '../../../shared/language';
import { word } from '../../../shared/language/words';
import { CONVERTIBLE } from '../../model/convert';
import { accepts } from '../../model/labels';
import type { ShapeType } from '../../model/types';
import { actOn, idsInRange, type FrameAction, type FrameRange } from '../../session/everyFrame';
import { useSession, useView } from '../context';
import { LabelSelect } from '../LabelSelect';

type Which = 'selected' | 'here' | 'onwards' | 'back' | 'all' | 'range';

/** Does the same to what is selected, or to the shapes of many frames. */
export function ActionsDialog() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const selection = useView(view => view.selection);
    const filter = useView(view => view.filter);
    const { first, last } = session.frames;
    const [which, setWhich] = useState<Which>(selection.length ? 'selected' : 'all');
    const [own, setOwn] = useState<FrameRange>({ from: first, to: last });
    const [action, setAction] = useState<FrameAction>({ what: 'remove' });
    const ranges: Record<Exclude<Which, 'selected'>, FrameRange> = {
        here: { from: frame, to: frame },
        onwards: { from: frame, to: last },
        back: { from: first, to: frame },
        all: { from: first, to: last },
        range: own,
    };
    const ids = which === 'selected' ? selection : idsInRange(session, ranges[which]);
    /** Copies are made of what is on this frame. */
    const copies = action.what === 'copy';
    const choose = (next: FrameAction) => {
        setAction(next);
        if (next.what === 'copy' && which !== 'selected') setWhich('here');
    };
    const close = () => session.view.setState({ dialog: null });
    const bound = (name: 'from' | 'to') => (
        <InputNumber
            addonBefore={name === 'from' ? t('From') : t('To')}
            aria-label={name === 'from' ? t('First frame') : t('Last frame')}
            min={first}
            max={last}
            precision={0}
            value={own[name]}
            onChange={value => value !== null && setOwn({ ...own, [name]: value })}
        />
    );
    return (
        <Modal
            open
            width={620}
            title={t('Run an action')}
            okText={t('Run on {count, plural, one {# object} other {# objects}}', { count: ids.length })}
            okButtonProps={{
                disabled: !ids.length || (action.what === 'copy' && action.to === frame),
                danger: action.what === 'remove',
            }}
            onOk={() => {
                close();
                actOn(session, ids, action);
            }}
            onCancel={close}
        >
            <Space direction="vertical" size={12}>
                <ActionChoice action={action} onChange={choose} />
                <Segmented<Which>
                    aria-label={t('On which objects')}
                    value={which}
                    onChange={setWhich}
                    options={[
                        { value: 'selected', label: t('Selected'), disabled: !selection.length },
                        { value: 'here', label: t('This frame') },
                        { value: 'onwards', label: t('From here'), disabled: copies },
                        { value: 'back', label: t('Up to here'), disabled: copies },
                        { value: 'all', label: t('All frames'), disabled: copies },
                        { value: 'range', label: t('Frames…'), disabled: copies },
                    ]}
                />
                {which === 'range' && (
                    <Space>
                        {bound('from')}
                        {bound('to')}
                    </Space>
                )}
                <small>
                    {which === 'selected'
                        ? t(
                              'What is selected on this frame. Locked objects stay as they are; one undo takes everything back.',
                          )
                        : filter
                          ? t(
                                'Shapes and tags, no tracks. Only what the filter {filter} leaves. Locked objects stay as they are; one undo takes everything back.',
                                { filter },
                            )
                          : t(
                                'Shapes and tags, no tracks. Locked objects stay as they are; one undo takes everything back.',
                            )}
                </small>
            </Space>
        </Modal>
    );
}

/** What is done, with what it needs to know. */
function ActionChoice({ action, onChange }: { action: FrameAction; onChange: (action: FrameAction) => void }) {
    const { labels, frame, frames } = useSession();
    const exchangeable = labels.roots.filter(label => label.type === 'skeleton' || accepts(label, 'points'));
    const kinds: Record<FrameAction['what'], FrameAction> = {
        remove: { what: 'remove' },
        label: { what: 'label', label: labels.roots[0] },
        convert: { what: 'convert', to: 'rectangle' },
        exchange: { what: 'exchange', label: exchangeable[0] },
        copy: { what: 'copy', to: frame === frames.last ? frames.first : frames.last },
    };
    return (
        <Space>
            <Select<FrameAction['what']>
                aria-label={t('Action')}
                popupMatchSelectWidth={false}
                value={action.what}
                onChange={what => onChange(kinds[what])}
                options={[
                    { value: 'remove', label: t('Remove') },
                    { value: 'label', label: t('Give the label'), disabled: !labels.roots.length },
                    { value: 'convert', label: t('Convert to') },
                    {
                        value: 'exchange',
                        label: t('Points to skeleton, or back'),
                        disabled: !exchangeable.some(({ type }) => type === 'skeleton'),
                    },
                    { value: 'copy', label: t('Copy up to frame'), disabled: frames.length < 2 },
                ]}
            />
            {(action.what === 'label' || action.what === 'exchange') && (
                <LabelSelect
                    name={t('New label')}
                    labels={action.what === 'label' ? labels.roots : exchangeable}
                    value={action.label.id}
                    onChange={label => onChange({ what: action.what, label })}
                />
            )}
            {action.what === 'convert' && (
                <Select<ShapeType>
                    aria-label={t('Type')}
                    popupMatchSelectWidth={false}
                    value={action.to}
                    onChange={to => onChange({ what: 'convert', to })}
                    options={CONVERTIBLE.map(value => ({ value, label: word(value) }))}
                />
            )}
            {action.what === 'copy' && (
                <InputNumber
                    aria-label={t('Last frame')}
                    min={frames.first}
                    max={frames.last}
                    precision={0}
                    value={action.to}
                    onChange={to => to !== null && onChange({ what: 'copy', to })}
                />
            )}
        </Space>
    );
}
