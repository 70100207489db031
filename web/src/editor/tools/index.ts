import { polyTool } from './poly';
import { boxTool, extremeTool } from './rectangle';
import { selectTool } from './select';
import type { Tool } from './types';
import type { ShapeType } from '../model/types';

/** A tool with its state type forgotten, as the session holds whichever is in use. */
export type AnyTool = Tool<unknown>;

export type DrawToolName = 'rectangle' | 'extreme' | 'ellipse' | 'polygon' | 'polyline' | 'points';
export type ToolName = 'select' | DrawToolName;

const erase = <S>(tool: Tool<S>): AnyTool => tool as unknown as AnyTool;

/** The shape type each drawing tool makes. */
export const DRAWS: Record<DrawToolName, ShapeType> = {
    rectangle: 'rectangle',
    extreme: 'rectangle',
    ellipse: 'ellipse',
    polygon: 'polygon',
    polyline: 'polyline',
    points: 'points',
};

export function isDrawTool(name: string): name is DrawToolName {
    return name in DRAWS;
}

/** `count` ends polygons, polylines and points by themselves. */
export function makeTool(name: ToolName, count?: number): AnyTool {
    switch (name) {
        case 'select':
            return erase(selectTool);
        case 'rectangle':
        case 'ellipse':
            return erase(boxTool(name));
        case 'extreme':
            return erase(extremeTool);
        default:
            return erase(polyTool(name, count));
    }
}

export { carryTool } from './carry';
export type { Effect, Preview, Sketch, Tool, ToolContext, ToolEvent } from './types';
export { erase };
