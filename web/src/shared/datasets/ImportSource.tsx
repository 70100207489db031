import { DeleteOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Segmented, Typography } from 'antd';
import type { StorageChoice } from '../../api';
import { formatBytes } from '../format';
import { t } from '../language';
import { DefaultStorage } from '../storages/DefaultStorage';
import { StorageField } from '../storages/StorageField';
import { FileDrop } from '../ui/FileDrop';

/** A file of this computer, or one that lies in a storage. */
export interface ImportSourceValue {
    from: 'computer' | 'storage';
    file: File | null;
    /** Nothing: the source storage of the object. */
    storage: StorageChoice | undefined;
    path: string;
}

export const NO_SOURCE: ImportSourceValue = { from: 'computer', file: null, storage: undefined, path: '' };

interface Props {
    value: ImportSourceValue;
    onChange: (value: ImportSourceValue) => void;
    accept?: string;
    disabled?: boolean;
    /** The object has a source storage of its own; otherwise a cloud storage is chosen. */
    hasDefault: boolean;
}

/** The name of the file that would be read, or null while there is none. */
export function nameOfSource({ from, file, path }: ImportSourceValue): string | null {
    return from === 'computer' ? (file?.name ?? null) : path.trim() || null;
}

export function ImportSource({ value, onChange, accept, disabled, hasDefault }: Props) {
    const change = (part: Partial<ImportSourceValue>) => onChange({ ...value, ...part });
    const { from, file } = value;
    return (
        <Flex vertical gap={8}>
            <Segmented
                aria-label={t('Where the file is')}
                value={from}
                disabled={disabled}
                onChange={(next: ImportSourceValue['from']) => {
                    const storage: StorageChoice | undefined = hasDefault
                        ? undefined
                        : { location: 'cloud_storage', cloud_storage_id: null };
                    change({ from: next, storage });
                }}
                options={[
                    { value: 'computer', label: t('My computer') },
                    { value: 'storage', label: t('Cloud storage') },
                ]}
            />
            {from === 'computer' && file && (
                <Flex align="center" gap={8}>
                    <Typography.Text ellipsis>{file.name}</Typography.Text>
                    <Typography.Text type="secondary">{formatBytes(file.size)}</Typography.Text>
                    <Button
                        type="text"
                        icon={<DeleteOutlined />}
                        aria-label={t('Choose another file')}
                        onClick={() => change({ file: null })}
                    />
                </Flex>
            )}
            {from === 'computer' && !file && (
                <FileDrop
                    text={t('Drop a file here')}
                    accept={accept}
                    disabled={disabled}
                    onFiles={files => change({ file: files[0]?.body ?? null })}
                />
            )}
            {from === 'storage' && (
                <>
                    {hasDefault ? (
                        <DefaultStorage
                            label={t('Where from')}
                            defaultText={t('The default source storage')}
                            value={value.storage}
                            onChange={storage => change({ storage })}
                            disabled={disabled}
                        />
                    ) : (
                        <StorageField
                            label={t('Where from')}
                            value={value.storage}
                            onChange={storage => change({ storage })}
                            disabled={disabled}
                        />
                    )}
                    <Input
                        aria-label={t('Path of the file in the storage')}
                        placeholder="folder/annotations.zip"
                        value={value.path}
                        maxLength={1024}
                        disabled={disabled}
                        onChange={event => change({ path: event.target.value })}
                    />
                </>
            )}
        </Flex>
    );
}
