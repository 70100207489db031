import { useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { moveTaskData, type Task } from '../../api';
import { t } from '../../shared/language';
import { useCloudStorages } from '../../shared/storages/useCloudStorages';
import { useAction } from '../../shared/useAction';

/** The cloud storage the frames are read from, and the way to another one that holds the same files. */
export function DataStorage({ task, id }: { task: Task; id: number }) {
    const client = useQueryClient();
    const storages = useCloudStorages();
    const [asking, setAsking] = useState(false);
    const [chosen, setChosen] = useState<number>();
    const name = storages.data?.find(item => item.id === id)?.display_name ?? t('cloud storage #{id}', { id });
    const close = () => {
        setAsking(false);
        setChosen(undefined);
    };
    const [move, moving] = useAction(t('The frames are read from where they were'), async () => {
        if (chosen === undefined) return;
        await moveTaskData(task.id, chosen);
        close();
        await client.invalidateQueries({ queryKey: ['task', task.id] });
    });
    return (
        <Flex gap={4} align="center">
            <Link to={`/cloudstorages/update/${id}`}>{name}</Link>
            <Button
                type="link"
                size="small"
                aria-label={t('Change the cloud storage of the frames')}
                onClick={() => setAsking(true)}
            >
                {t('Change')}
            </Button>
            <Modal
                open={asking}
                title={t('Cloud storage of the frames')}
                okText={t('Save')}
                confirmLoading={moving}
                okButtonProps={{ disabled: chosen === undefined || chosen === id }}
                onOk={() => void move()}
                onCancel={close}
                width={460}
            >
                <p className="limn-gap-below">
                    {t(
                        'The frames are read from there from now on. It must hold the same files under the same names; annotations stay as they are.',
                    )}
                </p>
                <Select
                    aria-label={t('Cloud storage')}
                    showSearch
                    optionFilterProp="label"
                    style={{ width: '100%' }}
                    loading={storages.isPending}
                    value={chosen ?? id}
                    onChange={setChosen}
                    options={[
                        // One that belongs to somebody else is known by its number only.
                        ...(storages.data?.some(item => item.id === id) ? [] : [{ value: id, label: name }]),
                        ...(storages.data ?? []).map(item => ({ value: item.id, label: item.display_name })),
                    ]}
                />
            </Modal>
        </Flex>
    );
}
