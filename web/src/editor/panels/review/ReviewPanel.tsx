import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Progress, Tooltip } from 'antd';
import { t } from '../../../shared/language';
import { keyName } from '../../keys/names';
import { useHints } from '../../keys/useHints';
import { word } from '../../../shared/language/words';
import type { Progress as Counted } from '../../model/verdicts';
import type { ObjectId } from '../../model/types';
import { typeOf } from '../../session/actions';
import { useSession, useView } from '../context';
import { ShapeIcon } from '../icons';
import { ObjectDetails } from '../ObjectDetails';
import { TruthLine } from '../truth/TruthLine';
import { useRowHeight } from '../useLargeTargets';
import { VirtualList } from '../VirtualList';
import './review.css';
import { useReview } from './useReview';

/** How far the review is, what is on the frame, and the verdicts. */
export function ReviewPanel() {
    const session = useSession();
    const { titled } = useHints();
    const { review } = session;
    useView(view => view.frame);
    useView(view => view.version);
    useView(view => view.save.kind);
    useReview(state => state.verdicts);
    const selection = useView(view => view.selection);
    const rowHeight = useRowHeight();
    const ids = review.onFrame();
    const subject = ids.find(id => selection.includes(id)) ?? null;
    return (
        <div className="ed-objects">
            <div className="ed-review-head">
                <Bar name={t('This frame')} progress={review.progressOnFrame()} />
                <Bar name={t('The job')} progress={review.progressInJob()} />
                <div className="ed-review-buttons">
                    <Tooltip title={titled(t('Accept, and on to the next'), 'review_accept')}>
                        <Button icon={<CheckOutlined />} disabled={subject === null} onClick={() => review.accept()}>
                            {t('Accept')}
                        </Button>
                    </Tooltip>
                    <Tooltip title={titled(t('Reject: an issue says why'), 'review_reject')}>
                        <Button icon={<CloseOutlined />} disabled={subject === null} onClick={() => review.askReason()}>
                            {t('Reject')}
                        </Button>
                    </Tooltip>
                    <Tooltip title={titled(t('The next object without a verdict'), 'review_undecided')}>
                        <Button onClick={() => review.advance()}>{t('Next')}</Button>
                    </Tooltip>
                </div>
                <TruthLine />
            </div>
            {ids.length ? (
                <VirtualList
                    label={t('Objects to review on this frame')}
                    items={ids}
                    keyOf={id => id}
                    rowHeight={rowHeight}
                    focus={subject}
                    renderRow={id => <ReviewRow key={id} id={id} />}
                />
            ) : (
                <p className="ed-empty">
                    {t('Nothing is on this frame. {key} goes to the next object without a verdict.', {
                        key: keyName('review_undecided'),
                    })}
                </p>
            )}
            <ObjectDetails />
            <div className="ed-review-foot">
                <Tooltip title={titled(t('To the annotator again'), 'review_reject_job')}>
                    <Button danger onClick={() => session.view.setState({ dialog: 'reject-job' })}>
                        {t('Reject job…')}
                    </Button>
                </Tooltip>
                <Tooltip title={titled(t('The job is done'), 'review_accept_job')}>
                    <Button type="primary" onClick={() => session.view.setState({ dialog: 'accept-job' })}>
                        {t('Accept job…')}
                    </Button>
                </Tooltip>
            </div>
        </div>
    );
}

function Bar({ name, progress: { accepted, rejected, total } }: { name: string; progress: Counted }) {
    const share = (count: number) => (total ? (count / total) * 100 : 0);
    const text = rejected
        ? t('{accepted} of {total}, {rejected} rejected', { accepted: accepted + rejected, total, rejected })
        : t('{accepted} of {total}', { accepted: accepted + rejected, total });
    return (
        <div className="ed-review-bar">
            <span>{name}</span>
            <Progress
                size="small"
                showInfo={false}
                aria-label={`${name}: ${text}`}
                percent={share(accepted + rejected)}
                success={{ percent: share(accepted) }}
                strokeColor="var(--ant-color-error)"
            />
            <small>{text}</small>
        </div>
    );
}

const MARKS = {
    accepted: { text: t('accepted'), icon: <CheckOutlined /> },
    rejected: { text: t('rejected'), icon: <CloseOutlined /> },
} as const;

function ReviewRow({ id }: { id: ObjectId }) {
    const session = useSession();
    const { review } = session;
    useReview(state => state.verdicts);
    const selected = useView(view => view.selection.includes(id));
    const hovered = useView(view => view.hovered === id);
    const object = session.object(id);
    const type = typeOf(session, id);
    if (!object || !type) return null;
    const label = session.labels.get(object.labelId);
    const verdict = review.verdict(id);
    const className = [
        'ed-row ed-review-row',
        selected && 'ed-selected',
        hovered && 'ed-hovered',
        verdict && `ed-${verdict}`,
    ];
    return (
        <div
            role="option"
            aria-selected={selected}
            className={className.filter(Boolean).join(' ')}
            onClick={() => review.look(id)}
            onDoubleClick={() => session.viewport.focus(id)}
            onMouseEnter={() => session.hover(id)}
            onMouseLeave={() => session.hover(null)}
        >
            <i className="ed-swatch" style={{ background: label?.color }} />
            <ShapeIcon type={type} />
            <span className="ed-row-name">
                {label?.name ?? t('Unknown label')} <small>{id}</small>
            </span>
            <small className="ed-row-state">{object.kind === 'track' ? t('track') : ''}</small>
            <span className="ed-verdict">
                {verdict ? (
                    <>
                        {MARKS[verdict].icon} {word(MARKS[verdict].text)}
                    </>
                ) : null}
            </span>
        </div>
    );
}
