import type { ReactNode } from 'react';
import { t } from '../../shared/language';
import { keyName } from '../keys/names';
import type { TextPart } from '../render/captionText';
import { DEFAULT_PREFERENCES, type Members, type PreferenceGroup, type Preferences } from '../session/preferences';
import { HintsRow } from './HintsRow';
import { ChoiceRow, ColourRow, ListRow, NumberRow, SelectRow, SliderRow, SwitchRow } from './rows';
import './settings.css';
import { TabFoot } from './TabFoot';
import { formatNumber } from '../../shared/format';

const SPEEDS = [
    [100, t('Fastest (100)')],
    [50, t('Fast (50)')],
    [25, t('Usual (25)')],
    [15, t('Slow (15)')],
    [12, t('Slower (12)')],
    [1, t('Slowest (1)')],
] as const;

const MEMORY = [
    [160, t('{size} MB', { size: 160 })],
    [320, t('{size} MB', { size: 320 })],
    [640, t('{size} MB', { size: 640 })],
    [1280, t('{size} GB', { size: formatNumber(1.3) })],
    [2560, t('{size} GB', { size: formatNumber(2.6) })],
] as const;

const GREYS = ['#ffffff', '#f1f1f1', '#e5e5e5', '#d8d8d8', '#cccccc', '#b3b3b3', '#999999', '#303030', '#000000'];

const DRAWING = [
    ['auto', t('What suits')],
    ['card', t('The graphics card')],
    ['processor', t('The processor')],
] as const;

function Frames() {
    return (
        <>
            <NumberRow group="player" name="step" title={t('Frames of a large step')} min={2} max={1000} />
            <SelectRow group="player" name="fps" title={t('Frames per second when playing')} options={SPEEDS} />
            <SwitchRow group="player" name="showDeleted" title={t('Visit deleted frames')} />
            <SelectRow
                group="player"
                name="memory"
                title={t('Memory for pictures')}
                about={t('More lets more frames be fetched ahead and shown again at once.')}
                options={MEMORY}
            />
            <SwitchRow
                group="image"
                name="resetZoom"
                title={t('Fit every frame anew')}
                about={t('Otherwise the view stays.')}
            />
            <h3>{t('Picture')}</h3>
            <SwitchRow
                group="image"
                name="turnAll"
                title={t('Turn all frames at once')}
                about={t('Otherwise each frame keeps its own turn.')}
            />
            <ColourRow group="image" name="background" title={t('Colour around the picture')} presets={GREYS} />
            <SwitchRow
                group="image"
                name="smooth"
                title={t('Smooth when zoomed in')}
                about={t('Off shows every pixel as a square.')}
            />
            <NumberRow
                group="image"
                name="zoomFactor"
                title={t('Zoom of a notch of the wheel')}
                min={1.05}
                max={2}
                step={0.05}
                unit={t('times')}
            />
            <SwitchRow
                group="image"
                name="adaptiveZoom"
                title={t('Zoom by the speed of the wheel')}
                about={t('For touchpads. Off zooms by a whole notch each time.')}
            />
            <ChoiceRow
                group="image"
                name="drawing"
                title={t('Objects are drawn by')}
                about={t('With thousands of them the graphics card is faster.')}
                options={DRAWING}
            />
        </>
    );
}

const CONTENT: readonly (readonly [TextPart, string])[] = [
    ['label', t('Label')],
    ['id', t('Number')],
    ['attributes', t('Attributes')],
    ['source', t('Source')],
    ['dimensions', t('Dimensions')],
    ['descriptions', t('State')],
];

