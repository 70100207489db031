import { App } from 'antd';
import { useEffect } from 'react';

const DISMISSED = 'limn.browserWarningDismissed';

/** What the page cannot do without, and every browser of the last two years has. */
const NEEDED: Record<string, (scope: typeof globalThis) => boolean> = {
    'pictures off the screen': scope => 'OffscreenCanvas' in scope && 'createImageBitmap' in scope,
    'requests that can be stopped': scope => typeof scope.AbortSignal?.any === 'function',
    'a store for drafts': scope => 'indexedDB' in scope,
};

export function missingFeatures(scope: typeof globalThis = globalThis): string[] {
    return Object.keys(NEEDED).filter(name => !NEEDED[name](scope));
}

/** Tells somebody with an old browser, until they have read it. */
export function useBrowserWarning(): void {
    const { notification } = App.useApp();
    useEffect(() => {
        const missing = missingFeatures();
        if (!missing.length || sessionStorage.getItem(DISMISSED)) return;
        notification.warning({
            key: 'browser',
            duration: 0,
            role: 'alert',
            message: 'This browser is too old for parts of the page',
            description: `It lacks ${missing.join(', ')}. Use a present Chrome, Edge, Firefox or Safari.`,
            onClose: () => sessionStorage.setItem(DISMISSED, 'yes'),
        });
    }, [notification]);
}
