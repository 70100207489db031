import { Button } from 'antd';
import type { TextPart } from '../render/captionText';
import {
    changed,
    DEFAULT_PREFERENCES,
    type PreferenceGroup,
    type Preferences,
    type PreferencesChange,
} from '../session/preferences';
import { HintsRow } from './HintsRow';
import { ChoiceRow, ColourRow, keepFocus, ListRow, NumberRow, SelectRow, SliderRow, SwitchRow } from './rows';
import './settings.css';
import { usePreferences } from './usePreferences';

const SPEEDS = [
    [100, 'Fastest (100)'],
    [50, 'Fast (50)'],
    [25, 'Usual (25)'],
    [15, 'Slow (15)'],
    [12, 'Slower (12)'],
    [1, 'Slowest (1)'],
] as const;

const MEMORY = [
    [160, '160 MB'],
    [320, '320 MB'],
    [640, '640 MB'],
    [1280, '1.3 GB'],
    [2560, '2.6 GB'],
] as const;

const GREYS = ['#ffffff', '#f1f1f1', '#e5e5e5', '#d8d8d8', '#cccccc', '#b3b3b3', '#999999', '#303030', '#000000'];

function Frames() {
    return (
        <>
            <NumberRow group="player" name="step" title="Frames of a large step" min={2} max={1000} />
            <SelectRow group="player" name="fps" title="Frames per second when playing" options={SPEEDS} />
            <SwitchRow group="player" name="showDeleted" title="Visit deleted frames" />
            <SelectRow
                group="player"
                name="memory"
                title="Memory for pictures"
                about="More lets more frames be fetched ahead and shown again at once."
                options={MEMORY}
            />
            <SwitchRow group="image" name="resetZoom" title="Fit every frame anew" about="Otherwise the view stays." />
            <h3>Picture</h3>
            <SwitchRow
                group="image"
                name="turnAll"
                title="Turn all frames at once"
                about="Otherwise each frame keeps its own turn."
            />
            <ColourRow group="image" name="background" title="Colour around the picture" presets={GREYS} />
            <SwitchRow
                group="image"
                name="smooth"
                title="Smooth when zoomed in"
                about="Off shows every pixel as a square."
            />
            <NumberRow
                group="image"
                name="zoomFactor"
                title="Zoom of a notch of the wheel"
                min={1.05}
                max={2}
                step={0.05}
                unit="times"
            />
            <SwitchRow
                group="image"
                name="adaptiveZoom"
                title="Zoom by the speed of the wheel"
                about="For touchpads. Off zooms by a whole notch each time."
            />
        </>
    );
}

const CONTENT: readonly (readonly [TextPart, string])[] = [
    ['label', 'Label'],
    ['id', 'Number'],
    ['attributes', 'Attributes'],
    ['source', 'Source'],
    ['dimensions', 'Dimensions'],
    ['descriptions', 'State'],
];

function Objects() {
    return (
        <>
            <ChoiceRow
                group="text"
                name="show"
                title="Text beside"
                options={[
                    ['always', 'All objects'],
                    ['hover', 'Pointed at, selected'],
                    ['never', 'None'],
                ]}
            />
            <ListRow group="text" name="content" title="What is written" options={CONTENT} />
            <ChoiceRow
                group="text"
                name="position"
                title="Where it is written"
                options={[
                    ['auto', 'Beside'],
                    ['center', 'In the middle'],
                ]}
            />
            <SliderRow group="text" name="size" title="Size of the letters" min={8} max={20} />
            <NumberRow
                group="text"
                name="leastWidth"
                title="Least width of an object with a text"
                about="On screen, so that zooming in brings more of them."
                min={0}
                max={300}
                unit="px"
            />
            <ChoiceRow
                group="text"
                name="keypoints"
                title="Names of skeleton nodes"
                options={[
                    ['never', 'Never'],
                    ['selected', 'Selected, hovered'],
                    ['always', 'Always'],
                ]}
            />
            <SwitchRow
                group="appearance"
                name="frameTags"
                title="Tags of the frame on the picture"
                about="With a cross that takes them off."
            />
            <SwitchRow
                group="list"
                name="outside"
                title="List tracks that are outside"
                about="All tracks of the job, on every frame."
            />
            <ChoiceRow
                group="editing"
                name="hiddenTracks"
                title="Hidden tracks"
                options={[
                    ['stay', 'Stay hidden'],
                    ['return', 'Return on the next frame'],
                ]}
            />
            <SwitchRow group="list" name="pictures" title="Pictures in the list of objects" />
            <SliderRow group="editing" name="handleRadius" title="Size of handles" min={2} max={10} />
            <NumberRow
                group="editing"
                name="focusPadding"
                title="Room around an object zoomed to"
                min={0}
                max={1000}
                unit="px"
            />
            <NumberRow
                group="attributes"
                name="padding"
                title="The same, going through attributes"
                about="Pixels of the image, at least; half the object's size where that is more."
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
                title="An object is selected by"
                options={[
                    ['click', 'A click'],
                    ['hover', 'The pointer over it'],
                ]}
            />
            <SwitchRow
                group="editing"
                name="stayInTool"
                title="Go on drawing after a shape"
                about="Off goes back to selecting; N takes the tool up again."
            />
            <SwitchRow
                group="editing"
                name="keepTool"
                title="Keep the tool on the next frame"
                about="Off goes back to selecting with another frame; what has been begun stays."
            />
            <SwitchRow
                group="editing"
                name="newTracksEnd"
                title="New tracks end on the frame they are drawn on"
                about="Track ends here (Alt+]) on a later frame takes them on up to there."
            />
            <SwitchRow
                group="editing"
                name="askTracks"
                title="Ask before a track is removed"
                about="It goes from all its frames; Shift+Delete never asks."
            />
            <SwitchRow
                group="tools"
                name="snapping"
                title="Snap to vertices, edges and the border"
                about="While points are placed or moved."
            />
            <SliderRow group="tools" name="snapDistance" title="Snapping distance" min={2} max={30} />
            <SwitchRow
                group="tools"
                name="bordering"
                title="Automatic bordering"
                about="Three clicks on another shape take over the border between them."
            />
            <SwitchRow
                group="tools"
                name="intelligentCrop"
                title="Replace the smaller part of an outline without asking"
                about="When a new way is drawn from one point of it to another."
            />
            <SliderRow
                group="editing"
                name="accuracy"
                title="Accuracy of simplified outlines"
                about="13 keeps every point."
                min={0}
                max={13}
            />
            <NumberRow
                group="editing"
                name="copies"
                title="Frames offered when copying to others"
                about="0 offers all up to the last one."
                min={0}
                max={100000}
            />
            <h3>Touch and pen</h3>
            <ChoiceRow
                group="touch"
                name="finger"
                title="One finger draws"
                about="Otherwise it moves the picture. Two always move and zoom it."
                options={[
                    ['auto', 'Until a pen is used'],
                    ['draws', 'Always'],
                    ['moves', 'Never'],
                ]}
            />
            <ChoiceRow
                group="touch"
                name="buttons"
                title="Buttons and rows"
                options={[
                    ['auto', 'As the screen'],
                    ['large', 'Large'],
                    ['usual', 'Usual'],
                ]}
            />
            <h3>Hints</h3>
            <HintsRow />
        </>
    );
}

