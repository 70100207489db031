import { theme, type ThemeConfig } from 'antd';

const shared: ThemeConfig['token'] = {
    fontSize: 13,
    borderRadius: 5,
    controlHeight: 30,
    wireframe: false,
    fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
    fontFamilyCode: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
};

const components: ThemeConfig['components'] = {
    Table: { cellPaddingBlock: 8, cellPaddingInline: 10, headerBorderRadius: 0 },
    Card: { bodyPadding: 16, headerPadding: 16, headerHeight: 44 },
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    Modal: { titleFontSize: 15 },
    Descriptions: { itemPaddingBottom: 6 },
};

const light: ThemeConfig['token'] = {
    colorPrimary: '#1f5fd0',
    colorInfo: '#1f5fd0',
    colorLink: '#1a56bd',
    colorBgLayout: '#f4f5f7',
    colorTextSecondary: '#545b66',
    colorTextTertiary: '#68707c',
    colorTextDescription: '#5d6570',
    colorTextPlaceholder: '#6b7380',
    colorSuccess: '#2a7d3f',
    colorWarning: '#8f5400',
    colorError: '#c8312b',
    // Derived from darker seeds these would be muddy.
    colorInfoBg: '#edf3fe',
    colorInfoBorder: '#b6cdf7',
    colorSuccessBg: '#ecf7ee',
    colorSuccessBorder: '#acd8b5',
    colorWarningBg: '#fdf5e4',
    colorWarningBorder: '#ecd08f',
    colorErrorBg: '#fdefee',
    colorErrorBorder: '#efb6b2',
};

const dark: ThemeConfig['token'] = {
    colorPrimary: '#5b95f7',
    colorInfo: '#7db0ff',
    colorLink: '#93bdff',
    colorBgBase: '#15181d',
    colorBgLayout: '#101216',
    colorBgContainer: '#191c22',
    colorBgElevated: '#22262e',
    colorBorder: '#3a404b',
    colorBorderSecondary: '#2a2f38',
    colorTextSecondary: '#b0b7c3',
    colorTextTertiary: '#949dab',
    colorTextDescription: '#9fa8b5',
    colorTextPlaceholder: '#8d96a4',
    colorSuccess: '#6fd08a',
    colorWarning: '#eab04a',
    colorError: '#ff8a82',
    colorInfoBg: '#172440',
    colorInfoBorder: '#2c4a80',
    colorSuccessBg: '#15291b',
    colorSuccessBorder: '#2b5638',
    colorWarningBg: '#2e2411',
    colorWarningBorder: '#614b1d',
    colorErrorBg: '#321a1a',
    colorErrorBorder: '#6e3230',
    controlItemBgActive: '#1c2b47',
    controlItemBgActiveHover: '#22345a',
};

export function themeConfig(isDark: boolean, still: boolean): ThemeConfig {
    return {
        cssVar: { key: 'limn' },
        hashed: false,
        algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: { ...shared, ...(isDark ? dark : light), motion: !still, motionUnit: 0.07 },
        components: {
            ...components,
            ...(isDark ? { Tabs: { itemSelectedColor: '#93bdff', itemHoverColor: '#b5d2ff' } } : {}),
            // The hover colour the library derives is too pale to read.
            Button: isDark
                ? { primaryColor: '#0b1424', defaultHoverColor: '#93bdff' }
                : { defaultHoverColor: '#1a56bd', defaultActiveColor: '#17408c', colorPrimaryHover: '#1a56bd' },
        },
    };
}
