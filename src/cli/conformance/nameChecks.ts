import { compareStreamNames } from '../../payload/order';
import { inVersionOrder } from '../../payload/order';
import { prowJobName, prowNameHash } from '../../payload/prowJobName';
import { parseRunName } from '../../payload/upstream/runName';
import { apiTagOrder, tagPhase, tagsInOrder } from '../../payload/upstream/tagOrder';
import { compareVersions, parseVersion, parseVersionTolerantly, versionText, type Version } from '../../payload/version';
import { difference, fields, firstOf, items, text, textMap, texts, type Fields } from './compare';
import type { Check } from './verdictChecks';

export const checkRunName: Check = (input, expected) => {
	const parsed = parseRunName(text(input['name']));
	if (expected['error'] !== undefined) return parsed === undefined ? undefined : 'expected an error';
	return difference('details', parsed === undefined ? undefined : { ...parsed, version: versionFields(parsed.version) }, expected['details']);
};

export const checkProwJobName: Check = (input, expected) => {
	const [name, suffix] = [text(input['name']), text(input['suffix'])];
	const jobName = prowJobName(name, suffix);
	if (expected['panics'] === true) return undefined;
	const plain = name + (suffix === '' || suffix.startsWith('-') ? suffix : `-${suffix}`);
	return firstOf(
		difference('jobName', jobName, expected['jobName']),
		expected['hash'] === undefined ? undefined : difference('hash', prowNameHash(name), expected['hash']),
		expected['truncated'] === undefined ? undefined : difference('truncated', jobName !== plain, expected['truncated']),
	);
};

/** Numbers beyond what JSON readers hold exactly are given as text. */
function versionFields(version: Version | undefined): Fields | undefined {
	if (version === undefined) return undefined;
	const number = (digits: string) => (Number.isSafeInteger(Number(digits)) ? Number(digits) : digits);
	return {
		major: number(version.major),
		minor: number(version.minor),
		patch: number(version.patch),
		pre: version.pre.map((part) => part.text),
		preNumeric: version.pre.map((part) => part.numeric),
		build: version.build,
		string: versionText(version),
	};
}

export const checkSemverParse: Check = (input, expected) =>
	firstOf(
		difference('strict', versionFields(parseVersion(text(input['name']))), expected['strict']),
		difference('tolerant', versionFields(parseVersionTolerantly(text(input['name']))), expected['tolerant']),
	);

export const checkSemverCompare: Check = (input, expected) => {
	const [a, b] = [parseVersionTolerantly(text(input['a'])), parseVersionTolerantly(text(input['b']))];
	if (a === undefined || b === undefined) return 'not a version';
	return difference('compare', Math.sign(compareVersions(a, b)), expected['compare']);
};

export const checkReleaseOrder: Check = (input, expected) => {
	const names = texts(input['names']);
	return firstOf(
		difference('stable', inVersionOrder(names, (name) => name), expected['stable']),
		expected['apiTags'] === undefined ? undefined : difference('apiTags', apiTagOrder(names), expected['apiTags']),
	);
};

export const checkStreamTags: Check = (input, expected) => {
	const phases = textMap(input['payloadPhases']);
	const tags = items(input['tags'])
		.map(fields)
		.map((tag) => ({
			name: text(tag['name']),
			creationTimestamp: tag['creationTimestamp'] === undefined ? undefined : text(tag['creationTimestamp']),
			phaseAnnotation: text(tag['phaseAnnotation']),
		}));
	const phaseOf = (tag: (typeof tags)[number]) => tagPhase(tag.name, tag.phaseAnnotation, phases);
	const ordered = tagsInOrder(tags, input['as'] === 'Stable', texts(input['filter']), phaseOf);
	return firstOf(
		difference('order', ordered.map((tag) => tag.name), expected['order']),
		difference('phases', Object.fromEntries(tags.map((tag) => [tag.name, phaseOf(tag)])), expected['phases']),
	);
};

export const checkStreamOrder: Check = (input, expected) => {
	const streams = items(input['streams'])
		.map(fields)
		.map((stream) => ({ name: text(stream['name']), stable: stream['as'] === 'Stable', hidden: stream['hide'] === true }));
	streams.sort((a, b) => Number(a.hidden) - Number(b.hidden) || Number(b.stable) - Number(a.stable) || compareStreamNames(a.name, b.name));
	return difference('order', streams.map((stream) => stream.name), expected['order']);
};
