import { Button, Modal, Segmented, Select, Tabs } from 'antd';
import { Row } from '../editor/settings/rows';
import { EDITOR_TABS } from '../editor/settings/tabs';
import { t } from '../shared/language';
import { changeLanguage, useLanguageChoice } from '../shared/language/change';
import { LANGUAGES, type LanguageChoice } from '../shared/language/languages';
import { useOverlays } from '../shared/overlays';
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
    const tabs = [{ key: 'page', label: 'Page', children: <PageSettings /> }, ...EDITOR_TABS];
    return (
        <Modal
            open
            title="Settings"
            onCancel={onClose}
            width={680}
            className="limn-settings"
            footer={
                <div className="limn-settings-foot">
                    <span>Saved at once, with your account.</span>
                    <Button onClick={() => show('shortcuts')}>Keys</Button>
                </div>
            }
        >
            <Tabs
                tabPosition="left"
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
            <Row title="Theme">
                <Segmented<ThemeChoice>
                    aria-label="Theme"
                    value={theme}
                    onChange={setTheme}
                    options={[
                        { value: 'system', label: 'As the system' },
                        { value: 'light', label: 'Light' },
                        { value: 'dark', label: 'Dark' },
                    ]}
                />
            </Row>
            <Row
                title="Pop-ups"
                about="The notification centre keeps everything; the editor always says why something is refused."
            >
                <Segmented<Quietness>
                    aria-label="Pop-ups"
                    value={quietness}
                    onChange={setQuietness}
                    options={[
                        { value: 'all', label: 'Everything' },
                        { value: 'errors', label: 'Errors only' },
                        { value: 'nothing', label: 'Nothing' },
                    ]}
                />
            </Row>
            <Row title="Movement" about="Reduced lets things appear and go without sliding.">
                <Segmented<Motion>
                    aria-label="Movement"
                    value={motion}
                    onChange={setMotion}
                    options={[
                        { value: 'system', label: 'As the system' },
                        { value: 'reduced', label: 'Reduced' },
                    ]}
                />
            </Row>
            <Row title="First page after signing in" id="limn-start-page">
                <Select<StartPage>
                    id="limn-start-page"
                    className="ed-setting-select"
                    value={start}
                    onChange={setStart}
                    options={[
                        { value: '/projects', label: 'Projects' },
                        { value: '/tasks', label: 'Tasks' },
                        { value: '/jobs', label: 'Jobs' },
                    ]}
                />
            </Row>
        </>
    );
}
