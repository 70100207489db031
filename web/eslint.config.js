import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
    { ignores: ['dist', 'node_modules', 'coverage'] },
    js.configs.recommended,
    ...tseslint.configs.recommended,
    {
        files: ['src/**/*.{ts,tsx}'],
        languageOptions: { globals: globals.browser },
        plugins: { 'react-hooks': reactHooks },
        rules: {
            'react-hooks/rules-of-hooks': 'error',
            'react-hooks/exhaustive-deps': 'error',
            '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
            '@typescript-eslint/consistent-type-imports': 'error',
            eqeqeq: ['error', 'always', { null: 'ignore' }],
            'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
            'no-eval': 'error',
            'no-implied-eval': 'error',
            'no-console': 'error',
        },
    },
    { files: ['*.{js,ts}'], languageOptions: { globals: globals.node } },
);
