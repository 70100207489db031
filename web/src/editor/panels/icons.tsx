import type { ReactNode } from 'react';
import type { ShapeType } from '../model/types';
import type { ToolName } from '../tools';

function Icon({ children }: { children: ReactNode }) {
    return (
        <svg
            viewBox="0 0 20 20"
            width="1.35em"
            height="1.35em"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
            strokeLinecap="round"
            aria-hidden="true"
        >
            {children}
        </svg>
    );
}

const node = (x: number, y: number) => (
    <circle key={`${x},${y}`} cx={x} cy={y} r="1.6" fill="currentColor" stroke="none" />
);

const RECTANGLE = (
    <Icon>
        <rect x="3" y="5" width="14" height="10" />
    </Icon>
);

const SHAPES: Record<ShapeType, ReactNode> = {
    rectangle: RECTANGLE,
    polygon: (
        <Icon>
            <path d="M10 3l7 5-3 9H6L3 8z" />
        </Icon>
    ),
    polyline: (
        <Icon>
            <path d="M3 16l5-9 4 6 5-10" />
        </Icon>
    ),
    points: <Icon>{[node(5, 6), node(14, 5), node(9, 11), node(15, 15), node(4, 15)]}</Icon>,
    ellipse: (
        <Icon>
            <ellipse cx="10" cy="10" rx="7.5" ry="5.5" />
        </Icon>
    ),
    cuboid: (
        <Icon>
            <path d="M3 7h9v10H3zM3 7l4-4h10v10l-5 4M12 7l5-4" />
        </Icon>
    ),
    mask: (
        <Icon>
            <path d="M4 13c0-5 3-9 7-9s6 3 5 7-4 6-7 5-5 0-5-3z" fill="currentColor" fillOpacity="0.35" />
        </Icon>
    ),
    skeleton: (
        <Icon>
            <path d="M10 4v7M10 11l-5 6M10 11l5 6M4 8h12" />
            {[node(10, 4), node(4, 8), node(16, 8), node(5, 17), node(15, 17)]}
        </Icon>
    ),
};

const TAG = (
    <Icon>
        <path d="M3 4h7l7 7-6 6-8-8z" />
        {node(6.5, 7.5)}
    </Icon>
);

const TOOLS: Record<ToolName, ReactNode> = {
    select: (
        <Icon>
            <path d="M5 3l10 7-4.5 1L13 16l-2 1-2.5-5L5 15z" />
        </Icon>
    ),
    rectangle: RECTANGLE,
    extreme: (
        <Icon>
            <rect x="4" y="5" width="12" height="10" strokeDasharray="2 2" />
            {[node(8, 5), node(16, 9), node(12, 15), node(4, 11)]}
        </Icon>
    ),
    ellipse: SHAPES.ellipse,
    polygon: SHAPES.polygon,
    polyline: SHAPES.polyline,
    points: SHAPES.points,
};

export function ShapeIcon({ type }: { type: ShapeType | 'tag' }) {
    return type === 'tag' ? TAG : SHAPES[type];
}

export function ToolIcon({ tool }: { tool: ToolName }) {
    return TOOLS[tool];
}
