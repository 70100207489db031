import type { ReactNode } from 'react';

/** A setting with its name before it. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
    return (
        <label className="ed-field">
            <span>{name}</span>
            {children}
        </label>
    );
}
