import { shownKeys } from '../../shared/keys/chord';
import { t } from '../../shared/language';
import type { Command } from '../../shared/palette';
import type { Session } from '../session/session';
import { GENERAL_GROUPS, give, groupOf, liveBindings } from './bindings';

/** The commands of the editor and the job's labels, as the palette shows them. */
export function paletteCommands(session: Session): Command[] {
    return liveBindings(session)
        .map(({ id, title, keys }) => ({
            key: `editor-${id}`,
            title,
            group: groupOf(id),
            hint: keys.map(one => shownKeys(one)).join(t(', ')) || undefined,
            run: () => {
                session.viewport.takeFocus();
                give(session, id);
            },
        }))
        .sort((one, other) => order(one.group) - order(other.group));
}

/** General groups behind those of the workspace. */
const GENERAL = [t('Labels'), ...GENERAL_GROUPS];
const order = (group: string) => GENERAL.indexOf(group);
