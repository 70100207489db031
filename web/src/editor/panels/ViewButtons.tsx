import { ExpandOutlined, RotateRightOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { t } from '../../shared/language';
import { useSession } from './context';
import { StripButton } from './StripButton';
import { Toolbar } from './Toolbar';

/** How the picture lies in the window. */
export function ViewButtons() {
    const session = useSession();
    return (
        <>
            <StripButton title={t('Fit the image')} command="fit" onClick={() => session.viewport.fit()}>
                <ExpandOutlined />
            </StripButton>
            <StripButton title={t('Zoom in')} command="zoom_in" onClick={() => session.viewport.zoom(1.25)}>
                <ZoomInOutlined />
            </StripButton>
            <StripButton title={t('Zoom out')} command="zoom_out" onClick={() => session.viewport.zoom(0.8)}>
                <ZoomOutOutlined />
            </StripButton>
            <StripButton title={t('Turn the view')} command="turn" onClick={() => session.viewport.turn(1)}>
                <RotateRightOutlined />
            </StripButton>
        </>
    );
}

/** The strip of a workspace in which nothing is drawn. */
export function ViewTools() {
    return (
        <Toolbar>
            <ViewButtons />
        </Toolbar>
    );
}
