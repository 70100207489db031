import { Checkbox, InputNumber, Modal, Space } from 'antd';
import { useState } from 'react';
import { t } from '../../../shared/language';
import { clear } from '../../model/clear';
import { useSession, useView } from '../context';

/** Takes away the annotations of the job, or of some of its frames. */
export function ClearDialog() {
    const session = useSession();
    useView(view => view.version);
    const { first, last } = session.frames;
    const [from, setFrom] = useState(first);
    const [to, setTo] = useState(last);
    const [keyframesOnly, setKeyframesOnly] = useState(false);
    const diff = clear(session.document, { from, to, keyframesOnly });
    const close = () => session.view.setState({ dialog: null });
    const bound = (name: string, value: number, set: (value: number) => void) => (
        <InputNumber
            addonBefore={name}
            aria-label={t('{name} frame', { name })}
            min={first}
            max={last}
            precision={0}
            value={value}
            onChange={next => next !== null && set(next)}
        />
    );
    return (
        <Modal
            open
            width={480}
            title={t('Remove annotations')}
            okText={t('Delete')}
            okButtonProps={{ danger: true, disabled: diff.objects.length === 0 }}
            onOk={() => {
                session.commit(t('Removed annotations'), diff);
                close();
            }}
            onCancel={close}
        >
            <Space direction="vertical">
                <p>
                    {t(
                        'Takes away what is on these frames; locked objects, too. The server learns of it when the job is saved; one undo brings everything back.',
                    )}
                </p>
                <Space>
                    {bound(t('From'), from, setFrom)}
                    {bound(t('To'), to, setTo)}
                </Space>
                <Checkbox checked={keyframesOnly} onChange={event => setKeyframesOnly(event.target.checked)}>
                    {t('Delete only keyframes for tracks')}
                </Checkbox>
                <small>
                    {keyframesOnly
                        ? t('Tracks lose their keyframes on these frames; those that have no others go as a whole.')
                        : t('Tracks that begin on these frames go as a whole; the others stay as they are.')}
                </small>
                <strong role="status">{affected(diff.objects.length)}</strong>
            </Space>
        </Modal>
    );
}

const affected = (count: number) =>
    count ? t('{count, plural, one {# object} other {# objects}} affected', { count }) : t('Nothing is there');
