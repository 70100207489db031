import { Button, InputNumber, Modal, Segmented, Space } from 'antd';
import { useState } from 'react';
import { t } from '../../shared/language';
import { endAfter, framesTowards, propagate, withdraw } from '../session/spread';
import { useSession, useView } from './context';

type Way = 'forward' | 'backward';

/** Asks how far the selected objects are copied; opened by key or menu. */
export function PropagateDialog() {
    const open = useView(view => view.dialog === 'propagate');
    return open ? <OpenDialog /> : null;
}

function OpenDialog() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const selection = useView(view => view.selection);
    const { first, last } = session.frames;
    const { copies } = useView(view => view.preferences.editing);
    const [way, setWay] = useState<Way>(frame === last ? 'backward' : 'forward');
    const [to, setTo] = useState(() => endAfter(session, frame === last ? first : last, copies || Infinity));
    const count = framesTowards(session, to).length;
    const close = () => session.view.setState({ dialog: null });
    const turn = (next: Way) => {
        setWay(next);
        setTo(endAfter(session, next === 'forward' ? last : first, copies || Infinity));
    };
    const setCount = (value: number | null) => {
        if (value !== null) setTo(endAfter(session, way === 'forward' ? last : first, value));
    };
    const objects = t('{count, plural, one {the selected object} other {the # selected objects}}', {
        count: selection.length,
    });
    return (
        <Modal
            open
            width={480}
            title={t('Copy to other frames')}
            okText={t('{count, plural, one {Copy to 1 frame} other {Copy to # frames}}', { count })}
            okButtonProps={{ disabled: count === 0, autoFocus: true }}
            onOk={() => {
                propagate(session, selection, { to });
                close();
            }}
            onCancel={close}
            footer={(_, { OkBtn, CancelBtn }) => (
                <div className="ed-dialog-foot">
                    <Button
                        type="text"
                        className="ed-dialog-aside"
                        disabled={count === 0}
                        onClick={() => {
                            withdraw(session, selection, { to });
                            close();
                        }}
                    >
                        {t('Remove earlier copies')}
                    </Button>
                    <CancelBtn />
                    <OkBtn />
                </div>
            )}
        >
            <p>
                {t(
                    'Puts {objects} as plain shapes on each frame up to the one given. Deleted frames are left out; undo takes all copies back at once.',
                    { objects },
                )}
            </p>
            <Space direction="vertical">
                <Segmented<Way>
                    value={way}
                    onChange={turn}
                    options={[
                        { value: 'backward', label: t('Backward'), disabled: frame === first },
                        { value: 'forward', label: t('Forward'), disabled: frame === last },
                    ]}
                />
                <Space>
                    <InputNumber
                        addonBefore={t('Frames')}
                        aria-label={t('Number of frames')}
                        min={1}
                        precision={0}
                        value={count}
                        onChange={setCount}
                    />
                    <InputNumber
                        addonBefore={t('Up to frame')}
                        aria-label={t('Last frame')}
                        min={way === 'forward' ? frame + 1 : first}
                        max={way === 'forward' ? last : frame - 1}
                        precision={0}
                        value={to}
                        onChange={value => value !== null && setTo(value)}
                    />
                </Space>
            </Space>
        </Modal>
    );
}