function Objects() {
    return (
        <>
            <ChoiceRow
                group="text"
                name="show"
                title={t('Text beside')}
                options={[
                    ['always', t('All objects')],
                    ['hover', t('Pointed at, selected')],
                    ['never', t('None')],
                ]}
            />
            <ListRow group="text" name="content" title={t('What is written')} options={CONTENT} />
            <ChoiceRow
                group="text"
                name="position"
                title={t('Where it is written')}
                options={[
                    ['auto', t('Beside')],
                    ['center', t('In the middle')],
                ]}
            />
            <SliderRow group="text" name="size" title={t('Size of the letters')} min={8} max={20} />
            <NumberRow
                group="text"
                name="leastWidth"
                title={t('Least width of an object with a text')}
                about={t('On screen, so that zooming in brings more of them.')}
                min={0}
                max={300}
                unit="px"
            />
            <ChoiceRow
                group="text"
                name="keypoints"
                title={t('Names of skeleton nodes')}
                options={[
                    ['never', t('Never')],
                    ['selected', t('Selected, hovered')],
                    ['always', t('Always')],
                ]}
            />
            <SwitchRow
                group="appearance"
                name="frameTags"
                title={t('Tags of the frame on the picture')}
                about={t('With a cross that takes them off.')}
            />
            <SwitchRow
                group="list"
                name="outside"
                title={t('List tracks that are outside')}
                about={t('All tracks of the job, on every frame.')}
            />
            <ChoiceRow
                group="editing"
                name="hiddenTracks"
                title={t('Hidden tracks')}
                options={[
                    ['stay', t('Stay hidden')],
                    ['return', t('Return on the next frame')],
                ]}
            />
            <SwitchRow group="list" name="pictures" title={t('Pictures in the list of objects')} />
            <SliderRow group="editing" name="handleRadius" title={t('Size of handles')} min={2} max={10} />
            <NumberRow
                group="editing"
                name="focusPadding"
                title={t('Room around an object zoomed to')}
                min={0}
                max={1000}
                unit="px"
            />
            <NumberRow
                group="attributes"
                name="padding"
                title={t('The same, going through attributes')}
                about={t("Pixels of the image, at least; half the object's size where that is more.")}
                min={0}
                max={1000}
                unit="px"
            />
        </>
    );
}

function Drawing() {
    return (
        <>
            <ChoiceRow
                group="editing"
                name="activateOn"
                title={t('An object is selected by')}
                options={[
                    ['click', t('A click')],
                    ['hover', t('The pointer over it')],
                ]}
            />
            <SwitchRow
                group="editing"
                name="stayInTool"
                title={t('Go on drawing after a shape')}
                about={t('Off goes back to selecting; {key} takes the tool up again.', { key: keyName('repeat') })}
            />
            <SwitchRow
                group="editing"
                name="keepTool"
                title={t('Keep the tool on the next frame')}
                about={t('Off goes back to selecting with another frame; what has been begun stays.')}
            />
            <SwitchRow
                group="editing"
                name="newTracksEnd"
                title={t('New tracks end on the frame they are drawn on')}
                about={t('“Track ends here” ({key}) on a later frame takes them on up to there.', {
                    key: keyName('end_here'),
                })}
            />
            <SwitchRow
                group="editing"
                name="askTracks"
                title={t('Ask before a track is removed')}
                about={t('It goes from all its frames; {key} never asks.', { key: keyName('delete_locked') })}
            />
            <SwitchRow
                group="tools"
                name="snapping"
                title={t('Snap to vertices, edges and the border')}
                about={t('While points are placed or moved.')}
            />
            <SliderRow group="tools" name="snapDistance" title={t('Snapping distance')} min={2} max={30} />
            <SwitchRow
                group="tools"
                name="bordering"
                title={t('Automatic bordering')}
                about={t('Three clicks on another shape take over the border between them.')}
            />
            <SwitchRow
                group="tools"
                name="intelligentCrop"
                title={t('Replace the smaller part of an outline without asking')}
                about={t('When a new way is drawn from one point of it to another.')}
            />
            <SliderRow
                group="tools"
                name="accuracy"
                title={t('Accuracy of simplified outlines')}
                about={t('13 keeps every point.')}
                min={0}
                max={13}
            />
            <NumberRow
                group="editing"
                name="copies"
                title={t('Frames offered when copying to others')}
                about={t('0 offers all up to the last one.')}
                min={0}
                max={100000}
            />
            <h3>{t('Touch and pen')}</h3>
            <ChoiceRow
                group="touch"
                name="finger"
                title={t('One finger draws')}
                about={t('Otherwise it moves the picture. Two always move and zoom it.')}
                options={[
                    ['auto', t('Until a pen is used')],
                    ['draws', t('Always')],
                    ['moves', t('Never')],
                ]}
            />
            <ChoiceRow
                group="touch"
                name="buttons"
                title={t('Buttons and rows')}
                options={[
                    ['auto', t('As the screen')],
                    ['large', t('Large')],
                    ['usual', t('Usual')],
                ]}
            />
            <h3>{t('Hints')}</h3>
            <HintsRow />
        </>
    );
}

