import type { Rule } from 'antd/es/form';
import { t } from '../../shared/language';

export const USERNAME_RULES: Rule[] = [
    { required: true, message: t('Choose a user name') },
    { min: 5, message: t('At least 5 characters') },
    { pattern: /^[\w.@+-]+$/, message: t('Only letters, digits and . _ - @ +') },
];

export const PASSWORD_RULES: Rule[] = [
    { required: true, message: t('Choose a password') },
    { min: 8, message: t('At least 8 characters') },
    { pattern: /\d/, message: t('At least one digit') },
    { pattern: /[A-Z]/, message: t('At least one upper-case letter') },
    { pattern: /[a-z]/, message: t('At least one lower-case letter') },
];

/** A box that has to be ticked. */
export function mustAccept(what: string): Rule {
    return {
        validator: (_rule, value: boolean | undefined) =>
            value
                ? Promise.resolve()
                : Promise.reject(new Error(t('Without the {what} there is no account', { what }))),
    };
}

/** The second field must say the same as the one named. */
export function sameAs(field: string): Rule {
    return ({ getFieldValue }) => ({
        validator: (_rule, value: string | undefined) =>
            !value || value === getFieldValue(field)
                ? Promise.resolve()
                : Promise.reject(new Error(t('The passwords differ'))),
    });
}
