/**
 * The clipboard of the system, by the events of copying and pasting that the browser sends after their keys. They need no
 * permission and no secure address; where they do not come (the keys were changed, the command came from a menu), what can be
 * had without asking anybody is used, and otherwise nothing.
 */

/** Milliseconds in which the event of a key comes. */
const SOON = 100;

/** The keys after which browsers copy and paste. */
const OWN_KEYS = new Set(['ctrl+c', 'ctrl+v', 'ctrl+shift+v']);

/** Commands whose keys the browser is to see as well. */
const OWN_COMMANDS = new Set(['copy', 'paste', 'paste_in_place']);

export function browserTakesPart(command: string, chord: string): boolean {
    return OWN_COMMANDS.has(command) && OWN_KEYS.has(chord);
}

export class SystemClipboard {
    private leaving: { readonly text: string; readonly left: () => void } | null = null;
    private awaited: {
        readonly got: (text: string | null) => void;
        readonly timer: ReturnType<typeof setTimeout>;
    } | null = null;

    /** Puts text there; `left` is called once it lies there. */
    write(text: string, left: () => void): void {
        const leaving = { text, left };
        this.leaving = leaving;
        setTimeout(() => {
            if (this.leaving === leaving) this.leaving = null;
        }, SOON);
        // Missing where the address is not a secure one.
        const clipboard = navigator.clipboard as Clipboard | undefined;
        clipboard?.writeText(text).then(left, () => undefined);
    }

    /** Gives the text that is pasted by the key just pressed, or null where none comes. */
    read(got: (text: string | null) => void): void {
        this.give(null);
        this.awaited = { got, timer: setTimeout(() => this.give(null), SOON) };
    }

    private give(text: string | null): void {
        const { awaited } = this;
        if (!awaited) return;
        clearTimeout(awaited.timer);
        this.awaited = null;
        awaited.got(text);
    }

    private readonly copying = (event: ClipboardEvent) => {
        if (!this.leaving || !event.clipboardData) return;
        event.clipboardData.setData('text/plain', this.leaving.text);
        event.preventDefault();
        this.leaving.left();
        this.leaving = null;
    };

    private readonly pasting = (event: ClipboardEvent) => {
        if (!this.awaited) return;
        event.preventDefault();
        this.give(event.clipboardData?.getData('text/plain') ?? null);
    };

    listen(): () => void {
        document.addEventListener('copy', this.copying);
        document.addEventListener('paste', this.pasting);
        return () => {
            document.removeEventListener('copy', this.copying);
            document.removeEventListener('paste', this.pasting);
        };
    }
}
