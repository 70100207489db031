import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Collapse, Flex, Form, Input, Switch, Typography } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ValidateErrorEntity } from 'rc-field-form/es/interface';
import { useNavigate, useSearchParams } from 'react-router';
import { getProject, type MediaFile } from '../../api';
import { useCreations } from '../../shared/activity/creationList';
import { startCreation, watchCreations } from '../../shared/activity/creations';
import { LabelsEditor, type LabelsHandle } from '../../shared/labels/LabelsEditor';
import type { DraftLabel } from '../../shared/labels/model';
import { validateLabels } from '../../shared/labels/validate';
import { t } from '../../shared/language';
import { reportError } from '../../shared/notices';
import { whyNotNewTask, type Reason } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { Page } from '../../shared/ui/Page';
import { Refusal } from '../../shared/ui/Refusal';
import { SuggestedText } from '../../shared/ui/SuggestedText';
import { UnsavedWarning } from '../../shared/ui/UnsavedWarning';
import { useOneAtATime } from '../../shared/useOneAtATime';
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

const NO_LABELS: DraftLabel[] = [];

/** The number in `?projectId=`, or null. */
function projectOf(params: URLSearchParams): number | null {
    const id = Number(params.get('projectId'));
    return Number.isInteger(id) && id > 0 ? id : null;
}

/** The fields that were refused. */
const fieldsOf = ({ errorFields }: ValidateErrorEntity<TaskForm>) => errorFields.map(({ name }) => String(name[0]));

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

/** Why the user may make no task; undefined while that hangs on a project that is not known yet. */
function useRefusal(projectId: number | null): Reason | undefined {
    const me = useMe();
    const reason = whyNotNewTask(me);
    const mayHang = reason !== null && projectId !== null;
    const project = useQuery({
        queryKey: ['project', projectId],
        queryFn: ({ signal }) => getProject(projectId ?? 0, signal),
        enabled: mayHang,
    });
    if (!mayHang) return reason;
    return project.isPending ? undefined : whyNotNewTask(me, project.data);
}

export default function CreateTaskPage() {
    const [params] = useSearchParams();
    const [form] = Form.useForm<TaskForm>();
    const values: TaskForm = { ...INITIAL_FORM, ...(Form.useWatch([], form) as Partial<TaskForm> | undefined) };
    const [labels, setLabels] = useState(NO_LABELS);
    const [files, setFiles] = useState<MediaFile[]>([]);
    const [perUnit, setPerUnit] = useState(params.get('many') === 'true');
    const [source, setSource] = useState(NO_SOURCE);
    const [checked, setChecked] = useState(false);
    /** The creation to open when it is done; the form waits behind it. */
    const [opening, setOpening] = useState<number | null>(null);
    const [advanced, setAdvanced] = useState(false);
    const editor = useRef<LabelsHandle>(null);
    /** The labels of the task made last: of those nothing is lost. */
    const made = useRef(NO_LABELS);
    const navigate = useNavigate();
    const refusal = useRefusal(projectOf(params));

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

    /** Shows what stands in the way; most of it lies in a part of the form that may be closed. */
    const refuse = (fields: readonly string[]) => {
        setChecked(true);
        const hidden = fields.find(field => field !== 'name');
        if (hidden === undefined) return;
        setAdvanced(true);
        requestAnimationFrame(() => form.scrollToField(hidden, { block: 'center' }));
    };

    const create = async (open: boolean) => {
        setChecked(true);
        const valid = await form.validateFields().catch((refused: ValidateErrorEntity<TaskForm>) => {
            refuse(fieldsOf(refused));
            return null;
        });
        const all = inProject ? labels : (editor.current?.settle() ?? null);
        if (!valid || noFiles || !all || (!inProject && Object.keys(validateLabels(all)).length)) return;
        if (Object.keys(problems).length) {
            refuse(Object.keys(problems));
            return;
        }
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
            if (!local) return [remoteOrder(complete, all, source)];
            return many ? ordersOf(complete, all, sound) : [orderOf(complete, all, selection.usable)];
        };
        const keys = ordered().map(startCreation);
        made.current = all;
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

    const submit = useOneAtATime(create);

    const unsaved = () => {
        if (opening !== null) return false;
        const more = !inProject && (labels !== made.current || editor.current?.holdsMore() === true);
        return more || files.length > 0 || (!local && sourceProblem(source) === null);
    };

    const waiting = watched !== undefined && watched.phase !== 'finished';
    return (
        <Page title={t('New task')} width="narrow">
            <div className="limn-stack">
                <Refusal reason={refusal ?? null} />
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
                    onFinishFailed={refused => refuse(fieldsOf(refused))}
                    scrollToFirstError
                    className="limn-stack"
                    hidden={waiting || refusal !== null}
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
                                    <SuggestedText options={SUBSETS} maxLength={64} placeholder={t('None')} />
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
                            <LabelsEditor handle={editor} value={labels} onChange={setLabels} />
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
                        activeKey={advanced ? ['advanced'] : []}
                        onChange={keys => setAdvanced(keys.length > 0)}
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
            <UnsavedWarning when={unsaved} what={t('The new task')} />
        </Page>
    );
}
