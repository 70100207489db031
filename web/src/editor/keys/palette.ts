import { shownKeys } from '../../shared/keys/chord';
import type { Command } from '../../shared/palette';
import type { Session } from '../session/session';
import { commandOf, give, liveBindings } from './bindings';

/** The commands of the editor and the job's labels, as the palette shows them. */
export function paletteCommands(session: Session): Command[] {
    return liveBindings(session)
        .map(({ id, title, keys }) => ({
            key: `editor-${id}`,
            title,
            group: commandOf(id)?.group ?? 'Labels',
            hint: keys.map(one => shownKeys(one)).join(', ') || undefined,
            run: () => {
                session.viewport.takeFocus();
                give(session, id);
            },
        }))
        .sort((one, other) => order(one.group) - order(other.group));
}

/** General groups behind those of the workspace. */
const GENERAL = ['Labels', 'Tools', 'Objects', 'Frames', 'View', 'Job'];
const order = (group: string) => GENERAL.indexOf(group);
