import { Checkbox, Typography } from 'antd';
import { useEffect, useState } from 'react';
import type { MediaFile, SortingMethod, Task, WaitingFile } from '../../api';
import { formatBytes } from '../../shared/format';
import { t } from '../../shared/language';
import { kindOf } from '../create-task/files';
import { firstNames, newJobs, textOfReason, type Addition } from './addedFiles';

/** So many of the new pictures, names and jobs are shown. */
const PICTURES = 8;
const NAMES = 5;
const JOBS = 4;
/** A longer list would hold the page up. */
const LEFT_OUT = 200;

/** The first of the new pictures, as far as the browser can show them. */
function Pictures({ files }: { files: readonly MediaFile[] }) {
    const [urls, setUrls] = useState<readonly string[]>([]);
    useEffect(() => {
        const made = files.slice(0, PICTURES).map(({ body }) => URL.createObjectURL(body));
        setUrls(made);
        return () => made.forEach(url => URL.revokeObjectURL(url));
    }, [files]);
    return (
        <div className="limn-new-pictures" aria-hidden>
            {urls.map(url => (
                <img key={url} src={url} alt="" onError={event => event.currentTarget.remove()} />
            ))}
        </div>
    );
}

function Headline({ task, jobs, frames, bytes }: { task: Task; jobs: number; frames: number | null; bytes: string }) {
    if (frames === null)
        return t('What is in it follows frame {last}, in jobs of their own ({bytes}).', {
            last: (task.size ?? 1) - 1,
            bytes,
        });
    return t(
        '{count, plural, one {# new frame} other {# new frames}} from {first} on, in {jobs, plural, one {# new job} other {# new jobs}} ({bytes}).',
        { count: frames, first: task.size, jobs, bytes },
    );
}

function Jobs({ jobs }: { jobs: readonly (readonly [number, number])[] }) {
    const shown = jobs.slice(0, JOBS).map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
    const list = shown.join(t(', '));
    const more = jobs.length - shown.length;
    return t('New jobs: frames {list}', {
        list: more > 0 ? t('{named} and {more} more', { named: list, more }) : list,
    });
}

function LeftOutList({ addition: { leftOut } }: { addition: Addition }) {
    return (
        <details className="limn-left-out">
            <summary>
                {t('{count, plural, one {# file is left out} other {# files are left out}}', { count: leftOut.length })}
            </summary>
            <ul>
                {leftOut.slice(0, LEFT_OUT).map(({ name, reason }) => (
                    <li key={name}>{t('{name}: {reason}', { name, reason: textOfReason(reason) })}</li>
                ))}
                {leftOut.length > LEFT_OUT && <li>{t('and {more} more', { more: leftOut.length - LEFT_OUT })}</li>}
            </ul>
        </details>
    );
}

interface Props {
    task: Task;
    addition: Addition;
    /** Files of an earlier attempt, on the server. */
    waiting: readonly WaitingFile[];
    /** What the files are, those in an archive and those that wait on the server among them; null: nobody can tell yet. */
    names: readonly string[] | null;
    sorting: SortingMethod;
    jobLength: number;
    keepSame: boolean;
    onKeepSame: (keep: boolean) => void;
    disabled: boolean;
}

/** What will come of the chosen files, before anything is sent. */
export function AdditionPreview({
    task,
    addition,
    waiting,
    names,
    sorting,
    jobLength,
    keepSame,
    onKeepSame,
    disabled,
}: Props) {
    const sizes = new Map(waiting.map(({ name, received }) => [name, received]));
    for (const { name, body } of addition.files) sizes.set(name, body.size);
    const bytes = formatBytes([...sizes.values()].reduce((sum, size) => sum + size, 0));
    const jobs = names?.length ? newJobs(names.length, task, jobLength) : [];
    const pictures = addition.files.filter(({ name }) => kindOf(name) === 'image');
    const first = names && sorting !== 'random' ? firstNames(names, sorting, NAMES) : [];
    return (
        <div className="limn-addition">
            <div>
                <Headline task={task} jobs={jobs.length} frames={names && names.length} bytes={bytes} />
            </div>
            {names && (
                <Typography.Text type="secondary">
                    <Jobs jobs={jobs} />
                </Typography.Text>
            )}
            {first.length > 0 && (
                <Typography.Text type="secondary" className="limn-break">
                    {t('First: {names}', { names: first.join(t(', ')) })}
                </Typography.Text>
            )}
            <Pictures files={pictures} />
            {addition.same > 0 && (
                <Checkbox checked={!keepSame} disabled={disabled} onChange={event => onKeepSame(!event.target.checked)}>
                    {t(
                        'Leave out {count, plural, one {# file that shows} other {# files that show}} the same as another under a different name',
                        { count: addition.same },
                    )}
                </Checkbox>
            )}
            {addition.leftOut.length > 0 && <LeftOutList addition={addition} />}
        </div>
    );
}
