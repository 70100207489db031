import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { t } from '../shared/language';
import { adviceFor, keepTold, thisBrowser, type Lack } from './browser';

/** Tells once what does not go in this browser, and what does. */
export function BrowserNotice({ lacks }: { lacks: readonly Lack[] }) {
    const [open, setOpen] = useState(true);
    if (!open) return null;
    const dismiss = () => {
        keepTold(lacks);
        setOpen(false);
    };
    return (
        <section className="limn-browser" role="status" aria-label={t('About this browser')}>
            <h2>
                <WarningOutlined aria-hidden /> {t('This browser lacks something')}
            </h2>
            <ul>
                {lacks.map(({ name, text }) => (
                    <li key={name}>{text}</li>
                ))}
            </ul>
            <p>{adviceFor(thisBrowser)}</p>
            <Button size="small" onClick={dismiss}>
                {t('Do not show again')}
            </Button>
        </section>
    );
}
