import { ColorPicker, InputNumber, Segmented, Select, Slider, Switch } from 'antd';
import type { ReactNode } from 'react';
import type { Appearance, ColourBy } from '../render/style';
import { useSession, useView } from './context';

function Field({ name, children }: { name: string; children: ReactNode }) {
    return (
        <label className="ed-field">
            <span>{name}</span>
            {children}
        </label>
    );
}

/** How objects and images look, and how the editor behaves. Kept with the account. */
export function AppearancePanel() {
    const session = useSession();
    const preferences = useView(view => view.preferences);
    const { appearance } = preferences;
    const look = (change: Partial<Appearance>) => session.setPreferences({ appearance: change });
    return (
        <div className="ed-appearance">
            <h3>Objects</h3>
            <Field name="Colour by">
                <Segmented<ColourBy>
                    size="small"
                    value={appearance.colourBy}
                    onChange={colourBy => look({ colourBy })}
                    options={[
                        { value: 'label', label: 'Label' },
                        { value: 'instance', label: 'Object' },
                        { value: 'group', label: 'Group' },
                    ]}
                />
            </Field>
            <Field name="Opacity">
                <Slider value={appearance.opacity} onChange={opacity => look({ opacity })} />
            </Field>
            <Field name="Opacity when selected">
                <Slider value={appearance.selectedOpacity} onChange={selectedOpacity => look({ selectedOpacity })} />
            </Field>
            <Field name="Own outline colour">
                <span>
                    <Switch size="small" checked={appearance.outlined} onChange={outlined => look({ outlined })} />
                    {appearance.outlined && (
                        <ColorPicker
                            size="small"
                            disabledAlpha
                            value={appearance.outlineColour}
                            onChangeComplete={colour => look({ outlineColour: colour.toHexString() })}
                        />
                    )}
                </span>
            </Field>
            <Field name="Text on all objects">
                <Switch size="small" checked={appearance.alwaysText} onChange={alwaysText => look({ alwaysText })} />
            </Field>
            <Field name="Size of handles">
                <Slider
                    min={2}
                    max={10}
                    value={preferences.editing.handleRadius}
                    onChange={handleRadius => session.setPreferences({ editing: { handleRadius } })}
                />
            </Field>
            <h3>Frames and saving</h3>
            <Field name="Fit every frame anew">
                <Switch
                    size="small"
                    checked={preferences.image.resetZoom}
                    onChange={resetZoom => session.setPreferences({ image: { resetZoom } })}
                />
            </Field>
            <Field name="Visit deleted frames">
                <Switch
                    size="small"
                    checked={preferences.player.showDeleted}
                    onChange={showDeleted => session.setPreferences({ player: { showDeleted } })}
                />
            </Field>
            <Field name="Frames per large step">
                <InputNumber
                    size="small"
                    min={2}
                    max={1000}
                    precision={0}
                    value={preferences.player.step}
                    onChange={step => step && session.setPreferences({ player: { step } })}
                />
            </Field>
            <Field name="Frames per second">
                <Select
                    size="small"
                    value={preferences.player.fps}
                    onChange={fps => session.setPreferences({ player: { fps } })}
                    options={[1, 5, 12, 15, 25, 50].map(value => ({ value, label: value }))}
                />
            </Field>
            <Field name="Save by itself">
                <Switch
                    size="small"
                    checked={preferences.saving.auto}
                    onChange={auto => session.setPreferences({ saving: { auto } })}
                />
            </Field>
        </div>
    );
}
