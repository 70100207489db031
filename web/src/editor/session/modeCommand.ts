import type { Command } from './keys';
import type { Session } from './session';

/** Commands of one workspace: they live in it alone, and go before what has the same keys elsewhere. */
export function commandsOf(scope: NonNullable<Command['scope']>, group: Command['group']) {
    return (id: string, title: string, keys: string | readonly string[], run: (session: Session) => void): Command => ({
        id,
        title,
        group,
        scope,
        keys: typeof keys === 'string' ? [keys] : keys,
        run,
    });
}
