import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import {
    followRequest,
    importDataset,
    importDatasetFromCloud,
    RequestFailed,
    type BackgroundRequest,
    type ImportOptions,
    importSummaryOf,
    type ImportSummary,
    projectSummaryOf,
    type ProjectImportSummary,
} from '../../api';
import { trackRequest } from '../activity/requests';
import { t } from '../language';
import { useAction } from '../useAction';
import { useIsMounted } from '../useIsMounted';
import type { DatasetTarget } from './formats';
import { nameOfSource, type ImportSourceValue } from './ImportSource';
import { showImported } from './showImported';

export interface ImportOrder {
    source: ImportSourceValue;
    options: ImportOptions;
}

/** What an import would change, and the import it was said of. */
export interface Trial {
    order: ImportOrder;
    summary: ImportSummary | ProjectImportSummary;
}

interface Import {
    /** Bytes of the file that have left so far; null while none is sent. */
    sent: number | null;
    busy: boolean;
    /** The server tries the file out. */
    trying: BackgroundRequest | null;
    /** Has the server tell what the import would change. */
    tryOut: (order: ImportOrder) => void;
    trial: Trial | null;
    /** Why nothing can be imported from the file. */
    refused: string | null;
    forgetTrial: () => void;
    start: (order: ImportOrder) => void;
    /** The id of the import once it has begun. */
    requestId: string | null;
    /** Ends what this page is doing; an import that has begun goes on. */
    stop: () => void;
}

/**
 * Imports a file, after trying it out if that is wanted. The server keeps no file that was only tried out, so that one of
 * this computer is sent once for each.
 */
export function useImport(target: DatasetTarget, onImported: () => void = () => undefined): Import {
    const client = useQueryClient();
    const isShown = useIsMounted();
    const [sent, setSent] = useState<number | null>(null);
    const [trying, setTrying] = useState<BackgroundRequest | null>(null);
    const [trial, setTrial] = useState<Trial | null>(null);
    const [refused, setRefused] = useState<string | null>(null);
    const [requestId, setRequestId] = useState<string | null>(null);
    const abort = useRef(new AbortController());
    const stop = () => abort.current.abort();
    useEffect(() => stop, []);

    const send = async ({ source, options }: ImportOrder): Promise<string> => {
        abort.current = new AbortController();
        const { file, from, storage } = source;
        if (from !== 'computer' || !file) {
            const filename = nameOfSource(source) ?? '';
            return importDatasetFromCloud(target.owner, target.id, { storage, filename }, options);
        }
        try {
            const { signal } = abort.current;
            return await importDataset(target.owner, target.id, file, options, setSent, { signal });
        } finally {
            setSent(null);
        }
    };

    const look = async (order: ImportOrder): Promise<void> => {
        setRefused(null);
        try {
            const id = await send({ ...order, options: { ...order.options, dryRun: true } });
            const request = await followRequest(id, { onProgress: setTrying, signal: abort.current.signal });
            const summary = importSummaryOf(request) ?? projectSummaryOf(request);
            if (!summary) throw new Error(t('The server did not say what the import would change.'));
            setTrial({ order, summary });
        } catch (error) {
            if (!(error instanceof RequestFailed)) throw error;
            setRefused(error.message);
        } finally {
            setTrying(null);
        }
    };
    const [tryOut, looking] = useAction(
        t('The file was not looked at; {title} is as it was', { title: target.title }),
        look,
    );

    const [start, starting] = useAction(
        t('Nothing was imported into {title}', { title: target.title }),
        async (order: ImportOrder) => {
            const id = await send(order);
            setRequestId(id);
            void trackRequest(id, {
                title: t('Import into {title}', { title: target.title }),
                isShown,
                onFinished: () => {
                    void showImported(client, target);
                    onImported();
                },
            });
        },
    );

    return {
        sent,
        busy: looking || starting,
        trying,
        tryOut: order => void tryOut(order),
        trial,
        refused,
        forgetTrial: () => setTrial(null),
        start: order => void start(order),
        requestId,
        stop,
    };
}
