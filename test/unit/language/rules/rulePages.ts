import { readdirSync, readFileSync } from 'node:fs';

/** A page of media/rules, taken apart. */
export interface RulePage {
	readonly code: string;
	readonly title: string;
	readonly severity: string;
	readonly sections: readonly string[];
	/** The YAML under "Wrong" and under "Right". */
	readonly wrong: string;
	readonly right: string;
	readonly text: string;
}

const folder = 'media/rules';

export function readPages(): ReadonlyMap<string, RulePage> {
	const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
	return new Map(files.map((file) => [file.slice(0, -3), pageOf(readFileSync(`${folder}/${file}`, 'utf8'))]));
}

function pageOf(text: string): RulePage {
	const [, code = '', title = ''] = /^# (\S+): (.+)\n/.exec(text) ?? [];
	const [, severity = ''] = /\nSeverity: (\w+)\n/.exec(text) ?? [];
	const [wrong = '', right = ''] = [...text.matchAll(/```yaml\n([^]*?)```/g)].map((match) => match[1] ?? '');
	return { code, title, severity, sections: [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? ''), wrong, right, text };
}
