import { Alert, Typography, type AlertProps } from 'antd';
import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import { t } from '../../shared/language';

interface Props {
    type: AlertProps['type'];
    title: string;
    text: string;
}

/** What came of confirming an address, and the way on. */
function Outcome({ type, title, text }: Props) {
    const { search } = useLocation();
    useEffect(() => {
        document.title = t('{title} · Limn', { title });
    }, [title]);
    return (
        <>
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                {title}
            </Typography.Title>
            <Alert type={type} showIcon role="status" message={text} />
            <p className="limn-auth-foot">
                <Link to={`/auth/login${search}`}>{t('Sign in')}</Link>
            </p>
        </>
    );
}

/** Where one gets who has to confirm an address first: after registering, or on trying to sign in. */
export function EmailSentPage() {
    return (
        <Outcome
            type="info"
            title={t('Confirm your address')}
            text={t(
                'A mail with a link is on its way to you. Follow the link within three days, then sign in. If nothing arrives, look among the unwanted mail, or sign in once more: that sends another one.',
            )}
        />
    );
}

/** Where the link of the mail leads. */
export function EmailConfirmedPage() {
    return (
        <Outcome type="success" title={t('Your address is confirmed')} text={t('Your account is ready: sign in.')} />
    );
}

/** Where the link leads when it does not work. */
export function WrongConfirmationPage() {
    return (
        <Outcome
            type="error"
            title={t('This link does not work')}
            text={t(
                'It may be cut off, older than three days, or used already. Sign in: if your address is not confirmed yet, you get a new one.',
            )}
        />
    );
}
