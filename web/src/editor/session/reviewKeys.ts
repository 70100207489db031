import { t } from '../../shared/language';
import { toggleHidden } from './actions';
import { askAbout } from './objectIssues';
import type { Command } from './keys';
import { commandsOf } from './modeCommand';
import type { Session } from './session';

const of = commandsOf('review', 'Objects');
const command = (id: string, title: string, keys: string | readonly string[], run: (session: Session) => void) =>
    of(`review_${id}`, title, keys, run);

/** Keys of the Review workspace. */
export const REVIEW_COMMANDS: readonly Command[] = [
    command('accept', t('Accept the object, and on to the next'), 'a', session => session.review.accept()),
    command('reject', t('Reject the object: an issue says why'), 'r', session => session.review.askReason()),
    command('accept_frame', t('Accept what is left on the frame'), 'shift+a', session => session.review.acceptFrame()),
    command('take_back', t('Take the verdict back'), 'backspace', session => session.review.takeBack()),
    command('next', t('Next object'), 'tab', session => session.review.step(1)),
    command('previous', t('Previous object'), 'shift+tab', session => session.review.step(-1)),
    command('undecided', t('Next object without a verdict'), 'u', session => session.review.advance()),
    command('issue', t('Point at something: open an issue'), ['n', 'i'], session => session.use('issue')),
    command('issue_outline', t('Open an issue about what is outlined'), [], session => session.use('issue-outline')),
    command('object_issue', t('Open an issue about the object'), 'shift+i', session => {
        const [id] = session.state.selection;
        if (id === undefined) session.use('issue');
        else askAbout(session, id);
    }),
    command('hide', t('Hide the object'), 'h', session => toggleHidden(session, session.state.selection)),
    command('cancel', t('Select nothing'), 'escape', session => session.send({ type: 'cancel' })),
    command('accept_job', t('Accept the job'), 'ctrl+enter', session =>
        session.view.setState({ dialog: 'accept-job' }),
    ),
    command('reject_job', t('Reject the job'), 'ctrl+shift+enter', session =>
        session.view.setState({ dialog: 'reject-job' }),
    ),
];
