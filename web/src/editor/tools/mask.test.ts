import { describe, expect, it } from 'vitest';
import { decodeMask } from '../model/mask';
import { at, click, drag, NAMES, World } from '../testdata/world';
import { maskTool } from './mask';
import type { BrushMode, ToolEvent } from './types';

const finish: ToolEvent = { type: 'finish' };
const back: ToolEvent = { type: 'back' };
const cancel: ToolEvent = { type: 'cancel' };
const right = (x: number, y: number) => [{ ...at.down(x, y), secondary: true } as ToolEvent, at.up(x, y)];

function painting(brushMode: BrushMode = 'brush') {
    const world = new World(maskTool());
    world.settings = { ...world.settings, brushMode, brushSize: 2 };
    return world;
}

function change(world: ReturnType<typeof painting>, brushMode: BrushMode) {
    world.settings = { ...world.settings, brushMode };
    return world;
}

/** The area of the mask that is stored last. */
function areaOf(world: ReturnType<typeof painting>): number {
    const [, object] = [...world.document.entries()].at(-1) ?? [];
    if (object?.kind !== 'shape') return 0;
    return decodeMask(object.points).data.reduce((sum, one) => sum + one, 0);
}

/** The outline of a box, two pixels wide, from 19 to 41. */
const outline = () =>
    painting().send(
        drag([20, 20], [40, 20]),
        drag([40, 20], [40, 40]),
        drag([40, 40], [20, 40]),
        drag([20, 40], [20, 20]),
    );

it('tells what to do in each way of painting, and how to finish', () => {
    const world = change(painting(), 'wand');
    const hint = () => world.tool.hint(world.state, world.settings, NAMES);
    expect(hint()).toMatch(/Click a colour/);
    change(world, 'brush').send(click(20, 20));
    expect(hint()).toMatch(/Paint with the pointer.*<repeat> finishes/);
});

describe('filling', () => {
    it('paints what the strokes enclose, as one step that is taken back and done again', () => {
        const world = change(outline(), 'fill').send(click(30, 30));
        expect(world.tool.canRedo?.(world.state)).toBe(false);
        world.send(back);
        expect(world.tool.canRedo?.(world.state)).toBe(true);
        world.send({ type: 'forward' }, finish);
        expect(areaOf(world)).toBeGreaterThan(18 * 18);
        expect(world.history.steps).toHaveLength(1);
    });

    it('says so where nothing encloses the place', () => {
        const world = change(outline(), 'fill').send(click(100, 60));
        expect(world.notices).toEqual(['Nothing painted encloses this place. Close the outline first.']);
        expect(change(painting(), 'fill').send(click(5, 5)).notices).toHaveLength(1);
    });

    it('with the right button takes a whole part away', () => {
        const world = change(outline().send(click(100, 60)), 'fill').send(right(20, 30), finish);
        expect(areaOf(world)).toBe(4);
    });
});

