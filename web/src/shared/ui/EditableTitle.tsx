import { EditOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Tooltip, Typography } from 'antd';
import { useState } from 'react';
import { t } from '../language';

interface Props {
    value: string;
    label: string;
    /** Resolves to false when it was not saved; the field stays open then. */
    onSave: (value: string) => Promise<boolean>;
}

/** A heading that turns into a field: Enter saves, Escape leaves it as it was. */
export function EditableTitle({ value, label, onSave }: Props) {
    const [typed, setTyped] = useState<string | null>(null);
    const [saving, setSaving] = useState(false);

    const save = async () => {
        const name = typed?.trim();
        if (!name || name === value) {
            setTyped(null);
            return;
        }
        setSaving(true);
        if (await onSave(name)) setTyped(null);
        setSaving(false);
    };

    if (typed === null) {
        return (
            <Flex gap={4} align="center">
                <Typography.Title level={1} className="limn-h1">
                    {value}
                </Typography.Title>
                <Tooltip title={t('Rename')}>
                    <Button
                        type="text"
                        icon={<EditOutlined />}
                        aria-label={t('Change {label}', { label })}
                        onClick={() => setTyped(value)}
                    />
                </Tooltip>
            </Flex>
        );
    }
    return (
        <Flex gap={8}>
            <Input
                autoFocus
                aria-label={label}
                value={typed}
                maxLength={256}
                disabled={saving}
                onChange={event => setTyped(event.target.value)}
                onPressEnter={() => void save()}
                onKeyDown={event => event.key === 'Escape' && setTyped(null)}
                style={{ width: 360 }}
            />
            <Button type="primary" loading={saving} onClick={() => void save()}>
                {t('Save')}
            </Button>
            <Button disabled={saving} onClick={() => setTyped(null)}>
                {t('Cancel')}
            </Button>
        </Flex>
    );
}
