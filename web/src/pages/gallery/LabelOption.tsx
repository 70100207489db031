import { Swatch } from '../../shared/labels/Swatch';

interface Option {
    data: { label?: unknown; color?: string };
}

/** A label in a list of choices, with its colour. */
export function LabelOption({ data }: Option) {
    return (
        <span className="gal-option">
            {data.color && <Swatch color={data.color} />}
            {String(data.label)}
        </span>
    );
}
