import { drawnBox } from '../model/geometry';
import type { Box, FrameObject, ObjectId, ShapeType } from '../model/types';
import { captionLines, nodeCaptions, type Caption, type CaptionLine } from '../render/captionText';
import type { CaptionSource } from '../render/captions';
import type { Session } from './session';

/** Of many selected objects only so many get a text where texts show for those alone. */
const SELECTED_CAPTIONS = 12;
/** Names of nodes on skeletons that nobody points at are at most so many. */
const MOST_NODES = 300;

/** What is written beside objects, by the person's choices. */
export class Captions {
    constructor(private readonly session: Session) {}

    get style() {
        return this.session.state.preferences.text;
    }

    private suits(type: ShapeType): boolean {
        return !this.style.without.includes(type);
    }

    private lines(object: FrameObject): CaptionLine[] {
        return captionLines(object, this.session.labels.get(object.labelId), this.style.content);
    }

    /** Texts of what is under the pointer and selected, but for those that show anyway; and the names of nodes. */
    of(objects: readonly FrameObject[], shown: ReadonlySet<ObjectId>, view: Box): Caption[] {
        const few = [...new Set(objects)];
        const wanted =
            this.style.show === 'never' ? [] : few.filter(({ id, type }) => !shown.has(id) && this.suits(type));
        return [
            ...wanted
                .slice(0, SELECTED_CAPTIONS)
                .map(object => ({ id: object.id, lines: this.lines(object), box: drawnBox(object) })),
            ...this.nodes(few, view),
        ];
    }

    private nodes(few: readonly FrameObject[], view: Box): Caption[] {
        const { scene, labels } = this.session;
        switch (this.style.keypoints) {
            case 'never':
                return [];
            case 'selected':
                return few.flatMap(object => nodeCaptions(object, labels));
            case 'always': {
                const skeletons = scene.inBox(view).filter(({ type }) => type === 'skeleton');
                return skeletons.flatMap(object => nodeCaptions(object, labels)).slice(0, MOST_NODES);
            }
        }
    }

    /** Texts of everything in view, those in front first; none where they are not wanted on all objects. */
    everywhere(view: Box): CaptionSource | null {
        const { scene } = this.session;
        if (this.style.show !== 'always') return null;
        const suits = (type: ShapeType) => this.suits(type);
        return {
            style: this.style,
            *boxes() {
                for (const { id, type } of scene.inBox(view).reverse()) {
                    const box = scene.boxOf(id);
                    if (box && suits(type)) yield { id, box };
                }
            },
            lines: id => {
                const object = scene.get(id);
                return object ? this.lines(object) : [];
            },
        };
    }
}
