import { dashesOf, dotLook, hiddenEdgeBrush, maskAlpha, nodeBrush, sideBrush, type Brush } from '../brush';
import type { Paintable, Palette } from '../paint';
import { withAlpha } from '../style';

/** Numbers of a look: the colour of areas and that of lines, then width of lines, dash, gap and radius of points. */
export const LOOK = 12;

/** Red, green, blue and alpha, 0 to 1, the first three times the last. */
export type Colour = readonly [number, number, number, number];

const known = new Map<string, Colour>();
const NONE: Colour = [0, 0, 0, 0];

/** Reads `#rrggbb` and `rgba(r,g,b,a)`. */
export function colourFrom(css: string): Colour {
    let colour = known.get(css);
    if (!colour) known.set(css, (colour = read(css)));
    return colour;
}

function read(css: string): Colour {
    const [r, g, b, a = 1] = css.startsWith('#')
        ? [1, 3, 5].map(at => Number.parseInt(css.slice(at, at + 2), 16))
        : (css.match(/[\d.]+/g) ?? ['0', '0', '0', '0']).map(Number);
    return [(r / 255) * a, (g / 255) * a, (b / 255) * a, a];
}

function look(area: Colour, line: Colour, width: number, dashes: readonly number[], radius: number): number[] {
    return [...area, ...line, width, dashes[0] ?? 0, dashes[1] ?? 0, radius];
}

function shape(brush: Brush): number[] {
    const area = brush.fill > 0 ? colourFrom(withAlpha(brush.colour, brush.fill)) : NONE;
    return look(area, colourFrom(brush.outline), brush.lineWidth, dashesOf(brush), 0);
}

function dot(brush: Brush): number[] {
    const { fill, rim, rimWidth } = dotLook(brush);
    return look(colourFrom(fill), colourFrom(rim), rimWidth, [], brush.pointRadius);
}

/** The looks of an object's parts one after the other, in the order in which its mesh names them. */
export function looksOf(object: Paintable, brush: Brush, palette: Pick<Palette, 'sublabelColour'>): number[] {
    switch (object.type) {
        case 'points':
            return dot(brush);
        case 'mask':
            return look(colourFrom(withAlpha(brush.colour, maskAlpha(brush))), NONE, 0, [], 0);
        case 'cuboid':
            return [...shape(hiddenEdgeBrush(brush)), ...shape(sideBrush(brush)), ...shape(brush)];
        case 'skeleton':
            return object.elements
                .filter(element => !element.outside)
                .reduce<number[]>(
                    (out, element) => [
                        ...out,
                        ...dot(nodeBrush(brush, element, palette.sublabelColour(element.labelId))),
                    ],
                    shape(brush),
                );
        default:
            return shape(brush);
    }
}
