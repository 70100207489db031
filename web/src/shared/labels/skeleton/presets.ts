import { t } from '../../language';
import { addNode, BOARD, EMPTY_TEMPLATE, pairByName, toggleEdge, type Template } from './template';

export interface Preset {
    key: string;
    title: string;
    points: [name: string, x: number, y: number][];
    /** Pairs of indices into the points. */
    edges: [number, number][];
}

const FINGERS = ['thumb', 'index', 'middle', 'ring', 'little'];
/** Where each finger begins and ends on the board, palm towards the reader. */
const FINGER_LINES = [
    [38, 78, 12, 48],
    [40, 58, 30, 14],
    [50, 55, 50, 6],
    [59, 58, 68, 12],
    [67, 64, 84, 26],
];

function hand(): Preset {
    const points: Preset['points'] = [['wrist', 50, 95]];
    const edges: Preset['edges'] = [];
    FINGERS.forEach((finger, f) => {
        const [x1, y1, x2, y2] = FINGER_LINES[f];
        for (let joint = 0; joint < 4; joint += 1) {
            const at = joint / 3;
            edges.push([joint === 0 ? 0 : points.length - 1, points.length]);
            points.push([`${finger}_${joint + 1}`, x1 + (x2 - x1) * at, y1 + (y2 - y1) * at]);
        }
    });
    return { key: 'hand-21', title: t('Hand, 21 points'), points, edges };
}

/** Names and order of the keypoints are those of the COCO data set. */
const PERSON: Preset = {
    key: 'coco-17',
    title: t('Person, 17 points (COCO)'),
    points: [
        ['nose', 50, 10],
        ['left_eye', 53, 7],
        ['right_eye', 47, 7],
        ['left_ear', 57, 9],
        ['right_ear', 43, 9],
        ['left_shoulder', 63, 22],
        ['right_shoulder', 37, 22],
        ['left_elbow', 72, 36],
        ['right_elbow', 28, 36],
        ['left_wrist', 77, 50],
        ['right_wrist', 23, 50],
        ['left_hip', 58, 53],
        ['right_hip', 42, 53],
        ['left_knee', 60, 73],
        ['right_knee', 40, 73],
        ['left_ankle', 61, 94],
        ['right_ankle', 39, 94],
    ],
    edges: [
        [15, 13],
        [13, 11],
        [16, 14],
        [14, 12],
        [11, 12],
        [5, 11],
        [6, 12],
        [5, 6],
        [5, 7],
        [6, 8],
        [7, 9],
        [8, 10],
        [1, 2],
        [0, 1],
        [0, 2],
        [1, 3],
        [2, 4],
        [3, 5],
        [4, 6],
    ],
};

type Place = [x: number, y: number];

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const mirror = ([x, y]: Place): Place => [BOARD - x, y];

/** Half of the jaw, from the ear down: along an ellipse, the chin not included. */
const JAW = range(8).map((step): Place => {
    const angle = (step * Math.PI) / 16;
    return [50 - 38 * Math.cos(angle), 36 + 56 * Math.sin(angle)];
});
const BROW: Place[] = [
    [19, 25],
    [24.5, 21.5],
    [30, 20],
    [36, 21],
    [42, 23.5],
];
/** From the outer corner over the upper lid. */
const EYE: Place[] = [
    [25, 35],
    [29, 32],
    [35, 32],
    [39, 35.5],
    [35, 38],
    [29, 38],
];
/** Halves of the lips, from the corner to the middle; the lower ones from the middle to the corner. */
const LIPS = {
    outerUpper: [
        [34, 72],
        [39, 69],
        [45, 67],
    ] as Place[],
    outerLower: [
        [45, 80],
        [39, 77],
    ] as Place[],
    innerUpper: [
        [37, 72],
        [45, 71],
    ] as Place[],
    innerLower: [[45, 75.5]] as Place[],
};

/** Places of one half, those in the middle, and the other half in the order that goes on around. */
const across = (half: Place[], ...middle: Place[]): Place[] => [...half, ...middle, ...half.map(mirror).reverse()];

/**
 * Parts of a face in the order of the 68 marks of the 300-W data set, which begins at the ear that is on the left of the
 * picture: the right one of the face.
 */
function face(): Preset {
    const points: Preset['points'] = [];
    const edges: Preset['edges'] = [];
    const part = (names: string[], places: Place[], closed: boolean) => {
        const first = points.length;
        places.forEach(([x, y], i) => {
            if (i > 0) edges.push([first + i - 1, first + i]);
            points.push([names[i], x, y]);
        });
        if (closed) edges.push([points.length - 1, first]);
        return first;
    };
    const numbered = (name: string, count: number) => range(count).map(i => `${name}_${i + 1}`);
    /** Names along a line from the right side of the face to its left one, counted from the corners to the middle. */
    const sided = (name: string, half: number, middle: number) => [
        ...range(half).map(i => `right_${name}_${i + 1}`),
        ...(middle === 1 ? [`${name}_middle`] : numbered(`${name}_middle`, middle)),
        ...range(half).map(i => `left_${name}_${half - i}`),
    ];
    part(sided('jaw', 8, 1), across(JAW, [50, 92]), false);
    part(numbered('right_brow', 5), BROW, false);
    part(numbered('left_brow', 5).reverse(), BROW.map(mirror).reverse(), false);
    const bridge = part(
        numbered('nose_bridge', 4),
        [32, 39, 46, 53].map((y): Place => [50, y]),
        false,
    );
    const base = part(
        sided('nostril', 2, 1),
        across(
            [
                [42, 58],
                [46, 59.5],
            ],
            [50, 61],
        ),
        false,
    );
    edges.push([bridge + 3, base + 2]);
    part(numbered('right_eye', 6), EYE, true);
    part(
        [4, 3, 2, 1, 6, 5].map(i => `left_eye_${i}`),
        [3, 2, 1, 0, 5, 4].map(i => mirror(EYE[i])),
        true,
    );
    const lower = (name: string, half: number) => sided(name, half, 1).reverse();
    part(
        [...sided('upper_lip', 3, 1), ...lower('lower_lip', 2)],
        [...across(LIPS.outerUpper, [50, 68.5]), ...across(LIPS.outerLower.map(mirror).reverse(), [50, 80.5])],
        true,
    );
    part(
        [...sided('inner_upper_lip', 2, 1), ...lower('inner_lower_lip', 1)],
        [...across(LIPS.innerUpper, [50, 71.5]), ...across(LIPS.innerLower.map(mirror), [50, 76])],
        true,
    );
    return { key: 'face-68', title: t('Face, 68 points'), points, edges };
}

export const PRESETS: Preset[] = [PERSON, hand(), face()];

export function fromPreset({ points, edges }: Preset): Template {
    const placed = points.reduce<Template>((made, [name, x, y]) => addNode(made, x, y, { name }), EMPTY_TEMPLATE);
    const joined = edges.reduce((made, [a, b]) => toggleEdge(made, made.nodes[a].key, made.nodes[b].key), placed);
    return pairByName(joined);
}
