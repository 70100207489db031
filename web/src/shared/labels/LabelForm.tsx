import { PlusOutlined } from '@ant-design/icons';
import { Button, ColorPicker, Flex, Input, Select, Tag, Typography } from 'antd';
import { t } from '../language';
import { word } from '../language/words';
import { AttributeForm } from './AttributeForm';
import { KeyField } from './KeyField';
import { LABEL_TYPES, newAttribute, PALETTE, type DraftAttribute, type DraftLabel } from './model';
import { PictureField } from './PictureField';
import { SkeletonPreview } from './skeleton/SkeletonPreview';
import type { Problems } from './validate';

interface Props {
    value: DraftLabel;
    /** The label set it is in. */
    labels: readonly DraftLabel[];
    /** As it is saved, and so called in the guide; nothing for a new one. */
    savedName: string | undefined;
    problems: Problems;
    onChange: (label: DraftLabel) => void;
    onHotkey: (hotkey: string) => void;
    onEditSkeleton: () => void;
}

export function LabelForm({ value, labels, savedName, problems, onChange, onHotkey, onEditSkeleton }: Props) {
    const change = (part: Partial<DraftLabel>) => onChange({ ...value, ...part });
    const changeAttribute = (attribute: DraftAttribute) =>
        change({ attributes: value.attributes.map(item => (item.key === attribute.key ? attribute : item)) });
    const isSkeleton = value.type === 'skeleton';

    return (
        <div className="limn-label-form">
            <Flex gap={12} wrap align="flex-end">
                <label className="limn-field limn-grow">
                    <span>{t('Name')}</span>
                    <Input value={value.name} maxLength={64} onChange={event => change({ name: event.target.value })} />
                </label>
                <label className="limn-field">
                    <span>{t('Type')}</span>
                    {isSkeleton ? (
                        <Input value={word('skeleton')} disabled />
                    ) : (
                        <Select
                            value={value.type}
                            onChange={type => change({ type })}
                            options={LABEL_TYPES.map(type => ({ value: type, label: word(type) }))}
                            style={{ width: 120 }}
                            aria-label={t('Type of the label')}
                        />
                    )}
                </label>
                <div className="limn-field">
                    <span>{t('Colour')}</span>
                    <ColorPicker
                        value={value.color || null}
                        disabledAlpha
                        format="hex"
                        showText={() => value.color || t('automatic')}
                        presets={[{ label: t('Presets'), colors: PALETTE, defaultOpen: true }]}
                        onChangeComplete={color => change({ color: color.toHexString().slice(0, 7) })}
                    />
                </div>
                <KeyField label={value} labels={labels} onAssign={onHotkey} />
            </Flex>
            {isSkeleton && (
                <Flex gap={16} align="center">
                    <SkeletonPreview svg={value.svg ?? ''} sublabels={value.sublabels ?? []} />
                    <Flex gap={4} wrap align="center">
                        <Typography.Text type="secondary">{t('Points of the skeleton:')}</Typography.Text>
                        {value.sublabels?.map(sublabel => (
                            <Tag key={sublabel.name}>{sublabel.name}</Tag>
                        ))}
                        <Button size="small" onClick={onEditSkeleton}>
                            {value.id === undefined ? t('Change the drawing') : t('Add or rename points')}
                        </Button>
                    </Flex>
                </Flex>
            )}
            {savedName !== undefined && <PictureField name={savedName} />}
            {value.attributes.map(attribute => (
                <AttributeForm
                    key={attribute.key}
                    value={attribute}
                    problems={problems[attribute.key] ?? []}
                    onChange={changeAttribute}
                    onDelete={() => change({ attributes: value.attributes.filter(item => item.key !== attribute.key) })}
                />
            ))}
            <Button
                icon={<PlusOutlined />}
                onClick={() => change({ attributes: [...value.attributes, newAttribute()] })}
            >
                {t('Add attribute')}
            </Button>
        </div>
    );
}
