import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { MediaFile } from '../../api';
import { formatBytes } from '../../shared/format';
import { t } from '../../shared/language';
import { FileDrop } from '../../shared/ui/FileDrop';
import { addFiles, kindOf, type Selection } from './files';

interface Props {
    files: MediaFile[];
    selection: Selection;
    /** Show what is wrong with the selection even while it is empty. */
    checked: boolean;
    onChange: (files: MediaFile[]) => void;
    disabled: boolean;
}

/** Rows shown at once; a folder may hold a hundred thousand files. */
const PORTION = 100;

function FileRows({ files, onChange, disabled }: Pick<Props, 'files' | 'onChange' | 'disabled'>) {
    const [shown, setShown] = useState(PORTION);
    return (
        <ul className="limn-file-list" aria-label={t('Files to upload')}>
            {files.slice(0, shown).map(file => (
                <li key={file.name}>
                    <span className="limn-ellipsis" title={file.name}>
                        {file.name}
                    </span>
                    {kindOf(file.name) === 'other' && <Tag>{t('skipped')}</Tag>}
                    <span className="limn-meta limn-number">{formatBytes(file.body.size)}</span>
                    <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={t('Remove {name}', { name: file.name })}
                        disabled={disabled}
                        onClick={() => onChange(files.filter(item => item !== file))}
                    />
                </li>
            ))}
            {files.length > shown && (
                <li>
                    <Button type="link" onClick={() => setShown(shown * 10)}>
                        {t('Show more ({count, plural, one {# file} other {# files}} hidden)', {
                            count: files.length - shown,
                        })}
                    </Button>
                </li>
            )}
        </ul>
    );
}

/** The files of the new task: dropped or chosen, listed with their sizes. */
export function FilesField({ files, selection, checked, onChange, disabled }: Props) {
    const bytes = selection.usable.reduce((sum, file) => sum + file.body.size, 0);
    return (
        <Flex vertical gap={8}>
            <FileDrop
                text={t('Drop images, folders, a video, an archive, a PDF or point clouds here')}
                hint={t('Many images, or one video, archive or PDF')}
                multiple
                folders
                disabled={disabled}
                onFiles={added => onChange(addFiles(files, added))}
            />
            {files.length > 0 && (
                <>
                    <Flex justify="space-between" align="center">
                        <Typography.Text>
                            {selection.skipped.length > 0
                                ? t(
                                      '{count, plural, one {# file} other {# files}}, {bytes}; {skipped, plural, one {# other file} other {# other files}} skipped',
                                      {
                                          count: selection.usable.length,
                                          bytes: formatBytes(bytes),
                                          skipped: selection.skipped.length,
                                      },
                                  )
                                : t('{count, plural, one {# file} other {# files}}, {bytes}', {
                                      count: selection.usable.length,
                                      bytes: formatBytes(bytes),
                                  })}
                        </Typography.Text>
                        <Button size="small" disabled={disabled} onClick={() => onChange([])}>
                            {t('Remove all')}
                        </Button>
                    </Flex>
                    <FileRows files={files} onChange={onChange} disabled={disabled} />
                </>
            )}
            {selection.problem && (checked || files.length > 0) && (
                <Alert type="error" showIcon message={selection.problem} role="alert" />
            )}
        </Flex>
    );
}
