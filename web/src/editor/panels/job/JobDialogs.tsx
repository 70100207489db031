import { useView } from '../context';
import { ActionsDialog } from './ActionsDialog';
import { ClearDialog } from './ClearDialog';
import { DeleteFrameDialog } from './DeleteFrameDialog';
import { EndDialog } from './EndDialog';
import { GuideDialog, useGuideOnce } from './GuideDialog';
import './job.css';
import { RemoveDialog } from './RemoveDialog';
import { StatisticsDialog } from './StatisticsDialog';

/** The windows about the job and about what would be lost; one at a time. */
export function JobDialogs() {
    const dialog = useView(view => view.dialog);
    useGuideOnce();
    if (dialog !== null && typeof dialog === 'object') return <RemoveDialog ids={dialog.removing} />;
    switch (dialog) {
        case 'statistics':
            return <StatisticsDialog />;
        case 'guide':
            return <GuideDialog />;
        case 'actions':
            return <ActionsDialog />;
        case 'clear':
            return <ClearDialog />;
        case 'delete-frame':
            return <DeleteFrameDialog />;
        case 'finish-job':
        case 'accept-job':
        case 'reject-job':
            return <EndDialog key={dialog} end={dialog} />;
        default:
            return null;
    }
}
