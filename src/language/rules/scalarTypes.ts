import * as l10n from '@vscode/l10n';
import type { SchemaNode } from '../../schema/schema';
import { shippedSchema } from '../../schema/shippedSchema';
import { at, contentOf, entries, field, items, scalarOf, type Spot } from '../document/spot';
import { otherThanText, quoteFix } from '../findings/apiFixes';
import type { YamlNode } from '../tree';
import { onEveryPart } from './defining';
import { itemSchemas } from './itemSchemas';
import type { Rule } from './rule';

// Q2, Q3: texts that YAML 1.1 takes for something else (goyaml.v2, resolve.go). The server only says that the type is
// wrong; here stands what it read, and what would be lost.

/** Where people write texts outside of the lists of jobs and conditions; the rest of metadata and status is the server's. */
const textPaths = [
	...['name', 'namespace', 'generateName', 'labels', 'annotations'].map((key) => ['metadata', key]),
	['spec'],
	...['releaseCreationJobResult', 'releaseMirrorJobResult'].flatMap((job) => ['status', 'message'].map((key) => ['status', job, key])),
];

/** Visits what is to be a text by the schema, times left out. */
function visitTexts(spot: Spot | undefined, schema: SchemaNode | undefined, visit: (spot: Spot) => void): void {
	if (!spot || !schema) return;
	if (schema.type === 'string') {
		if (!schema.format) visit(spot);
		return;
	}
	for (const each of schema.items ? items(spot) : []) visitTexts(each, schema.items, visit);
	for (const each of schema.values ? entries(spot) : []) visitTexts(each, schema.values, visit);
	const node = contentOf(spot);
	if (node?.kind !== 'map') return;
	const isSuspect = node.values.some(mayBeOther);
	for (const [key, below] of schema.properties) {
		if ((isSuspect || below.type !== 'string') && !itemSchemas().has(key)) visitTexts(field(spot, key), below, visit);
	}
}

/** Whether it is worth a closer look: most texts begin as no number and no truth value does. */
function mayBeOther(value: YamlNode): boolean {
	if (value.kind !== 'scalar') return value.kind === 'alias';
	if (value.style !== 'plain') return value.props?.tag !== undefined;
	const first = value.text.charCodeAt(0) | 32;
	return !(first >= 97 && first <= 122) || value.props?.tag !== undefined || (value.text.length <= 5 && 'yntfo'.includes(value.text.charAt(0).toLowerCase()));
}

const rulesFor = (code: 'Q2' | 'Q3', types: RegExp): readonly Rule[] =>
	onEveryPart(code, 'error', (spot, list, report) => {
		const visit = (text: Spot): void => {
			const read = scalarOf(text);
			if (types.test(read?.type ?? '')) report(text, l10n.t('Without quotes the cluster reads {0} here, and wants a text.', otherThanText(read) ?? ''), quoteFix(text));
		};
		// The list of the older API held what the others hold.
		if (list) visitTexts(spot, itemSchemas().get(list === 'analysisJobResults' ? 'informingJobResults' : list), visit);
		else for (const path of textPaths) visitTexts(at(spot, ...path), path.reduce<SchemaNode | undefined>((schema, key) => schema?.properties.get(key), shippedSchema().root), visit);
	});

export const scalarTypeRules: readonly Rule[] = [...rulesFor('Q2', /^boolean$/), ...rulesFor('Q3', /^(?:integer|number)$/)];
