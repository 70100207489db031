import { CloseOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useHints } from '../../keys/useHints';
import { commandOf } from '../../keys/bindings';
import { useSession, useView } from '../context';
import { useHiddenHints } from './hiddenHints';
import './hints.css';
import { aboutTopic, topicOf } from './topics';

const HIDE = 'Do not show hints for this tool again';

/** What to do next with the tool in use, and what else is to be known about it, until somebody knows it. */
export function ToolHint() {
    const session = useSession();
    const tool = useView(view => view.tool);
    const hint = useView(view => view.toolHint);
    const hidden = useHiddenHints();
    const about = useAbout(topicOf(tool));
    const topic = topicOf(tool);
    if (topic === null) return hint ? <Step text={hint} /> : null;
    if (hidden.isHidden(topic)) {
        if (!hint && !about) return null;
        return (
            <Tooltip title="Show the hints for this tool again">
                <Button
                    type="text"
                    size="small"
                    aria-label="Show the hints for this tool again"
                    icon={<QuestionCircleOutlined />}
                    onClick={() => hidden.show(topic)}
                />
            </Tooltip>
        );
    }
    const hide = () => {
        hidden.hide(topic);
        session.viewport.takeFocus();
    };
    if (!about) {
        return (
            hint && (
                <>
                    <Step text={hint} />
                    <Tooltip title={HIDE}>
                        <Button type="text" size="small" aria-label={HIDE} icon={<CloseOutlined />} onClick={hide} />
                    </Tooltip>
                </>
            )
        );
    }
    return (
        <>
            {hint && <Step text={hint} />}
            <p className="ed-about">
                {about}{' '}
                <Button type="link" size="small" title={HIDE} onClick={hide}>
                    Do not show again
                </Button>
            </p>
        </>
    );
}

function Step({ text }: { text: string }) {
    return (
        <span className="ed-hint" title={text}>
            {text}
        </span>
    );
}

function useAbout(topic: string | null): string | null {
    const { keyOf } = useHints();
    // A command without a key is told by its name.
    return topic === null ? null : aboutTopic(topic, id => keyOf(id) ?? `“${commandOf(id)?.title ?? id}”`);
}

/** Text about a way of working, until somebody knows it. */
export function TopicHint({ topic, children }: { topic: string; children: ReactNode }) {
    const hidden = useHiddenHints();
    if (hidden.isHidden(topic)) {
        return (
            <Button type="link" size="small" className="ed-hint-back" onClick={() => hidden.show(topic)}>
                Show the hints again
            </Button>
        );
    }
    return (
        <small>
            {children}{' '}
            <Button type="link" size="small" onClick={() => hidden.hide(topic)}>
                Do not show again
            </Button>
        </small>
    );
}
