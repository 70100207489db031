const TICKS = '[type="checkbox"], [type="radio"]';
const FIELDS = `input:not(${TICKS}), textarea, select, [contenteditable="true"], [role="combobox"]`;
const CONTROLS = `button, a, ${TICKS}, [role="slider"], [role="tab"], [role="menu"], [role="menuitem"], [role="option"]`;
const CONTROL_KEYS = /^(tab|enter|space|home|end|arrow.*)$/;

/** Whether a key press is typing into a field. Control, Alt and function keys type nothing. */
export function isTyping(target: EventTarget | null, chord: string): boolean {
    return target instanceof HTMLElement && target.closest(FIELDS) !== null && !/^(ctrl\+|alt\+|f\d)/.test(chord);
}

/** Whether a key press belongs to the element that has the focus rather than to the canvas. */
export function belongsToControl(target: EventTarget | null, chord: string): boolean {
    if (!(target instanceof HTMLElement)) return false;
    if (target.closest(`${FIELDS}, [role="dialog"]`)) return true;
    // It closes the menu, and nothing else.
    if (chord === 'escape' && target.closest('[role="menu"]')) return true;
    return Boolean(target.closest(CONTROLS)) && CONTROL_KEYS.test(chord.split('+').at(-1) ?? '');
}

/** Whether a menu is open: Escape is for it from the moment it is seen, which is before it has the focus. */
export function hasOpenMenu(document: Document): boolean {
    return document.querySelector('.ant-dropdown:not(.ant-dropdown-hidden, [class*="-leave"])') !== null;
}

/** Whether something is typed at a place outside dialogs. */
export function isField(target: EventTarget | null): boolean {
    return target instanceof HTMLElement && target.closest(FIELDS) !== null && !target.closest('[role="dialog"]');
}

/** The dialog that is open above everything else, and is not closing. */
function openDialog(document: Document): HTMLElement | undefined {
    const dialogs = [...document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')];
    return dialogs.filter(one => one.getClientRects().length > 0 && !one.closest('[class*="-leave"]')).at(-1);
}

/**
 * The open dialog that a key press at some place is meant for, though the focus is still behind it: a dialog takes it a moment
 * after it is seen. What comes after the dialog in the document lies above it, as its lists and menus do.
 */
export function dialogBefore(target: EventTarget | null): HTMLElement | undefined {
    const at = target as Element | null; // which may be of the second window, and then is none of this one's elements
    if (!at?.ownerDocument || hasOpenMenu(at.ownerDocument)) return undefined;
    const dialog = openDialog(at.ownerDocument);
    if (!dialog || at === at.ownerDocument.body) return dialog;
    const place = dialog.compareDocumentPosition(at);
    const behind = place & Node.DOCUMENT_POSITION_PRECEDING && !(place & Node.DOCUMENT_POSITION_CONTAINS);
    return behind && !at.closest('[role="dialog"][aria-modal="true"]') ? dialog : undefined;
}

/**
 * Whether a key press comes from nowhere while a dialog is open: the button that had the focus has gone. It does nothing to what
 * lies behind the dialog, and the dialog has the focus again.
 */
export function isBehindDialog(target: EventTarget | null): boolean {
    if (!(target instanceof HTMLBodyElement)) return false;
    const open = openDialog(target.ownerDocument);
    open?.querySelector<HTMLElement>('[tabindex], button, input')?.focus();
    return open !== undefined;
}
