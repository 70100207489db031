import { Flex, Radio, Select, Typography } from 'antd';
import { Link } from 'react-router';
import type { StorageChoice } from '../../api';
import { t } from '../language';
import { rich } from '../language/rich';
import { useCloudStorages } from './useCloudStorages';

export interface StorageFieldProps {
    /** What it is for: `Source storage`. */
    label: string;
    /** Both are given by the form around. */
    value?: StorageChoice;
    onChange?: (value: StorageChoice) => void;
    disabled?: boolean;
}

const LOCAL: StorageChoice = { location: 'local' };

/** This server, or one of the cloud storages. */
export function StorageField({ label, value = LOCAL, onChange, disabled }: StorageFieldProps) {
    const storages = useCloudStorages();
    const cloud = value.location === 'cloud_storage';
    const none = storages.isSuccess && storages.data.length === 0;
    return (
        <Flex vertical gap={8}>
            <Radio.Group
                aria-label={label}
                value={value.location}
                disabled={disabled}
                onChange={event =>
                    onChange?.(
                        event.target.value === 'local'
                            ? LOCAL
                            : { location: 'cloud_storage', cloud_storage_id: storages.data?.[0]?.id ?? null },
                    )
                }
                options={[
                    { value: 'local', label: t('This server') },
                    { value: 'cloud_storage', label: t('Cloud storage'), disabled: none },
                ]}
            />
            {none && (
                <Typography.Text type="secondary" className="limn-meta">
                    {rich('No cloud storage is attached yet. <a>Attach one</a>', {
                        a: text => <Link to="/cloudstorages/create">{text}</Link>,
                    })}
                </Typography.Text>
            )}
            {cloud && (
                <Select
                    aria-label={t('{label}: which cloud storage', { label })}
                    showSearch
                    optionFilterProp="label"
                    value={value.cloud_storage_id ?? undefined}
                    loading={storages.isPending}
                    disabled={disabled}
                    placeholder={t('Choose a cloud storage')}
                    onChange={(id: number) => onChange?.({ location: 'cloud_storage', cloud_storage_id: id })}
                    options={storages.data?.map(item => ({
                        value: item.id,
                        label: `${item.display_name} (${item.resource})`,
                    }))}
                />
            )}
        </Flex>
    );
}

/** A choice that says cloud must also say which one. */
export function storageProblem(choice: StorageChoice | undefined): string | null {
    return choice?.location === 'cloud_storage' && !choice.cloud_storage_id ? t('Choose a cloud storage') : null;
}
