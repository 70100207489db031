/** The workspace every call is made in: the slug of an organisation, or empty for the personal one. */
let current = '';

export function setRequestOrganization(slug: string): void {
    current = slug;
}

/**
 * Header of the workspace. `anywhere` leaves it out: such calls see everything the user may see, in whatever workspace.
 */
export function organizationHeader(anywhere = false): Record<string, string> {
    return anywhere ? {} : { 'X-Organization': current };
}

export function inOrganization(): boolean {
    return current !== '';
}
