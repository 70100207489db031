import { useMemo } from 'react';
import type { LabelWrite } from '../../../api';
import { BOARD, parseTemplate, type Template, type TemplateNode } from './template';

/** A small drawing of a skeleton that cannot be changed. */
export function SkeletonPreview({ svg, sublabels }: { svg: string; sublabels: LabelWrite[] }) {
    const template = useMemo((): Template | null => {
        try {
            return parseTemplate(svg, sublabels);
        } catch {
            return null;
        }
    }, [svg, sublabels]);
    if (!template) return null;
    const place = new Map(template.nodes.map(node => [node.key, node]));
    return (
        <svg viewBox={`-4 -4 ${BOARD + 8} ${BOARD + 8}`} className="limn-board-preview" aria-hidden>
            {template.edges.map(([a, b]) => {
                const one = place.get(a) as TemplateNode;
                const two = place.get(b) as TemplateNode;
                return (
                    <line key={`${a} ${b}`} x1={one.x} y1={one.y} x2={two.x} y2={two.y} className="limn-board-edge" />
                );
            })}
            {template.nodes.map(node => (
                <circle key={node.key} cx={node.x} cy={node.y} r={2.4} fill={node.color} />
            ))}
        </svg>
    );
}
