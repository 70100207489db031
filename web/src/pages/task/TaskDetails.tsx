import { Button, Card, Space } from 'antd';
import { useState } from 'react';
import { previewUrl, type Task, type TaskPatch } from '../../api';
import { displayName } from '../../app/session';
import { t } from '../../shared/language';
import { SavedStorage } from '../../shared/storages/SavedStorage';
import { Ago } from '../../shared/ui/Ago';
import { EditableText } from '../../shared/ui/EditableText';
import { Facts } from '../../shared/ui/Facts';
import { Preview } from '../../shared/ui/Preview';
import { StatusTag } from '../../shared/ui/StatusTag';
import { SuggestedText } from '../../shared/ui/SuggestedText';
import { TrackerLink } from '../../shared/ui/TrackerLink';
import { UserSelect } from '../../shared/ui/UserSelect';
import { SUBSETS } from '../../shared/subsets';
import { DataStorage } from './DataStorage';

interface Props {
    task: Task;
    save: (patch: TaskPatch) => Promise<boolean>;
}

function SubsetField({ task, save }: Props) {
    const [typed, setTyped] = useState(task.subset);
    const [saving, setSaving] = useState(false);
    const store = async () => {
        setSaving(true);
        if (!(await save({ subset: typed.trim() }))) setTyped(task.subset);
        setSaving(false);
    };
    return (
        <Space.Compact>
            <SuggestedText
                aria-label={t('Subset')}
                value={typed}
                onChange={setTyped}
                options={SUBSETS}
                placeholder={t('None')}
                maxLength={64}
                style={{ width: 180 }}
            />
            {typed.trim() !== task.subset && (
                <Button type="primary" loading={saving} onClick={() => void store()}>
                    {t('Save')}
                </Button>
            )}
        </Space.Compact>
    );
}

function frames(task: Task): string {
    if (!task.size) return t('None yet');
    const kind =
        task.mode === 'interpolation' ? t('from a video') : task.dimension === '3d' ? t('point clouds') : t('images');
    return t('{count, plural, one {# frame} other {# frames}}, {kind}', { count: task.size, kind });
}

export function TaskDetails({ task, save }: Props) {
    const [assigning, setAssigning] = useState(false);
    const assign = async (id: number | null) => {
        setAssigning(true);
        await save({ assignee_id: id });
        setAssigning(false);
    };
    return (
        <Card>
            <div className="limn-details-grid">
                <Preview
                    src={task.size ? previewUrl('tasks', task.id, task.updated_date) : null}
                    width="100%"
                    height={180}
                />
                <Facts
                    facts={[
                        [t('Frames'), frames(task)],
                        [t('Status'), <StatusTag key="status" status={task.status} />],
                        [t('Owner'), task.owner ? displayName(task.owner) : t('Nobody')],
                        [
                            t('Assignee'),
                            <UserSelect
                                key="assignee"
                                label={t('Assignee of the task')}
                                value={task.assignee}
                                loading={assigning}
                                onChange={user => void assign(user?.id ?? null)}
                            />,
                        ],
                        [
                            t('Subset'),
                            task.project_id === null ? null : <SubsetField key="subset" task={task} save={save} />,
                        ],
                        [
                            t('Issue tracker'),
                            <EditableText
                                key="tracker"
                                label={t('issue tracker')}
                                placeholder={t('None')}
                                value={task.bug_tracker}
                                render={url => <TrackerLink url={url} />}
                                onSave={bug_tracker => save({ bug_tracker })}
                            />,
                        ],
                        [
                            t('Segment size'),
                            task.size && task.segment_size
                                ? task.overlap
                                    ? t(
                                          '{segment_size, plural, one {# frame} other {# frames}}, {overlap} shared with the next',
                                          { segment_size: task.segment_size, overlap: task.overlap },
                                      )
                                    : t('{segment_size, plural, one {# frame} other {# frames}}', {
                                          segment_size: task.segment_size,
                                      })
                                : null,
                        ],
                        [
                            t('Data'),
                            task.data_cloud_storage_id == null ? null : (
                                <DataStorage key="data" task={task} id={task.data_cloud_storage_id} />
                            ),
                        ],
                        [
                            t('Imports from'),
                            <SavedStorage
                                key="source"
                                what={t('task')}
                                kind="source"
                                value={task.source_storage}
                                save={save}
                            />,
                        ],
                        [
                            t('Exports to'),
                            <SavedStorage
                                key="target"
                                what={t('task')}
                                kind="target"
                                value={task.target_storage}
                                save={save}
                            />,
                        ],
                        [t('Created'), <Ago key="created" date={task.created_date} />],
                        [t('Updated'), <Ago key="updated" date={task.updated_date} />],
                    ]}
                />
            </div>
        </Card>
    );
}
