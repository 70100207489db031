/** Attributes of what is out of reach, of the pointer and the keyboard, for now. */
export const inertIf = (out: boolean) => (out ? { inert: '' } : {});
