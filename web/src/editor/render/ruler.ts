import type { Size } from '../model/types';
import { multiples, PIXEL_GRID_FROM, shownPart } from './grid';
import { device, type Matrix } from './paint';

/** Thickness of the rulers and room of a number, in CSS pixels. */
const THICKNESS = 15;
const ROOM = { across: 44, down: 24 };

/** The smallest of 1, 2, 5, 10, 20 and so on whose numbers have room; `scale` and `room` in the same pixels. */
export function rulerStep(scale: number, room: number): number {
    for (let power = 1; ; power *= 10) {
        for (const factor of [1, 2, 5]) if (factor * power * scale >= room) return factor * power;
    }
}

/** Columns and rows of the image along the upper and the left side, where single pixels can be told apart. */
export function paintRulers(target: CanvasRenderingContext2D, m: Matrix, image: Size, ratio: number): void {
    const scale = Math.hypot(m[0], m[1]);
    if (scale < PIXEL_GRID_FROM) return;
    const { from, to } = shownPart(m, target.canvas, image);
    const thickness = THICKNESS * ratio;
    target.setTransform(1, 0, 0, 1, 0, 0);
    target.fillStyle = 'rgba(0,0,0,0.65)';
    target.fillRect(0, 0, target.canvas.width, thickness);
    target.fillRect(0, thickness, thickness, target.canvas.height - thickness);
    target.fillStyle = '#ffffff';
    target.font = `${10 * ratio}px system-ui, sans-serif`;
    target.textAlign = 'center';
    target.textBaseline = 'middle';
    // Turned by a quarter, columns run down the screen.
    const turned = m[0] === 0;
    const across = turned ? ([from.y, to.y] as const) : ([from.x, to.x] as const);
    const down = turned ? ([from.x, to.x] as const) : ([from.y, to.y] as const);
    const middleOf = (value: number, horizontal: boolean) => {
        const [x, y] = horizontal !== turned ? [value + 0.5, from.y] : [from.x, value + 0.5];
        return device(m, x, y)[horizontal ? 0 : 1];
    };
    for (const value of multiples(rulerStep(scale, ROOM.across * ratio), Math.floor(across[0]), across[1] - 0.5))
        target.fillText(String(value), middleOf(value, true), thickness / 2);
    for (const value of multiples(rulerStep(scale, ROOM.down * ratio), Math.floor(down[0]), down[1] - 0.5)) {
        // Read from the right: upright they would need more room than the ruler has.
        target.setTransform(0, -1, 1, 0, thickness / 2, middleOf(value, false));
        target.fillText(String(value), 0, 0);
    }
    target.setTransform(1, 0, 0, 1, 0, 0);
}
