import type { ThemeConfig } from 'antd';
import { useMediaQuery } from '../../shared/useMediaQuery';
import { useView } from './context';

/** Fingers, and windows of the size of what is held in a hand. A low one would be filled by its buttons. */
const FINGERS = '(pointer: coarse), (max-width: 899.98px) and (min-height: 600px)';

/** Whether buttons and rows are as large as fingers need them. */
export function useLargeTargets(): boolean {
    const buttons = useView(view => view.preferences.touch.buttons);
    const fingers = useMediaQuery(FINGERS);
    return buttons === 'auto' ? fingers : buttons === 'large';
}

export const LARGE: ThemeConfig = { token: { controlHeight: 44, controlHeightSM: 44, controlInteractiveSize: 22 } };

/** Heights of rows of the lists, as styles/touch.css has them. */
export function useRowHeight(pictured = false): number {
    if (useLargeTargets()) return 44;
    return pictured ? 38 : 30;
}
