import { create } from 'zustand';

export type Overlay = 'palette' | 'settings' | 'shortcuts' | 'about';

/** Dialogs that can be opened from anywhere: a menu, a key, the command palette. */
interface Overlays {
    open: Overlay | null;
    show: (which: Overlay) => void;
    close: () => void;
}

export const useOverlays = create<Overlays>(set => ({
    open: null,
    show: open => set({ open }),
    close: () => set({ open: null }),
}));