describe('the magic wand', () => {
    const asked = (world: ReturnType<typeof painting>) => world.effects.filter(effect => effect.type === 'wand');
    const area: ToolEvent = { type: 'area', spans: [10, 10, 20, 11, 10, 20] };

    it('asks for the area around a place in the image, and paints it as one step', () => {
        const world = painting('wand').send(click(15, 10));
        expect(asked(world)).toEqual([{ type: 'wand', at: { x: 15, y: 10 } }]);
        expect(world.tool.busy(world.state)).toBe(true);
        world.send(area, back, { type: 'forward' }, finish);
        expect(areaOf(world)).toBe(20);
    });

    it('with the right button takes the area away', () => {
        const world = painting('wand').send(click(15, 10), area, right(12, 10), {
            type: 'area',
            spans: [10, 10, 15],
        });
        world.send(finish);
        expect(areaOf(world)).toBe(15);
    });

    it('adds to what is painted', () => {
        const world = change(outline(), 'wand').send(click(100, 60), area, finish);
        expect(areaOf(world)).toBeGreaterThan(20 + 80);
    });

    it('paints nothing when it was cancelled meanwhile, or could not look', () => {
        const world = painting('wand').send(click(15, 10), cancel, area);
        expect(world.tool.busy(world.state)).toBe(false);
        expect(world.left).toBe(false);
        world.send(click(15, 10), { type: 'area', spans: null });
        expect(world.tool.busy(world.state)).toBe(false);
        world.send(cancel);
        expect(world.left).toBe(true);
        expect(world.document.size).toBe(0);
    });

    it('is waited for when the mask is finished meanwhile', () => {
        const world = painting('wand').send(click(15, 10), finish);
        expect(world.left).toBe(false);
        world.send(area);
        expect(areaOf(world)).toBe(20);
        expect(world.tool.busy(world.state)).toBe(false);
    });

    it('looks at one place after the other, and forgets the last one when it is taken back', () => {
        const world = painting('wand').send(click(15, 10), click(60, 60), click(90, 60), back, finish);
        expect(asked(world)).toHaveLength(1);
        world.send(area);
        expect(asked(world).slice(1)).toEqual([{ type: 'wand', at: { x: 60, y: 60 } }]);
        world.send({ type: 'area', spans: [60, 60, 65] });
        expect(asked(world)).toHaveLength(2);
        expect(areaOf(world)).toBe(25);
    });

    it('ends nothing where it could not look', () => {
        const world = painting('wand').send(click(15, 10), area, click(60, 60), finish, { type: 'area', spans: null });
        expect(world.document.size).toBe(0);
        expect(world.tool.busy(world.state)).toBe(true);
        world.send(finish);
        expect(areaOf(world)).toBe(20);
    });

    it('looks within the image only', () => {
        const world = painting('wand').send(click(-20, 500));
        expect(asked(world)).toEqual([{ type: 'wand', at: { x: 0, y: 100 } }]);
    });
});

