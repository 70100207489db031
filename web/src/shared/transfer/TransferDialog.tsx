import { Alert, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { t } from '../language';
import { useDestinations } from './transfer';

interface Props {
    /** As the user knows them: `task #7`, `3 tasks`. */
    title: string;
    anyUsesCloud: boolean;
    onTransfer: (destination: number, detach: boolean) => void;
    onClose: () => void;
    busy?: boolean;
}

/** Asks for another workspace, and what to do with cloud storages that are not seen from there. */
export function TransferDialog({ title, anyUsesCloud, onTransfer, onClose, busy }: Props) {
    const destinations = useDestinations();
    const [destination, setDestination] = useState<number>();
    const [cloud, setCloud] = useState<'match' | 'detach'>('match');
    return (
        <Modal
            open
            title={t('Move {title} to another workspace', { title })}
            okText={t('Move')}
            okButtonProps={{ disabled: destination === undefined, danger: true }}
            confirmLoading={busy}
            onOk={() => destination !== undefined && onTransfer(destination, cloud === 'detach')}
            onCancel={onClose}
            width={480}
        >
            <Form layout="vertical">
                <Form.Item label={t('Workspace')} htmlFor="limn-transfer-to">
                    <Select
                        id="limn-transfer-to"
                        showSearch
                        optionFilterProp="label"
                        value={destination}
                        onChange={setDestination}
                        options={destinations}
                        placeholder={t('Choose where to')}
                    />
                </Form.Item>
                {anyUsesCloud && (
                    <Form.Item label={t('Cloud storages of this workspace')} htmlFor="limn-transfer-cloud">
                        <Select
                            id="limn-transfer-cloud"
                            value={cloud}
                            onChange={setCloud}
                            options={[
                                { value: 'match', label: t('Use the same storage where the destination has it') },
                                { value: 'detach', label: t('Detach them: import and export on this server') },
                            ]}
                        />
                    </Form.Item>
                )}
                <Alert
                    type="warning"
                    showIcon
                    message={t('You become the owner, and everybody who was assigned to it or its jobs is no longer.')}
                />
            </Form>
        </Modal>
    );
}
