import { Divider } from 'antd';
import { t } from '../../../shared/language';
import { useSession, useView } from '../context';
import { ToolIcon } from '../icons';
import { StripButton } from '../StripButton';
import { Toolbar } from '../Toolbar';
import { ViewButtons } from '../ViewButtons';

/** Tools of the Review workspace: looking, measuring and pointing at things. */
export function ReviewTools() {
    const session = useSession();
    const current = useView(view => view.tool);
    return (
        <Toolbar>
            <StripButton
                title={t('Select')}
                command="review_cancel"
                active={current === 'select'}
                onClick={() => session.use('select')}
            >
                <ToolIcon tool="select" />
            </StripButton>
            <StripButton
                title={t('Open an issue')}
                command="review_issue"
                active={current === 'issue' || current === 'issue-outline'}
                onClick={() => session.use('issue')}
            >
                <ToolIcon tool="issue" />
            </StripButton>
            <StripButton title={t('Measure')} active={current === 'measure'} onClick={() => session.use('measure')}>
                <ToolIcon tool="measure" />
            </StripButton>
            <Divider />
            <ViewButtons />
        </Toolbar>
    );
}
