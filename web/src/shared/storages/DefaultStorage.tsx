import { Flex, Switch } from 'antd';
import type { StorageChoice } from '../../api';
import { StorageField } from './StorageField';

interface Props {
    label: string;
    /** Says what happens with the switch on: `Where the project keeps its exports`. */
    defaultText: string;
    /** Nothing: the default. */
    value: StorageChoice | undefined;
    onChange: (value: StorageChoice | undefined) => void;
    disabled?: boolean;
}

/** Where files go or come from: the default of the object, unless another place is chosen. */
export function DefaultStorage({ label, defaultText, value, onChange, disabled }: Props) {
    return (
        <Flex vertical gap={8}>
            <Flex gap={8} align="center">
                <Switch
                    checked={value === undefined}
                    disabled={disabled}
                    aria-label={`${label}: ${defaultText}`}
                    onChange={on => onChange(on ? undefined : { location: 'local' })}
                />
                {defaultText}
            </Flex>
            {value && <StorageField label={label} value={value} onChange={onChange} disabled={disabled} />}
        </Flex>
    );
}
