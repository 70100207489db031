import {
    CheckOutlined,
    CloudSyncOutlined,
    DisconnectOutlined,
    ExclamationCircleOutlined,
    SaveOutlined,
} from '@ant-design/icons';
import { Alert, Button, Space, Tooltip } from 'antd';
import { useRef, useState } from 'react';
import { formatPercent } from '../../shared/format';
import { t } from '../../shared/language';
import { useHints } from '../keys/useHints';
import type { SaveState } from '../sync/saver';
import type { Preferences } from '../session/preferences';
import { useSession, useView } from './context';
import { downloadDraft } from './downloadDraft';
import { CloseNotice } from './notices/CloseNotice';

const changes = (count: number) => t('{count, plural, one {# change} other {# changes}}', { count });

function when({ auto, after }: Preferences['saving']): string {
    if (!auto) return t('not saved before you save them');
    return after <= 60 ? t('saved shortly') : t('saved within {after} minutes', { after: after / 60 });
}

function describe(state: SaveState, saving: Preferences['saving']): { text: string; detail: string } {
    switch (state.kind) {
        case 'saved':
            return { text: t('Saved'), detail: t('Everything is on the server.') };
        case 'unsaved':
            return {
                text: changes(state.count),
                detail: t('{count} kept on this computer, {saving}.', {
                    count: changes(state.count),
                    saving: when(saving),
                }),
            };
        case 'saving':
            return {
                text: state.share === undefined ? t('Saving') : formatPercent(state.share),
                detail: t('Sending changes to the server.'),
            };
        case 'offline':
            return {
                text: t('Offline'),
                detail: t('{message} {count} kept on this computer; saving is tried again by itself.', {
                    message: state.message,
                    count: changes(state.count),
                }),
            };
        case 'refused':
            return {
                text: t('Not saved'),
                detail: t('Not saved: {message} {count} kept on this computer.', {
                    message: state.message,
                    count: changes(state.count),
                }),
            };
    }
}

function StateIcon({ kind }: { kind: SaveState['kind'] }) {
    switch (kind) {
        case 'saved':
            return <CheckOutlined />;
        case 'saving':
            return <CloudSyncOutlined spin />;
        case 'offline':
            return <DisconnectOutlined />;
        case 'refused':
            return <ExclamationCircleOutlined />;
        default:
            return <SaveOutlined />;
    }
}

/** Saves at once, and tells where the work is. */
export function SaveButton() {
    const session = useSession();
    const state = useView(view => view.save);
    const saving = useView(view => view.preferences.saving);
    const { titled } = useHints();
    const { text, detail } = describe(state, saving);
    return (
        <span aria-live="polite">
            <Tooltip title={`${detail} ${titled(t('Save now'), 'save')}`}>
                <Button
                    className="ed-save"
                    type={state.kind === 'unsaved' ? 'primary' : 'default'}
                    danger={state.kind === 'refused' || state.kind === 'offline'}
                    icon={<StateIcon kind={state.kind} />}
                    disabled={state.kind === 'saving'}
                    onClick={() => void session.saver.save()}
                >
                    {text}
                </Button>
            </Tooltip>
        </span>
    );
}

/** What keeps work from the server, also while saving is tried again: what is said of it does not come and go. */
function useTrouble(): Troubled | null {
    const state = useView(view => view.save);
    const last = useRef<Troubled | null>(null);
    if (state.kind !== 'saving') last.current = state.kind === 'refused' || state.kind === 'offline' ? state : null;
    return last.current;
}

type Troubled = Extract<SaveState, { kind: 'refused' | 'offline' }>;

/**
 * Told over the lower edge of the picture (notices/Notices.tsx), which stays where it is, while work cannot be brought
 * to the server, or cannot be kept on this computer. Once put away it stays away until there is other trouble: the save
 * button tells of it all the while.
 */
export function SaveTrouble() {
    const session = useSession();
    const trouble = useTrouble();
    const draftError = useView(view => view.draftError);
    const saving = useView(view => view.preferences.saving);
    const [putAway, setPutAway] = useState('');
    const now = `${trouble?.kind ?? ''} ${draftError ?? ''}`;
    if ((!trouble && !draftError) || putAway === now) return null;
    const lines = [
        trouble && describe(trouble, saving).detail,
        draftError && t('Unsaved work cannot be kept on this computer. {draftError} Save often.', { draftError }),
    ];
    return (
        <Alert
            className="ed-trouble"
            showIcon
            type={trouble?.kind === 'refused' ? 'error' : 'warning'}
            message={lines.filter(Boolean).join(' ')}
            action={
                <Space>
                    {trouble?.kind === 'refused' && (
                        <Button size="small" onClick={() => downloadDraft(session.job.id, session.saver.unsaved())}>
                            {t('Download')}
                        </Button>
                    )}
                    <Button size="small" onClick={() => void session.saver.save()}>
                        {t('Save now')}
                    </Button>
                    <CloseNotice onClose={() => setPutAway(now)} />
                </Space>
            }
        />
    );
}
