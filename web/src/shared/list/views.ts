import { useSetting } from '../settings';
import { readListState, writeListState, type ListDefaults, type ListState } from './state';

/** A state of a list that the user has given a name; kept with the user's settings on the server. */
export interface SavedView {
    name: string;
    /** The list's part of the URL, without the page. */
    query: string;
}

const MOST = 50;

/** The view in the URL's own form: search, filter, sort and page size, from the first page on. */
export function viewQuery(state: ListState, defaults: ListDefaults): string {
    return writeListState(new URLSearchParams(), { ...state, page: 1 }, defaults).toString();
}

export function sameView(query: string, state: ListState, defaults: ListDefaults): boolean {
    return viewQuery(readListState(new URLSearchParams(query), defaults), defaults) === viewQuery(state, defaults);
}

/** A view under a name that exists takes the old one's place. */
export function withView(views: SavedView[], view: SavedView): SavedView[] {
    const others = views.filter(item => item.name !== view.name);
    return [...others, view].sort((a, b) => a.name.localeCompare(b.name)).slice(0, MOST);
}

export function useSavedViews(list: string) {
    const [all, setAll] = useSetting<Record<string, SavedView[]>>('views', {});
    const views = all[list] ?? [];
    const put = (next: SavedView[]) => setAll({ ...all, [list]: next });
    return {
        views,
        save: (view: SavedView) => put(withView(views, view)),
        remove: (name: string) => put(views.filter(item => item.name !== name)),
    };
}
