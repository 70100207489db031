import { useState, type ReactNode } from 'react';
import { ExportDialog } from './ExportDialog';
import { ImportDialog } from './ImportDialog';
import type { DatasetTarget } from './formats';

interface DatasetDialogs {
    openExport: (target: DatasetTarget) => void;
    openImport: (target: DatasetTarget) => void;
    /** Put it anywhere on the page. */
    dialogs: ReactNode;
}

/** The export and import dialogs of a page. */
export function useDatasetDialogs(): DatasetDialogs {
    const [exporting, openExport] = useState<DatasetTarget | null>(null);
    const [importing, openImport] = useState<DatasetTarget | null>(null);
    return {
        openExport,
        openImport,
        dialogs: (
            <>
                {exporting && <ExportDialog target={exporting} onClose={() => openExport(null)} />}
                {importing && <ImportDialog target={importing} onClose={() => openImport(null)} />}
            </>
        ),
    };
}
