/** One payload of about `lines` lines; with `mistakes`, about every fortieth line holds one. */
export function manifestOf(lines: number, options?: { readonly mistakes?: boolean }): string;
