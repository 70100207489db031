import { Alert, Form, Input, Modal, Select, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import {
    exportBackup,
    exportDataset,
    followRequest,
    localPath,
    type BackedUp,
    type BasicUser,
    type Exportable,
    type StorageChoice,
} from '../../api';
import { download } from '../activity/requests';
import { fillTemplate, requestExport, zipName } from '../activity/startExport';
import { fitting as fittingFormats, preferred, useFormats } from '../datasets/formats';
import { formatCount } from '../format';
import { t } from '../language';
import { DefaultStorage } from '../storages/DefaultStorage';
import { storageProblem } from '../storages/StorageField';
import { LoadError } from '../ui/LoadError';
import { UserSelect } from '../ui/UserSelect';
import type { BulkFormProps } from './actions';
import type { Exported } from './forms';

interface AskProps {
    title: string;
    okText: string;
    danger?: boolean;
    disabled?: boolean;
    onOk: () => void;
    onClose: () => void;
    children?: ReactNode;
}

function Ask({ title, okText, danger, disabled, onOk, onClose, children }: AskProps) {
    return (
        <Modal
            open
            title={title}
            okText={okText}
            okButtonProps={{ danger, disabled }}
            onOk={onOk}
            onCancel={onClose}
            width={460}
        >
            {children}
        </Modal>
    );
}

/** Where each file of a bulk export goes, once it is made. */
async function fetchResult(id: string, signal: AbortSignal): Promise<void> {
    const finished = await followRequest(id, { signal });
    if (finished.result_url) download(localPath(finished.result_url));
}

/** One question before the items are deleted. */
export function DeleteForm<T>({
    items,
    run,
    onClose,
    one,
    text,
    loss,
    remove,
}: BulkFormProps<T> & { one: string; text: string; loss: string; remove: (item: T) => Promise<unknown> }) {
    const what = formatCount(items.length, one);
    return (
        <Ask
            title={`${text} ${what}?`}
            okText={text}
            danger
            onOk={() => run({ title: `${text}: ${what}`, each: remove })}
            onClose={onClose}
        >
            <Alert type="warning" showIcon message={loss} />
        </Ask>
    );
}

export function AssignForm<T>({
    items,
    run,
    onClose,
    one,
    assign,
}: BulkFormProps<T> & { one: string; assign: (item: T, user: BasicUser | null) => Promise<unknown> }) {
    const [user, setUser] = useState<BasicUser | null>(null);
    const what = formatCount(items.length, one);
    return (
        <Ask
            title={t('Assign {what}', { what })}
            okText={user ? t('Assign to {username}', { username: user.username }) : t('Take the assignment away')}
            onOk={() => run({ title: t('Assigning {what}', { what }), each: item => assign(item, user) })}
            onClose={onClose}
        >
            <UserSelect label={t('Assignee')} value={user} onChange={setUser} width="100%" />
        </Ask>
    );
}

export function ChoiceForm<T, V extends string>({
    items,
    run,
    onClose,
    one,
    what,
    values,
    set,
}: BulkFormProps<T> & {
    one: string;
    what: string;
    values: { value: V; label: string }[];
    set: (item: T, value: V) => Promise<unknown>;
}) {
    const [value, setValue] = useState<V>();
    const count = formatCount(items.length, one);
    return (
        <Ask
            title={t('Set the {what} of {count}', { what, count })}
            okText={t('Set')}
            disabled={value === undefined}
            onOk={() =>
                value !== undefined &&
                run({ title: t('Setting the {what} of {count}', { what, count }), each: item => set(item, value) })
            }
            onClose={onClose}
        >
            <Select<V>
                aria-label={t('New {what}', { what })}
                style={{ width: '100%' }}
                placeholder={t('Choose a {what}', { what })}
                value={value}
                onChange={setValue}
                options={values}
            />
        </Ask>
    );
}

export function ExportForm<T extends Exported>({
    items,
    run,
    onClose,
    one,
    owner,
}: BulkFormProps<T> & { one: string; owner: Exportable }) {
    const formats = useFormats(true);
    const dimensions = new Set(items.map(item => item.dimension ?? null));
    const choices = fittingFormats(formats.data?.exporters ?? [], dimensions.size === 1 ? [...dimensions][0] : null);
    const [format, setFormat] = useState<string>();
    const [saveImages, setSaveImages] = useState(false);
    const [template, setTemplate] = useState(`dataset_${one}_{{id}}`);
    const [storage, setStorage] = useState<StorageChoice>();
    const chosen = format ?? preferred(choices, 'annotation');
    const what = formatCount(items.length, one);
    const start = () =>
        chosen &&
        run({
            title: t('Exporting {what}', { what }),
            each: async (item, signal) => {
                const index = items.indexOf(item);
                const filename = zipName(fillTemplate(template, { id: item.id, name: item.name ?? '' }, index));
                const id = await requestExport(() =>
                    exportDataset(owner, item.id, { format: chosen, saveImages, filename, storage }),
                );
                await fetchResult(id, signal);
            },
        });
    return (
        <Ask
            title={t('Export {what}', { what })}
            okText={t('Export')}
            disabled={!chosen || storageProblem(storage) !== null}
            onOk={start}
            onClose={onClose}
        >
            {formats.isError && <LoadError error={formats.error} onRetry={formats.refetch} />}
            <Form layout="vertical">
                <Form.Item label={t('Format')} htmlFor="limn-bulk-format">
                    <Select
                        id="limn-bulk-format"
                        showSearch
                        value={chosen}
                        onChange={setFormat}
                        loading={formats.isPending}
                        options={choices.map(({ name }) => ({ value: name, label: name }))}
                    />
                </Form.Item>
                <Form.Item label={t('Save images too')} htmlFor="limn-bulk-images">
                    <Switch id="limn-bulk-images" checked={saveImages} onChange={setSaveImages} />
                </Form.Item>
                <TemplateField value={template} onChange={setTemplate} />
                <Form.Item label={t('Where to')}>
                    <DefaultStorage
                        label={t('Where to')}
                        defaultText={t('The default target storage of each')}
                        value={storage}
                        onChange={setStorage}
                    />
                </Form.Item>
            </Form>
        </Ask>
    );
}

function TemplateField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
    return (
        <Form.Item
            label={t('File names')}
            htmlFor="limn-bulk-template"
            extra={t('{{id}}, {{name}} and {{index}} are filled in for each file')}
        >
            <Input
                id="limn-bulk-template"
                value={value}
                maxLength={200}
                onChange={event => onChange(event.target.value)}
            />
        </Form.Item>
    );
}

