import type { ReactNode } from 'react';

/** Names and values side by side. A fact whose value is null is left out. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
    return (
        <dl className="limn-facts">
            {facts
                .filter(([, value]) => value !== null)
                .map(([name, value]) => (
                    <div key={name} style={{ display: 'contents' }}>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
        </dl>
    );
}
