import type { JobDraft } from '../sync/drafts';

/** Saves unsaved work as a file of the user's. */
export function downloadDraft(jobId: number, draft: JobDraft): void {
    const url = URL.createObjectURL(new Blob([JSON.stringify(draft, null, 2)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `job-${jobId}-unsaved.json`;
    link.click();
    URL.revokeObjectURL(url);
}
