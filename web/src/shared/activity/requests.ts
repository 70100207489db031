import { create } from 'zustand';
import { followRequest, localPath, messageOf, type BackgroundRequest } from '../../api';
import { t } from '../language';
import { reportError, reportSuccess } from '../notices';

/** A background request this page started and follows, whatever page is open. */
export interface TrackedRequest {
    id: string;
    title: string;
    status: 'running' | 'finished' | 'failed';
    /** 0 to 1. */
    progress: number;
    message: string;
    resultPath: string | null;
}

interface Tracked {
    requests: Record<string, TrackedRequest>;
}

export const useTrackedRequests = create<Tracked>(() => ({ requests: {} }));

function update(id: string, change: Partial<TrackedRequest>): void {
    useTrackedRequests.setState(({ requests }) =>
        requests[id] ? { requests: { ...requests, [id]: { ...requests[id], ...change } } } : { requests },
    );
}

export interface TrackOptions {
    title: string;
    /** Runs once, when the request has finished well. */
    onFinished?: (request: BackgroundRequest) => void;
    /** True while the outcome is shown elsewhere, so that no toast repeats it. */
    isShown?: () => boolean;
    follow?: typeof followRequest;
}

/** Starts the browser's own download of a finished export. */
export function download(path: string): void {
    const link = document.createElement('a');
    link.href = path;
    link.download = '';
    document.body.append(link);
    link.click();
    link.remove();
}

/** Follows a request to its end and tells the user. Calling it again for a request that is followed joins it. */
export async function trackRequest(id: string, options: TrackOptions): Promise<void> {
    if (useTrackedRequests.getState().requests[id]?.status === 'running') return;
    const entry: TrackedRequest = {
        id,
        title: options.title,
        status: 'running',
        progress: 0,
        message: '',
        resultPath: null,
    };
    useTrackedRequests.setState(({ requests }) => ({ requests: { ...requests, [id]: entry } }));
    try {
        const finished = await (options.follow ?? followRequest)(id, {
            onProgress: request => update(id, { progress: request.progress ?? 0, message: request.message.trim() }),
        });
        const resultPath = finished.result_url ? localPath(finished.result_url) : null;
        update(id, { status: 'finished', progress: 1, message: '', resultPath });
        if (!options.isShown?.()) {
            reportSuccess(t('{title}: done', { title: options.title }), {
                action: resultPath ? { text: t('Download'), href: resultPath, download: true } : undefined,
            });
        }
        options.onFinished?.(finished);
    } catch (error) {
        update(id, { status: 'failed', message: messageOf(error) });
        if (!options.isShown?.()) reportError(t('{title}: failed', { title: options.title }), error);
    }
}

export function useRunningCount(): number {
    return useTrackedRequests(
        state => Object.values(state.requests).filter(request => request.status === 'running').length,
    );
}
