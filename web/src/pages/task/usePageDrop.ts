import { useEffect, useState } from 'react';
import type { MediaFile } from '../../api';
import { filesFromDrop } from '../../shared/files';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped anywhere on the page; whether some are held over it. `onFiles` null: the page takes none. */
export function usePageDrop(onFiles: ((files: MediaFile[]) => void) | null): boolean {
    const [over, setOver] = useState(false);
    useEffect(() => {
        if (!onFiles) return;
        const enter = (event: DragEvent) => {
            // What is meant for a field or a dialog on the page is taken there.
            if (!hasFiles(event) || event.defaultPrevented) return setOver(false);
            event.preventDefault();
            setOver(true);
        };
        const leave = (event: DragEvent) => {
            if (!event.relatedTarget) setOver(false);
        };
        const drop = (event: DragEvent) => {
            setOver(false);
            if (!hasFiles(event) || !event.dataTransfer || event.defaultPrevented) return;
            event.preventDefault();
            void filesFromDrop(event.dataTransfer).then(onFiles);
        };
        window.addEventListener('dragover', enter);
        window.addEventListener('dragleave', leave);
        window.addEventListener('drop', drop);
        return () => {
            window.removeEventListener('dragover', enter);
            window.removeEventListener('dragleave', leave);
            window.removeEventListener('drop', drop);
        };
    }, [onFiles]);
    return over;
}
