import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { assetPath, createGuide, getGuide, patchGuide, uploadAsset } from '../../api';
import { t } from '../language';
import { assetProblem } from '../markdown/assets';
import { useAction } from '../useAction';
import { labelPictures, withLabelPicture, withRenamedLabels } from './pictures';

interface LabelPictures {
    /** By name of the label. */
    pictures: ReadonlyMap<string, string>;
    /** Puts a picture in the guide, or takes it out. */
    change: (name: string, file: File | null) => void;
    busy: boolean;
}

/** Absent while the labels belong to nothing that has a guide yet. */
const Context = createContext<LabelPictures | null>(null);
export const LabelPicturesProvider = Context.Provider;
export const useLabelPicturesHere = () => useContext(Context);

const NONE: ReadonlyMap<string, string> = new Map();

/** The pictures of labels in a guide; none while it is read. */
export function usePicturesOf(guideId: number | null): ReadonlyMap<string, string> {
    const guide = useQuery({
        queryKey: ['guide', guideId],
        queryFn: ({ signal }) => getGuide(guideId ?? 0, signal),
        enabled: guideId !== null,
        staleTime: 60_000,
    });
    return useMemo(() => (guide.data ? labelPictures(guide.data.markdown) : NONE), [guide.data]);
}

/** The pictures of a project's or task's labels, which are kept in its guide. */
export function useLabelPictures(owner: 'projects' | 'tasks', id: number, guideId: number | null) {
    const client = useQueryClient();
    const pictures = usePicturesOf(guideId);
    const one = owner === 'projects' ? 'project' : 'task';
    const refresh = () => Promise.all([['guide'], [one, id]].map(queryKey => client.invalidateQueries({ queryKey })));

    const [change, busy] = useAction(t('The picture was not changed'), async (name: string, file: File | null) => {
        const problem = file && assetProblem(file);
        if (problem) throw new Error(problem);
        const guide = guideId === null ? await createGuide(one, id, '') : await getGuide(guideId);
        const path = file && assetPath((await uploadAsset(guide.id, file)).uuid);
        await patchGuide(guide.id, withLabelPicture(guide.markdown, name, path));
        await refresh();
    });

    /** Pictures stay with labels that are renamed. */
    const rename = async (names: ReadonlyMap<string, string>) => {
        if (guideId === null || ![...names.keys()].some(name => pictures.has(name))) return;
        const guide = await getGuide(guideId);
        await patchGuide(guideId, withRenamedLabels(guide.markdown, names));
        await refresh();
    };

    const here: LabelPictures = { pictures, change: (name, file) => void change(name, file), busy };
    return { here, rename };
}
