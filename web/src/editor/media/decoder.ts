import type { PacketGroup } from './packets';
import type { DecodedPicture, PacketDecoder } from './video';
import { Told } from './told';

/** So long, in milliseconds, a decoder may do nothing: one that hangs must not be waited for for ever. */
const PATIENCE = 30_000;

/** What a decoder does, in time. */
function inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Told('The decoder of this browser does not go on.')), PATIENCE);
        void work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
}

/** The browser's own decoder on a group of packets. Throws when there is none for the codec. */
export async function createDecoder(
    group: PacketGroup,
    output: (picture: DecodedPicture) => void,
    failed: (error: Error) => void,
): Promise<PacketDecoder> {
    if (typeof VideoDecoder === 'undefined') throw new Told('This browser does not decode videos.');
    const config: VideoDecoderConfig = { codec: group.codec, description: group.description ?? undefined };
    const { supported } = await VideoDecoder.isConfigSupported(config);
    if (!supported) throw new Told('This browser does not decode {codec}.', { codec: group.codec });
    let awake: () => void = () => undefined;
    const decoder = new VideoDecoder({
        output,
        error: error => {
            failed(error);
            awake();
        },
    });
    decoder.configure(config);
    decoder.addEventListener('dequeue', () => awake());
    let hidden = 0; // packets that are not shown have no number of their own
    return {
        get queued() {
            return decoder.decodeQueueSize;
        },
        decode: ({ frame, key, data }) => {
            const timestamp = frame >= 0 ? frame : --hidden;
            decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, data }));
        },
        flush: () => inTime(decoder.flush()),
        ready: () => inTime(new Promise(resolve => (awake = resolve))),
        close: () => {
            if (decoder.state !== 'closed') decoder.close();
        },
    };
}
