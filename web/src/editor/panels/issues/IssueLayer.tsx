import { CheckOutlined } from '@ant-design/icons';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { t } from '../../../shared/language';
import { word } from '../../../shared/language/words';
import { SeverityIcon } from '../../../shared/ui/SeverityMark';
import { headOf, outlineOf, pinOf, type Thread } from '../../model/issues';
import type { Points } from '../../model/types';
import { matrixOf, toScreen } from '../../render/camera';
import { followIssueLink, revealIssue } from '../../session/issueLinks';
import { useSession, useView } from '../context';
import { IssueThread } from './IssueThread';
import { NewIssue } from './NewIssue';
import { useIssues } from './useIssues';
import './issues.css';

/** Screen distance of a point's mark from its place. */
const POINT = 9;

/**
 * Issues of the frame over the picture: their regions, a pin to each, and the thread that is open. It follows the camera by
 * itself, without being rendered anew.
 */
export function IssueLayer() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const issues = useIssues(state => state);
    const shown = session.issues.shownOn(frame);
    const { draft, open } = issues;
    const thread = open === null ? undefined : session.issues.thread(open);
    const ownDraft = draft?.frame === frame ? draft : null;

    useEffect(() => {
        void followIssueLink(session);
        // Others may have written meanwhile.
        const back = () => {
            if (document.visibilityState === 'visible') void session.issues.read();
        };
        document.addEventListener('visibilitychange', back);
        return () => document.removeEventListener('visibilitychange', back);
    }, [session]);

    return (
        <>
            {(shown.length > 0 || ownDraft) && <Regions shown={shown} draft={ownDraft?.position ?? null} />}
            {thread && <IssueThread key={thread.issue.id} thread={thread} />}
            {draft && <NewIssue key={`${draft.frame}/${draft.position.join()}`} draft={draft} />}
        </>
    );
}

interface RegionsProps {
    shown: readonly Thread[];
    draft: Points | null;
}

function Regions({ shown, draft }: RegionsProps) {
    const session = useSession();
    const open = useIssues(state => state.open);
    const hovered = useIssues(state => state.hovered);
    const layer = useRef<HTMLDivElement>(null);

    useLayoutEffect(() => {
        const place = () => {
            const element = layer.current;
            if (!element) return;
            const { camera } = session.viewport;
            element.querySelector('g')?.setAttribute('transform', `matrix(${matrixOf(camera, 1).join(' ')})`);
            for (const circle of element.querySelectorAll('circle')) {
                circle.setAttribute('r', String(POINT / camera.scale));
            }
            for (const pin of element.querySelectorAll<HTMLElement>('[data-x]')) {
                const { x, y } = toScreen(camera, { x: Number(pin.dataset.x), y: Number(pin.dataset.y) });
                const lift = pin.dataset.point ? POINT : 0;
                pin.style.transform = `translate(${x}px, ${y - lift}px) translate(-50%, -100%)`;
            }
        };
        place();
        return session.viewport.watch(place);
    });

    const state = ({ issue }: Thread) =>
        [
            issue.resolved ? 'ed-resolved' : issue.severity && `ed-${issue.severity}`,
            (issue.id === open || issue.id === hovered) && 'ed-on',
        ].filter(Boolean);
    return (
        <div ref={layer} className="ed-issues">
            <svg aria-hidden="true">
                <g>
                    {shown.map(thread => (
                        <Region
                            key={thread.issue.id}
                            position={thread.issue.position}
                            className={['ed-region', ...state(thread)].join(' ')}
                        />
                    ))}
                    {draft && <Region position={draft} className="ed-region ed-on ed-draft" />}
                </g>
            </svg>
            {shown.map(thread => (
                <Pin key={thread.issue.id} thread={thread} className={['ed-pin', ...state(thread)].join(' ')} />
            ))}
        </div>
    );
}

function Region({ position, className }: { position: Points; className: string }) {
    const outline = outlineOf(position);
    // The line below keeps the one above readable on any picture.
    const lines = ['ed-region-ground', 'ed-region-line'];
    if (outline.length === 1) {
        const [{ x, y }] = outline;
        return (
            <g className={className}>
                {lines.map(name => (
                    <circle key={name} className={name} cx={x} cy={y} />
                ))}
            </g>
        );
    }
    const points = outline.map(({ x, y }) => `${x},${y}`).join(' ');
    return (
        <g className={className}>
            {lines.map(name => (
                <polygon key={name} className={name} points={points} />
            ))}
        </g>
    );
}

function Pin({ thread, className }: { thread: Thread; className: string }) {
    const session = useSession();
    const { issue, comments } = thread;
    const { x, y } = pinOf(issue.position);
    const { severity } = issue;
    const said = headOf(thread);
    const text = severity ? t('{severity}: {text}', { severity: word(severity), text: said }) : said;
    const mark = severity && <SeverityIcon severity={severity} />;
    return (
        <button
            type="button"
            className={className}
            data-x={x}
            data-y={y}
            data-point={issue.position.length === 2 || undefined}
            aria-label={
                issue.resolved
                    ? t('Issue {id}, resolved: {text}', { id: issue.id, text })
                    : t('Issue {id}: {text}', { id: issue.id, text })
            }
            title={text}
            onMouseEnter={() => session.issues.hover(issue.id)}
            onMouseLeave={() => session.issues.hover(null)}
            onClick={() => revealIssue(session, issue.id)}
        >
            {mark}
            {issue.resolved ? <CheckOutlined /> : comments.length > 1 ? comments.length : !mark && '!'}
        </button>
    );
}