const INTERVALS = [
    [5, '5 seconds'],
    [30, '30 seconds'],
    [60, '1 minute'],
    [300, '5 minutes'],
    [900, '15 minutes'],
    [3600, '1 hour'],
] as const;

function Saving() {
    return (
        <>
            <SwitchRow
                group="saving"
                name="auto"
                title="Save by itself"
                about="What is not saved is kept on this computer, and offered again after a crash."
            />
            <SelectRow
                group="saving"
                name="after"
                title="How long after the last edit"
                about="Up to a minute, also when the frame changes."
                options={INTERVALS}
            />
        </>
    );
}

/** Members of a group that a tab shows. */
const of = <G extends PreferenceGroup>(group: G, ...names: (keyof Preferences[G])[]) => ({ group, names });

/** The settings of the editor by tab, as the settings window shows them, and which ones a tab resets. */
const TABS = [
    {
        key: 'frames',
        label: 'Frames',
        rows: <Frames />,
        members: [
            of('player', 'step', 'fps', 'showDeleted', 'memory'),
            of('image', 'resetZoom', 'turnAll', 'background', 'smooth', 'zoomFactor', 'adaptiveZoom'),
        ],
    },
    {
        key: 'objects',
        label: 'Objects',
        rows: <Objects />,
        members: [
            of('text', 'show', 'content', 'position', 'size', 'leastWidth', 'keypoints'),
            of('appearance', 'frameTags'),
            of('list', 'outside', 'pictures'),
            of('editing', 'handleRadius', 'focusPadding', 'hiddenTracks'),
            of('attributes', 'padding'),
        ],
    },
    {
        key: 'drawing',
        label: 'Drawing',
        rows: <Drawing />,
        members: [
            of('editing', 'activateOn', 'stayInTool', 'keepTool', 'newTracksEnd', 'askTracks', 'accuracy', 'copies'),
            of('tools', 'snapping', 'snapDistance', 'bordering', 'intelligentCrop'),
            of('touch', 'finger', 'buttons'),
        ],
    },
    { key: 'saving', label: 'Saving', rows: <Saving />, members: [of('saving', 'auto', 'after')] },
];

/** The defaults of what a tab shows; all else in the same groups stays as it is. */
export function defaultsOf(members: readonly { group: PreferenceGroup; names: readonly PropertyKey[] }[]) {
    return Object.fromEntries(
        members.map(({ group, names }) => [
            group,
            Object.fromEntries(Object.entries(DEFAULT_PREFERENCES[group]).filter(([name]) => names.includes(name))),
        ]),
    ) as PreferencesChange;
}

function Reset({ title, members }: { title: string; members: Parameters<typeof defaultsOf>[0] }) {
    const [preferences, change] = usePreferences();
    const defaults = defaultsOf(members);
    return (
        <div className="ed-settings-reset">
            <Button
                size="small"
                disabled={changed(preferences, defaults) === preferences}
                onClick={event => {
                    keepFocus(event);
                    change(defaults);
                }}
            >
                {title} as at first
            </Button>
        </div>
    );
}

export const EDITOR_TABS = TABS.map(({ key, label, rows, members }) => ({
    key,
    label,
    children: (
        <>
            {rows}
            <Reset title={label} members={members} />
        </>
    ),
}));
