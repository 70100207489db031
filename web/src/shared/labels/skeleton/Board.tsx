import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { t } from '../../language';
import {
    addNode,
    BOARD,
    changeNode,
    moveWithPartner,
    removeNode,
    toggleEdge,
    type Template,
    type TemplateNode,
} from './template';

export type BoardTool = 'add' | 'move' | 'join' | 'delete';

interface Props {
    template: Template;
    tool: BoardTool;
    chosen: string | null;
    /** Pairs move together. */
    mirrors: boolean;
    /** A picture to trace, as an address. */
    background: string | null;
    onChoose: (key: string | null) => void;
    /** `ongoing`: part of a drag, which is one step to undo. */
    onChange: (template: Template, ongoing?: boolean) => void;
}

/** The names of more points than this show one by one. */
const NAMED = 30;

const STEP: Record<string, [number, number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
};

/** The drawing of a skeleton: points are put, dragged, joined and deleted by pointer or keys. */
export function Board({ template, tool, chosen, mirrors, background, onChoose, onChange }: Props) {
    const svg = useRef<SVGSVGElement>(null);
    /** The first point of an edge that is being made. */
    const [from, setFrom] = useState<string | null>(null);
    const [pointer, setPointer] = useState<[number, number] | null>(null);
    const dragging = useRef<string | null>(null);
    const begun = useRef(false);
    const place = new Map(template.nodes.map(node => [node.key, node]));
    const start = tool === 'join' && from ? place.get(from) : undefined;

    const at = (event: PointerEvent): [number, number] => {
        const box = (svg.current as SVGSVGElement).getBoundingClientRect();
        return [((event.clientX - box.left) / box.width) * BOARD, ((event.clientY - box.top) / box.height) * BOARD];
    };

    const moved = (key: string, x: number, y: number) =>
        mirrors ? moveWithPartner(template, key, x, y) : changeNode(template, key, { x, y });

    const act = (node: TemplateNode) => {
        onChoose(node.key);
        if (tool === 'delete') {
            onChange(removeNode(template, node.key));
            onChoose(null);
        } else if (tool === 'join') {
            if (from && from !== node.key && place.has(from)) {
                onChange(toggleEdge(template, from, node.key));
                setFrom(null);
            } else setFrom(node.key);
        }
    };

    const onNodeKey = (event: KeyboardEvent, node: TemplateNode) => {
        const step = STEP[event.key];
        if (step) {
            event.preventDefault();
            const far = event.shiftKey ? 5 : 1;
            onChange(moved(node.key, node.x + step[0] * far, node.y + step[1] * far));
        } else if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            act(node);
        } else if (event.key === 'Delete' || event.key === 'Backspace') {
            event.preventDefault();
            onChange(removeNode(template, node.key));
        } else if (event.key === 'Escape' && from) {
            event.stopPropagation();
            setFrom(null);
        }
    };

    return (
        <svg
            ref={svg}
            viewBox={`0 0 ${BOARD} ${BOARD}`}
            className={template.nodes.length > NAMED ? `limn-board ${tool} many` : `limn-board ${tool}`}
            role="group"
            aria-label={t('Drawing of the skeleton')}
            onPointerDown={event => {
                if (tool !== 'add' || event.target !== event.currentTarget || event.button !== 0) return;
                const next = addNode(template, ...at(event));
                onChange(next);
                onChoose(next.nodes[next.nodes.length - 1].key);
            }}
            onPointerMove={event => {
                if (start) setPointer(at(event));
                const key = dragging.current;
                if (!key) return;
                const [x, y] = at(event);
                // The first move makes the step that undo takes back; the others belong to it.
                onChange(moved(key, x, y), begun.current);
                begun.current = true;
            }}
            onPointerUp={() => {
                dragging.current = null;
            }}
        >
            {background && (
                <image
                    href={background}
                    width={BOARD}
                    height={BOARD}
                    preserveAspectRatio="xMidYMid meet"
                    opacity={0.6}
                    pointerEvents="none"
                />
            )}
            {template.edges.map(([a, b]) => {
                const one = place.get(a) as TemplateNode;
                const two = place.get(b) as TemplateNode;
                return (
                    <line
                        key={`${a} ${b}`}
                        x1={one.x}
                        y1={one.y}
                        x2={two.x}
                        y2={two.y}
                        className="limn-board-edge"
                        onClick={() => tool === 'delete' && onChange(toggleEdge(template, a, b))}
                    />
                );
            })}
            {start && pointer && (
                <line x1={start.x} y1={start.y} x2={pointer[0]} y2={pointer[1]} className="limn-board-edge new" />
            )}
            {template.nodes.map(node => (
                <g
                    key={node.key}
                    role="button"
                    tabIndex={0}
                    aria-label={t('Point {name}', { name: node.name })}
                    aria-pressed={chosen === node.key || from === node.key}
                    className={chosen === node.key || from === node.key ? 'limn-board-node chosen' : 'limn-board-node'}
                    onFocus={() => onChoose(node.key)}
                    onKeyDown={event => onNodeKey(event, node)}
                    onPointerDown={event => {
                        event.stopPropagation();
                        if (tool === 'join' || tool === 'delete') {
                            act(node);
                            return;
                        }
                        onChoose(node.key);
                        dragging.current = node.key;
                        svg.current?.setPointerCapture(event.pointerId);
                        begun.current = false;
                    }}
                >
                    <circle cx={node.x} cy={node.y} r={3.2} fill="transparent" />
                    <circle cx={node.x} cy={node.y} r={1.7} fill={node.color} />
                    <text x={node.x + 2.4} y={node.y - 1.6}>
                        {node.name}
                    </text>
                </g>
            ))}
        </svg>
    );
}
