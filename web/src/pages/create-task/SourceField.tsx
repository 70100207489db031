import { Alert, Flex, Form, Input, Select, Switch, Tabs, Typography } from 'antd';
import { useCallback, type ReactNode } from 'react';
import { Link } from 'react-router';
import { getCloudContent, listShare } from '../../api';
import { t } from '../../shared/language';
import { rich } from '../../shared/language/rich';
import { useCloudStorages } from '../../shared/storages/useCloudStorages';
import { ServerTree } from './ServerTree';
import { addressesOf, sourceProblem, type Source, type SourceKind } from './source';

interface Props {
    source: Source;
    onChange: (source: Source) => void;
    /** Files of this computer. */
    computer: ReactNode;
    /** Show what is wrong even while nothing is chosen. */
    checked: boolean;
}

type PartProps = Pick<Props, 'source' | 'onChange'>;

async function loadShare(folder: string, startsWith: string) {
    return { entries: await listShare(`/${folder}`, startsWith), next: null };
}

function Share({ source, onChange }: PartProps) {
    return (
        <Flex vertical gap={12}>
            <ServerTree
                label={t("Files of the server's share")}
                value={source.share}
                onChange={share => onChange({ ...source, share })}
                load={loadShare}
            />
            <Form.Item
                name="copyData"
                label={t('Copy the files into the task')}
                tooltip={t('Off: the task reads them from the share, and needs them there')}
                valuePropName="checked"
            >
                <Switch />
            </Form.Item>
        </Flex>
    );
}

function Remote({ source, onChange }: PartProps) {
    return (
        <Flex vertical gap={8}>
            <Input.TextArea
                aria-label={t('Addresses, one a line')}
                className="limn-code"
                spellCheck={false}
                autoSize={{ minRows: 5, maxRows: 16 }}
                placeholder={'https://example.com/images/1.jpg\nhttps://example.com/images/2.jpg'}
                value={source.remote}
                onChange={event => onChange({ ...source, remote: event.target.value })}
            />
            <Typography.Text type="secondary">
                {t(
                    'One address a line; the server fetches them. {count, plural, one {# address} other {# addresses}}.',
                    { count: addressesOf(source.remote).length },
                )}
            </Typography.Text>
        </Flex>
    );
}

function Cloud({ source, onChange }: PartProps) {
    const storages = useCloudStorages();
    const { storageId, manifest, paths } = source.cloud;
    const storage = storages.data?.find(item => item.id === storageId);
    const change = (part: Partial<Source['cloud']>) => onChange({ ...source, cloud: { ...source.cloud, ...part } });
    const load = useCallback(
        async (folder: string, startsWith: string, next: string | null) => {
            const answer = await getCloudContent(storageId as number, {
                prefix: `${folder}${startsWith}` || undefined,
                manifest_path: manifest ?? undefined,
                next_token: next ?? undefined,
                page_size: 200,
            });
            return { entries: answer.content, next: answer.next };
        },
        [storageId, manifest],
    );
    if (storages.isSuccess && !storages.data.length) {
        return (
            <Typography.Text type="secondary">
                {rich('No cloud storage is attached yet. <a>Attach one</a>', {
                    a: text => <Link to="/cloudstorages/create">{text}</Link>,
                })}
            </Typography.Text>
        );
    }
    return (
        <Flex vertical gap={12}>
            <div className="limn-form-pair">
                <label className="limn-field">
                    <span>{t('Cloud storage')}</span>
                    <Select
                        aria-label={t('Cloud storage')}
                        showSearch
                        optionFilterProp="label"
                        loading={storages.isPending}
                        value={storageId ?? undefined}
                        placeholder={t('Choose a cloud storage')}
                        onChange={(id: number) => change({ storageId: id, manifest: null, paths: [] })}
                        options={storages.data?.map(item => ({ value: item.id, label: item.display_name }))}
                    />
                </label>
                {storage && storage.manifests.length > 0 && (
                    <label className="limn-field">
                        <span>{t('Manifest')}</span>
                        <Select
                            aria-label={t('Manifest')}
                            allowClear
                            value={manifest ?? undefined}
                            placeholder={t('None: read the bucket itself')}
                            onChange={(path: string | undefined) => change({ manifest: path ?? null, paths: [] })}
                            options={storage.manifests.map(path => ({ value: path, label: path }))}
                        />
                    </label>
                )}
            </div>
            {storageId !== null && (
                <ServerTree
                    key={`${storageId} ${manifest}`}
                    label={t('Files of the cloud storage')}
                    value={paths}
                    onChange={next => change({ paths: next })}
                    load={load}
                />
            )}
        </Flex>
    );
}

/** Where the files of the new task come from. */
export function SourceField({ source, onChange, computer, checked }: Props) {
    const problem = sourceProblem(source);
    return (
        <>
            <Tabs
                activeKey={source.from}
                onChange={from => onChange({ ...source, from: from as SourceKind })}
                items={[
                    { key: 'computer', label: t('My computer'), children: computer },
                    {
                        key: 'share',
                        label: t('Connected share'),
                        children: <Share source={source} onChange={onChange} />,
                    },
                    { key: 'remote', label: t('Addresses'), children: <Remote source={source} onChange={onChange} /> },
                    {
                        key: 'cloud',
                        label: t('Cloud storage'),
                        children: <Cloud source={source} onChange={onChange} />,
                    },
                ]}
            />
            {problem && checked && <Alert type="error" showIcon role="alert" message={problem} />}
        </>
    );
}
