import {
    ArrowDownOutlined,
    ArrowUpOutlined,
    BgColorsOutlined,
    CopyOutlined,
    DeleteOutlined,
    EditOutlined,
    NodeIndexOutlined,
    SortAscendingOutlined,
    UpOutlined,
} from '@ant-design/icons';
import { App, Button, Flex, Input, Tag, Tooltip, Typography } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { shownKeys } from '../keys/chord';
import { t } from '../language';
import { word } from '../language/words';
import { Swatch } from './Swatch';
import { confirmDanger } from '../ui/confirm';
import { LabelForm } from './LabelForm';
import { byName, copyLabel, freeColor, newKey, newLabel, recolor, withHotkey, type DraftLabel } from './model';
import type { Skeleton } from './skeleton/SkeletonDialog';
import { useLabelPicturesHere } from './useLabelPictures';
import { validateLabels } from './validate';

const SkeletonDialog = lazy(() =>
    import('./skeleton/SkeletonDialog').then(module => ({ default: module.SkeletonDialog })),
);

/** More labels than this are searched. */
const SEARCHED_FROM = 8;

interface Props {
    value: DraftLabel[];
    onChange: (labels: DraftLabel[]) => void;
    /** The labels as the server has them. */
    saved: DraftLabel[];
    /** What is typed into the field for new labels. */
    names: string;
    onNames: (names: string) => void;
}

/** Several names may be typed at once, parted by commas. */
export function namesIn(text: string): string[] {
    return text
        .split(',')
        .map(name => name.trim())
        .filter(Boolean);
}

/** The labels, and one more for each name that none of them has. */
export function withNew(labels: DraftLabel[], names: string[]): DraftLabel[] {
    const known = new Set(labels.map(label => label.name.trim()));
    const fresh = [...new Set(names)].filter(name => !known.has(name));
    return fresh.reduce<DraftLabel[]>((all, name) => [...all, newLabel(name, all)], labels);
}

