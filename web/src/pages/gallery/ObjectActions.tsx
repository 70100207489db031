import { CloseOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Popover, Tooltip } from 'antd';
import { useState } from 'react';
import type { AttributeSpec, LabelSpec } from '../../editor/model/labels';
import { t, sideOf } from '../../shared/language';
import { LabelOption } from './LabelOption';
import { ValueForm } from './ValueForm';

interface Props {
    count: number;
    /** Labels, and whether any of the chosen objects may carry them. */
    labels: readonly { label: LabelSpec; fits: boolean }[];
    /** Attributes the chosen objects have in common. */
    attributes: readonly AttributeSpec[];
    busy: boolean;
    onOpen: () => void;
    onLabel: (label: LabelSpec) => void;
    onValue: (spec: AttributeSpec, value: string) => void;
    onDelete: () => void;
    onClear: () => void;
}

function LabelMenu({ labels, disabled, onLabel }: Pick<Props, 'labels' | 'onLabel'> & { disabled: boolean }) {
    const items = labels.map(({ label, fits }) => ({
        key: label.id,
        disabled: !fits,
        label: fits ? (
            <LabelOption data={{ label: label.name, color: label.color }} />
        ) : (
            <Tooltip title={t('None of the chosen objects is of a type this label takes')} placement={sideOf('right')}>
                <span>
                    <LabelOption data={{ label: label.name, color: label.color }} />
                </span>
            </Tooltip>
        ),
        onClick: () => onLabel(label),
    }));
    return (
        <Dropdown trigger={['click']} disabled={disabled} menu={{ items, className: 'gal-menu' }}>
            <Button size="small" disabled={disabled} aria-haspopup="menu">
                {t('Set label')} <DownOutlined />
            </Button>
        </Dropdown>
    );
}

function ValueButton({ attributes, disabled, onValue }: Pick<Props, 'attributes' | 'onValue'> & { disabled: boolean }) {
    const [open, setOpen] = useState(false);
    return (
        <Popover
            open={open && !disabled}
            onOpenChange={setOpen}
            trigger="click"
            placement={sideOf('bottomLeft')}
            destroyOnHidden
            content={
                <ValueForm
                    attributes={attributes}
                    onSet={(spec, value) => {
                        setOpen(false);
                        onValue(spec, value);
                    }}
                />
            }
        >
            <Button size="small" disabled={disabled} aria-expanded={open}>
                {t('Set attribute')} <DownOutlined />
            </Button>
        </Popover>
    );
}

/** What can be done with the objects that are chosen. */
export function ObjectActions(props: Props) {
    const { count, labels, attributes, busy, onOpen, onLabel, onValue, onDelete, onClear } = props;
    const none = count === 0 || busy;
    const noAttributes = count > 0 && attributes.length === 0;
    return (
        <div className="gal-actions" role="toolbar" aria-label={t('Chosen objects')}>
            <strong aria-live="polite" className="limn-number">
                {count
                    ? t('{count, plural, one {# object} other {# objects}} selected', { count })
                    : t('Nothing selected')}
            </strong>
            <Button size="small" disabled={count !== 1} onClick={onOpen}>
                {t('Open in the editor')}
            </Button>
            <LabelMenu labels={labels} disabled={none} onLabel={onLabel} />
            <Tooltip title={noAttributes ? t('The chosen objects have no attribute in common') : ''}>
                <span className="gal-pair">
                    <ValueButton attributes={attributes} disabled={none || noAttributes} onValue={onValue} />
                </span>
            </Tooltip>
            <Button size="small" danger disabled={none} onClick={onDelete}>
                {t('Delete')}
            </Button>
            <Button
                size="small"
                type="text"
                icon={<CloseOutlined />}
                aria-label={t('Deselect')}
                disabled={count === 0}
                onClick={onClear}
            />
        </div>
    );
}
