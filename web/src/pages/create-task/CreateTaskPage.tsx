import { Alert, AutoComplete, Button, Card, Collapse, Flex, Form, Input, Switch, Typography } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { getProject, type MediaFile } from '../../api';
import { useCreations } from '../../shared/activity/creationList';
import { startCreation, watchCreations } from '../../shared/activity/creations';
import { LabelsEditor } from '../../shared/labels/LabelsEditor';
import type { DraftLabel } from '../../shared/labels/model';
import { validateLabels } from '../../shared/labels/validate';
import { t } from '../../shared/language';
import { reportError } from '../../shared/notices';
import { Page } from '../../shared/ui/Page';
import { AdvancedFields } from './AdvancedFields';
import { CreationPanel } from './CreationPanel';
import { inspect, type TaskUnit } from './files';
import { FilesField } from './FilesField';
import { crossChecks, INITIAL_FORM, orderOf, ordersOf, remoteOrder, withProjectStorages, type TaskForm } from './order';
import { ProjectSelect } from '../../shared/ui/ProjectSelect';
import { planTasks } from './plan';
import { PlanTable } from './PlanTable';
import { QueueSummary } from './QueueSummary';
import { NO_SOURCE, sourceProblem } from './source';
import { SourceField } from './SourceField';
import { SUBSETS } from '../../shared/subsets';
import { UnfinishedUploads } from './UnfinishedUploads';

/** The number in `?projectId=`, or null. */
function projectOf(params: URLSearchParams): number | null {
    const id = Number(params.get('projectId'));
    return Number.isInteger(id) && id > 0 ? id : null;
}

interface PerUnitSwitchProps {
    units: readonly TaskUnit[];
    value: boolean;
    onChange: (on: boolean) => void;
}

function PerUnitSwitch({ units, value, onChange }: PerUnitSwitchProps) {
    const ofFolders = units.filter(({ kind }) => kind === 'image' || kind === 'pointcloud').length;
    const each = !ofFolders ? t('file') : ofFolders === units.length ? t('folder') : t('file or folder');
    return (
        <Alert
            type="info"
            showIcon
            message={
                <Flex gap={8} align="center">
                    <Switch
                        id="limn-per-file"
                        checked={value}
                        onChange={onChange}
                        aria-label={t('Make one task for each {each}', { each })}
                    />
                    <label htmlFor="limn-per-file">
                        {t('Make {count} tasks, one for each {each}', { count: units.length, each })}
                    </label>
                </Flex>
            }
            description={
                value &&
                t(
                    "The name may hold '{{'file_name'}}' and '{{'index'}}'; left empty, every task is named after its {each}.",
                    { each },
                )
            }
        />
    );
}

