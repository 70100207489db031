import {
    AimOutlined,
    DeleteOutlined,
    DownloadOutlined,
    DragOutlined,
    NodeIndexOutlined,
    PictureOutlined,
    PlusOutlined,
    UndoOutlined,
    UploadOutlined,
} from '@ant-design/icons';
import { Alert, Button, Checkbox, ColorPicker, Flex, Input, Modal, Radio, Select, Tooltip, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { LabelWrite } from '../../../api';
import { t } from '../../language';
import { saveText } from '../../saveText';
import { AttributeForm } from '../AttributeForm';
import { newAttribute, PALETTE } from '../model';
import { Board, type BoardTool } from './Board';
import { fromPreset, PRESETS } from './presets';
import {
    changeNode,
    EMPTY_TEMPLATE,
    pairByName,
    pairNodes,
    parseTemplate,
    partnerOf,
    templateProblem,
    toFile,
    toSublabels,
    toSvg,
    type Template,
    type TemplateNode,
} from './template';

export interface Skeleton {
    name: string;
    color: string;
    sublabels: LabelWrite[];
    svg: string;
}

interface Props {
    /** The skeleton to change; nothing for a new one. */
    value: Skeleton | null;
    color: string;
    /** Names of other labels, which a new one may not have. */
    taken: string[];
    onDone: (skeleton: Skeleton) => void;
    onClose: () => void;
}

const TOOLS: { value: BoardTool; title: string; icon: React.ReactNode; help: string }[] = [
    {
        value: 'add',
        title: t('Add'),
        icon: <AimOutlined />,
        help: t('Click where a point belongs; points can be dragged.'),
    },
    {
        value: 'move',
        title: t('Move'),
        icon: <DragOutlined />,
        help: t('Drag a point, or move it with the arrow keys.'),
    },
    {
        value: 'join',
        title: t('Join'),
        icon: <NodeIndexOutlined />,
        help: t('Click two points to join them, or to part them. Esc gives up.'),
    },
    { value: 'delete', title: t('Delete'), icon: <DeleteOutlined />, help: t('Click a point or a line.') },
];

function initial(value: Skeleton | null): Template {
    if (!value) return EMPTY_TEMPLATE;
    try {
        return parseTemplate(value.svg, value.sublabels);
    } catch {
        // A label without a drawing, or with one nobody can read: it is drawn anew.
        return EMPTY_TEMPLATE;
    }
}

/** A template with the steps that led to it. A drag is one step. */
function useHistory(start: Template) {
    const [states, setStates] = useState<Template[]>([start]);
    const current = states[states.length - 1];
    return {
        current,
        canUndo: states.length > 1,
        /** `ongoing` changes go into the step that a drag began. */
        set: (next: Template, ongoing = false) => setStates(list => [...(ongoing ? list.slice(0, -1) : list), next]),
        undo: () => setStates(list => (list.length > 1 ? list.slice(0, -1) : list)),
    };
}

function NodeForm({ node, onChange }: { node: TemplateNode; onChange: (part: Partial<TemplateNode>) => void }) {
    return (
        <Flex vertical gap={10}>
            <Flex gap={8} align="flex-end" wrap>
                <label className="limn-field limn-grow">
                    <span>{t('Name of the point')}</span>
                    <Input
                        value={node.name}
                        maxLength={64}
                        onChange={event => onChange({ name: event.target.value })}
                    />
                </label>
                <ColorPicker
                    value={node.color}
                    disabledAlpha
                    presets={[{ label: t('Presets'), colors: PALETTE, defaultOpen: true }]}
                    onChangeComplete={color => onChange({ color: color.toHexString().slice(0, 7) })}
                />
            </Flex>
            {node.attributes.map(attribute => (
                <AttributeForm
                    key={attribute.key}
                    value={attribute}
                    problems={[]}
                    onChange={next =>
                        onChange({ attributes: node.attributes.map(item => (item.key === next.key ? next : item)) })
                    }
                    onDelete={() => onChange({ attributes: node.attributes.filter(item => item !== attribute) })}
                />
            ))}
            <Button
                size="small"
                icon={<PlusOutlined />}
                className="limn-self-start"
                onClick={() => onChange({ attributes: [...node.attributes, newAttribute()] })}
            >
                {t('Attribute of this point')}
            </Button>
        </Flex>
    );
}

interface PairFieldProps {
    template: Template;
    node: TemplateNode;
    onChange: (template: Template) => void;
}

/** Which point is the same one on the other side of the body. */
function PairField({ template, node, onChange }: PairFieldProps) {
    const others = template.nodes.filter(item => item.key !== node.key);
    return (
        <label className="limn-field">
            <span>{t('The same on the other side')}</span>
            <Select
                aria-label={t('The same on the other side')}
                allowClear
                showSearch
                optionFilterProp="label"
                placeholder={t('None')}
                value={partnerOf(template, node.key) ?? undefined}
                options={others.map(item => ({ value: item.key, label: item.name }))}
                onChange={(key: string | undefined) => onChange(pairNodes(template, node.key, key ?? null))}
            />
        </label>
    );
}

/** Draws the template of a skeleton: its points, their names, and the lines between them. */
export function SkeletonDialog({ value, color, taken, onDone, onClose }: Props) {
    const [name, setName] = useState(value?.name ?? '');
    const { current: template, set, undo, canUndo } = useHistory(initial(value));
    const [tool, setTool] = useState<BoardTool>('add');
    const [chosen, setChosen] = useState<string | null>(null);
    const [mirrors, setMirrors] = useState(true);
    const [background, setBackground] = useState<string | null>(null);
    const [failure, setFailure] = useState<string | null>(null);
    const picture = useRef<HTMLInputElement>(null);
    const drawing = useRef<HTMLInputElement>(null);
    const node = template.nodes.find(item => item.key === chosen);

    useEffect(() => () => void (background && URL.revokeObjectURL(background)), [background]);

    const doubled = taken.includes(name.trim());
    /** Of a saved skeleton points are added and renamed; none goes. */
    const isSaved = value?.sublabels.some(item => item.id !== undefined) ?? false;
    const problem = !name.trim()
        ? t('The skeleton needs a name')
        : doubled
          ? t('There is a label “{name}” already', { name: name.trim() })
          : templateProblem(template);

    const read = async (file: File) => {
        setFailure(null);
        try {
            set(parseTemplate(await file.text()));
        } catch (error) {
            setFailure(t('“{name}” was not read: {message}', { name: file.name, message: (error as Error).message }));
        }
    };
    // Untouched it stays to the letter, so that nothing is saved for it.
    const skeleton = (): Skeleton => {
        const drawn = value && !canUndo ? value : { sublabels: toSublabels(template), svg: toSvg(template) };
        return { name: name.trim(), color, sublabels: drawn.sublabels, svg: drawn.svg };
    };
    const help = TOOLS.find(item => item.value === tool)?.help;

    return (
        <Modal
            open
            title={value ? t('Skeleton “{name}”', { name: value.name }) : t('New skeleton')}
            okText={value ? t('Take over') : t('Add skeleton')}
            okButtonProps={{ disabled: problem !== null }}
            onOk={() => onDone(skeleton())}
            onCancel={onClose}
            maskClosable={false}
            width={860}
        >
            <div className="limn-skeleton">
                <div>
                    <Flex gap={8} wrap className="limn-gap-below" align="center">
                        <Radio.Group
                            aria-label={t('Tool')}
                            optionType="button"
                            value={tool}
                            onChange={event => setTool(event.target.value as BoardTool)}
                            options={TOOLS.map(item => ({
                                value: item.value,
                                label: (
                                    <>
                                        {item.icon} {item.title}
                                    </>
                                ),
                            }))}
                        />
                        <Tooltip title={t('Undo')}>
                            <Button icon={<UndoOutlined />} aria-label={t('Undo')} disabled={!canUndo} onClick={undo} />
                        </Tooltip>
                    </Flex>
                    <Board
                        template={template}
                        tool={tool}
                        chosen={chosen}
                        mirrors={mirrors}
                        background={background}
                        onChoose={setChosen}
                        onChange={set}
                    />
                    <Typography.Text type="secondary">
                        {isSaved && tool === 'delete'
                            ? t(
                                  'Click a line, or a point that is not saved yet. Saved points stay: annotations may have them.',
                              )
                            : help}
                    </Typography.Text>
                </div>
                <Flex vertical gap={12}>
                    <label className="limn-field">
                        <span>{t('Name of the skeleton')}</span>
                        <Input autoFocus value={name} maxLength={64} onChange={event => setName(event.target.value)} />
                    </label>
                    {!isSaved && (
                        <Select
                            aria-label={t('Begin with a template')}
                            placeholder={t('Begin with a template')}
                            value={null}
                            onChange={(key: string) => {
                                const preset = PRESETS.find(item => item.key === key);
                                if (preset) set(fromPreset(preset));
                            }}
                            options={PRESETS.map(item => ({ value: item.key, label: item.title }))}
                        />
                    )}
                    <Flex gap={8} wrap>
                        {!isSaved && (
                            <Button icon={<UploadOutlined />} onClick={() => drawing.current?.click()}>
                                {t('Read SVG')}
                            </Button>
                        )}
                        <Button
                            icon={<DownloadOutlined />}
                            disabled={templateProblem(template) !== null}
                            onClick={() =>
                                saveText(`${name.trim() || 'skeleton'}.svg`, toFile(template), 'image/svg+xml')
                            }
                        >
                            {t('Save SVG')}
                        </Button>
                        <Button icon={<PictureOutlined />} onClick={() => picture.current?.click()}>
                            {background ? t('Another picture') : t('Picture to trace')}
                        </Button>
                    </Flex>
                    <Flex gap={8} wrap align="center">
                        <Tooltip
                            title={t(
                                'Points whose names differ only in left and right, such as left_eye and right_eye',
                            )}
                        >
                            <Button
                                disabled={pairByName(template).pairs.length === template.pairs.length}
                                onClick={() => set(pairByName(template))}
                            >
                                {t('Pair left with right')}
                            </Button>
                        </Tooltip>
                        {template.pairs.length > 0 && (
                            <Checkbox checked={mirrors} onChange={event => setMirrors(event.target.checked)}>
                                {t('Move pairs together ({count})', { count: template.pairs.length })}
                            </Checkbox>
                        )}
                    </Flex>
                    {failure && <Alert type="error" showIcon role="alert" message={failure} />}
                    {node ? (
                        <>
                            <NodeForm
                                key={node.key}
                                node={node}
                                onChange={part => set(changeNode(template, node.key, part))}
                            />
                            <PairField template={template} node={node} onChange={set} />
                        </>
                    ) : (
                        <Typography.Text type="secondary">{t('Choose a point to name it.')}</Typography.Text>
                    )}
                    <Typography.Text type={problem ? 'danger' : 'secondary'} aria-live="polite">
                        {problem ??
                            t(
                                '{count, plural, one {# point} other {# points}}, {edges, plural, one {# line} other {# lines}}',
                                { count: template.nodes.length, edges: template.edges.length },
                            )}
                    </Typography.Text>
                </Flex>
            </div>
            <input
                ref={picture}
                type="file"
                accept="image/jpeg,image/png"
                aria-label={t('Picture to trace')}
                className="limn-hidden-input"
                onChange={event => {
                    const file = event.target.files?.[0];
                    if (file) setBackground(URL.createObjectURL(file));
                    event.target.value = '';
                }}
            />
            <input
                ref={drawing}
                type="file"
                accept=".svg,image/svg+xml"
                aria-label={t('SVG of a skeleton')}
                className="limn-hidden-input"
                onChange={event => {
                    const file = event.target.files?.[0];
                    if (file) void read(file);
                    event.target.value = '';
                }}
            />
        </Modal>
    );
}
