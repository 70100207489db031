import { Checkbox } from 'antd';

/** Whether objects are drawn on the pictures. */
export function OverlaySwitch({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
    return (
        <Checkbox checked={on} onChange={event => onChange(event.target.checked)}>
            Outlines
        </Checkbox>
    );
}