export default function CreateTaskPage() {
    const [params] = useSearchParams();
    const [form] = Form.useForm<TaskForm>();
    const values: TaskForm = { ...INITIAL_FORM, ...(Form.useWatch([], form) as Partial<TaskForm> | undefined) };
    const [labels, setLabels] = useState<DraftLabel[]>([]);
    const [files, setFiles] = useState<MediaFile[]>([]);
    const [perUnit, setPerUnit] = useState(params.get('many') === 'true');
    const [source, setSource] = useState(NO_SOURCE);
    const [checked, setChecked] = useState(false);
    /** The creation to open when it is done; the form waits behind it. */
    const [opening, setOpening] = useState<number | null>(null);
    const navigate = useNavigate();

    const creations = useCreations(state => state.list);
    const watched = creations.find(item => item.key === opening);
    const inspected = useMemo(() => inspect(files), [files]);
    const local = source.from === 'computer';
    const many = local && perUnit && inspected.units.length > 1;
    const planned = useMemo(
        () => (many ? planTasks(values.name, inspected.units) : []),
        [many, values.name, inspected],
    );
    const sound = planned.filter(task => task.problem === null);
    const selection = many ? { ...inspected, problem: null } : inspected;
    const noFiles = local ? selection.problem : sourceProblem(source);
    const problems = crossChecks(values);
    const inProject = values.project !== null;
    const badLabels = !inProject && Object.keys(validateLabels(labels)).length > 0;

    useEffect(() => watchCreations(), []);

    useEffect(() => {
        if (watched?.phase === 'finished' && watched.taskId !== null) void navigate(`/tasks/${watched.taskId}`);
    }, [watched?.phase, watched?.taskId, navigate]);

    const submit = async (open: boolean) => {
        setChecked(true);
        const valid = await form.validateFields().catch(() => null);
        if (!valid || noFiles || badLabels || Object.keys(problems).length) return;
        let complete: TaskForm = { ...INITIAL_FORM, ...valid };
        if (complete.project !== null) {
            try {
                complete = withProjectStorages(complete, await getProject(complete.project));
            } catch (error) {
                reportError(t('The task was not created: its project could not be read'), error);
                return;
            }
        }
        const ordered = () => {
            if (!local) return [remoteOrder(complete, labels, source)];
            return many ? ordersOf(complete, labels, sound) : [orderOf(complete, labels, selection.usable)];
        };
        const keys = ordered().map(startCreation);
        setChecked(false);
        if (open && keys.length === 1) {
            setOpening(keys[0]);
            return;
        }
        form.resetFields(['name']);
        setFiles([]);
        setSource({ ...NO_SOURCE, from: source.from });
        window.scrollTo({ top: 0 });
    };

    const waiting = watched !== undefined && watched.phase !== 'finished';
    return (
        <Page title={t('New task')} width="narrow">
            <div className="limn-stack">
                <UnfinishedUploads />
                {creations.length > 1 && <QueueSummary creations={creations} />}
                {creations.map(creation => (
                    <CreationPanel key={creation.key} creation={creation} onBack={() => setOpening(null)} />
                ))}
                <Form<TaskForm>
                    form={form}
                    layout="vertical"
                    initialValues={{ ...INITIAL_FORM, project: projectOf(params) }}
                    onFinish={() => void submit(true)}
                    onFinishFailed={() => setChecked(true)}
                    scrollToFirstError
                    className="limn-stack"
                    hidden={waiting}
                >
                    <Card>
                        <Form.Item
                            name="name"
                            label={t('Name')}
                            rules={
                                many ? [] : [{ required: true, whitespace: true, message: t('A task needs a name') }]
                            }
                        >
                            <Input autoFocus maxLength={256} placeholder={many ? '{{file_name}}' : undefined} />
                        </Form.Item>
                        <div className="limn-form-pair">
                            <Form.Item name="project" label={t('Project')}>
                                <ProjectSelect />
                            </Form.Item>
                            {inProject && (
                                <Form.Item name="subset" label={t('Subset')}>
                                    <AutoComplete options={SUBSETS} maxLength={64} placeholder={t('None')} />
                                </Form.Item>
                            )}
                        </div>
                        {inProject && (
                            <Typography.Text type="secondary">
                                {t('The task uses the labels of its project.')}
                            </Typography.Text>
                        )}
                    </Card>
                    {!inProject && (
                        <Card title={t('Labels')}>
                            <LabelsEditor value={labels} onChange={setLabels} />
                        </Card>
                    )}
                    <Card title={t('Files')}>
                        <SourceField
                            source={source}
                            onChange={setSource}
                            checked={checked}
                            computer={
                                <Flex vertical gap={12}>
                                    {inspected.units.length > 1 && (
                                        <PerUnitSwitch units={inspected.units} value={perUnit} onChange={setPerUnit} />
                                    )}
                                    <FilesField
                                        files={files}
                                        selection={selection}
                                        checked={checked}
                                        onChange={setFiles}
                                        disabled={false}
                                    />
                                    {many && <PlanTable planned={planned} />}
                                </Flex>
                            }
                        />
                    </Card>
                    <Collapse
                        items={[
                            {
                                key: 'advanced',
                                label: t('Advanced'),
                                forceRender: true,
                                children: <AdvancedFields form={values} problems={problems} />,
                            },
                        ]}
                    />
                    {checked && badLabels && (
                        <Alert type="error" showIcon message={t('Some labels have mistakes; they are marked above.')} />
                    )}
                    <Flex gap={8}>
                        {many ? (
                            // Of its own, or the click that empties the form would go on to the button that sends it.
                            <Button
                                key="many"
                                type="primary"
                                disabled={!sound.length}
                                onClick={() => void submit(false)}
                            >
                                {t('Create {count, plural, one {# task} other {# tasks}}', { count: sound.length })}
                            </Button>
                        ) : (
                            <>
                                <Button type="primary" htmlType="submit">
                                    {t('Create and open')}
                                </Button>
                                <Button onClick={() => void submit(false)}>{t('Create and continue')}</Button>
                            </>
                        )}
                    </Flex>
                </Form>
            </div>
        </Page>
    );
}
