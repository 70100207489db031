import { Form, Radio, Select, Switch } from 'antd';
import type { AnnotationFormat, ImportMode } from '../../api';
import { t } from '../language';
import { storageProblem } from '../storages/StorageField';
import { acceptOf, acceptsFile, type DatasetTarget } from './formats';
import { ImportSource, nameOfSource, NO_SOURCE, type ImportSourceValue } from './ImportSource';
import type { ImportOrder } from './useImport';

/** What is filled in. */
export interface ImportValues {
    /** Nothing: the format to begin with. */
    format?: string;
    source: ImportSourceValue;
    mode: ImportMode;
    masksToPolygons: boolean;
}

export const NO_VALUES: ImportValues = { source: NO_SOURCE, mode: 'append', masksToPolygons: true };

const MODES: { value: ImportMode; label: string }[] = [
    { value: 'append', label: t('Keep them and add all of the file') },
    { value: 'append_new', label: t('Keep them and add what is not there yet') },
    { value: 'replace', label: t('Replace them') },
];

const isMisfit = (format: AnnotationFormat | undefined, { source }: ImportValues) => {
    const fileName = nameOfSource(source);
    return fileName !== null && format !== undefined && !acceptsFile(format, fileName);
};

/** What is ordered by the values, or null while something is missing or does not fit. */
export function orderOf(format: AnnotationFormat | undefined, values: ImportValues): ImportOrder | null {
    const { source, mode, masksToPolygons } = values;
    if (!format || !nameOfSource(source) || isMisfit(format, values) || storageProblem(source.storage) !== null)
        return null;
    return { source, options: { format: format.name, mode, masksToPolygons } };
}

interface Props {
    owner: DatasetTarget['owner'];
    formats: AnnotationFormat[];
    format: AnnotationFormat | undefined;
    loading: boolean;
    disabled: boolean;
    values: ImportValues;
    onChange: (values: ImportValues) => void;
}

export function ImportForm({ owner, formats, format, loading, disabled, values, onChange }: Props) {
    const change = (part: Partial<ImportValues>) => onChange({ ...values, ...part });
    const misfit = isMisfit(format, values);
    return (
        <Form layout="vertical" disabled={disabled}>
            <Form.Item label={t('Format')} htmlFor="limn-import-format">
                <Select
                    id="limn-import-format"
                    showSearch
                    value={format?.name}
                    onChange={name => change({ format: name })}
                    loading={loading}
                    options={formats.map(item => ({ value: item.name, label: `${item.name} (${item.ext})` }))}
                />
            </Form.Item>
            <Form.Item
                label={t('File')}
                validateStatus={misfit ? 'error' : undefined}
                help={misfit ? t('This format is kept in {ext} files', { ext: format?.ext }) : undefined}
            >
                <ImportSource
                    value={values.source}
                    onChange={source => change({ source })}
                    accept={acceptOf(format)}
                    disabled={disabled}
                    hasDefault
                />
            </Form.Item>
            {owner !== 'projects' && (
                <Form.Item label={t('Annotations that are there already')}>
                    <Radio.Group
                        className="limn-choices"
                        value={values.mode}
                        onChange={event => change({ mode: event.target.value as ImportMode })}
                        options={MODES}
                    />
                </Form.Item>
            )}
            <Form.Item label={t('Turn masks into polygons')} htmlFor="limn-import-masks">
                <Switch
                    id="limn-import-masks"
                    checked={values.masksToPolygons}
                    onChange={masksToPolygons => change({ masksToPolygons })}
                />
            </Form.Item>
        </Form>
    );
}
