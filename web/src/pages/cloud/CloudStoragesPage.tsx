import { CheckCircleOutlined, CloseCircleOutlined, LoadingOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Tag } from 'antd';
import { Link } from 'react-router';
import {
    cloudPreviewUrl,
    deleteCloudStorage,
    getCloudStatus,
    listCloudStorages,
    messageOf,
    type CloudStatus,
    type CloudStorage,
} from '../../api';
import { useUsername } from '../../app/session';
import { deleteAction } from '../../shared/bulk/forms';
import { t } from '../../shared/language';
import { FIELDS } from '../../shared/list/fields';
import { equals, type FilterField, type QuickFilter } from '../../shared/list/filter';
import { askAgainBut, dropRecords } from '../../shared/list/records';
import { ResourceList, type CardParts } from '../../shared/list/ResourceList';
import { useListState } from '../../shared/list/state';
import { reportError, reportSuccess } from '../../shared/notices';
import { Ago } from '../../shared/ui/Ago';
import { confirmDanger } from '../../shared/ui/confirm';
import { whyNotNewStorage } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LinkButton } from '../../shared/ui/LinkButton';
import { Page } from '../../shared/ui/Page';
import { Preview } from '../../shared/ui/Preview';
import { CREDENTIALS, PROVIDER_NAMES } from './form';

const PROVIDER_OPTIONS = Object.entries(PROVIDER_NAMES).map(([value, label]) => ({ value, label }));
const CREDENTIAL_OPTIONS = [
    ...new Map(Object.values(CREDENTIALS).flatMap(list => list.map(item => [item.value, item]))).values(),
];

const SORT_FIELDS = [
    { name: 'id', title: t('ID') },
    { name: 'name', title: t('Name') },
    { name: 'resource', title: t('Bucket') },
    { name: 'provider_type', title: t('Provider') },
    { name: 'credentials_type', title: t('Credentials') },
    { name: 'owner', title: t('Owner') },
    { name: 'description', title: t('Description') },
];

const FILTER_FIELDS: FilterField[] = [
    FIELDS.name,
    { name: 'resource', title: t('Bucket'), kind: 'text' },
    { name: 'provider_type', title: t('Provider'), kind: 'enum', options: PROVIDER_OPTIONS },
    { name: 'credentials_type', title: t('Credentials'), kind: 'enum', options: CREDENTIAL_OPTIONS },
    { name: 'description', title: t('Description'), kind: 'text' },
    FIELDS.owner,
    FIELDS.id,
];

const quickFilters = (username: string): QuickFilter[] => [
    { key: 'mine', title: t('Owned by me'), logic: equals('owner', username) },
    ...PROVIDER_OPTIONS.map(({ value, label }) => ({
        key: value,
        title: label,
        logic: equals('provider_type', value),
    })),
];

const STATUS: Record<CloudStatus, { color: string; text: string; icon: React.ReactNode }> = {
    AVAILABLE: { color: 'success', text: t('available'), icon: <CheckCircleOutlined /> },
    FORBIDDEN: { color: 'error', text: t('access refused'), icon: <CloseCircleOutlined /> },
    NOT_FOUND: { color: 'error', text: t('not found'), icon: <CloseCircleOutlined /> },
};

/** Whether the storage can be reached just now. */
function Status({ storage }: { storage: CloudStorage }) {
    const status = useQuery({
        queryKey: ['cloudstorages', 'status', storage.id, storage.updated_date],
        queryFn: ({ signal }) => getCloudStatus(storage.id, signal),
        staleTime: 60_000,
        retry: false,
    });
    if (status.isPending) return <Tag icon={<LoadingOutlined />}>{t('checking')}</Tag>;
    if (status.isError) {
        return (
            <Tag icon={<QuestionCircleOutlined />} title={messageOf(status.error)}>
                {t('not checked')}
            </Tag>
        );
    }
    const { color, text, icon } = STATUS[status.data];
    return (
        <Tag color={color} icon={icon}>
            {text}
        </Tag>
    );
}

function StorageCard({ storage, check, menu }: CardParts & { storage: CloudStorage }) {
    const path = `/cloudstorages/update/${storage.id}`;
    return (
        <>
            <Link to={path} tabIndex={-1} aria-hidden>
                <Preview
                    src={storage.manifests.length ? cloudPreviewUrl(storage.id) : null}
                    width="100%"
                    height={120}
                />
            </Link>
            <span className="limn-card-check">{check}</span>
            <div className="limn-card-body">
                <Flex justify="space-between" gap={4}>
                    <Link to={path} className="limn-main-link limn-ellipsis" title={storage.display_name}>
                        {storage.display_name}
                    </Link>
                    {menu}
                </Flex>
                <Flex justify="space-between" align="center" gap={8}>
                    <span className="limn-meta limn-ellipsis">
                        {[PROVIDER_NAMES[storage.provider_type], storage.resource, storage.owner?.username]
                            .filter(Boolean)
                            .join(' · ')}
                    </span>
                    <Status storage={storage} />
                </Flex>
                {storage.description && <span className="limn-meta limn-clamp">{storage.description}</span>}
                <span className="limn-meta">
                    {t('Updated')} <Ago date={storage.updated_date} />
                </span>
            </div>
        </>
    );
}

const LOSS = t(
    'What lies in them stays where it is, but tasks that read their frames from there lose them until they are attached again.',
);

const BULK = [
    deleteAction<CloudStorage>(t('cloud storage'), storage => deleteCloudStorage(storage.id), {
        text: t('Detach'),
        loss: LOSS,
    }),
];

export default function CloudStoragesPage() {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const username = useUsername();
    const control = useListState(12);
    const create = (
        <LinkButton to="/cloudstorages/create" reason={whyNotNewStorage(useMe())}>
            {t('Attach a cloud storage')}
        </LinkButton>
    );

    const remove = (storage: CloudStorage) =>
        confirmDanger(modal, {
            title: t('Detach “{display_name}”?', { display_name: storage.display_name }),
            content: LOSS,
            okText: t('Detach'),
            run: async () => {
                try {
                    await deleteCloudStorage(storage.id);
                    reportSuccess(t('“{display_name}” detached', { display_name: storage.display_name }));
                    dropRecords(client, 'cloudstorages', [storage.id]);
                    askAgainBut(client, 'cloudstorages');
                } catch (error) {
                    reportError(t('“{display_name}” was not detached', { display_name: storage.display_name }), error);
                }
            },
        });

    return (
        <Page title={t('Cloud storages')} actions={create}>
            <ResourceList<CloudStorage>
                list="cloudStorages"
                cache="cloudstorages"
                one={t('cloud storage')}
                control={control}
                fetch={listCloudStorages}
                sortFields={SORT_FIELDS}
                filterFields={FILTER_FIELDS}
                quickFilters={quickFilters(username)}
                sizes={[12, 24, 48, 96]}
                nameOf={storage => storage.display_name}
                pathOf={storage => `/cloudstorages/update/${storage.id}`}
                card={(storage, parts) => <StorageCard storage={storage} {...parts} />}
                bulk={BULK}
                actionsOf={storage => [
                    { key: 'update', text: t('Change'), to: `/cloudstorages/update/${storage.id}` },
                    { key: 'delete', text: t('Detach'), danger: true, run: () => remove(storage) },
                ]}
                empty={
                    <EmptyState
                        title={t('No cloud storages yet')}
                        text={t(
                            'Attach a bucket of Amazon S3, Google Cloud or Azure: make tasks from images that stay there, and send exports and backups to it.',
                        )}
                        action={create}
                    />
                }
            />
        </Page>
    );
}
