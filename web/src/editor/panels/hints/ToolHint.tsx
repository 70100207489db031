import { CloseOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { t } from '../../../shared/language';
import { useSettings } from '../../../shared/settings';
import { keyNames } from '../../keys/names';
import { useSession, useView } from '../context';
import { useHiddenHints } from './hiddenHints';
import './hints.css';
import { aboutTopic, topicOf } from './topics';

const HIDE = t('Do not show hints for this tool again');
const SHOW = t('Show the hints for this tool again');

/** What to do next with the tool in use, and what else is to be known about it, until somebody knows it. */
export function ToolHint() {
    const session = useSession();
    const tool = useView(view => view.tool);
    const hint = useView(view => view.toolHint);
    const hidden = useHiddenHints();
    const topic = topicOf(tool);
    const about = useAbout(topic);
    if (topic === null) return hint ? <Step text={hint} /> : null;
    if (!hint && !about) return null;
    if (hidden.isHidden(topic)) {
        return <IconButton title={SHOW} icon={<QuestionCircleOutlined />} onClick={() => hidden.show(topic)} />;
    }
    const hide = () => {
        hidden.hide(topic);
        session.viewport.takeFocus();
    };
    return (
        <>
            {hint && (
                <Step text={hint}>{!about && <IconButton title={HIDE} icon={<CloseOutlined />} onClick={hide} />}</Step>
            )}
            {about && (
                <p className="ed-about">
                    {about}{' '}
                    <Button type="link" size="small" title={HIDE} onClick={hide}>
                        {t('Do not show again')}
                    </Button>
                </p>
            )}
        </>
    );
}

function Step({ text, children }: { text: string; children?: ReactNode }) {
    return (
        <span className="ed-step-hint">
            <span className="ed-hint" title={text}>
                {text}
            </span>
            {children}
        </span>
    );
}

function IconButton({ title, icon, onClick }: { title: string; icon: ReactNode; onClick: () => void }) {
    return (
        <Tooltip title={title}>
            <Button type="text" size="small" aria-label={title} icon={icon} onClick={onClick} />
        </Tooltip>
    );
}

function useAbout(topic: string | null): string | null {
    const kept = useSettings(state => state.values);
    const workspace = useView(view => view.workspace);
    return topic === null ? null : aboutTopic(topic, keyNames(workspace, kept).key);
}

/** Text about a way of working, until somebody knows it. */
export function TopicHint({ topic, children }: { topic: string; children: ReactNode }) {
    const hidden = useHiddenHints();
    if (hidden.isHidden(topic)) {
        return (
            <Button type="link" size="small" className="ed-hint-back" onClick={() => hidden.show(topic)}>
                {t('Show the hints again')}
            </Button>
        );
    }
    return (
        <small>
            {children}{' '}
            <Button type="link" size="small" onClick={() => hidden.hide(topic)}>
                {t('Do not show again')}
            </Button>
        </small>
    );
}
