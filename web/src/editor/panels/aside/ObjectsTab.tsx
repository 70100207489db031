import { Button } from 'antd';
import { useStore } from 'zustand';
import { t } from '../../../shared/language';
import { useSession } from '../context';
import { ObjectsPanel } from '../ObjectsPanel';
import { asideStore, closeAside, openAside } from './aside';

/** The list of objects, or where it is. */
export function ObjectsTab() {
    const session = useSession();
    const away = useStore(asideStore, view => view.aside !== null);
    if (!away) return <ObjectsPanel />;
    return (
        <div className="ed-empty">
            <p>{t('The objects are in a window of their own.')}</p>
            <div className="ed-aside-buttons">
                <Button size="small" onClick={() => openAside(session)}>
                    {t('Show the window')}
                </Button>
                <Button size="small" onClick={closeAside}>
                    {t('Take them back')}
                </Button>
            </div>
        </div>
    );
}
