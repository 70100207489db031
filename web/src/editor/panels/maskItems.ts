import type { MenuProps } from 'antd';
import { t } from '../../shared/language';
import { capital } from '../../shared/language/words';
import { MASK_COMMANDS } from '../session/maskCommands';
import type { ObjectId } from '../model/types';
import type { Session } from '../session/session';

/** What is done to the pixels of masks, as a part of their menu; what needs several is offered for several. */
export function maskItems(session: Session, ids: readonly ObjectId[]): NonNullable<MenuProps['items']> {
    const children = MASK_COMMANDS.filter(({ least }) => ids.length >= least).map(({ id, title, run }) => ({
        key: id,
        label: capital(title.replace(/^[^:]*: */, '')),
        onClick: () => {
            session.select(ids);
            run(session);
        },
    }));
    return [{ key: 'mask', label: t('Pixels'), children }];
}
