import { Button, Flex, Input, Typography } from 'antd';
import { t } from '../language';

interface Props {
    text: string;
    changed: boolean;
    onChange: (text: string) => void;
    onApply: () => void;
    onReset: () => void;
}

export function RawEditor({ text, changed, onChange, onApply, onReset }: Props) {
    return (
        <Flex vertical gap={8}>
            <Input.TextArea
                aria-label={t('Labels as JSON')}
                className="limn-code"
                spellCheck={false}
                autoSize={{ minRows: 10, maxRows: 28 }}
                value={text}
                onChange={event => onChange(event.target.value)}
                onKeyDown={event => {
                    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onApply();
                }}
            />
            <Flex gap={8} align="center">
                <Button type="primary" disabled={!changed} onClick={onApply}>
                    {t('Apply')}
                </Button>
                <Button disabled={!changed} onClick={onReset}>
                    {t('Undo changes')}
                </Button>
                <Typography.Text type="secondary" copyable={{ text, tooltips: [t('Copy'), t('Copied')] }}>
                    {changed ? t('Not applied yet (Ctrl+Enter applies)') : t('Copy')}
                </Typography.Text>
            </Flex>
        </Flex>
    );
}