describe('superpixels', () => {
    /** Squares of ten pixels. */
    const square = (p: { x: number; y: number }) => {
        const [x, y] = [10 * Math.floor(p.x / 10), 10 * Math.floor(p.y / 10)];
        const spans = Array.from({ length: 10 }, (_, i) => [y + i, x, x + 10]).flat();
        return { spans, rings: [[x, y, x, y + 10, x + 10, y + 10, x + 10, y]] };
    };
    const known = () => {
        const world = painting('superpixel');
        world.superpixel = square;
        return world;
    };
    /** They have been found. */
    const find = (world: ReturnType<typeof painting>) => {
        world.superpixel = square;
        return world.send({ type: 'divided', seen: true });
    };
    const guides = (world: ReturnType<typeof painting>) => world.tool.preview(world.state, world.context).guides;

    it('are outlined under the pointer, dashed where Alt would take one away', () => {
        const world = known().send(at.move(15, 12));
        expect(guides(world)).toEqual([{ points: square({ x: 15, y: 12 }).rings[0], closed: true, dashed: false }]);
        world.send(at.move(15, 12, { alt: true }));
        expect(guides(world)?.[0].dashed).toBe(true);
        world.send({ type: 'leave' });
        expect(guides(world)).toBeUndefined();
    });

    it('are added along a drag as one step, that is taken back and done again', () => {
        const world = known().send(drag([15, 12], [48, 12]));
        expect(world.tool.canRedo?.(world.state)).toBe(false);
        world.send(back, { type: 'forward' }, finish);
        expect(areaOf(world)).toBe(400);
        expect(world.history.steps).toHaveLength(1);
    });

    it('are taken away with the right button, or with Alt', () => {
        const world = known().send(drag([15, 12], [48, 12]), right(25, 15), click(45, 15, { alt: true }), finish);
        expect(areaOf(world)).toBe(200);
    });

    it('go together with strokes of the brush', () => {
        const world = change(known(), 'brush').send(drag([12, 12], [18, 12]));
        change(world, 'superpixel').send(click(15, 12), click(35, 12), back, finish);
        expect(areaOf(world)).toBe(100);
    });

    it('are asked for where they are not known, and a click takes what is there then', () => {
        const world = painting('superpixel').send(at.move(15, 12));
        const asked = () => world.effects.filter(effect => effect.type === 'superpixels');
        expect(asked()).toEqual([{ type: 'superpixels', waits: false }]);
        expect(world.tool.preview(world.state, world.context).cursor).toBe('progress');
        world.send(click(15, 12), click(80, 12), right(85, 12), click(95, 12));
        expect(asked().slice(1)).toEqual([{ type: 'superpixels', waits: true }]);
        expect(find(world).history.steps).toHaveLength(0);
        world.send(finish);
        expect(areaOf(world)).toBe(200);
    });

    it('are painted along a drag that was begun before they were known, as one step', () => {
        const world = painting('superpixel').send(drag([15, 12], [48, 12]));
        expect(world.tool.busy(world.state)).toBe(true);
        expect(guides(world)).toEqual([{ points: [15, 12, 15, 12, 31.5, 12, 48, 12], dashed: false }]);
        find(world).send(back);
        expect(world.tool.canRedo?.(world.state)).toBe(true);
        world.send({ type: 'forward' }, finish);
        expect(areaOf(world)).toBe(400);
    });

    it('are painted on while the drag goes on', () => {
        const world = painting('superpixel').send(at.down(15, 12), at.move(28, 12));
        find(world).send(at.move(48, 12), at.up(48, 12), back);
        expect(world.tool.busy(world.state)).toBe(false);
        world.send({ type: 'forward' }, finish);
        expect(areaOf(world)).toBe(400);
    });

    it('are waited for where a drag leads to what is not known', () => {
        const world = known();
        world.superpixel = p => (p.x < 40 ? square(p) : null);
        world.send(at.down(15, 12), at.move(28, 12), at.move(48, 12), at.move(58, 12));
        expect(world.effects).toEqual([{ type: 'superpixels', waits: true }]);
        find(world).send(at.up(58, 12), finish);
        expect(areaOf(world)).toBe(500);
    });

    it('are waited for when the mask is finished meanwhile', () => {
        const world = painting('superpixel').send(drag([15, 12], [48, 12]), finish);
        expect(world.document.size).toBe(0);
        expect(areaOf(find(world))).toBe(400);
    });

    it('are left where a drag is taken back or given up before they are known', () => {
        const world = painting('superpixel').send(drag([15, 12], [48, 12]), click(80, 12), back);
        expect(areaOf(find(world).send(finish))).toBe(400);
        const other = painting('superpixel').send(at.down(15, 12), at.move(48, 12), cancel);
        expect(find(other).tool.busy(other.state)).toBe(false);
    });

    it('leave what is painted where nobody could look', () => {
        const world = change(known(), 'brush').send(drag([12, 12], [18, 12]));
        world.superpixel = () => null;
        change(world, 'superpixel').send(at.down(35, 12), { type: 'divided', seen: false }, at.up(35, 12), back);
        expect(world.tool.busy(world.state)).toBe(false);
    });

    it('are not asked for outside the image', () => {
        const world = painting('superpixel').send(at.move(-15, 12), at.move(15, 150));
        expect(world.effects).toEqual([]);
    });
});

describe('a polygon of a mask', () => {
    const square = [click(20, 20), click(40, 20), click(40, 40), click(20, 40)];

    it('cuts out, too, when the brush is taken up before it is closed', () => {
        const world = painting('polygon-plus').send(...square, finish);
        change(world, 'polygon-minus').send(click(25, 25), click(35, 25), click(35, 35), click(25, 35));
        change(world, 'brush').send(finish, finish);
        expect(areaOf(world)).toBe(20 * 20 - 10 * 10);
    });

    it('of two points is not finished, and nothing is lost', () => {
        const world = painting('polygon-plus').send(click(20, 20), click(40, 20), finish);
        expect(world.notices).toEqual(['A polygon needs at least 3 points inside the image.']);
        expect(world.left).toBe(false);
        world.send(click(40, 40), finish, finish);
        expect(world.document.size).toBe(1);
    });
});
