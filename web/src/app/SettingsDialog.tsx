import { Button, Modal, Segmented, Select, Tabs } from 'antd';
import { Row } from '../editor/settings/rows';
import { EDITOR_TABS } from '../editor/settings/tabs';
import { t, sideOf } from '../shared/language';
import { changeLanguage, useLanguageChoice } from '../shared/language/change';
import { LANGUAGES, type LanguageChoice } from '../shared/language/languages';
import { useOverlays } from '../shared/overlays';
import { useMediaQuery } from '../shared/useMediaQuery';
import {
    useMotion,
    useQuietness,
    useStartPage,
    useThemeChoice,
    type Motion,
    type Quietness,
    type StartPage,
    type ThemeChoice,
} from './preferences';

/** What the user likes about the page and the editor; saved at once, the same in every browser. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
    const show = useOverlays(state => state.show);
    const narrow = useMediaQuery('(max-width: 700px)');
    const tabs = [{ key: 'page', label: t('Page'), children: <PageSettings /> }, ...EDITOR_TABS];
    return (
        <Modal
            open
            title={t('Settings')}
            onCancel={onClose}
            width={680}
            className="limn-settings"
            footer={
                <div className="limn-settings-foot">
                    <span>{t('Saved at once, with your account.')}</span>
                    <Button onClick={() => show('shortcuts')}>{t('Keys')}</Button>
                </div>
            }
        >
            <Tabs
                tabPosition={narrow ? 'top' : sideOf('left')}
                items={tabs}
                defaultActiveKey={document.querySelector('.ed-root') ? 'frames' : 'page'}
            />
        </Modal>
    );
}

function LanguageRow() {
    return (
        <Row
            title={t('Language')}
            about={t('The page is loaded again; what is open is saved first.')}
            id="limn-language"
        >
            <Select<LanguageChoice>
                id="limn-language"
                className="ed-setting-select"
                value={useLanguageChoice()}
                onChange={choice => void changeLanguage(choice)}
                options={[
                    { value: 'system', label: t('As the system') },
                    ...Object.entries(LANGUAGES).map(([value, { name }]) => ({
                        value: value as LanguageChoice,
                        label: name,
                    })),
                ]}
            />
        </Row>
    );
}

function PageSettings() {
    const [theme, setTheme] = useThemeChoice();
    const [quietness, setQuietness] = useQuietness();
    const [motion, setMotion] = useMotion();
    const [start, setStart] = useStartPage();
    return (
        <>
            <LanguageRow />
            <Row title={t('Theme')}>
                <Segmented<ThemeChoice>
                    aria-label={t('Theme')}
                    value={theme}
                    onChange={setTheme}
                    options={[
                        { value: 'system', label: t('As the system') },
                        { value: 'light', label: t('Light') },
                        { value: 'dark', label: t('Dark') },
                    ]}
                />
            </Row>
            <Row
                title={t('Pop-ups')}
                about={t('The notification centre keeps everything; the editor always says why something is refused.')}
            >
                <Segmented<Quietness>
                    aria-label={t('Pop-ups')}
                    value={quietness}
                    onChange={setQuietness}
                    options={[
                        { value: 'all', label: t('Everything') },
                        { value: 'errors', label: t('Errors only') },
                        { value: 'nothing', label: t('Nothing') },
                    ]}
                />
            </Row>
            <Row title={t('Movement')} about={t('Reduced lets things appear and go without sliding.')}>
                <Segmented<Motion>
                    aria-label={t('Movement')}
                    value={motion}
                    onChange={setMotion}
                    options={[
                        { value: 'system', label: t('As the system') },
                        { value: 'reduced', label: t('Reduced') },
                    ]}
                />
            </Row>
            <Row title={t('First page after signing in')} id="limn-start-page">
                <Select<StartPage>
                    id="limn-start-page"
                    className="ed-setting-select"
                    value={start}
                    onChange={setStart}
                    options={[
                        { value: '/projects', label: t('Projects') },
                        { value: '/tasks', label: t('Tasks') },
                        { value: '/jobs', label: t('Jobs') },
                    ]}
                />
            </Row>
        </>
    );
}