export function LabelList({ value, onChange, saved, names: typed, onNames: setTyped }: Props) {
    const { modal } = App.useApp();
    const pictures = useLabelPicturesHere()?.pictures;
    const savedName = ({ id }: DraftLabel) => saved.find(label => label.id !== undefined && label.id === id)?.name;
    const [open, setOpen] = useState<string | null>(null);
    const [refused, setRefused] = useState('');
    const [search, setSearch] = useState('');
    /** The skeleton that is drawn: a label of the list, or a new one. */
    const [drawing, setDrawing] = useState<DraftLabel | 'new' | null>(null);
    const problems = useMemo(() => validateLabels(value), [value]);

    const add = () => {
        const names = namesIn(typed);
        const known = new Set(value.map(label => label.name.trim()));
        const double = names.filter(name => known.has(name));
        setRefused(double.length ? t('Already there: {double}', { double: double.join(t(', ')) }) : '');
        const more = withNew(value, names);
        if (more === value) return;
        onChange(more);
        setTyped('');
    };

    const replace = (label: DraftLabel) => onChange(value.map(item => (item.key === label.key ? label : item)));

    const drop = (label: DraftLabel) => {
        const remove = () => onChange(value.filter(item => item.key !== label.key));
        if (label.id === undefined) {
            remove();
            return;
        }
        confirmDanger(modal, {
            title: t('Delete the label “{name}”?', { name: label.name }),
            content: t('When the changes are saved, every annotation with this label is deleted too.'),
            okText: t('Delete'),
            run: async () => remove(),
        });
    };

    const move = (index: number, by: number, control: HTMLElement) => {
        if (!value[index + by]) return;
        const next = [...value];
        [next[index], next[index + by]] = [next[index + by], next[index]];
        flushSync(() => onChange(next));
        // A row that is put elsewhere in the page loses the focus; the next key is for it again.
        control.focus();
    };

    const drawn = ({ name, color, sublabels, svg }: Skeleton) => {
        if (drawing === 'new') {
            onChange([...value, { key: newKey(), name, color, type: 'skeleton', attributes: [], sublabels, svg }]);
        } else if (drawing) replace({ ...drawing, name, sublabels, svg });
        setDrawing(null);
    };

    const wanted = search.trim().toLowerCase();
    const shown = (label: DraftLabel) => !wanted || label.key === open || label.name.toLowerCase().includes(wanted);

    return (
        <Flex vertical gap={8}>
            <Flex gap={8} align="center" wrap>
                <Input
                    className="limn-grow"
                    aria-label={t('New label names, parted by commas')}
                    placeholder={t('Add labels: type a name and press Enter')}
                    value={typed}
                    onChange={event => {
                        setTyped(event.target.value);
                        setRefused('');
                    }}
                    onPressEnter={event => {
                        event.preventDefault();
                        add();
                    }}
                    status={refused ? 'error' : undefined}
                />
                <Button onClick={add} disabled={!namesIn(typed).length}>
                    {t('Add label')}
                </Button>
                <Button icon={<NodeIndexOutlined />} onClick={() => setDrawing('new')}>
                    {t('Set up skeleton')}
                </Button>
            </Flex>
            {value.length >= SEARCHED_FROM && (
                <Flex gap={8} justify="space-between">
                    <Input.Search
                        aria-label={t('Search labels')}
                        placeholder={t('Search labels')}
                        allowClear
                        className="limn-search"
                        value={search}
                        onChange={event => setSearch(event.target.value)}
                    />
                    <Flex gap={8}>
                        <Button icon={<SortAscendingOutlined />} onClick={() => onChange(byName(value))}>
                            {t('Sort by name')}
                        </Button>
                        <Tooltip title={t('Gives every label a colour far from the others')}>
                            <Button icon={<BgColorsOutlined />} onClick={() => onChange(recolor(value))}>
                                {t('Colour anew')}
                            </Button>
                        </Tooltip>
                    </Flex>
                </Flex>
            )}
            {refused && (
                <Typography.Text type="danger" role="alert">
                    {refused}
                </Typography.Text>
            )}
            {value.length === 0 && (
                <Typography.Text type="secondary">
                    {t('No labels yet. Labels name what annotators mark: “car”, “person”, “scratch”.')}
                </Typography.Text>
            )}
            <ul className="limn-label-list">
                {value.map((label, index) => {
                    if (!shown(label)) return null;
                    const isOpen = open === label.key;
                    const wrong = problems[label.key];
                    const picture = pictures?.get(savedName(label) ?? '');
                    return (
                        <li key={label.key} className={isOpen ? 'limn-label-row open' : 'limn-label-row'}>
                            <div className="limn-label-head">
                                <button
                                    type="button"
                                    className="limn-label-name"
                                    aria-expanded={isOpen}
                                    onClick={() => setOpen(isOpen ? null : label.key)}
                                    onKeyDown={event => {
                                        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
                                        if (!by || !event.altKey || wanted) return;
                                        event.preventDefault();
                                        move(index, by, event.currentTarget);
                                    }}
                                >
                                    <Swatch color={label.color} />
                                    <span className="limn-ellipsis">{label.name || t('Unnamed label')}</span>
                                    {label.type !== 'any' && <Tag>{word(label.type)}</Tag>}
                                    {label.attributes.length > 0 && (
                                        <Typography.Text type="secondary">
                                            {t('{count, plural, one {# attribute} other {# attributes}}', {
                                                count: label.attributes.length,
                                            })}
                                        </Typography.Text>
                                    )}
                                    {label.hotkey && <kbd className="limn-kbd">{shownKeys(label.hotkey)}</kbd>}
                                    {picture && (
                                        <Tooltip title={<img src={picture} alt="" className="limn-label-example" />}>
                                            <img
                                                src={picture}
                                                alt={t('Example of {name}', { name: label.name })}
                                                className="limn-label-thumb"
                                            />
                                        </Tooltip>
                                    )}
                                    {wrong && <Tag color="error">{wrong[0]}</Tag>}
                                </button>
                                {index > 0 && !wanted && (
                                    <Tooltip title={t('Move up')}>
                                        <Button
                                            type="text"
                                            icon={<ArrowUpOutlined />}
                                            aria-label={t('Move {name} up', { name: label.name })}
                                            onClick={event => move(index, -1, event.currentTarget)}
                                        />
                                    </Tooltip>
                                )}
                                {index + 1 < value.length && !wanted && (
                                    <Tooltip title={t('Move down')}>
                                        <Button
                                            type="text"
                                            icon={<ArrowDownOutlined />}
                                            aria-label={t('Move {name} down', { name: label.name })}
                                            onClick={event => move(index, 1, event.currentTarget)}
                                        />
                                    </Tooltip>
                                )}
                                <Button
                                    type="text"
                                    icon={isOpen ? <UpOutlined /> : <EditOutlined />}
                                    aria-label={
                                        isOpen
                                            ? t('Close {name}', { name: label.name })
                                            : t('Edit {name}', { name: label.name })
                                    }
                                    onClick={() => setOpen(isOpen ? null : label.key)}
                                />
                                <Tooltip title={t('Duplicate')}>
                                    <Button
                                        type="text"
                                        icon={<CopyOutlined />}
                                        aria-label={t('Duplicate {name}', { name: label.name })}
                                        onClick={() => onChange([...value, copyLabel(label, value)])}
                                    />
                                </Tooltip>
                                <Button
                                    type="text"
                                    danger
                                    icon={<DeleteOutlined />}
                                    aria-label={t('Delete {name}', { name: label.name })}
                                    onClick={() => drop(label)}
                                />
                            </div>
                            {isOpen && (
                                <LabelForm
                                    value={label}
                                    labels={value}
                                    savedName={savedName(label)}
                                    problems={problems}
                                    onChange={replace}
                                    onHotkey={hotkey => onChange(withHotkey(value, label.key, hotkey))}
                                    onEditSkeleton={() => setDrawing(label)}
                                />
                            )}
                        </li>
                    );
                })}
            </ul>
            {drawing && (
                <Suspense fallback={null}>
                    <SkeletonDialog
                        value={
                            drawing === 'new'
                                ? null
                                : {
                                      name: drawing.name,
                                      color: drawing.color,
                                      sublabels: drawing.sublabels ?? [],
                                      svg: drawing.svg ?? '',
                                  }
                        }
                        color={drawing === 'new' ? freeColor(value.map(label => label.color)) : drawing.color}
                        taken={value.filter(label => label !== drawing).map(label => label.name.trim())}
                        onDone={drawn}
                        onClose={() => setDrawing(null)}
                    />
                </Suspense>
            )}
        </Flex>
    );
}
