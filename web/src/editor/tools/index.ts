import type { ObjectId, ShapeType } from '../model/types';
import { cuboidBoxTool, cuboidPointsTool } from './cuboid';
import { holeTool } from './hole';
import { issueOutlineTool, issueTool } from './issue';
import { linkTool } from './link';
import { maskTool } from './mask';
import { measureTool } from './measure';
import { pickTool } from './pick';
import { polyTool } from './poly';
import { boxTool, extremeTool } from './rectangle';
import { regionTool } from './region';
import { scissorsTool } from './scissors';
import { selectTool } from './select';
import { simplifyTool } from './simplify';
import { skeletonBoxTool, skeletonTool } from './skeleton';
import { sliceTool } from './slice';
import { splitTool } from './split';
import type { Tool } from './types';

/** A tool with its state type forgotten, as the session holds whichever is in use. */
export type AnyTool = Tool<unknown>;

/** What a tool may want to know when it is taken up. */
export interface ToolStart {
    /** Ends polygons, polylines and points by themselves. */
    readonly count?: number;
    readonly selection: readonly ObjectId[];
}

interface ToolEntry {
    /** The shape type a drawing tool makes. */
    readonly draws?: ShapeType;
    readonly make: (start: ToolStart) => AnyTool;
}

const erase = <S>(tool: Tool<S>): AnyTool => tool as unknown as AnyTool;

/** Every tool: a new one is a file and a line here. */
const TOOLS = {
    select: { make: () => erase(selectTool) },
    rectangle: { draws: 'rectangle', make: () => erase(boxTool('rectangle')) },
    extreme: { draws: 'rectangle', make: () => erase(extremeTool) },
    ellipse: { draws: 'ellipse', make: () => erase(boxTool('ellipse')) },
    polygon: { draws: 'polygon', make: ({ count }) => erase(polyTool('polygon', count)) },
    scissors: { draws: 'polygon', make: () => erase(scissorsTool) },
    polyline: { draws: 'polyline', make: ({ count }) => erase(polyTool('polyline', count)) },
    points: { draws: 'points', make: ({ count }) => erase(polyTool('points', count)) },
    cuboid: { draws: 'cuboid', make: () => erase(cuboidBoxTool) },
    'cuboid-points': { draws: 'cuboid', make: () => erase(cuboidPointsTool) },
    mask: { draws: 'mask', make: () => erase(maskTool()) },
    skeleton: { draws: 'skeleton', make: () => erase(skeletonTool) },
    'skeleton-box': { draws: 'skeleton', make: () => erase(skeletonBoxTool) },
    merge: { make: ({ selection }) => erase(pickTool('merge', selection)) },
    group: { make: ({ selection }) => erase(pickTool('group', selection)) },
    join: { make: ({ selection }) => erase(pickTool('join', selection)) },
    split: { make: () => erase(splitTool) },
    slice: { make: ({ selection }) => erase(sliceTool(selection[0])) },
    hole: { make: ({ selection }) => erase(holeTool(selection[0])) },
    link: { make: ({ selection }) => erase(linkTool(selection)) },
    simplify: { make: ({ selection }) => erase(simplifyTool(selection)) },
    measure: { make: () => erase(measureTool) },
    issue: { make: () => erase(issueTool) },
    'issue-outline': { make: () => erase(issueOutlineTool) },
    region: { make: () => erase(regionTool) },
} as const satisfies Record<string, ToolEntry>;

export type ToolName = keyof typeof TOOLS;
export type DrawToolName = {
    [N in ToolName]: (typeof TOOLS)[N] extends { readonly draws: ShapeType } ? N : never;
}[ToolName];

export const TOOL_NAMES = Object.keys(TOOLS) as ToolName[];

/** The shape type each drawing tool makes. */
export const DRAWS = Object.fromEntries(
    Object.entries(TOOLS).flatMap(([name, entry]) => ('draws' in entry ? [[name, entry.draws]] : [])),
) as Record<DrawToolName, ShapeType>;

export function isDrawTool(name: string): name is DrawToolName {
    return name in DRAWS;
}

export function makeTool(name: ToolName, start: ToolStart = { selection: [] }): AnyTool {
    return TOOLS[name].make(start);
}

export { carryTool } from './carry';
export { maskTool } from './mask';
export { pathTool } from './path';
export { DEFAULT_TOOL_SETTINGS } from './types';
export type {
    BrushMode,
    Effect,
    KeyNames,
    Preview,
    Relation,
    Sketch,
    Tool,
    ToolContext,
    ToolEvent,
    ToolSettings,
} from './types';
export { erase };
