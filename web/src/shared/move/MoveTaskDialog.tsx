import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Checkbox, Form, Modal, Select, Skeleton, Table } from 'antd';
import { useMemo, useState } from 'react';
import { getProjectLabels, getTaskLabels, patchProject, patchTask, type Label, type Task } from '../../api';
import { Swatch } from '../labels/Swatch';
import { t } from '../language';
import { reportSuccess } from '../notices';
import { LoadError } from '../ui/LoadError';
import { ProjectSelect } from '../ui/ProjectSelect';
import { useAction } from '../useAction';
import { candidates, hasAttributes, planMove, suggestMapping, type Fate, type Mapping } from './plan';

interface MappingProps {
    task: Label[];
    project: Label[];
    mapping: Mapping;
    onChange: (mapping: Mapping) => void;
    /** Labels whose attributes stay behind. */
    cleared: ReadonlySet<number>;
    onClear: (cleared: ReadonlySet<number>) => void;
}

function MappingTable({ task, project, mapping, onChange, cleared, onClear }: MappingProps) {
    const clear = (ids: number[], on: boolean) => {
        const next = new Set(cleared);
        for (const id of ids) {
            if (on) next.add(id);
            else next.delete(id);
        }
        onClear(next);
    };
    const clearable = task.filter(hasAttributes).map(label => label.id);
    const all = clearable.length > 0 && clearable.every(id => cleared.has(id));
    return (
        <Table<Label>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={task}
            scroll={{ x: 560, y: 280 }}
            columns={[
                {
                    key: 'label',
                    title: t('Label of the task'),
                    render: (_, label) => (
                        <span className="limn-label-of">
                            <Swatch color={label.color} /> {label.name}
                        </span>
                    ),
                },
                {
                    key: 'fate',
                    title: t('Label of the project'),
                    width: 250,
                    render: (_, label) => (
                        <Select<Fate>
                            aria-label={t('What becomes of {name}', { name: label.name })}
                            showSearch
                            optionFilterProp="label"
                            style={{ width: '100%' }}
                            value={mapping[label.id]}
                            onChange={fate => onChange({ ...mapping, [label.id]: fate })}
                            options={[
                                { value: 'create', label: t('Add “{name}” to the project', { name: label.name }) },
                                ...candidates(label, project).map(item => ({ value: item.id, label: item.name })),
                            ]}
                        />
                    ),
                },
                ...(clearable.length
                    ? [
                          {
                              key: 'clear',
                              width: 165,
                              title: (
                                  <Checkbox
                                      checked={all}
                                      indeterminate={!all && cleared.size > 0}
                                      onChange={event => clear(clearable, event.target.checked)}
                                  >
                                      {t('Clear attributes')}
                                  </Checkbox>
                              ),
                              render: (_: unknown, label: Label) =>
                                  hasAttributes(label) && (
                                      <Checkbox
                                          aria-label={t('Clear the attributes of {name}', { name: label.name })}
                                          checked={cleared.has(label.id)}
                                          onChange={event => clear([label.id], event.target.checked)}
                                      />
                                  ),
                          },
                      ]
                    : []),
            ]}
        />
    );
}

/** `Car is added; the attributes of bus are cleared.` */
function sentence(notes: string[]): string {
    const text = notes.join('; ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

interface Props {
    task: Task;
    /** The project to begin with. */
    projectId?: number;
    onClose: () => void;
}

/** Moves a task into a project: its labels become labels of the project, and no annotation is lost. */
export function MoveTaskDialog({ task, projectId: given, onClose }: Props) {
    const client = useQueryClient();
    const [projectId, setProjectId] = useState<number | null>(given ?? null);
    const [chosen, setChosen] = useState<Mapping | null>(null);
    const [cleared, setCleared] = useState<ReadonlySet<number>>(new Set());
    const own = useQuery({
        queryKey: ['labels', 'tasks', task.id],
        queryFn: ({ signal }) => getTaskLabels(task.id, signal),
    });
    const theirs = useQuery({
        queryKey: ['labels', 'projects', projectId],
        queryFn: ({ signal }) => getProjectLabels(projectId as number, signal),
        enabled: projectId !== null,
    });
    const ready = own.data && theirs.data && projectId !== null;
    const mapping = useMemo(
        () => chosen ?? suggestMapping(own.data ?? [], theirs.data ?? []),
        [chosen, own.data, theirs.data],
    );
    const plan = useMemo(
        () => planMove(own.data ?? [], theirs.data ?? [], mapping, cleared),
        [own.data, theirs.data, mapping, cleared],
    );

    const [move, moving] = useAction(t('The task was not moved'), async () => {
        if (projectId === null) return;
        if (plan.project.length) await patchProject(projectId, { labels: plan.project });
        await patchTask(task.id, {
            project_id: projectId,
            ...(plan.hints.length ? { labels: plan.hints } : {}),
        });
        await client.invalidateQueries();
        reportSuccess(t('Task “{name}” moved', { name: task.name }), {
            action: { text: t('Open the project'), href: `/projects/${projectId}` },
        });
        onClose();
    });

    const error = own.error ?? theirs.error;
    return (
        <Modal
            open
            title={t('Move task #{id} to a project', { id: task.id })}
            okText={t('Move')}
            okButtonProps={{ disabled: !ready || plan.problem !== null }}
            confirmLoading={moving}
            onOk={() => void move()}
            onCancel={onClose}
            width={680}
        >
            <Form layout="vertical">
                <Form.Item label={t('Project')} htmlFor="limn-move-project">
                    <ProjectSelect
                        id="limn-move-project"
                        value={projectId}
                        onChange={id => {
                            setProjectId(id);
                            setChosen(null);
                        }}
                        placeholder={t('Choose a project')}
                    />
                </Form.Item>
            </Form>
            {error && <LoadError error={error} />}
            {projectId !== null && !ready && !error && <Skeleton active title={false} />}
            {ready && own.data.length > 0 && (
                <MappingTable
                    task={own.data}
                    project={theirs.data}
                    mapping={mapping}
                    onChange={setChosen}
                    cleared={cleared}
                    onClear={setCleared}
                />
            )}
            {ready && (
                <div aria-live="polite" className="limn-gap-above">
                    {plan.problem ? (
                        <Alert type="error" showIcon message={plan.problem} />
                    ) : (
                        plan.notes.length > 0 && (
                            <Alert
                                type={plan.hints.some(hint => hint.attributes || hint.sublabels) ? 'warning' : 'info'}
                                message={sentence(plan.notes)}
                            />
                        )
                    )}
                </div>
            )}
        </Modal>
    );
}
