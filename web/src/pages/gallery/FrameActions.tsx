import { CloseOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import type { LabelSpec } from '../../editor/model/labels';
import { t } from '../../shared/language';
import { LabelOption } from './LabelOption';

interface Props {
    count: number;
    /** Of those chosen. */
    deletedCount: number;
    tags: readonly LabelSpec[];
    busy: boolean;
    onOpen: () => void;
    onDelete: (deleted: boolean) => void;
    onTag: (label: LabelSpec, on: boolean) => void;
    onClear: () => void;
}

/** A menu of the labels a tag may carry; digits stand beside the first nine. */
function TagMenu({
    text,
    tags,
    disabled,
    onChoose,
}: {
    text: string;
    tags: readonly LabelSpec[];
    disabled: boolean;
    onChoose: (label: LabelSpec) => void;
}) {
    const items = tags.map((label, index) => ({
        key: label.id,
        label: (
            <LabelOption
                data={{ label: index < 9 ? `${label.name} (${index + 1})` : label.name, color: label.color }}
            />
        ),
        onClick: () => onChoose(label),
    }));
    return (
        <Dropdown trigger={['click']} disabled={disabled} menu={{ items, className: 'gal-menu' }}>
            <Button size="small" disabled={disabled} aria-haspopup="menu">
                {text} <DownOutlined />
            </Button>
        </Dropdown>
    );
}

/** What can be done with the frames that are chosen. */
export function FrameActions({ count, deletedCount, tags, busy, onOpen, onDelete, onTag, onClear }: Props) {
    const none = count === 0 || busy;
    const noTags = tags.length === 0;
    return (
        <div className="gal-actions" role="toolbar" aria-label={t('Chosen frames')}>
            <strong aria-live="polite" className="limn-number">
                {count
                    ? t('{count, plural, one {# frame} other {# frames}} selected', { count })
                    : t('Nothing selected')}
            </strong>
            <Button size="small" disabled={count !== 1} onClick={onOpen}>
                {t('Open in the editor')}
            </Button>
            <Button size="small" disabled={none || deletedCount === count} onClick={() => onDelete(true)}>
                {t('Delete frames')}
            </Button>
            <Button size="small" disabled={none || deletedCount === 0} onClick={() => onDelete(false)}>
                {t('Restore')}
            </Button>
            <Tooltip title={noTags ? t('None of the labels may be a tag: add one of type “tag” or “any”') : ''}>
                <span className="gal-pair">
                    <TagMenu
                        text={t('Add tag')}
                        tags={tags}
                        disabled={none || noTags}
                        onChoose={one => onTag(one, true)}
                    />
                    <TagMenu
                        text={t('Remove tag')}
                        tags={tags}
                        disabled={none || noTags}
                        onChoose={one => onTag(one, false)}
                    />
                </span>
            </Tooltip>
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
