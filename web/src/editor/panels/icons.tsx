import type { ReactNode } from 'react';
import type { ShapeType } from '../model/types';
import type { BrushMode, ToolName } from '../tools';

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
    scissors: (
        <Icon>
            <path d="M4 3l9.5 11M14 3L5.5 14" />
            <circle cx="4.5" cy="15.5" r="2" />
            <circle cx="14.5" cy="15.5" r="2" />
        </Icon>
    ),
    polyline: SHAPES.polyline,
    points: SHAPES.points,
    cuboid: SHAPES.cuboid,
    'cuboid-points': SHAPES.cuboid,
    mask: SHAPES.mask,
    skeleton: SHAPES.skeleton,
    'skeleton-box': SHAPES.skeleton,
    link: (
        <Icon>
            <circle cx="4" cy="10" r="2" />
            <path d="M6 10h10M13 6.5l3.5 3.5-3.5 3.5" />
        </Icon>
    ),
    merge: (
        <Icon>
            <path d="M3 4h5l4 6 5 0M3 16h5l4-6M14 7l3 3-3 3" />
        </Icon>
    ),
    split: (
        <Icon>
            <path d="M3 10h5l4-6h5M8 10l4 6h5M14.5 1.5L17 4l-2.5 2.5M14.5 13.5L17 16l-2.5 2.5" />
        </Icon>
    ),
    group: (
        <Icon>
            <rect x="2.5" y="2.5" width="15" height="15" strokeDasharray="2.5 2" />
            <rect x="5.5" y="6" width="5" height="4.5" />
            <rect x="9.5" y="10" width="5" height="4.5" />
        </Icon>
    ),
    join: (
        <Icon>
            <path d="M12.5 7.5a5 5 0 1 0-5 5 5 5 0 1 0 5-5z" fill="currentColor" fillOpacity="0.35" />
        </Icon>
    ),
    slice: (
        <Icon>
            <path d="M8 4H4v12h4M12 4h4v12h-4" />
            <path d="M12.5 1.5l-5 17" strokeDasharray="2.5 2" />
        </Icon>
    ),
    hole: (
        <Icon>
            <path d="M10 3l7 5-3 9H6L3 8z" />
            <path d="M10 7.5l3 2.5-1.5 3.5h-3L7 10z" strokeDasharray="2 1.6" />
        </Icon>
    ),
    simplify: (
        <Icon>
            <path d="M3 15C5 5 15 5 17 15" />
            <path d="M3 15l3.5-6L10 7l3.5 2 3.5 6" strokeDasharray="2 1.6" />
        </Icon>
    ),
    region: (
        <Icon>
            <path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4" />
            <rect x="7" y="7" width="6" height="6" />
        </Icon>
    ),
    measure: (
        <Icon>
            <path d="M2.5 13L13 2.5 17.5 7 7 17.5zM5.5 10l2 2M8 7.5l1.3 1.3M10.5 5l2 2" />
        </Icon>
    ),
    issue: (
        <Icon>
            <path d="M3 3.5h14v10H9.5L5.5 17v-3.5H3z" />
            <path d="M10 5.8v3.4M10 11.2v.1" />
        </Icon>
    ),
    'issue-outline': SHAPES.polygon,
};

/** What the brush does, for the options of the mask tool. */
export const BRUSHES: Record<BrushMode, ReactNode> = {
    brush: (
        <Icon>
            <path d="M16.5 3L9 10.5l1 1L17.5 4zM8.5 11.5c-2 0-3 1.5-3 3 0 1-1 1.5-2 1.5 3 2 7 1 7-2.5" />
        </Icon>
    ),
    eraser: (
        <Icon>
            <path d="M8 16l-4.5-4.5 7-7 5.5 5.5-6 6zM7 8l5.5 5.5M8 16h9" />
        </Icon>
    ),
    'polygon-plus': (
        <Icon>
            <path d="M8 3l6 3-1 7-8 1-2-7z" />
            <path d="M15.5 13v5M13 15.5h5" />
        </Icon>
    ),
    'polygon-minus': (
        <Icon>
            <path d="M8 3l6 3-1 7-8 1-2-7z" />
            <path d="M13 15.5h5" />
        </Icon>
    ),
    fill: (
        <Icon>
            <path d="M3 10l6-6 6.5 6.5-6 6z" />
            <path d="M3.5 10.5h11.5l-5.5 6z" fill="currentColor" fillOpacity="0.35" stroke="none" />
            <path d="M9 4L7 2M17.5 14c1 1.5 1 3 0 3s-1-1.500 0-3z" />
        </Icon>
    ),
    superpixel: (
        <Icon>
            <path d="M2.500 5.500l5-3 4.500 4-2.500 4.500-5.500-.500z" fill="currentColor" fillOpacity="0.35" />
            <path d="M7.500 2.500l6.500.500 3.500 4.500-5.500-1M9.500 11l5 1 3-4.500M14.500 12l-1 5-6.500.500-3-7" />
        </Icon>
    ),
    wand: (
        <Icon>
            <path d="M3 17L11.500 8.500M14 2.500v3M14 9.500v3M9.500 7.500h2M16.500 7.500h2M16 5.500l1.500-1.500M16 9.500l1.500 1.500M12 5.500L10.500 4" />
        </Icon>
    ),
};

export function ShapeIcon({ type }: { type: ShapeType | 'tag' }) {
    return type === 'tag' ? TAG : SHAPES[type];
}

export function ToolIcon({ tool }: { tool: ToolName }) {
    return TOOLS[tool];
}

/** Something half behind something else. */
export function OccludedIcon() {
    return (
        <Icon>
            <path d="M8 13H3V3h10v5" strokeDasharray="2 2.2" />
            <rect x="8" y="8" width="9" height="9" />
        </Icon>
    );
}
