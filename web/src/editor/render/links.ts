import type { Point } from '../model/types';
import { device, type Matrix } from './paint';

/** An arrow between two objects, from middle to middle. */
export interface LinkMark {
    readonly from: Point;
    readonly to: Point;
    readonly isParent: boolean;
    /** Written at its middle; may be empty. */
    readonly name: string;
    /** Of an object that is selected or pointed at. */
    readonly strong: boolean;
}

type Target = CanvasRenderingContext2D;

const HALO = 'rgba(0,0,0,0.7)';
const COLOURS = { link: '#ffffff', parent: '#95de64' };
/** Screen pixels. */
const HEAD = 9;
const FOOT = 5;
const FONT = '12px system-ui, sans-serif';
/** An arrow shorter than this has no room for its name. */
const ROOM = 40;

/** Arrows readable on any picture: dark below, light above. Children are led to from a diamond at their parent. */
export function paintLinks(target: Target, marks: readonly LinkMark[], m: Matrix, ratio: number): void {
    target.save();
    target.lineJoin = 'round';
    for (const mark of marks) {
        target.globalAlpha = mark.strong ? 1 : 0.6;
        paintLink(target, mark, m, ratio);
    }
    target.restore();
}

function paintLink(target: Target, { from, to, isParent, name }: LinkMark, m: Matrix, ratio: number): void {
    const [x0, y0] = device(m, from.x, from.y);
    const [x1, y1] = device(m, to.x, to.y);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < ratio) return;
    const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
    const head = Math.min(HEAD * ratio, length / 2);
    const foot = FOOT * ratio;
    const colour = isParent ? COLOURS.parent : COLOURS.link;
    const shapes = () => {
        target.beginPath();
        target.moveTo(x0, y0);
        target.lineTo(x1 - ux * head, y1 - uy * head);
        target.stroke();
        target.beginPath();
        target.moveTo(x1, y1);
        target.lineTo(x1 - ux * head - (uy * head) / 2, y1 - uy * head + (ux * head) / 2);
        target.lineTo(x1 - ux * head + (uy * head) / 2, y1 - uy * head - (ux * head) / 2);
        target.closePath();
        target.stroke();
        target.fill();
        target.beginPath();
        if (isParent) {
            target.moveTo(x0 + ux * foot, y0 + uy * foot);
            target.lineTo(x0 - uy * foot, y0 + ux * foot);
            target.lineTo(x0 - ux * foot, y0 - uy * foot);
            target.lineTo(x0 + uy * foot, y0 - ux * foot);
            target.closePath();
        } else target.arc(x0, y0, foot / 2, 0, 2 * Math.PI);
        target.stroke();
        target.fill();
    };
    for (const [style, width] of [[HALO, 4 * ratio] as const, [colour, 1.75 * ratio] as const]) {
        target.strokeStyle = style;
        target.fillStyle = style;
        target.lineWidth = width;
        shapes();
    }
    if (name && length > ROOM * ratio) paintName(target, name, (x0 + x1) / 2, (y0 + y1) / 2, colour, ratio);
}

function paintName(target: Target, name: string, x: number, y: number, colour: string, ratio: number): void {
    target.save();
    target.translate(x, y);
    target.scale(ratio, ratio);
    target.font = FONT;
    target.textAlign = 'center';
    target.textBaseline = 'middle';
    target.lineWidth = 4;
    target.strokeStyle = HALO;
    target.strokeText(name, 0, 0);
    target.fillStyle = colour;
    target.fillText(name, 0, 0);
    target.restore();
}
