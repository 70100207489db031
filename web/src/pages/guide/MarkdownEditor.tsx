import {
    BoldOutlined,
    ItalicOutlined,
    LinkOutlined,
    OrderedListOutlined,
    PictureOutlined,
    UnorderedListOutlined,
} from '@ant-design/icons';
import { Button, Flex, Input, Segmented, Skeleton, Spin, Tooltip } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { lazy, Suspense, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { ASSET_TYPES } from '../../api';
import { t } from '../../shared/language';
import { insertAt, prefixLines, wrap, type Editing } from './insert';

const Markdown = lazy(() => import('../../shared/markdown/Markdown'));

interface Props {
    value: string;
    onChange: (text: string) => void;
    onSave: () => void;
    /** Uploads a file; gives the Markdown that shows it, or null when it was refused. */
    upload: (file: File) => Promise<string | null>;
    disabled?: boolean;
}

type Mode = 'both' | 'write' | 'read';

const TOOLS: {
    key: string;
    title: string;
    icon: React.ReactNode;
    act: (editing: Editing) => Editing;
    keys?: string;
}[] = [
    { key: 'bold', title: t('Bold'), icon: <BoldOutlined />, act: editing => wrap(editing, '**'), keys: 'b' },
    { key: 'italic', title: t('Italic'), icon: <ItalicOutlined />, act: editing => wrap(editing, '_'), keys: 'i' },
    { key: 'head', title: t('Heading'), icon: <strong>H</strong>, act: editing => prefixLines(editing, '## ') },
    { key: 'list', title: t('List'), icon: <UnorderedListOutlined />, act: editing => prefixLines(editing, '- ') },
    { key: 'steps', title: t('Steps'), icon: <OrderedListOutlined />, act: editing => prefixLines(editing, '1. ') },
    {
        key: 'link',
        title: t('Link'),
        icon: <LinkOutlined />,
        act: editing => insertAt(editing, `[${editing.text.slice(editing.start, editing.end) || 'text'}](https://)`),
        keys: 'l',
    },
];

/** Markdown with a preview beside it. Pictures and PDFs are pasted or dropped in. */
export function MarkdownEditor({ value, onChange, onSave, upload, disabled }: Props) {
    const area = useRef<TextAreaRef>(null);
    const file = useRef<HTMLInputElement>(null);
    const [mode, setMode] = useState<Mode>('both');
    const [uploading, setUploading] = useState(0);
    // Uploads end later: they go where the text is by then.
    const latest = useRef(value);
    latest.current = value;

    const editing = (): Editing => {
        const element = area.current?.resizableTextArea?.textArea;
        const end = latest.current.length;
        return {
            text: latest.current,
            start: element?.selectionStart ?? end,
            end: element?.selectionEnd ?? end,
        };
    };

    const apply = (next: Editing) => {
        latest.current = next.text;
        flushSync(() => onChange(next.text));
        const element = area.current?.resizableTextArea?.textArea;
        element?.focus();
        element?.setSelectionRange(next.start, next.end);
    };

    const add = async (files: File[]) => {
        for (const item of files) {
            setUploading(count => count + 1);
            try {
                const markdown = await upload(item);
                if (markdown) apply(insertAt(editing(), `${markdown}\n`));
            } finally {
                setUploading(count => count - 1);
            }
        }
    };

    const takeFiles = (event: ClipboardEvent | DragEvent, files: FileList | undefined) => {
        if (!files?.length) return;
        event.preventDefault();
        void add(Array.from(files));
    };

    const onKeyDown = (event: KeyboardEvent) => {
        if (!event.ctrlKey && !event.metaKey) return;
        const tool = TOOLS.find(item => item.keys === event.key.toLowerCase());
        if (tool) {
            event.preventDefault();
            apply(tool.act(editing()));
        } else if (event.key.toLowerCase() === 's') {
            event.preventDefault();
            onSave();
        }
    };

    return (
        <div className="limn-panel limn-guide">
            <Flex justify="space-between" align="center" gap={8} wrap className="limn-guide-bar">
                <Flex gap={2} role="toolbar" aria-label={t('Formatting')}>
                    {TOOLS.map(tool => (
                        <Tooltip
                            key={tool.key}
                            title={
                                tool.keys
                                    ? t('{title} (Ctrl+{keys})', { title: tool.title, keys: tool.keys.toUpperCase() })
                                    : tool.title
                            }
                        >
                            <Button
                                type="text"
                                icon={tool.icon}
                                aria-label={tool.title}
                                disabled={disabled || mode === 'read'}
                                onClick={() => apply(tool.act(editing()))}
                            />
                        </Tooltip>
                    ))}
                    <Tooltip title={t('Add a picture or PDF; pasting and dropping work too')}>
                        <Button
                            type="text"
                            icon={<PictureOutlined />}
                            aria-label={t('Add a picture or PDF')}
                            disabled={disabled || mode === 'read'}
                            onClick={() => file.current?.click()}
                        />
                    </Tooltip>
                    {uploading > 0 && <Spin size="small" aria-label={t('Uploading')} />}
                </Flex>
                <Segmented<Mode>
                    aria-label={t('View')}
                    value={mode}
                    onChange={setMode}
                    options={[
                        { value: 'write', label: t('Write') },
                        { value: 'both', label: t('Both') },
                        { value: 'read', label: t('Preview') },
                    ]}
                />
            </Flex>
            <div className={`limn-guide-body ${mode}`}>
                {mode !== 'read' && (
                    <Input.TextArea
                        ref={area}
                        aria-label={t('Guide, in Markdown')}
                        className="limn-code"
                        variant="borderless"
                        placeholder={t(
                            '# How to annotate\n\nWhat to mark, what to leave out, with examples. Paste or drop pictures in.',
                        )}
                        value={value}
                        disabled={disabled}
                        onChange={event => onChange(event.target.value)}
                        onKeyDown={onKeyDown}
                        onPaste={event => takeFiles(event, event.clipboardData.files)}
                        onDragOver={event => event.preventDefault()}
                        onDrop={event => takeFiles(event, event.dataTransfer.files)}
                    />
                )}
                {mode !== 'write' && (
                    <section aria-label={t('Preview')} className="limn-guide-preview" tabIndex={0}>
                        <Suspense fallback={<Skeleton active />}>
                            {value.trim() ? (
                                <Markdown text={value} />
                            ) : (
                                <p className="limn-meta">{t('Nothing to show yet.')}</p>
                            )}
                        </Suspense>
                    </section>
                )}
            </div>
            <input
                ref={file}
                type="file"
                multiple
                accept={ASSET_TYPES.join(',')}
                className="limn-hidden-input"
                aria-label={t('Pictures or PDFs for the guide')}
                onChange={event => {
                    void add(Array.from(event.target.files ?? []));
                    event.target.value = '';
                }}
            />
        </div>
    );
}
