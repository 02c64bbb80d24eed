/** The namespace by its name, else the longest pattern that fits; `*` stands for any text. */
export function templateFor(namespace: string, templates: Readonly<Record<string, string>>): string | undefined {
	const fitting = Object.keys(templates).filter((pattern) => {
		const [start = '', ...rest] = pattern.split('*');
		if (rest.length === 0) return pattern === namespace;
		const end = rest.at(-1) ?? '';
		return namespace.length >= start.length + end.length && namespace.startsWith(start) && namespace.endsWith(end);
	});
	const best = fitting.sort((a, b) => Number(a.includes('*')) - Number(b.includes('*')) || b.length - a.length)[0];
	return best === undefined ? undefined : templates[best];
}
