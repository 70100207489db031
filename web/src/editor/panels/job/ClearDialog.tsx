import { Checkbox, InputNumber, Modal, Space } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../../shared/format';
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
            aria-label={`${name} frame`}
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
            title="Remove annotations"
            okText="Delete"
            okButtonProps={{ danger: true, disabled: diff.objects.length === 0 }}
            onOk={() => {
                session.commit('Removed annotations', diff);
                close();
            }}
            onCancel={close}
        >
            <Space direction="vertical">
                <p>
                    Takes away what is on these frames; locked objects, too. The server learns of it when the job is
                    saved; one undo brings everything back.
                </p>
                <Space>
                    {bound('From', from, setFrom)}
                    {bound('To', to, setTo)}
                </Space>
                <Checkbox checked={keyframesOnly} onChange={event => setKeyframesOnly(event.target.checked)}>
                    Delete only keyframes for tracks
                </Checkbox>
                <small>
                    {keyframesOnly
                        ? 'Tracks lose their keyframes on these frames; those that have no others go as a whole.'
                        : 'Tracks that begin on these frames go as a whole; the others stay as they are.'}
                </small>
                <strong role="status">{affected(diff.objects.length)}</strong>
            </Space>
        </Modal>
    );
}

const affected = (count: number) => (count ? `${formatCount(count, 'object')} affected` : 'Nothing is there');
