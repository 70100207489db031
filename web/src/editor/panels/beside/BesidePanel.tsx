import { CloseOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { displayName } from '../../../app/session';
import { t } from '../../../shared/language';
import type { Difference } from '../../model/differences';
import type { Beside } from '../../session/beside';
import { useSession, useView } from '../context';
import { FrameSteps } from '../FrameSteps';
import './beside.css';
import { OtherCanvas } from './OtherCanvas';
import { differenceText } from './texts';

/** Another job of the same frames beside the picture, and what differs. */
export function BesidePanel() {
    const session = useSession();
    const beside = useView(view => view.beside);
    useEffect(() => () => session.state.beside?.close(), [session]);
    return beside && <Opened key={beside.other.job.id} beside={beside} />;
}

function Opened({ beside }: { beside: Beside }) {
    const { job } = beside.other;
    const title = job.assignee
        ? t('Job #{id}, {name}', { id: job.id, name: displayName(job.assignee) })
        : t('Job #{id}', { id: job.id });
    return (
        <section className="ed-beside" aria-label={t('Beside: {title}', { title })}>
            <header>
                <h3>{title}</h3>
                <FrameSteps
                    previous={t('Previous frame that differs')}
                    next={t('Next frame that differs')}
                    onStep={direction => beside.step(direction)}
                />
                <Copying beside={beside} />
                <Button
                    type="text"
                    size="small"
                    aria-label={t('Close the job beside')}
                    icon={<CloseOutlined />}
                    onClick={() => beside.close()}
                />
            </header>
            <OtherCanvas beside={beside} />
            <List beside={beside} />
        </section>
    );
}

/** Brings over what is selected in the other job. */
function Copying({ beside }: { beside: Beside }) {
    const selection = useStore(beside.other.view, view => view.selection);
    const readOnly = useView(view => view.readOnly !== null);
    return (
        <Button
            size="small"
            icon={<CopyOutlined />}
            disabled={readOnly || !selection.length}
            onClick={() => beside.copy(selection)}
        >
            {t('Copy into this job')}
        </Button>
    );
}

/** What differs on the frame; a click shows and selects it on both sides. */
function List({ beside }: { beside: Beside }) {
    useView(view => view.version);
    useView(view => view.frame);
    const found = beside.differences();
    const show = ({ mine, theirs }: Difference) => {
        beside.own.select(mine === null ? [] : [mine]);
        beside.other.select(theirs === null ? [] : [theirs]);
        if (mine !== null) beside.own.viewport.focus(mine);
        else if (theirs !== null) beside.other.viewport.focus(theirs);
    };
    return (
        <div className="ed-beside-list">
            <strong role="status">
                {found.length
                    ? t('{count, plural, one {# object differs} other {# objects differ}} on this frame', {
                          count: found.length,
                      })
                    : t('Nothing differs on this frame.')}
            </strong>
            <ul>
                {found.map(difference => (
                    <li key={`${difference.mine} ${difference.theirs}`}>
                        <button type="button" data-kind={difference.kind} onClick={() => show(difference)}>
                            {differenceText(beside, difference)}
                        </button>
                    </li>
                ))}
            </ul>
        </div>
    );
}
