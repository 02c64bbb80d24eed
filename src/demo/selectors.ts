import { checkKey } from '../schema/checkMetadata';
import { metadataWording } from '../schema/metadataWording';
import { badRequest } from './statusError';
import type { Stored } from './storage';

export type Selector = (object: Stored) => boolean;

export interface Selection {
	readonly matches: Selector;
	/** Whether anything is selected at all; the API leaves `remainingItemCount` out then. */
	readonly selective: boolean;
}

export function selectionOf(query: URLSearchParams, namespace: string | undefined): Selection {
	const labels = labelSelector(query.get('labelSelector') ?? '');
	const fields = fieldSelector(query.get('fieldSelector') ?? '');
	const tests = [...labels, ...fields];
	return {
		matches: (object) => (namespace === undefined || object.namespace === namespace) && tests.every((test) => test(object)),
		selective: tests.length > 0,
	};
}

/** Commas inside the parentheses of a set separate its values, not requirements. */
function labelSelector(text: string): readonly Selector[] {
	return (text.match(/(?:\([^)]*\)|[^,(])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== '').map(labelRequirement);
}

/** A key that no label can have is refused, not just found nowhere. */
function checkedKey(key: string): string {
	const found: string[] = [];
	checkKey(key, [], (_path, rule) => found.push(metadataWording(rule, key, '')));
	if (found.length === 0) return key;
	const value = `Invalid value: ${JSON.stringify(key)}: `;
	throw badRequest(`unable to parse requirement: <nil>: ${value}${found.map((words) => words.replace(value, '')).join('; ')}`);
}

function labelRequirement(text: string): Selector {
	const set = /^([^\s!=(),]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
	if (set !== null) {
		const [, text = '', operator, list = ''] = set;
		const key = checkedKey(text);
		const values = list.split(',').map((value) => value.trim());
		return operator === 'in'
			? ({ labels }) => values.includes(labels[key] ?? '') && Object.hasOwn(labels, key)
			: ({ labels }) => !Object.hasOwn(labels, key) || !values.includes(labels[key] ?? '');
	}
	const equality = /^([^\s!=(),]+)\s*(==?|!=)\s*([^\s!=(),]*)$/.exec(text);
	if (equality !== null) {
		const [, text = '', operator, value = ''] = equality;
		const key = checkedKey(text);
		return operator === '!=' ? ({ labels }) => labels[key] !== value : ({ labels }) => labels[key] === value;
	}
	const presence = /^(!?)\s*([^\s!=(),]+)$/.exec(text);
	if (presence !== null) {
		const [, not, text = ''] = presence;
		const key = checkedKey(text);
		return ({ labels }) => Object.hasOwn(labels, key) === (not === '');
	}
	const found = text.split(/\s+/)[1] ?? '';
	throw badRequest(`unable to parse requirement: found '${found}', expected: in, notin, =, ==, !=, gt, lt`);
}

/** Only the two fields that custom resources can be selected by. */
function fieldSelector(text: string): readonly Selector[] {
	return text
		.split(',')
		.filter((part) => part.trim() !== '')
		.map((part) => {
			const [, field = '', operator, value = ''] = /^([^=!]+)(==?|!=)(.*)$/.exec(part.trim()) ?? [];
			if (operator === undefined) throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
			const read = fieldReader(field);
			return operator === '!=' ? (object: Stored) => read(object) !== value : (object: Stored) => read(object) === value;
		});
}

function fieldReader(field: string): (object: Stored) => string {
	if (field === 'metadata.name') return (object) => object.name;
	if (field === 'metadata.namespace') return (object) => object.namespace;
	// events are selected by what they are about; there are none, so nothing has to be compared
	if (field.startsWith('involvedObject.')) return () => '';
	throw badRequest(`field label not supported: ${field}`);
}
