import { useEffect, useState, type ReactNode } from 'react';
import { t } from '../language';
import { reportError } from '../notices';

interface Props<Module> {
    /** Must stay the same from one rendering to the next. */
    load: () => Promise<Module>;
    render: (module: Module) => ReactNode;
}

/** Loads a part of the program when it is first shown; unlike a lazy component, its type may depend on what is shown. */
export function Late<Module extends object>({ load, render }: Props<Module>) {
    const [module, setModule] = useState<Module | null>(null);
    useEffect(() => {
        load().then(setModule, error => reportError(t('A part of the page could not be loaded'), error));
    }, [load]);
    return module && render(module);
}
