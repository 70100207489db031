export function matchesOption(text: string, option: { label?: unknown } | undefined): boolean {
    return String(option?.label).toLowerCase().includes(text.toLowerCase());
}
