import type { HookAPI } from 'antd/es/modal/useModal';
import { getLabelUsage, type LabelUsage } from '../../api';
import { t } from '../language';
import type { SkeletonChange } from './model';

/** How much is annotated with a skeleton; null where that could not be learnt. */
const usageOf = (id: number): Promise<LabelUsage | null> => getLabelUsage(id).catch(() => null);

function consequence({ added }: SkeletonChange, usage: LabelUsage | null): string | null {
    if (!added.length) return null;
    const count = usage ? usage.shapes + usage.tracks : null;
    if (count === 0) return t('Nothing is annotated with it yet.');
    const what =
        count === null
            ? t('All objects with this label get the new points where the drawing has them.')
            : t(
                  '{count, plural, one {# object} other {# objects}} in {jobs, plural, one {# job} other {# jobs}} get the new points where the drawing has them.',
                  { count, jobs: usage?.jobs ?? 0 },
              );
    return `${what} ${t('They are absent there: not to be seen until somebody puts them in. Nothing that is annotated is lost.')}`;
}

function Consequences({ changes, usages }: { changes: SkeletonChange[]; usages: (LabelUsage | null)[] }) {
    return (
        <>
            {changes.map((change, i) => (
                <div key={change.id}>
                    <strong>{change.name}</strong>
                    <ul className="limn-plain-list">
                        {change.added.length > 0 && <li>{t('New: {names}', { names: change.added.join(t(', ')) })}</li>}
                        {change.renamed.map(({ before, after }) => (
                            <li key={before}>{t('“{before}” is called “{after}”', { before, after })}</li>
                        ))}
                        {!change.added.length && !change.renamed.length && <li>{t('Another drawing')}</li>}
                        {consequence(change, usages[i]) && <li>{consequence(change, usages[i])}</li>}
                    </ul>
                </div>
            ))}
            <p>
                {t(
                    'Points that are saved cannot be removed. Pages that have jobs open are told, and follow by themselves.',
                )}
            </p>
        </>
    );
}

/** Says what a change of skeletons in use will do before it is done; without any, does it at once. */
export async function askForSkeletons(
    modal: HookAPI,
    changes: SkeletonChange[],
    run: () => Promise<unknown>,
): Promise<void> {
    if (!changes.length) {
        await run();
        return;
    }
    const usages = await Promise.all(changes.map(({ id }) => usageOf(id)));
    modal.confirm({
        title: t('Change {count, plural, one {the skeleton} other {# skeletons}}?', { count: changes.length }),
        content: <Consequences changes={changes} usages={usages} />,
        okText: t('Change and save'),
        autoFocusButton: 'cancel',
        width: 520,
        onOk: run,
    });
}
