import { Button, InputNumber, Segmented, Slider, Tooltip } from 'antd';
import { t } from '../../shared/language';
import { useHints } from '../keys/useHints';
import { MAX_ACCURACY, MAX_SMOOTHING } from '../model/simplify';
import { DRAWS, isDrawTool, type DrawToolName, type ToolName } from '../tools';
import { useSession, useView } from './context';
import { ToolHint } from './hints/ToolHint';
import { LabelSelect } from './LabelSelect';
import { NextLink } from './links/NextLink';
import { MaskOptions } from './MaskOptions';

/** Several ways of drawing one shape, or of pointing at something. */
const WAYS: Partial<Record<ToolName, readonly [ToolName, string][]>> = {
    rectangle: [
        ['rectangle', t('Corners')],
        ['extreme', t('Outermost points')],
    ],
    polygon: [
        ['polygon', t('Points')],
        ['scissors', t('Scissors')],
    ],
    cuboid: [
        ['cuboid', t('Front face')],
        ['cuboid-points', t('4 points')],
    ],
    skeleton: [
        ['skeleton', t('Node by node')],
        ['skeleton-box', t('Box')],
    ],
    issue: [
        ['issue', t('Place or box')],
        ['issue-outline', t('Outline')],
    ],
};

const FINISHED_BY_KEY = new Set([
    'polygon',
    'polyline',
    'points',
    'scissors',
    'mask',
    'paint',
    'skeleton',
    'merge',
    'group',
    'join',
    'issue-outline',
    'hole',
    'simplify',
]);

/** What the tool in use will make: label, shape or track, how; and what to do next. */
export function ToolOptions() {
    const session = useSession();
    const tool = useView(view => view.tool);
    const finding = useView(view => view.tracing && view.tool === 'scissors');
    const redrawing = useView(view => view.redrawing);
    const { keyOf } = useHints();
    const single = useView(view => view.workspace === 'single');
    // There the sidebar says what is drawn, and what to do.
    if (tool === 'select' || (single && tool !== 'mask')) return null;
    const ways = Object.values(WAYS).find(list => list.some(([name]) => name === tool));
    const masks = tool === 'mask' || tool === 'paint';
    return (
        <div
            className="ed-options"
            role="group"
            aria-label={t('Tool options')}
            onKeyDown={event => {
                // A value entered, the keys belong to the picture again.
                if (event.key === 'Enter' || event.key === 'Escape') session.viewport.takeFocus();
            }}
        >
            {isDrawTool(tool) && redrawing === null && !single && <NewObject tool={tool} />}
            {redrawing !== null && <span>{t('Drawing {redrawing} anew', { redrawing })}</span>}
            {ways && redrawing === null && (
                <Segmented<ToolName>
                    size="small"
                    aria-label={t('Way of drawing')}
                    value={tool as ToolName}
                    onChange={name => session.use(name)}
                    options={ways.map(([value, label]) => ({ value, label }))}
                />
            )}
            {masks && <MaskOptions />}
            <PointCount />
            {tool === 'merge' && <FillGaps />}
            {tool === 'hole' && <HoleKind />}
            {tool === 'link' && <NextLink />}
            {tool === 'simplify' && <Simplicity />}
            {finding && (
                <span role="status" className="ed-finding">
                    {t('Finding the edges…')}
                </span>
            )}
            {FINISHED_BY_KEY.has(tool) && (
                <Button size="small" onClick={() => session.send({ type: 'finish' })}>
                    {t('Done')} {keyOf('repeat') && <kbd>{keyOf('repeat')}</kbd>}
                </Button>
            )}
            <ToolHint />
        </div>
    );
}

