import { Alert, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { patchProject, patchTask, type StorageChoice } from '../../api';
import { useWorkspace, workspaceName } from '../../app/workspace';

/** What is moved, with what may tie it to its workspace. */
export interface Transferred {
    id: number;
    owner: 'projects' | 'tasks';
    /** A linked cloud storage is not seen from elsewhere. */
    usesCloud: boolean;
}

const PERSONAL = 0;

/** Where a project or task may go: the other workspaces of the user. */
export function useDestinations(): { value: number; label: string }[] {
    const { organizations, organization } = useWorkspace();
    const all = [
        { value: PERSONAL, label: workspaceName(null) },
        ...organizations.map(item => ({ value: item.id, label: workspaceName(item) })),
    ];
    return all.filter(item => item.value !== (organization?.id ?? PERSONAL));
}

const LOCAL: StorageChoice = { location: 'local' };

export async function transfer(item: Transferred, destination: number, detach: boolean): Promise<void> {
    const patch = {
        organization_id: destination === PERSONAL ? null : destination,
        ...(detach && item.usesCloud ? { source_storage: LOCAL, target_storage: LOCAL } : {}),
    };
    if (item.owner === 'projects') await patchProject(item.id, patch);
    else await patchTask(item.id, patch);
}

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
            title={`Move ${title} to another workspace`}
            okText="Move"
            okButtonProps={{ disabled: destination === undefined, danger: true }}
            confirmLoading={busy}
            onOk={() => destination !== undefined && onTransfer(destination, cloud === 'detach')}
            onCancel={onClose}
            width={480}
        >
            <Form layout="vertical">
                <Form.Item label="Workspace" htmlFor="limn-transfer-to">
                    <Select
                        id="limn-transfer-to"
                        showSearch
                        optionFilterProp="label"
                        value={destination}
                        onChange={setDestination}
                        options={destinations}
                        placeholder="Choose where to"
                    />
                </Form.Item>
                {anyUsesCloud && (
                    <Form.Item label="Cloud storages of this workspace" htmlFor="limn-transfer-cloud">
                        <Select
                            id="limn-transfer-cloud"
                            value={cloud}
                            onChange={setCloud}
                            options={[
                                { value: 'match', label: 'Use the same storage where the destination has it' },
                                { value: 'detach', label: 'Detach them: import and export on this server' },
                            ]}
                        />
                    </Form.Item>
                )}
                <Alert
                    type="warning"
                    showIcon
                    message="You become the owner, and everybody who was assigned to it or its jobs is no longer."
                />
            </Form>
        </Modal>
    );
}
