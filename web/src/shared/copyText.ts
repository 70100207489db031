import { t } from './language';

/**
 * Puts text on the clipboard, while a click or a key is being answered. A text that is still to come is promised at once: Safari
 * takes nothing that is brought later. Rejects where the browser does not let the page copy.
 */
export async function copyText(text: string | Promise<string>): Promise<void> {
    // Missing where the page is not served securely.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (!clipboard) return copyByEvent(await text);
    if (typeof text === 'string') return clipboard.writeText(text);
    const blob = text.then(known => new Blob([known], { type: 'text/plain' }));
    await clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}

/** The old way, which needs no secure address; but something has to be selected, for Safari. */
function copyByEvent(text: string): void {
    const holder = document.createElement('span');
    holder.textContent = text;
    holder.style.cssText = 'position: fixed; opacity: 0; pointer-events: none; white-space: pre';
    document.body.append(holder);
    getSelection()?.selectAllChildren(holder);
    const fill = (event: ClipboardEvent) => {
        event.clipboardData?.setData('text/plain', text);
        event.preventDefault();
    };
    document.addEventListener('copy', fill);
    try {
        if (!document.execCommand('copy')) throw new Error(t('The browser does not let the page copy.'));
    } finally {
        document.removeEventListener('copy', fill);
        holder.remove();
    }
}
