import { create } from 'zustand';

/** Dialogs that can be opened from anywhere: a menu, a key, the command palette. */
interface Overlays {
    open: 'palette' | 'settings' | 'about' | null;
    show: (which: 'palette' | 'settings' | 'about') => void;
    close: () => void;
}

export const useOverlays = create<Overlays>(set => ({
    open: null,
    show: open => set({ open }),
    close: () => set({ open: null }),
}));
