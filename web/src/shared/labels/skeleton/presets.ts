import { addNode, EMPTY_TEMPLATE, toggleEdge, type Template } from './template';

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
    return { key: 'hand-21', title: 'Hand, 21 points', points, edges };
}

/** Names and order of the keypoints are those of the COCO data set. */
const PERSON: Preset = {
    key: 'coco-17',
    title: 'Person, 17 points (COCO)',
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

export const PRESETS: Preset[] = [PERSON, hand()];

export function fromPreset({ points, edges }: Preset): Template {
    const placed = points.reduce<Template>((made, [name, x, y]) => addNode(made, x, y, { name }), EMPTY_TEMPLATE);
    return edges.reduce((made, [a, b]) => toggleEdge(made, made.nodes[a].key, made.nodes[b].key), placed);
}
