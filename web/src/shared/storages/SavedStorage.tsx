import { Button, Flex, Modal } from 'antd';
import { useState } from 'react';
import type { Storage, StorageChoice } from '../../api';
import { t } from '../language';
import { StorageField, storageProblem } from './StorageField';
import { useCloudStorages } from './useCloudStorages';

export interface StoragePatch {
    source_storage?: StorageChoice;
    target_storage?: StorageChoice;
}

interface Props {
    /** `project` or `task`. */
    what: string;
    kind: 'source' | 'target';
    value: Storage | null;
    save: (patch: StoragePatch) => Promise<boolean>;
}

const TEXTS = {
    source: { title: t('Source storage'), text: t('Imports of annotations come from here unless said otherwise.') },
    target: { title: t('Target storage'), text: t('Exports and backups go here unless said otherwise.') },
};

const asChoice = (storage: Storage | null): StorageChoice =>
    storage?.location === 'cloud_storage'
        ? { location: 'cloud_storage', cloud_storage_id: storage.cloud_storage_id }
        : { location: 'local' };

/** Where a project or task keeps its imports or exports, and the way to change it. */
export function SavedStorage({ what, kind, value, save }: Props) {
    const storages = useCloudStorages();
    const [draft, setDraft] = useState<StorageChoice | null>(null);
    const [saving, setSaving] = useState(false);
    const { title, text } = TEXTS[kind];
    const named = storages.data?.find(item => item.id === value?.cloud_storage_id);
    const shown =
        value?.location === 'cloud_storage'
            ? (named?.display_name ??
              t('cloud storage #{cloud_storage_id}', { cloud_storage_id: value.cloud_storage_id }))
            : t('This server');
    const store = async () => {
        if (!draft || storageProblem(draft)) return;
        setSaving(true);
        if (await save({ [`${kind}_storage`]: draft })) setDraft(null);
        setSaving(false);
    };
    return (
        <Flex gap={4} align="center">
            {shown}
            <Button
                type="link"
                size="small"
                aria-label={
                    kind === 'source'
                        ? t('Change the source storage of the {what}', { what })
                        : t('Change the target storage of the {what}', { what })
                }
                onClick={() => setDraft(asChoice(value))}
            >
                {t('Change')}
            </Button>
            <Modal
                open={draft !== null}
                title={t('{title} of the {what}', { title, what })}
                okText={t('Save')}
                confirmLoading={saving}
                okButtonProps={{ disabled: storageProblem(draft ?? undefined) !== null }}
                onOk={() => void store()}
                onCancel={() => setDraft(null)}
                width={460}
            >
                <p className="limn-gap-below">{text}</p>
                {draft && <StorageField label={title} value={draft} onChange={setDraft} />}
            </Modal>
        </Flex>
    );
}
