import { Button } from 'antd';
import { t } from '../language';
import type { TrackedRequest } from './requests';

interface Props {
    /** Once it has been asked for. */
    request: TrackedRequest | undefined;
    /** Id of the form that the button sends. */
    form: string;
    action: string;
    starting: boolean;
    disabled: boolean;
    onClose: () => void;
}

/** The buttons under what makes a file: to begin with it; and then to fetch the file again. */
export function ExportFooter({ request, form, action, starting, disabled, onClose }: Props) {
    if (!request) {
        return (
            <>
                <Button onClick={onClose}>{t('Cancel')}</Button>
                <Button type="primary" htmlType="submit" form={form} loading={starting} disabled={disabled}>
                    {action}
                </Button>
            </>
        );
    }
    return (
        <>
            {request.resultPath && (
                <Button href={request.resultPath} download>
                    {t('Download again')}
                </Button>
            )}
            <Button type="primary" onClick={onClose}>
                {t('Close')}
            </Button>
        </>
    );
}
