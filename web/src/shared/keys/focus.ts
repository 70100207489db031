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
