import { FolderOpenOutlined, InboxOutlined } from '@ant-design/icons';
import { Button, Flex, Typography } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import type { MediaFile } from '../../api';
import { filesFromDrop, filesFromInput } from '../files';
import { t } from '../language';

interface Props {
    onFiles: (files: MediaFile[]) => void;
    text: string;
    hint?: string;
    accept?: string;
    multiple?: boolean;
    /** Offer to choose a whole folder too. */
    folders?: boolean;
    disabled?: boolean;
}

/** A place to drop files on; works with the keyboard and the file dialog too. */
export function FileDrop({ onFiles, text, hint, accept, multiple = false, folders = false, disabled }: Props) {
    const fileInput = useRef<HTMLInputElement>(null);
    const folderInput = useRef<HTMLInputElement | null>(null);
    const [over, setOver] = useState(false);
    const [reading, setReading] = useState(false);

    const drop = async (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        if (disabled) return;
        setReading(true);
        try {
            const files = await filesFromDrop(event.dataTransfer);
            onFiles(multiple ? files : files.slice(0, 1));
        } finally {
            setReading(false);
        }
    };

    const chosen = (input: HTMLInputElement) => {
        if (input.files?.length) onFiles(filesFromInput(input.files));
        input.value = '';
    };

    return (
        <div
            className={over ? 'limn-drop over' : 'limn-drop'}
            onDragOver={event => {
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={event => void drop(event)}
        >
            <InboxOutlined aria-hidden className="limn-drop-icon" />
            <Typography.Text>{reading ? t('Reading folders…') : text}</Typography.Text>
            {hint && <Typography.Text type="secondary">{hint}</Typography.Text>}
            <Flex gap={8}>
                <Button disabled={disabled} onClick={() => fileInput.current?.click()}>
                    {multiple ? t('Choose files') : t('Choose a file')}
                </Button>
                {folders && (
                    <Button
                        disabled={disabled}
                        icon={<FolderOpenOutlined />}
                        onClick={() => folderInput.current?.click()}
                    >
                        {t('Choose a folder')}
                    </Button>
                )}
            </Flex>
            <input
                ref={fileInput}
                type="file"
                className="limn-hidden-input"
                aria-label={text}
                accept={accept}
                multiple={multiple}
                onChange={event => chosen(event.target)}
            />
            {folders && (
                <input
                    ref={folder => {
                        folderInput.current = folder;
                        // React knows no such attribute.
                        folder?.setAttribute('webkitdirectory', '');
                    }}
                    type="file"
                    className="limn-hidden-input"
                    aria-label={t('Choose a folder')}
                    onChange={event => chosen(event.target)}
                />
            )}
        </div>
    );
}
