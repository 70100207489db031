import { ColorPicker, Select, Segmented, Slider, Switch } from 'antd';
import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { attributesOf, SHAPES } from '../query/fields';
import { TEXT_PARTS, type TextPart, type TextSettings } from '../render/captionText';
import { COLOUR_BY, type Appearance, type ColourBy, type LinksShown } from '../render/style';
import { AuthorLegend } from './AuthorLegend';
import { useSession, useView } from './context';
import { Field } from './Field';

const COLOUR_NAMES: Record<ColourBy, string> = {
    label: t('Label'),
    instance: t('Object'),
    group: t('Group'),
    attribute: t('Attribute'),
    track: t('Track'),
    source: t('Source'),
    author: t('Author'),
};

export const PART_NAMES: Record<TextPart, string> = {
    id: t('Number'),
    label: t('Label'),
    attributes: t('Attributes'),
    source: t('Source'),
    dimensions: t('Size'),
    descriptions: t('State'),
};

/** How objects look on the canvas. */
export function ObjectLooks() {
    const session = useSession();
    const appearance = useView(view => view.preferences.appearance);
    const look = (change: Partial<Appearance>) => session.setPreferences({ appearance: change });
    const names = [...new Set(attributesOf(session.labels.roots).map(({ name }) => name))];
    const flag = (name: string, member: 'bitmap' | 'projections' | 'frameTags') => (
        <Field name={name}>
            <Switch size="small" checked={appearance[member]} onChange={on => look({ [member]: on })} />
        </Field>
    );
    return (
        <>
            <h3>{t('Objects')}</h3>
            <Field name={t('Colour by')}>
                <Select<ColourBy>
                    size="small"
                    value={appearance.colourBy}
                    onChange={colourBy =>
                        look(
                            colourBy === 'attribute' && !names.includes(appearance.colourAttribute)
                                ? { colourBy, colourAttribute: names[0] }
                                : { colourBy },
                        )
                    }
                    options={COLOUR_BY.filter(one => one !== 'attribute' || names.length > 0).map(value => ({
                        value,
                        label: COLOUR_NAMES[value],
                    }))}
                />
            </Field>
            {appearance.colourBy === 'attribute' && (
                <Field name={t('Attribute')}>
                    <Select
                        size="small"
                        showSearch
                        value={appearance.colourAttribute}
                        onChange={colourAttribute => look({ colourAttribute })}
                        options={names.map(value => ({ value, label: value }))}
                    />
                </Field>
            )}
            {appearance.colourBy === 'author' && <AuthorLegend />}
            <Field name={t('Opacity')}>
                <Slider value={appearance.opacity} onChange={opacity => look({ opacity })} />
            </Field>
            <Field name={t('Opacity, selected')}>
                <Slider value={appearance.selectedOpacity} onChange={selectedOpacity => look({ selectedOpacity })} />
            </Field>
            <Field name={t('Own outline colour')}>
                <span>
                    <Switch size="small" checked={appearance.outlined} onChange={outlined => look({ outlined })} />
                    {appearance.outlined && (
                        <ColorPicker
                            size="small"
                            disabledAlpha
                            value={appearance.outlineColour}
                            onChangeComplete={colour => look({ outlineColour: colour.toHexString() })}
                        />
                    )}
                </span>
            </Field>
            <Field name={t('Links as arrows')}>
                <Select<LinksShown>
                    size="small"
                    value={appearance.links}
                    onChange={links => look({ links })}
                    options={[
                        { value: 'selected', label: t('Of what is selected') },
                        { value: 'always', label: t('Always') },
                        { value: 'never', label: t('Never') },
                    ]}
                />
            </Field>
            {flag(t('Bitmap on black'), 'bitmap')}
            {flag(t('Cuboid projections'), 'projections')}
            {flag(t('Tags on the picture'), 'frameTags')}
            <TextLooks />
        </>
    );
}

/** What is written beside objects. */
function TextLooks() {
    const session = useSession();
    const text = useView(view => view.preferences.text);
    const write = (change: Partial<TextSettings>) => session.setPreferences({ text: change });
    return (
        <>
            <h3>{t('Text beside objects')}</h3>
            <Segmented<TextSettings['show']>
                size="small"
                block
                aria-label={t('Which objects have text')}
                value={text.show}
                onChange={show => write({ show })}
                options={[
                    { value: 'always', label: t('All') },
                    { value: 'hover', label: t('Pointed at') },
                    { value: 'never', label: t('None') },
                ]}
            />
            {text.show !== 'never' && (
                <>
                    <Select<TextPart[]>
                        size="small"
                        mode="multiple"
                        aria-label={t('Content of the text')}
                        value={[...text.content]}
                        onChange={content => write({ content: TEXT_PARTS.filter(one => content.includes(one)) })}
                        options={TEXT_PARTS.map(value => ({ value, label: PART_NAMES[value] }))}
                    />
                    <Select<string[]>
                        size="small"
                        mode="multiple"
                        aria-label={t('Types without text')}
                        placeholder={t('On all types')}
                        value={[...text.without]}
                        onChange={without => write({ without })}
                        options={SHAPES.map(value => ({ value, label: t('Not on: {value}', { value: word(value) }) }))}
                    />
                    <Field name={t('Position')}>
                        <Segmented<TextSettings['position']>
                            size="small"
                            value={text.position}
                            onChange={position => write({ position })}
                            options={[
                                { value: 'auto', label: t('Beside') },
                                { value: 'center', label: t('Inside') },
                            ]}
                        />
                    </Field>
                    <Field name={t('Size of letters')}>
                        <Slider min={8} max={20} value={text.size} onChange={size => write({ size })} />
                    </Field>
                </>
            )}
        </>
    );
}
