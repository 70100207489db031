import { useMemo } from 'react';
import { renderMarkdown } from './render';

/** Shows Markdown. Load it lazily: the renderer is only needed where a guide is read. */
export default function Markdown({ text }: { text: string }) {
    const html = useMemo(() => renderMarkdown(text), [text]);
    return <div className="limn-markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
