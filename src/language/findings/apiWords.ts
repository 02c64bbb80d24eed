import * as l10n from '@vscode/l10n';
import type { MetadataRule, Problem } from '../../schema/fieldError';
import { jsonType } from '../../schema/objectMeta';
import { formatValue } from '../../schema/paths';
import type { SchemaNode, Value } from '../../schema/schema';
import { invisibleIn, invisibleSentence } from '../reader/invisible';
import { nearest } from '../rules/nearest';

const codes: Readonly<Record<Problem['kind'], string>> = {
	notAnObject: 'type',
	decode: 'type',
	typeInvalid: 'type',
	numberRange: 'type',
	time: 'format',
	format: 'format',
	kindMissing: 'required',
	required: 'required',
	nullApiVersion: 'api-version',
	wrongApiVersion: 'api-version',
	malformedApiVersion: 'api-version',
	wrongKind: 'kind',
	unknownField: 'unknown-field',
	duplicateField: 'duplicate-key',
	notSupported: 'enum',
	minimum: 'bounds',
	maximum: 'bounds',
	multipleOf: 'bounds',
	minLength: 'length',
	maxLength: 'length',
	minItems: 'count',
	maxItems: 'count',
	minProperties: 'count',
	maxProperties: 'count',
	repeatedItem: 'repeated',
	uniqueItems: 'repeated',
	transition: 'immutable',
	tooDeep: 'too-deep',
	pattern: 'pattern',
	namespace: 'namespace',
	combination: 'combination',
	metadata: 'metadata',
	rulesNotChecked: 'rules',
};

/** The finding's code for each kind of refusal. */
export function codeOf({ kind }: Problem): string {
	return codes[kind];
}

/** Why the API server refuses, in one sentence. `name` is the field's, for what is missing or unknown; `read` the number or truth value that stands there. */
export function sentenceOf(problem: Problem, name: string, node?: SchemaNode, read?: string): string {
	switch (problem.kind) {
		case 'notAnObject':
			return l10n.t('A manifest is an object with apiVersion, kind and metadata.');
		case 'tooDeep':
			return l10n.t('Nested too deeply.');
		case 'kindMissing':
			return l10n.t('The kind is missing: the server cannot tell what this is.');
		case 'nullApiVersion':
			return l10n.t('The apiVersion is missing: the server cannot tell what this is.');
		case 'wrongApiVersion':
			return problem.value === '' ? l10n.t('The apiVersion is missing: it is "{0}".', problem.expected) : l10n.t('The server does not serve "{0}": the apiVersion is "{1}".', problem.value, problem.expected);
		case 'malformedApiVersion':
			return l10n.t('"{0}" is no apiVersion: it is a group and a version with one slash between them.', problem.value);
		case 'wrongKind':
			return l10n.t('The server knows no kind "{0}": it is "{1}".', problem.value, problem.expected);
		case 'decode':
		case 'typeInvalid': {
			const wanted = typeWord(problem.kind === 'decode' ? jsonType(problem.goType) : problem.expected === '' ? (node?.type ?? '') : problem.expected);
			return problem.found === '' ? l10n.t('This must be {0}.', wanted) : l10n.t('The cluster reads {0} here, but it must be {1}.', read ?? typeWord(problem.found), wanted);
		}
		case 'time':
		case 'format':
			return formatSentence(problem.kind === 'time' ? 'date-time' : problem.format, problem.value);
		case 'namespace':
			return l10n.t('The request is for namespace "{0}", the manifest says "{1}".', problem.expected, problem.value);
		case 'unknownField': {
			const invisible = invisibleIn(name);
			if (invisible !== undefined) return invisibleSentence(invisible);
			const meant = node ? nearest(name, node.properties.keys()) : undefined;
			return meant === undefined ? l10n.t('There is no field "{0}" here: the server refuses it, or drops it unread.', name) : l10n.t('There is no field "{0}" here, "{1}" is probably meant: the server refuses it, or drops it unread.', name, meant);
		}
		case 'duplicateField':
			return l10n.t('"{0}" is set already: the server refuses this, kubectl sends the last one.', name);
		case 'numberRange':
			return l10n.t('This number does not fit the field.');
		case 'notSupported':
			return l10n.t('{0} is not allowed here: it is one of {1}.', show(problem.value), problem.allowed.map(show).join(', '));
		case 'required':
			return l10n.t('The field "{0}" is missing.', name);
		case 'minimum':
			return l10n.t('{0} is too small: the least is {1}.', show(problem.value), problem.limit);
		case 'maximum':
			return l10n.t('{0} is too large: the most is {1}.', show(problem.value), problem.limit);
		default:
			return furtherSentence(problem);
	}
}

