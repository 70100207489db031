import { ArrowDownOutlined, ArrowUpOutlined, HolderOutlined, SortAscendingOutlined } from '@ant-design/icons';
import { Button, Popover, Typography } from 'antd';
import { useState, type DragEvent } from 'react';
import { t, sideOf } from '../language';
import { cycleSort, moveSort, readSort, writeSort, type SortTerm } from './sort';
import type { ListControl } from './state';

export interface SortField {
    name: string;
    title: string;
}

interface Props {
    control: ListControl;
    fields: SortField[];
}

const direction = (term: SortTerm) => (term.descending ? t('descending') : t('ascending'));

function ActiveTerm({
    term,
    title,
    index,
    terms,
    apply,
}: {
    term: SortTerm;
    title: string;
    index: number;
    terms: SortTerm[];
    apply: (terms: SortTerm[]) => void;
}) {
    const drop = (event: DragEvent) => {
        event.preventDefault();
        apply(moveSort(terms, Number(event.dataTransfer.getData('text/plain')), index));
    };
    return (
        <li
            draggable
            onDragStart={event => event.dataTransfer.setData('text/plain', String(index))}
            onDragOver={event => event.preventDefault()}
            onDrop={drop}
            className="limn-sort-term"
        >
            <HolderOutlined aria-hidden className="limn-sort-holder" />
            <button
                type="button"
                className="limn-sort-name"
                aria-label={`${title}, ${direction(term)}`}
                onClick={() => apply(cycleSort(terms, term.field))}
                onKeyDown={event => {
                    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
                    if (!by || !event.altKey) return;
                    event.preventDefault();
                    apply(moveSort(terms, index, index + by));
                }}
            >
                {title}
                {term.descending ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden />}
            </button>
        </li>
    );
}

function Content({ control, fields }: Props) {
    const terms = readSort(control.state.sort).filter(term => fields.some(field => field.name === term.field));
    const titleOf = (name: string) => fields.find(field => field.name === name)?.title ?? name;
    // A list is never without an order: the last field that goes leaves the newest first.
    const apply = (next: SortTerm[]) => control.set({ sort: writeSort(next) || '-id' });
    const others = fields.filter(field => !terms.some(term => term.field === field.name));
    return (
        <div className="limn-sort">
            <ol aria-label={t('Sorted by, most important first')}>
                {terms.map((term, index) => (
                    <ActiveTerm
                        key={term.field}
                        term={term}
                        title={titleOf(term.field)}
                        index={index}
                        terms={terms}
                        apply={apply}
                    />
                ))}
            </ol>
            {others.length > 0 && (
                <ul aria-label={t('Sort by another field too')}>
                    {others.map(field => (
                        <li key={field.name} className="limn-sort-term">
                            <button
                                type="button"
                                className="limn-sort-name"
                                onClick={() => apply(cycleSort(terms, field.name))}
                            >
                                {field.title}
                            </button>
                        </li>
                    ))}
                </ul>
            )}
            <Typography.Text type="secondary" className="limn-meta">
                {t('Click: up, down, off. Drag, or Alt with an arrow key, changes priorities.')}
            </Typography.Text>
        </div>
    );
}

/** The order of a list, by several fields if need be. */
export function SortButton({ control, fields }: Props) {
    const [open, setOpen] = useState(false);
    const [first, ...more] = readSort(control.state.sort);
    const title = fields.find(field => field.name === first?.field)?.title ?? t('ID');
    const text = more.length
        ? t('Sort: {title} +{count}', { title, count: more.length })
        : t('Sort: {title}', { title });
    return (
        <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement={sideOf('bottomLeft')}
            destroyOnHidden
            content={<Content control={control} fields={fields} />}
        >
            <Button
                icon={<SortAscendingOutlined />}
                aria-expanded={open}
                aria-label={`${text}, ${first?.descending ? t('descending') : t('ascending')}`}
                className="limn-sort-button"
            >
                {text}
                {first?.descending ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden />}
            </Button>
        </Popover>
    );
}
