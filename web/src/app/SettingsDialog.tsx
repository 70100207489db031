import { Form, Modal, Segmented, Select, Typography } from 'antd';
import {
    useQuietness,
    useStartPage,
    useThemeChoice,
    type Quietness,
    type StartPage,
    type ThemeChoice,
} from './preferences';

/** What the user likes about the page; saved at once, the same in every browser. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
    const [theme, setTheme] = useThemeChoice();
    const [quietness, setQuietness] = useQuietness();
    const [start, setStart] = useStartPage();
    return (
        <Modal open title="Settings" onCancel={onClose} footer={null} width={460}>
            <Form layout="vertical">
                <Form.Item label="Theme">
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
                </Form.Item>
                <Form.Item label="Pop-ups" extra="The notification centre keeps everything all the same.">
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
                </Form.Item>
                <Form.Item label="First page after signing in" htmlFor="limn-start-page">
                    <Select<StartPage>
                        id="limn-start-page"
                        value={start}
                        onChange={setStart}
                        options={[
                            { value: '/projects', label: 'Projects' },
                            { value: '/tasks', label: 'Tasks' },
                            { value: '/jobs', label: 'Jobs' },
                        ]}
                    />
                </Form.Item>
            </Form>
            <Typography.Text type="secondary">
                Saved at once, with your account. Settings of the editor are in the editor.
            </Typography.Text>
        </Modal>
    );
}
