import { Input } from 'antd';
import { useState } from 'react';
import { t } from '../../../shared/language';
import { SuggestedText } from '../../../shared/ui/SuggestedText';
import { MOST_NAME } from '../../model/links';
import { usedNames } from '../../session/objectLinks';
import { useSession } from '../context';

interface LinkNameProps {
    value: string;
    disabled?: boolean;
    label: string;
    onChange: (name: string) => void;
}

/** The name of a link, with those that are in use to choose from. Taken over with Enter, or when the field is left. */
export function LinkName({ value, disabled, label, onChange }: LinkNameProps) {
    const session = useSession();
    const [typed, setTyped] = useState<string | null>(null);
    const text = typed ?? value;
    const done = (name: string) => {
        setTyped(null);
        if (name.trim() !== value) onChange(name.trim());
    };
    const options = usedNames(session)
        .filter(name => typed === null || name.toLowerCase().includes(typed.toLowerCase()))
        .slice(0, 50)
        .map(name => ({ value: name }));
    return (
        <SuggestedText
            className="ed-link-name"
            size="small"
            value={text}
            disabled={disabled}
            options={options}
            defaultActiveFirstOption={false}
            onChange={setTyped}
            onSelect={done}
            onBlur={() => typed !== null && done(typed)}
        >
            <Input
                size="small"
                maxLength={MOST_NAME}
                spellCheck={false}
                aria-label={label}
                placeholder={t('Name, such as “part of”')}
                onPressEnter={() => typed !== null && done(typed)}
            />
        </SuggestedText>
    );
}
