import { Segmented } from 'antd';
import { t } from '../../../shared/language';
import type { LinkKind } from '../../model/links';

interface LinkKindChoiceProps {
    value: LinkKind;
    disabled?: boolean;
    onChange: (kind: LinkKind) => void;
}

export function LinkKindChoice({ value, disabled, onChange }: LinkKindChoiceProps) {
    return (
        <Segmented<LinkKind>
            size="small"
            aria-label={t('Kind of the link')}
            value={value}
            disabled={disabled}
            onChange={onChange}
            options={[
                { value: 'link', label: t('Relation') },
                { value: 'parent', label: t('Parent'), title: t('From the parent to its child') },
            ]}
        />
    );
}
