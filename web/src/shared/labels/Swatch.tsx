/** The colour of a label. */
export function Swatch({ color }: { color: string }) {
    return <span aria-hidden className="limn-swatch" style={color ? { background: color } : undefined} />;
}
