import * as l10n from '@vscode/l10n';
import type { MetadataRule, Problem } from '../../schema/fieldError';
import { jsonType } from '../../schema/objectMeta';
import { formatValue } from '../../schema/paths';
import type { SchemaNode, Value } from '../../schema/schema';
import { invisibleIn, invisibleSentence } from '../reader/invisible';
import { nearest } from '../rules/nearest';

type Kind = Problem['kind'];

/** What a sentence is made of beside the problem itself. */
interface Around {
	/** The field's name, for what is missing or unknown. */
	readonly name: string;
	readonly node: SchemaNode | undefined;
	/** The number or truth value that stands there. */
	readonly read: string | undefined;
}

type Words<K extends Kind> = readonly [code: string, sentence: (problem: Problem & { readonly kind: K }, around: Around) => string];

const wrongType: Words<'decode' | 'typeInvalid'> = ['type', (problem, { node, read }) => {
	const wanted = typeWord(problem.kind === 'decode' ? jsonType(problem.goType) : problem.expected === '' ? (node?.type ?? '') : problem.expected);
	return problem.found === '' ? l10n.t('This must be {0}.', wanted) : l10n.t('The cluster reads {0} here, but it must be {1}.', read ?? typeWord(problem.found), wanted);
}];
const tooFew: Words<'minItems' | 'minProperties'> = ['count', ({ limit }) => l10n.t('There are too few: at least {0}.', limit)];
const tooMany: Words<'maxItems' | 'maxProperties'> = ['count', ({ limit }) => l10n.t('There are too many: at most {0}.', limit)];
const refused = (): string => l10n.t('The server refuses this value.');
const missing = (field: string): string => l10n.t('The {0} is missing: the server cannot tell what this is.', field);

/** For each kind of refusal the code of the finding, and why the API server refuses, in one sentence. */
const words: { readonly [K in Kind]: Words<K> } = {
	// Only a server meets these two: what is no object is no payload here, and rules are asked by themselves.
	notAnObject: ['type', refused],
	rulesNotChecked: ['rules', refused],
	tooDeep: ['too-deep', () => l10n.t('Nested too deeply.')],
	kindMissing: ['required', () => missing('kind')],
	nullApiVersion: ['api-version', () => missing('apiVersion')],
	wrongApiVersion: ['api-version', ({ value, expected }) =>
		value === '' ? l10n.t('The apiVersion is missing: it is "{0}".', expected) : l10n.t('The server does not serve "{0}": the apiVersion is "{1}".', value, expected)],
	malformedApiVersion: ['api-version', ({ value }) => l10n.t('"{0}" is no apiVersion: it is a group and a version with one slash between them.', value)],
	wrongKind: ['kind', ({ value, expected }) => l10n.t('The server knows no kind "{0}": it is "{1}".', value, expected)],
	decode: wrongType,
	typeInvalid: wrongType,
	time: ['format', ({ value }) => wrongTime(value)],
	format: ['format', ({ format, value }) => (format === 'date-time' ? wrongTime(value) : l10n.t('"{0}" is no {1}.', value, format))],
	namespace: ['namespace', ({ value, expected }) => l10n.t('The request is for namespace "{0}", the manifest says "{1}".', expected, value)],
	unknownField: ['unknown-field', (_, { name, node }) => {
		const invisible = invisibleIn(name);
		if (invisible !== undefined) return invisibleSentence(invisible);
		const meant = node && nearest(name, node.properties.keys());
		return meant === undefined ? l10n.t('There is no field "{0}" here: the server refuses it, or drops it unread.', name) : l10n.t('There is no field "{0}" here, "{1}" is probably meant: the server refuses it, or drops it unread.', name, meant);
	}],
	duplicateField: ['duplicate-key', (_, { name }) => l10n.t('"{0}" is set already: the server refuses this, kubectl sends the last one.', name)],
	numberRange: ['type', () => l10n.t('This number does not fit the field.')],
	notSupported: ['enum', ({ value, allowed }) => l10n.t('{0} is not allowed here: it is one of {1}.', show(value), allowed.map(show).join(', '))],
	required: ['required', (_, { name }) => l10n.t('The field "{0}" is missing.', name)],
	minimum: ['bounds', ({ value, limit }) => l10n.t('{0} is too small: the least is {1}.', show(value), limit)],
	maximum: ['bounds', ({ value, limit }) => l10n.t('{0} is too large: the most is {1}.', show(value), limit)],
	multipleOf: ['bounds', ({ value, limit }) => l10n.t('{0} is no multiple of {1}.', show(value), limit)],
	minLength: ['length', ({ value, limit }) => (value === '' ? l10n.t('This text must not be empty.') : l10n.t('This text is too short: it has at least {0} characters.', limit))],
	maxLength: ['length', ({ limit }) => l10n.t('This text is too long: it has at most {0} characters.', limit)],
	pattern: ['pattern', ({ value, pattern }) => l10n.t('{0} does not fit the pattern {1}.', show(value), pattern)],
	minItems: tooFew,
	minProperties: tooFew,
	maxItems: tooMany,
	maxProperties: tooMany,
	uniqueItems: ['repeated', () => l10n.t('The items of this list must differ.')],
	repeatedItem: ['repeated', ({ value }) => l10n.t('{0} stands in this list already.', show(value))],
	// transitions.ts says what is stored.
	transition: ['immutable', refused],
	metadata: ['metadata', ({ rule, value }) => (metadataWords[rule] ?? (rule.startsWith('key') ? wrongKey : wrongEntry))(show(value))],
	combination: ['combination', refused],
};

