import { ColorPicker, InputNumber, Segmented, Select, Slider, Switch } from 'antd';
import { useId, type ReactNode } from 'react';
import { t } from '../../shared/language';
import type { PreferenceGroup, Preferences } from '../session/preferences';
import { usePreference } from './usePreferences';

interface RowProps {
    title: string;
    about?: string;
    id?: string;
    children: ReactNode;
}

/** A setting: its name and what it means on the left, its control on the right. */
export function Row({ title, about, id, children }: RowProps) {
    return (
        <div className="ed-setting">
            <label htmlFor={id}>
                {title}
                {about && <small>{about}</small>}
            </label>
            {children}
        </div>
    );
}

/** A button that is put out of use by its own press loses the focus: the window gets it, so that its keys go on working. */
export function keepFocus({ currentTarget }: { readonly currentTarget: HTMLElement }): void {
    currentTarget.closest<HTMLElement>('.ant-modal-wrap')?.focus();
}

/** Names of the members of a group that hold values of one kind. */
type Named<G extends PreferenceGroup, T> = {
    [N in keyof Preferences[G]]: Preferences[G][N] extends T ? N : never;
}[keyof Preferences[G]];

interface Of<G extends PreferenceGroup, T> {
    group: G;
    name: Named<G, T>;
    title: string;
    about?: string;
}

/** A preference of a known kind; the names a row takes are those of its kind. */
function useKind<G extends PreferenceGroup, T>({ group, name }: Of<G, T>): [T, (value: T) => void] {
    return usePreference(group, name) as unknown as [T, (value: T) => void];
}

export function SwitchRow<G extends PreferenceGroup>(props: Of<G, boolean>) {
    const id = useId();
    const [value, set] = useKind<G, boolean>(props);
    return (
        <Row title={props.title} about={props.about} id={id}>
            <Switch id={id} size="small" checked={value} onChange={set} />
        </Row>
    );
}

interface Range {
    min: number;
    max: number;
    step?: number;
    unit?: string;
}

export function NumberRow<G extends PreferenceGroup>(props: Of<G, number> & Range) {
    const id = useId();
    const [value, set] = useKind<G, number>(props);
    const { min, max, step = 1, unit } = props;
    return (
        <Row title={props.title} about={props.about} id={id}>
            <InputNumber
                id={id}
                min={min}
                max={max}
                step={step}
                precision={step < 1 ? 2 : 0}
                suffix={unit}
                value={value}
                onChange={next => next !== null && set(next)}
            />
        </Row>
    );
}

export function SliderRow<G extends PreferenceGroup>(props: Of<G, number> & Range) {
    const [value, set] = useKind<G, number>(props);
    const { min, max, step, title, about } = props;
    return (
        <Row title={title} about={about}>
            <Slider
                className="ed-setting-slider"
                ariaLabelForHandle={title}
                min={min}
                max={max}
                step={step}
                value={value}
                onChange={set}
            />
        </Row>
    );
}

type Options<T> = readonly (readonly [value: T, label: string])[];

export function ChoiceRow<G extends PreferenceGroup, T extends string>(props: Of<G, T> & { options: Options<T> }) {
    const [value, set] = useKind<G, T>(props);
    return (
        <Row title={props.title} about={props.about}>
            <Segmented<T>
                aria-label={props.title}
                value={value}
                onChange={set}
                options={props.options.map(([one, label]) => ({ value: one, label }))}
            />
        </Row>
    );
}

export function SelectRow<G extends PreferenceGroup>(props: Of<G, number> & { options: Options<number> }) {
    const id = useId();
    const [value, set] = useKind<G, number>(props);
    return (
        <Row title={props.title} about={props.about} id={id}>
            <Select<number>
                id={id}
                className="ed-setting-select"
                value={value}
                onChange={set}
                options={props.options.map(([one, label]) => ({ value: one, label }))}
            />
        </Row>
    );
}

interface ListProps<G extends PreferenceGroup, T extends string> extends Of<G, readonly T[]> {
    options: Options<T>;
}

export function ListRow<G extends PreferenceGroup, T extends string>(props: ListProps<G, T>) {
    const id = useId();
    const [value, set] = useKind<G, readonly T[]>(props);
    return (
        <Row title={props.title} about={props.about} id={id}>
            <Select<T[]>
                id={id}
                mode="multiple"
                className="ed-setting-list"
                placeholder={t('Nothing')}
                value={[...value]}
                onChange={set}
                options={props.options.map(([one, label]) => ({ value: one, label }))}
            />
        </Row>
    );
}

/** A colour, or none, which leaves it to the theme. */
export function ColourRow<G extends PreferenceGroup>(props: Of<G, string> & { presets: string[] }) {
    const [value, set] = useKind<G, string>(props);
    return (
        <Row title={props.title} about={props.about}>
            <ColorPicker
                disabledAlpha
                allowClear
                showText={() => value || t('As the theme')}
                value={value || null}
                presets={[{ label: t('Greys'), colors: props.presets }]}
                onClear={() => set('')}
                onChangeComplete={colour => set(colour.cleared ? '' : colour.toHexString())}
            />
        </Row>
    );
}