const INTERVALS = [
    [5, t('5 seconds')],
    [30, t('30 seconds')],
    [60, t('1 minute')],
    [300, t('5 minutes')],
    [900, t('15 minutes')],
    [3600, t('1 hour')],
] as const;

function Saving() {
    return (
        <>
            <SwitchRow
                group="saving"
                name="auto"
                title={t('Save by itself')}
                about={t('What is not saved is kept on this computer, and offered again after a crash.')}
            />
            <SelectRow
                group="saving"
                name="after"
                title={t('How long after the last edit')}
                about={t('Up to a minute, also when the frame changes.')}
                options={INTERVALS}
            />
        </>
    );
}

/** Members of a group that a tab shows. */
const of = <G extends PreferenceGroup>(group: G, ...names: (keyof Preferences[G])[]) => ({ group, names });

/** All of a group. */
const all = (group: PreferenceGroup) => ({ group, names: Object.keys(DEFAULT_PREFERENCES[group]) });

const SEEN = [
    of('list', 'outside', 'pictures'),
    of('editing', 'handleRadius', 'focusPadding', 'hiddenTracks'),
    of('attributes', 'padding'),
];
const MOVING = [
    of('player', 'step', 'fps', 'showDeleted'),
    of('image', 'resetZoom', 'turnAll', 'background', 'smooth', 'zoomFactor', 'adaptiveZoom'),
];

interface Tab {
    readonly key: string;
    readonly label: string;
    readonly rows: ReactNode;
    /** What it resets. */
    readonly members: Members;
    /** What of it a project may have for everybody, and what belongs with it; else the same. */
    readonly shared?: Members;
}

/** The settings of the editor by tab, as the settings window shows them. */
const TABS: readonly Tab[] = [
    {
        key: 'frames',
        label: t('Frames'),
        rows: <Frames />,
        // How much memory there is differs from computer to computer.
        members: [...MOVING, of('player', 'memory')],
        shared: MOVING,
    },
    {
        key: 'objects',
        label: t('Objects'),
        rows: <Objects />,
        members: [
            of('text', 'show', 'content', 'position', 'size', 'leastWidth', 'keypoints'),
            of('appearance', 'frameTags'),
            ...SEEN,
        ],
        // With what the View tab of a job sets.
        shared: [all('text'), all('appearance'), ...SEEN],
    },
    {
        key: 'drawing',
        label: t('Drawing'),
        rows: <Drawing />,
        members: [
            of('editing', 'activateOn', 'stayInTool', 'keepTool', 'newTracksEnd', 'askTracks', 'copies'),
            of('tools', 'snapping', 'snapDistance', 'bordering', 'intelligentCrop', 'accuracy'),
            of('touch', 'finger', 'buttons'),
        ],
    },
    { key: 'saving', label: t('Saving'), rows: <Saving />, members: [of('saving', 'auto', 'after')] },
];

export const EDITOR_TABS = TABS.map(({ key, label, rows, members, shared }) => ({
    key,
    label,
    children: (
        <>
            {rows}
            <TabFoot title={label} members={members} shared={shared ?? members} />
        </>
    ),
}));