function furtherSentence(problem: Problem): string {
	switch (problem.kind) {
		case 'multipleOf':
			return l10n.t('{0} is no multiple of {1}.', show(problem.value), problem.limit);
		case 'minLength':
			return problem.value === '' ? l10n.t('This text must not be empty.') : l10n.t('This text is too short: it has at least {0} characters.', problem.limit);
		case 'maxLength':
			return l10n.t('This text is too long: it has at most {0} characters.', problem.limit);
		case 'pattern':
			return l10n.t('{0} does not fit the pattern {1}.', show(problem.value), problem.pattern);
		case 'minItems':
		case 'minProperties':
			return l10n.t('There are too few: at least {0}.', problem.limit);
		case 'maxItems':
		case 'maxProperties':
			return l10n.t('There are too many: at most {0}.', problem.limit);
		case 'uniqueItems':
			return l10n.t('The items of this list must differ.');
		case 'repeatedItem':
			return l10n.t('{0} stands in this list already.', show(problem.value));
		case 'transition':
			return problem.rule.message ?? l10n.t('This field cannot be changed once it is set.');
		case 'metadata':
			return metadataSentence(problem.rule, problem.value);
		default:
			return l10n.t('The server refuses this value.');
	}
}

function typeWord(type: string): string {
	switch (type) {
		case 'object':
			return l10n.t('an object');
		case 'array':
			return l10n.t('a list');
		case 'string':
			return l10n.t('a text');
		case 'date-time':
			return l10n.t('a time such as 2026-01-31T23:59:59Z');
		case 'integer':
		case 'int32':
		case 'int64':
			return l10n.t('a whole number');
		case 'number':
		case 'float64':
			return l10n.t('a number');
		case 'boolean':
			return l10n.t('true or false');
		case 'null':
			return l10n.t('nothing');
		default:
			return type;
	}
}

function formatSentence(format: string, value: string): string {
	if (format === 'date-time') return l10n.t('"{0}" is no time as the server reads it: 2026-01-31T23:59:59Z is one.', value);
	return l10n.t('"{0}" is no {1}.', value, format);
}

function metadataSentence(rule: MetadataRule, value: Value): string {
	switch (rule) {
		case 'nameMissing':
			return l10n.t('The object needs a name.');
		case 'nameLength':
		case 'nameShape':
			return l10n.t('{0} is no name: at most 253 lower-case letters, digits, "-" and ".", with a letter or digit at both ends.', show(value));
		case 'labelLength':
		case 'labelShape':
			return l10n.t('{0} is no label value: at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.', show(value));
		case 'annotationsSize':
			return l10n.t('Annotations hold at most 256 KiB together.');
		case 'unchangeable':
			return l10n.t('This field cannot be changed.');
		case 'ownerField':
		case 'ownerVersion':
			return l10n.t('An owner reference needs apiVersion, kind, name and uid.');
		case 'ownerEvent':
			return l10n.t('An event cannot own anything.');
		case 'ownerControllers':
			return l10n.t('Only one owner can be the controller.');
		case 'finalizersConflict':
			return l10n.t('These two finalizers exclude each other.');
		case 'finalizerAdded':
			return l10n.t('No finalizer can be added to an object that is being deleted.');
		default:
			return rule.startsWith('key')
				? l10n.t('{0} is no key: at most 63 letters, digits, "-", "_" and ".", if need be with a domain and a slash before them.', show(value))
				: l10n.t('The server refuses this entry of managedFields.');
	}
}

function show(value: Value): string {
	const text = formatValue(value);
	return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