const wordsOf = ({ kind }: Problem): Words<Kind> => words[kind] as Words<Kind>;

/** The finding's code for each kind of refusal. */
export function codeOf(problem: Problem): string {
	return wordsOf(problem)[0];
}

/** Why the API server refuses, in one sentence. `name` is the field's, for what is missing or unknown; `read` the number or truth value that stands there. */
export function sentenceOf(problem: Problem, name: string, node?: SchemaNode, read?: string): string {
	return wordsOf(problem)[1](problem, { name, node, read });
}

const typeWords: Readonly<Record<string, () => string>> = {
	object: () => l10n.t('an object'),
	array: () => l10n.t('a list'),
	string: () => l10n.t('a text'),
	'date-time': () => l10n.t('a time such as 2026-01-31T23:59:59Z'),
	integer: () => l10n.t('a whole number'),
	number: () => l10n.t('a number'),
	boolean: () => l10n.t('true or false'),
	null: () => l10n.t('nothing'),
};

/** `int64` is an integer, `float64` a number. */
function typeWord(type: string): string {
	return typeWords[type.replace(/^int(32|64)$/, 'integer').replace('float64', 'number')]?.() ?? type;
}

function wrongTime(value: string): string {
	return l10n.t('"{0}" is no time as the server reads it: 2026-01-31T23:59:59Z is one.', value);
}

const wrongName = (value: string): string => l10n.t('{0} is no name: at most 253 lower-case letters, digits, "-" and ".", a letter or digit at both ends.', value);
const wrongLabel = (value: string): string => l10n.t('{0} is no label value: at most 63 letters, digits, "-", "_" and ".", a letter or digit at both ends.', value);
const wrongKey = (value: string): string => l10n.t('{0} is no key: at most 63 letters, digits, "-", "_" and ".", if need be with a domain and a slash before them.', value);
const wrongEntry = (): string => l10n.t('The server refuses this entry of managedFields.');
const wrongOwner = (): string => l10n.t('An owner reference needs apiVersion, kind, name and uid.');

/** What is wrong with metadata as they are; a server compares them with the stored ones too. */
const metadataWords: Readonly<Partial<Record<MetadataRule, (value: string) => string>>> = {
	nameMissing: () => l10n.t('The object needs a name.'),
	nameLength: wrongName,
	nameShape: wrongName,
	labelLength: wrongLabel,
	labelShape: wrongLabel,
	annotationsSize: () => l10n.t('Annotations hold at most 256 KiB together.'),
	ownerField: wrongOwner,
	ownerVersion: wrongOwner,
	ownerEvent: () => l10n.t('An event cannot own anything.'),
	ownerControllers: () => l10n.t('Only one owner can be the controller.'),
	finalizersConflict: () => l10n.t('These two finalizers exclude each other.'),
};

function show(value: Value): string {
	const text = formatValue(value);
	return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
