import {
    CheckOutlined,
    CloudSyncOutlined,
    DisconnectOutlined,
    ExclamationCircleOutlined,
    SaveOutlined,
} from '@ant-design/icons';
import { Button, Popover, Tooltip } from 'antd';
import type { SaveState } from '../sync/saver';
import { useSession, useView } from './context';

const changes = (count: number) => (count === 1 ? '1 change' : `${count} changes`);

function describe(state: SaveState): { text: string; detail: string } {
    switch (state.kind) {
        case 'saved':
            return { text: 'Saved', detail: 'Everything is on the server.' };
        case 'unsaved':
            return {
                text: changes(state.count),
                detail: `${changes(state.count)} kept on this computer, saved shortly.`,
            };
        case 'saving':
            return { text: 'Saving', detail: 'Sending changes to the server.' };
        case 'offline':
            return {
                text: 'Offline',
                detail: `${state.message} ${changes(state.count)} kept on this computer; saving is tried again by itself.`,
            };
        case 'refused':
            return {
                text: 'Not saved',
                detail: `The server refused: ${state.message} Your ${changes(state.count)} are kept on this computer.`,
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
    const draftError = useView(view => view.draftError);
    const { text, detail } = describe(state);
    const warning = draftError ? ` Unsaved work cannot be kept on this computer: ${draftError}` : '';
    const troubled = state.kind === 'refused' || state.kind === 'offline' || draftError !== null;
    const button = (
        <Button
            type={state.kind === 'unsaved' ? 'primary' : 'default'}
            danger={troubled}
            icon={<StateIcon kind={state.kind} />}
            disabled={state.kind === 'saving'}
            onClick={() => void session.saver.save()}
        >
            {text}
        </Button>
    );
    return (
        <span aria-live="polite">
            {troubled ? (
                <Popover open placement="bottomLeft" content={<div className="ed-trouble">{detail + warning}</div>}>
                    {button}
                </Popover>
            ) : (
                <Tooltip title={`${detail} Save now: Ctrl+S`}>{button}</Tooltip>
            )}
        </span>
    );
}
