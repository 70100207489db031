/** A name with its sides exchanged: `left_eye` → `right_eye`, `Hand L` → `Hand R`; null where it names no side. */
export function otherSide(name: string): string | null {
    const sides: Record<string, string> = { left: 'right', right: 'left', l: 'r', r: 'l' };
    const changed = name.replaceAll(
        /(?<![a-z])(left|right)(?![a-z])|(?<=^|[^a-z0-9])([lr])(?=$|[^a-z0-9])/gi,
        (word: string) => {
            const other = sides[word.toLowerCase()];
            if (word === word.toUpperCase()) return other.toUpperCase();
            return word[0] === word[0].toUpperCase() ? other[0].toUpperCase() + other.slice(1) : other;
        },
    );
    return changed === name ? null : changed;
}
