import type { Answer, Call, Transport } from './transport';

interface Partial {
    name: string;
    length: number;
    offset: number;
}

/** The upload side of a server, in memory, for tests. `interfere` may answer a call in its stead. */
export class FakeServer {
    readonly calls: string[] = [];
    /** Names of the files that arrived, in order of completion. */
    readonly files: string[] = [];
    /** What pieces and files of groups were said to come to. */
    readonly checksums: string[] = [];
    finished: unknown = null;
    interfere: (call: Call, count: number) => number | null = () => null;
    /** Called after a call took effect; true loses the answer. */
    loseAnswer: (call: Call) => boolean = () => false;
    private readonly partial = new Map<string, Partial>();
    private count = 0;

    readonly transport: Transport = async call => {
        if (call.signal?.aborted) throw new DOMException('Aborted', 'AbortError');
        this.count += 1;
        const headers = call.headers ?? {};
        this.calls.push(
            `${call.method} ${['Upload-Start', 'Upload-Multiple', 'Upload-Finish', 'Upload-Length', 'Upload-Offset'].find(name => name in headers) ?? '-'}`,
        );
        if (headers['Upload-Checksum']) this.checksums.push(headers['Upload-Checksum']);
        const forced = this.interfere(call, this.count);
        if (forced !== null) return this.answer(forced);
        const answer = this.handle(call, headers);
        return this.loseAnswer(call) ? this.answer(0) : answer;
    };

    private answer(status: number, headers: Record<string, string> = {}, text = ''): Answer {
        return { status, header: name => headers[name] ?? null, text };
    }

    private handle(call: Call, headers: Record<string, string>): Answer {
        if (call.method === 'HEAD') return this.head(call.url);
        if (call.method === 'PATCH') return this.patch(call, Number(headers['Upload-Offset']));
        if ('Upload-Start' in headers) return this.answer(202);
        if ('Upload-Multiple' in headers) return this.multiple(call.body as FormData);
        if ('Upload-Length' in headers) return this.create(call.url, headers);
        this.finished = call.body ? JSON.parse(call.body as string) : call.url;
        return this.answer(202, {}, JSON.stringify({ rq_id: 'action=create' }));
    }

    private multiple(form: FormData): Answer {
        const entries = [...form.entries()];
        const files = entries.filter(([key]) => key.startsWith('client_files['));
        this.checksums.push(
            ...entries.flatMap(([key, text]) => (key.startsWith('client_checksums[') ? [`${text}`] : [])),
        );
        if (files.some(([, file]) => this.files.includes((file as File).name)))
            return this.answer(400, {}, 'duplicate');
        for (const [, file] of files) this.files.push((file as File).name);
        return this.answer(200);
    }

    private create(url: string, headers: Record<string, string>): Answer {
        const encoded = /filename ([^,]*)/.exec(headers['Upload-Metadata'])?.[1] ?? '';
        const name = new TextDecoder().decode(Uint8Array.from(atob(encoded), char => char.charCodeAt(0)));
        if (this.files.includes(name)) return this.answer(409, {}, 'File with same name already exists');
        const location = `${url}/1_${this.partial.size}`;
        const length = Number(headers['Upload-Length']);
        if (length === 0) this.files.push(name);
        else this.partial.set(location, { name, length, offset: 0 });
        return this.answer(201, { Location: `http://other-host${location}`, 'Upload-Filename': `1_${name}` });
    }

    private head(url: string): Answer {
        const upload = this.partial.get(url);
        return upload ? this.answer(200, { 'Upload-Offset': String(upload.offset) }) : this.answer(404);
    }

    private patch(call: Call, offset: number): Answer {
        const upload = this.partial.get(call.url);
        if (!upload) return this.answer(404);
        if (offset !== upload.offset) return this.answer(409, { 'Upload-Offset': String(upload.offset) });
        upload.offset += (call.body as Blob).size;
        if (upload.offset >= upload.length) {
            this.partial.delete(call.url);
            this.files.push(upload.name);
        }
        return this.answer(204, { 'Upload-Offset': String(upload.offset) });
    }
}

/** A file whose bytes are not looked at. */
export function fileOf(name: string, size: number): File {
    return new File([new Uint8Array(size)], name.slice(name.lastIndexOf('/') + 1));
}
