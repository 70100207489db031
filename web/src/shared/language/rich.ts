import { Children, type ReactNode } from 'react';
import { formatOf, translated } from '.';

/** What stands for a place of the message, or makes an element of the text between its tags. */
type Part = ReactNode | Date | ((text: ReactNode) => ReactNode);

/** A text with elements in it: `rich('See <a>the guide</a>.', { a: text => <Link to="/guide">{text}</Link> })`. */
export function rich(message: string, values: Readonly<Record<string, Part>>): ReactNode {
    const parts = Object.entries(values).map(([name, part]) => [
        name,
        typeof part === 'function' ? (texts: ReactNode[]) => part(Children.toArray(texts)) : part,
    ]);
    return Children.toArray(formatOf(translated(message)).format<ReactNode>(Object.fromEntries(parts)) as ReactNode);
}