/** Label of what is drawn, and whether it is a shape or a track. */
function NewObject({ tool }: { tool: DrawToolName }) {
    const session = useSession();
    const labelId = useView(view => view.labelId);
    const drawKind = useView(view => view.drawKind);
    return (
        <>
            <LabelSelect
                name={t('Label of new objects')}
                className="ed-options-label"
                labels={session.labels.forType(DRAWS[tool])}
                value={labelId}
                onChange={label => session.toolbox.setLabel(label)}
            />
            {tool !== 'mask' && (
                <Segmented<'shape' | 'track'>
                    size="small"
                    aria-label={t('Kind of new objects')}
                    value={drawKind}
                    onChange={value => session.view.setState({ drawKind: value })}
                    options={[
                        { value: 'shape', label: t('Shape') },
                        { value: 'track', label: t('Track') },
                    ]}
                />
            )}
            {tool !== 'mask' && drawKind === 'track' && session.frames.length > 1 && <TrackLength />}
        </>
    );
}

/** Whether a new track goes on to the last frame. */
function TrackLength() {
    const session = useSession();
    const { newTracksEnd } = useView(view => view.preferences.editing);
    const { titled } = useHints();
    return (
        <Tooltip
            title={titled(t('A track that ends here is taken on from a later frame by Track ends here'), 'end_here')}
            mouseEnterDelay={0.4}
        >
            <Segmented<'on' | 'here'>
                size="small"
                aria-label={t('How far new tracks go')}
                value={newTracksEnd ? 'here' : 'on'}
                onChange={value => session.setPreferences({ editing: { newTracksEnd: value === 'here' } })}
                options={[
                    { value: 'on', label: t('Goes on') },
                    { value: 'here', label: t('Ends here') },
                ]}
            />
        </Tooltip>
    );
}

function PointCount() {
    const session = useSession();
    const tool = useView(view => view.tool);
    const pointCount = useView(view => view.pointCount);
    const redrawing = useView(view => view.redrawing);
    if ((tool !== 'polygon' && tool !== 'polyline' && tool !== 'points') || redrawing !== null) return null;
    return (
        <InputNumber
            size="small"
            aria-label={t('Number of points, after which drawing ends by itself')}
            placeholder={t('Any number')}
            min={tool === 'polygon' ? 3 : tool === 'polyline' ? 2 : 1}
            precision={0}
            value={pointCount}
            onChange={value => {
                session.view.setState({ pointCount: value });
                session.use(tool);
            }}
        />
    );
}

function FillGaps() {
    const session = useSession();
    const { fillGaps } = useView(view => view.preferences.tools);
    return (
        <Tooltip title={t('Between the objects the track goes on, or ends after each of them')}>
            <Segmented<'on' | 'ends'>
                size="small"
                aria-label={t('Between the objects')}
                value={fillGaps ? 'on' : 'ends'}
                onChange={value => session.setToolSettings({ fillGaps: value === 'on' })}
                options={[
                    { value: 'on', label: t('Fill gaps') },
                    { value: 'ends', label: t('Leave gaps') },
                ]}
            />
        </Tooltip>
    );
}

/** How outlines are made simpler; the picture shows it while the sliders move. */
function Simplicity() {
    const session = useSession();
    const { smoothing, accuracy } = useView(view => view.preferences.tools);
    const sliders = [
        { label: t('Smoothing'), max: MAX_SMOOTHING, value: smoothing, as: (value: number) => ({ smoothing: value }) },
        { label: t('Accuracy'), max: MAX_ACCURACY, value: accuracy, as: (value: number) => ({ accuracy: value }) },
    ];
    return sliders.map(({ label, max, value, as }) => (
        <span key={label} className="ed-options-slider">
            {label}
            <Slider
                ariaLabelForHandle={label}
                min={0}
                max={max}
                value={value}
                onChange={next => session.setToolSettings(as(next))}
            />
        </span>
    ));
}

function HoleKind() {
    const session = useSession();
    const { holesAs } = useView(view => view.preferences.tools);
    return (
        <Tooltip
            title={t(
                'A polygon with a hole stays a polygon, joined to the hole by a line of no width, or becomes a mask',
            )}
        >
            <Segmented<'ring' | 'mask'>
                size="small"
                aria-label={t('What a polygon with a hole becomes')}
                value={holesAs}
                onChange={value => session.setToolSettings({ holesAs: value })}
                options={[
                    { value: 'ring', label: t('Polygon') },
                    { value: 'mask', label: t('Mask') },
                ]}
            />
        </Tooltip>
    );
}
