import { Alert, Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { login, messageOf } from '../api';
import { t } from '../shared/language';
import { queryClient } from './queryClient';
import { displayName, useSession } from './session';

/** Asks for the password again, on top of whatever is open, so that nothing that was not saved is lost. */
export function ReloginModal() {
    const { expired, takenBy, user, refresh, lookAgain, endRelogin } = useSession();
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);

    // Somebody may have signed in again in another tab.
    useEffect(() => {
        if (!expired) return undefined;
        const look = () => void lookAgain();
        window.addEventListener('focus', look);
        return () => window.removeEventListener('focus', look);
    }, [expired, lookAgain]);

    const signIn = async ({ password }: { password: string }) => {
        if (!user) return;
        setBusy(true);
        setProblem(null);
        try {
            await login(user.username, password);
            await refresh();
            endRelogin(true);
            void queryClient.invalidateQueries();
        } catch (error) {
            setProblem(messageOf(error));
        } finally {
            setBusy(false);
        }
    };

    return (
        <Modal
            open={expired}
            title={takenBy ? t('Somebody else has signed in') : t('Your session has ended')}
            closable={false}
            keyboard={false}
            maskClosable={false}
            footer={null}
            width={400}
            destroyOnHidden
            zIndex={2000}
        >
            {takenBy && (
                <p>
                    {t('{name} has signed in in another tab. Nothing here is saved in their name.', {
                        name: displayName(takenBy),
                    })}
                </p>
            )}
            <p>{t('Sign in again to go on. Everything on the page stays as it is.')}</p>
            {problem && <Alert type="error" showIcon message={problem} className="limn-gap-below" role="alert" />}
            <Form layout="vertical" onFinish={signIn} requiredMark={false} disabled={busy}>
                <Form.Item label={t('User name')}>
                    <Input value={user?.username} readOnly autoComplete="username" />
                </Form.Item>
                <Form.Item
                    name="password"
                    label={t('Password')}
                    rules={[{ required: true, message: t('Enter the password') }]}
                >
                    <Input.Password autoFocus autoComplete="current-password" />
                </Form.Item>
                <Button type="primary" htmlType="submit" block loading={busy}>
                    {t('Sign in')}
                </Button>
                <Button type="link" block onClick={() => endRelogin(false)}>
                    {t('Sign in as somebody else')}
                </Button>
            </Form>
        </Modal>
    );
}
