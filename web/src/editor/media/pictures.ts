import type { Size } from '../model/types';
import { reduce, reductionFor, type ColourMatrix, type Planes } from './planes';
import type { DecodedPicture } from './video';

/** A picture for the page; `reduced` where it has fewer pixels than the video. */
export interface FramePicture {
    readonly bitmap: ImageBitmap;
    readonly reduced: boolean;
}

/** Bytes of decoded pictures remembered, from which whole pictures are made without decoding again. */
const MEMORY = 160_000_000;

interface Remembered {
    readonly frame: number;
    readonly buffer: Uint8Array<ArrayBuffer>;
    readonly layout: PlaneLayout[];
    readonly rotation: number;
    readonly init: VideoFrameBufferInit;
}

/**
 * Makes pictures for the page out of decoded ones. Turning all pixels of a large video into colours costs several times
 * as much as decoding it, so pictures are made about as large as they are seen; what a software decoder gives lies in
 * memory and is averaged there. The last decoded pictures are remembered, for whoever wants to see all pixels.
 */
export class PictureMaker {
    private seen: Size = { width: Infinity, height: Infinity };
    private readonly memory: Remembered[] = [];

    /** How large the whole picture is seen, in pixels of the screen. */
    seeAt(size: Size): void {
        this.seen = size;
    }

    /** Takes the decoded picture over and closes it. */
    async make(picture: DecodedPicture, rotation: number, whole: boolean): Promise<FramePicture> {
        const frame = picture as VideoFrame;
        try {
            const times = whole ? 1 : this.timesFor(frame, rotation);
            if (times === 1) return { bitmap: await upright(frame, rotation), reduced: false };
            const remembered = await this.remember(frame, rotation);
            return { bitmap: await upright(reducedImage(remembered, times), rotation), reduced: true };
        } finally {
            frame.close();
        }
    }

    /** The whole picture of a frame that has been decoded a short while ago. */
    async recall(frame: number): Promise<FramePicture | null> {
        const one = this.memory.find(other => other.frame === frame);
        if (!one) return null;
        const again = new VideoFrame(one.buffer, one.init);
        try {
            return { bitmap: await upright(again, one.rotation), reduced: false };
        } finally {
            again.close();
        }
    }

    forget(): void {
        this.memory.length = 0;
    }

    /** 1 where the browser does it better: what lies on the graphics card, and unusual colours. */
    private timesFor(frame: VideoFrame, rotation: number): number {
        if (frame.format !== 'I420' || !matrixOf(frame.colorSpace)) return 1;
        const { displayWidth, displayHeight } = frame;
        const lying = rotation % 180 !== 0;
        const size = lying
            ? { width: displayHeight, height: displayWidth }
            : { width: displayWidth, height: displayHeight };
        return reductionFor(size, this.seen);
    }

    private async remember(frame: VideoFrame, rotation: number): Promise<Remembered> {
        const size = frame.allocationSize();
        const room = Math.max(2, Math.floor(MEMORY / size));
        const old =
            this.memory.length >= room ? this.memory.splice(0, this.memory.length - room + 1).at(-1) : undefined;
        const buffer = old?.buffer.byteLength === size ? old.buffer : new Uint8Array(size);
        const { width: codedWidth, height: codedHeight } = frame.visibleRect ?? {
            width: frame.codedWidth,
            height: frame.codedHeight,
        };
        const { timestamp, displayWidth, displayHeight, colorSpace } = frame;
        const layout = await frame.copyTo(buffer);
        const init: VideoFrameBufferInit = {
            format: 'I420',
            codedWidth,
            codedHeight,
            displayWidth,
            displayHeight,
            timestamp,
            layout,
            colorSpace: colorSpace.toJSON(),
        };
        const remembered = { frame: timestamp, buffer, layout, rotation, init };
        this.memory.push(remembered);
        return remembered;
    }
}

/** Null for colours that cannot be told by a matrix alone. */
function matrixOf({ matrix, transfer }: VideoColorSpace): ColourMatrix | null {
    const wide: (string | null)[] = ['pq', 'hlg', 'linear'];
    if (wide.includes(transfer)) return null;
    if (matrix === 'bt709') return 'bt709';
    return matrix === 'smpte170m' || matrix === 'bt470bg' ? 'bt601' : null;
}

function reducedImage({ buffer, layout, init }: Remembered, times: number): ImageData {
    const space = init.colorSpace as VideoColorSpace;
    const planes: Planes = {
        bytes: buffer,
        layout,
        width: init.codedWidth,
        height: init.codedHeight,
        matrix: matrixOf(space) ?? 'bt709',
        fullRange: space.fullRange ?? false,
    };
    const { data, width, height } = reduce(planes, times);
    return new ImageData(data, width, height);
}

/** A bitmap in memory of its own, turned upright. */
async function upright(source: VideoFrame | ImageData, rotation: number): Promise<ImageBitmap> {
    const bitmap = await createImageBitmap(source);
    if (rotation === 0) return bitmap;
    const { width, height } = bitmap;
    const lying = rotation % 180 !== 0;
    const canvas = new OffscreenCanvas(lying ? height : width, lying ? width : height);
    const target = canvas.getContext('2d')!;
    target.translate(canvas.width / 2, canvas.height / 2);
    target.rotate((rotation * Math.PI) / 180);
    target.drawImage(bitmap, -width / 2, -height / 2);
    bitmap.close();
    return canvas.transferToImageBitmap();
}
