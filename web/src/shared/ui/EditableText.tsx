import { EditOutlined } from '@ant-design/icons';
import { Button, Input, Space, Typography } from 'antd';
import { useState, type ReactNode } from 'react';
import { t } from '../language';

interface Props {
    value: string;
    label: string;
    placeholder: string;
    /** How to show the value while it is not edited. */
    render?: (value: string) => ReactNode;
    onSave: (value: string) => Promise<boolean>;
}

/** A short text that is edited where it stands: Enter saves, Escape leaves it as it was. */
export function EditableText({ value, label, placeholder, render, onSave }: Props) {
    const [typed, setTyped] = useState<string | null>(null);
    const [saving, setSaving] = useState(false);

    const save = async () => {
        if (typed === null || typed.trim() === value) {
            setTyped(null);
            return;
        }
        setSaving(true);
        if (await onSave(typed.trim())) setTyped(null);
        setSaving(false);
    };

    if (typed === null) {
        return (
            <Space size={4}>
                {value ? (render?.(value) ?? value) : <Typography.Text type="secondary">{placeholder}</Typography.Text>}
                <Button
                    type="text"
                    size="small"
                    icon={<EditOutlined />}
                    aria-label={t('Edit {label}', { label })}
                    onClick={() => setTyped(value)}
                />
            </Space>
        );
    }
    return (
        <Space.Compact>
            <Input
                autoFocus
                size="small"
                aria-label={label}
                value={typed}
                disabled={saving}
                onChange={event => setTyped(event.target.value)}
                onPressEnter={() => void save()}
                onKeyDown={event => event.key === 'Escape' && setTyped(null)}
                style={{ width: 240 }}
            />
            <Button size="small" type="primary" loading={saving} onClick={() => void save()}>
                {t('Save')}
            </Button>
            <Button size="small" disabled={saving} onClick={() => setTyped(null)}>
                {t('Cancel')}
            </Button>
        </Space.Compact>
    );
}
