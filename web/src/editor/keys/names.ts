import { useSettings } from '../../shared/settings';
import type { WorkspaceName } from '../session/workspaces';
import type { GestureId } from '../tools/modifiers';
import type { KeyNames } from '../tools/types';
import { commandOf, firstKey } from './bindings';
import { GESTURE_TEXTS, heldName } from './mouse';

/** Commands of a workspace that do there what others do elsewhere. */
const STAND_INS: Partial<Record<WorkspaceName, Readonly<Record<string, string>>>> = {
    single: {
        repeat: 'switch_draw_mode_single_shape',
        cancel: 'cancel_single_shape',
        back: 'back_single_shape',
        delete: 'delete_object_single_shape',
        hide: 'hide_mask_single_shape',
    },
};

/**
 * The keys that this person has for commands and gestures in a workspace, for texts. No text names a key by itself: keys
 * are changed, and a text that names another one misleads.
 */
export function keyNames(workspace?: WorkspaceName, kept = useSettings.getState().values): KeyNames {
    const own = (workspace && STAND_INS[workspace]) ?? {};
    return {
        key: command => {
            const id = own[command] ?? command;
            return firstKey(id, kept) ?? quoted(commandOf(id)?.title ?? id);
        },
        held: heldName,
    };
}

/** The key of a command at this moment. */
export const keyName = (command: string): string => keyNames().key(command);

/** The keys held for a gesture; what it does, quoted, where it has none. */
export const heldFor = (gesture: GestureId): string => heldName(gesture) ?? quoted(GESTURE_TEXTS[gesture].does);

const quoted = (title: string) => `“${title}”`;
