import { InputNumber, Select, Slider, Switch } from 'antd';
import { useSession, useView } from './context';
import { Field } from './Field';
import { ObjectLooks } from './ObjectLooks';

/** How objects and images look, and how the editor behaves. Kept with the account. */
export function AppearancePanel() {
    const session = useSession();
    const preferences = useView(view => view.preferences);
    return (
        <div className="ed-appearance">
            <ObjectLooks />
            <h3>Editing</h3>
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
