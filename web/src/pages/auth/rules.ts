import type { Rule } from 'antd/es/form';

export const USERNAME_RULES: Rule[] = [
    { required: true, message: 'Choose a user name' },
    { min: 5, message: 'At least 5 characters' },
    { pattern: /^[\w.@+-]+$/, message: 'Only letters, digits and . _ - @ +' },
];

export const PASSWORD_RULES: Rule[] = [
    { required: true, message: 'Choose a password' },
    { min: 8, message: 'At least 8 characters' },
    { pattern: /\d/, message: 'At least one digit' },
    { pattern: /[A-Z]/, message: 'At least one upper-case letter' },
    { pattern: /[a-z]/, message: 'At least one lower-case letter' },
];

/** A box that has to be ticked. */
export function mustAccept(what: string): Rule {
    return {
        validator: (_rule, value: boolean | undefined) =>
            value ? Promise.resolve() : Promise.reject(new Error(`Without the ${what} there is no account`)),
    };
}

/** The second field must say the same as the one named. */
export function sameAs(field: string): Rule {
    return ({ getFieldValue }) => ({
        validator: (_rule, value: string | undefined) =>
            !value || value === getFieldValue(field)
                ? Promise.resolve()
                : Promise.reject(new Error('The passwords differ')),
    });
}
