import type { Box } from '../model/types';
import { device, type Matrix } from './paint';

/** An object that somebody else has in hand. */
export interface PersonMark {
    readonly box: Box;
    readonly colour: string;
    readonly name: string;
}

const FONT = '11px system-ui, sans-serif';
/** Between the object and the line around it, in screen pixels. */
const GAP = 4;
const TAG_HEIGHT = 16;

/** A thin line around each object, and the name of who has it above its upper left corner. */
export function paintPeople(
    target: CanvasRenderingContext2D,
    marks: readonly PersonMark[],
    m: Matrix,
    ratio: number,
): void {
    for (const { box, colour, name } of marks) {
        const [ax, ay] = device(m, box.minX, box.minY);
        const [bx, by] = device(m, box.maxX, box.maxY);
        const x = Math.min(ax, bx) - GAP * ratio;
        const y = Math.min(ay, by) - GAP * ratio;
        const width = Math.abs(ax - bx) + 2 * GAP * ratio;
        const height = Math.abs(ay - by) + 2 * GAP * ratio;
        for (const [stroke, line] of [
            ['rgba(255,255,255,0.75)', 3.5 * ratio] as const,
            [colour, 1.5 * ratio] as const,
        ]) {
            target.strokeStyle = stroke;
            target.lineWidth = line;
            target.strokeRect(x, y, width, height);
        }
        paintTag(target, name, colour, x, y, ratio);
    }
}

function paintTag(
    target: CanvasRenderingContext2D,
    name: string,
    colour: string,
    x: number,
    y: number,
    ratio: number,
): void {
    target.save();
    target.translate(x, y);
    target.scale(ratio, ratio);
    target.font = FONT;
    target.textBaseline = 'middle';
    target.fillStyle = colour;
    target.fillRect(-1, -TAG_HEIGHT, target.measureText(name).width + 10, TAG_HEIGHT);
    target.fillStyle = '#ffffff';
    target.fillText(name, 4, 0.5 - TAG_HEIGHT / 2);
    target.restore();
}