export function BackupForm<T extends Exported>({
    items,
    run,
    onClose,
    one,
    owner,
}: BulkFormProps<T> & { one: string; owner: BackedUp }) {
    const [template, setTemplate] = useState(`backup_${one}_{{id}}`);
    const [lightweight, setLightweight] = useState(true);
    const [storage, setStorage] = useState<StorageChoice>();
    const what = formatCount(items.length, one);
    return (
        <Ask
            title={t('Back up {what}', { what })}
            okText={t('Back up')}
            disabled={storageProblem(storage) !== null}
            onOk={() =>
                run({
                    title: t('Backing up {what}', { what }),
                    each: async (item, signal) => {
                        const index = items.indexOf(item);
                        const filename = zipName(fillTemplate(template, { id: item.id, name: item.name ?? '' }, index));
                        const id = await requestExport(() =>
                            exportBackup(owner, item.id, { filename, lightweight, storage }),
                        );
                        await fetchResult(id, signal);
                    },
                })
            }
            onClose={onClose}
        >
            <Form layout="vertical">
                <Form.Item label={t('Leave out data that is in a cloud storage')} htmlFor="limn-bulk-light">
                    <Switch id="limn-bulk-light" checked={lightweight} onChange={setLightweight} />
                </Form.Item>
                <TemplateField value={template} onChange={setTemplate} />
                <Form.Item label={t('Where to')}>
                    <DefaultStorage
                        label={t('Where to')}
                        defaultText={t('The default target storage of each')}
                        value={storage}
                        onChange={setStorage}
                    />
                </Form.Item>
            </Form>
        </Ask>
    );
}
