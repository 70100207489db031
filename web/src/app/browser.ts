import { t } from '../shared/language';

/** What the page asks of a browser. Features are looked for, as names of browsers say little. */
export interface Browser {
    has(name: string): boolean;
    supports(condition: string): boolean;
    readonly locks: boolean;
    /** Served over HTTPS, or from this computer: otherwise browsers keep some of their features back. */
    readonly secure: boolean;
}

export interface Lack {
    readonly name: string;
    /** What goes otherwise, or not at all. */
    readonly text: string;
}

interface Need extends Lack {
    readonly isMet: (browser: Browser) => boolean;
}

const NEEDS: readonly Need[] = [
    {
        name: 'pointer',
        isMet: browser => browser.has('PointerEvent') && browser.has('ResizeObserver'),
        text: t('Drawing does not work, and panels may have the wrong size.'),
    },
    {
        name: 'pictures',
        isMet: browser => browser.has('createImageBitmap') && browser.has('Worker'),
        text: t('The editor cannot show frames. Lists, uploads and exports work.'),
    },
    {
        name: 'archives',
        isMet: browser => browser.has('DecompressionStream'),
        text: t('Frames and context images that come compressed cannot be shown.'),
    },
    {
        name: 'canvas',
        isMet: browser => browser.has('OffscreenCanvas'),
        text: t('Intelligent scissors follow no edges: their ways are straight.'),
    },
    {
        name: 'video',
        isMet: browser => browser.has('VideoDecoder'),
        text: t('Videos come as pictures that the server makes of them: they are exact, but take longer to arrive.'),
    },
    {
        name: 'drafts',
        isMet: browser => browser.has('indexedDB'),
        text: t('Unsaved work is not kept on this computer. Leave saving by itself on.'),
    },
    {
        name: 'locks',
        isMet: browser => browser.locks,
        text: t('The page does not notice a job that is open in two tabs. Open each only once.'),
    },
    {
        name: 'styles',
        isMet: browser => browser.supports('selector(:has(a))') && browser.supports('container-type: inline-size'),
        text: t('Some things stand in other places than they should.'),
    },
];

/** What does not go as it should in a browser; nothing in a current one. */
export function lacksOf(browser: Browser): Lack[] {
    return NEEDS.filter(need => !need.isMet(browser));
}

/** What to do about it. */
export function adviceFor({ secure }: Browser): string {
    return secure
        ? t('Everything else works. A current Chrome, Edge, Firefox or Safari does all of it.')
        : t(
              'Everything else works. Over HTTPS a current browser does all of it: this page came over plain HTTP, and then browsers keep some of their features back.',
          );
}

export const thisBrowser: Browser = {
    has: name => name in window,
    supports: condition => typeof CSS !== 'undefined' && CSS.supports(condition),
    locks: 'locks' in navigator,
    secure: window.isSecureContext,
};

const KEY = 'limnBrowserTold';

const signatureOf = (lacks: readonly Lack[]) => lacks.map(({ name }) => name).join();

/** What is to be told: what was dismissed once is told again only when something else has come to it. */
export function untold(lacks: readonly Lack[], storage?: Pick<Storage, 'getItem'>): readonly Lack[] {
    try {
        const told = new Set((storage ?? localStorage).getItem(KEY)?.split(','));
        return lacks.some(({ name }) => !told.has(name)) ? lacks : [];
    } catch {
        return lacks;
    }
}

export function keepTold(lacks: readonly Lack[], storage?: Pick<Storage, 'setItem'>): void {
    try {
        (storage ?? localStorage).setItem(KEY, signatureOf(lacks));
    } catch {
        // A full or forbidden storage costs only this memory.
    }
}
