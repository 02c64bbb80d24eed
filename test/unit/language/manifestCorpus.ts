import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isAlias, isMap, isNode, isSeq, LineCounter, parseAllDocuments, type Node } from 'yaml';
import { findingsOf } from '../../../src/language/findingsOf';
import { randomOf, type Random } from './random';

/** The namespace that the documents are sent to. */
export const namespace = 'ocp';
export const corpusFile = 'test/fixtures/apiserver/corpus.jsonl.gz';

/** A document and what the API server said of it; `fields` are the paths it named, none where it could not read the text. */
export interface Judged {
	readonly text: string;
	readonly accepted: boolean;
	readonly fields: readonly string[];
}

/** Documents of which we said something else than the server once. */
export const findsFile = 'test/fixtures/apiserver/finds.jsonl';

export function recordedCorpus(): readonly Judged[] {
	return judgedIn(gunzipSync(readFileSync(corpusFile)).toString('utf8'));
}

export function recordedFinds(): readonly Judged[] {
	return judgedIn(readFileSync(findsFile, 'utf8'));
}

function judgedIn(lines: string): readonly Judged[] {
	return lines.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Judged);
}

const base = `apiVersion: release.openshift.io/v1alpha1
kind: ReleasePayload
metadata:
  name: 4.22.0-0.nightly-2026-05-01-132406
  namespace: ocp
  labels:
    release.openshift.io/imagestream: release
  annotations:
    note: "a text"
spec:
  payloadType: Local
  payloadCoordinates:
    namespace: ocp
    imagestreamName: release
    imagestreamTagName: 4.22.0-0.nightly-2026-05-01-132406
  payloadCreationConfig:
    releaseCreationCoordinates:
      namespace: ocp
      releaseCreationJobName: job
    prowCoordinates:
      namespace: ci
  payloadOverride:
    override: Accepted
    reason: because
  payloadVerificationConfig:
    payloadVerificationDataSource: BuildFarmLookup
    blockingJobs:
    - ciConfigurationName: aws
      ciConfigurationJobName: periodic-aws
      maxRetries: 2
      qualifiers:
        rosa:
          enabled: true
          badgeName: ROSA
          payloadBadgeStatus: OnFailure
          notifications:
            jira:
              escalations:
              - name: first
                overPeriod: 24h
                overLastRuns: 5
                passPercentage: 80
    - ciConfigurationName: gcp
      ciConfigurationJobName: periodic-gcp
      analysisJobCount: 10
    informingJobs:
    - ciConfigurationName: metal
      ciConfigurationJobName: periodic-metal
`.split('\n').slice(0, -1);

const values = [
	'', '~', 'null', 'Null', 'true', 'True', 'yes', 'No', 'on', 'off', 'y', 'n', '0', '1', '-1', '2', '010', '08', '0x1f', '0b11', '0o7', '1_000', '1_', '3.0', '3.5', '3.', '.5', '1e3', '1e400', '1e-400', '.inf', '-.INF', '.nan', '4.10', '12:30',
	'99999999999999999999', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '2147483648', '2026-01-01', '2026-01-01T00:00:00Z', '"3"', "'3'", '"true"', '""', "''", 'Local', 'Reference', '"Local"', 'local', 'BuildFarmLookup', 'ImageStreamTagAnnotation', 'Accepted', 'Rejected', 'Yes', '"Yes"', 'OnSuccess',
	'!!str 3', '!!int "3"', '!!int x', '!!float 3', '!!bool "true"', '!!null ""', '!!binary YQ==', '!x 3', '!secret Local', '[]', '{}', '[a]', '{a: b}', '[1, 2,]', '{a: }', '[{}]', '[~]', '{a, b}', '["a":1]', '{"a":1}', '[a, [b, {c: d}]]', '|\n        text\n', '>-\n        Local', '|-\n        Local', '|2\n   x', '"a\\tb"', '"\\x41"', '"\\u00e9"', '"\\/"', '"\\ud83d\\ude00"', '"\\q"', "'it''s'", '"open', "'open", '[open', '{open: 1', '&a Local', '*a', '&a', '* a', '& a', '@x', '`x`', '%x', '- x', '? x', ': x', 'a: b', 'a:b', 'a #b', 'a#b', '#c', '# c', '"a" b', '[a] b', 'a]', ']', '}', '😀', '"😀"', 'é', '\u00a0', 'a\u2028b', '"a\u0085b"', 'a\tb', '\ta', '{{ x }}', '"{{ x }}"', 'a,b', 'x{y}', '<<', '!', '!!', '|x', '>+', '24h', '2d', '0d', '"24h"', '100', '101', '100.5', '-0', '-0.0', 'a'.repeat(70), '0.1e1',
];

const lines = [
	'foo: bar', 'foo: &x {a: 1}', 'payloadType: Local', 'spec: {}', '- a', '-', 'word', '"quoted"', '? key\n: value', '# comment', '\t# comment', '\t', '   ', '<<: {}', '<<: {foo: 1}', '<<: [{}, {}]', '<<: 3', '<<: *a', '~: 1', '1: a', 'true: b', '[a]: b', '{a: b}: c', '"": x', 'maxRetries: 3', 'disabled: true', 'upgrade: true', 'upgradeFrom: PreviousMinor', 'reason: again', '...', '--- # c', '%YAML 1.1', '}', ']', 'status: {}', 'status: {foo: 1}', 'key : value', "'quoted' : 1", '!!str tagged: 1', '&k anchored: 1', '*a : 1',
];

/** One random mistake, or a harmless change of style. Gives the lines of the whole text. */
function mutate(text: readonly string[], random: Random): readonly string[] {
	const at = random.below(text.length);
	const line = text[at] ?? '';
	const [, lead = '', key = '', value = ''] = /^([ -]*)([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
	const put = (...now: readonly string[]): readonly string[] => [...text.slice(0, at), ...now, ...text.slice(at + 1)];
	const indent = ' '.repeat(lead.length);
	switch (random.below(24)) {
		case 0: case 1: case 2: case 3: case 4: case 5: case 6:
			return put(`${lead}${key}: ${random.pick(values)}`);
		case 7:
			return put(`${lead}${random.pick(['foo', key.toUpperCase(), `${key}x`, '1', 'yes', '~', `"${key}"`, `'${key}'`, `${key} `, `!!str ${key}`, `&k ${key}`])}: ${value}`);
		case 8:
			return put(line, line);
		case 9:
			return put(line, `${indent}${key}: ${value}`);
		case 10:
			return put();
		case 11:
			return put(random.pick([` ${line}`, `  ${line}`, line.slice(1), line.slice(2), `\t${line}`, line.replace('  ', '\t'), line.replace(': ', ':\t'), line.replace(': ', ':'), line.replace('- ', '-\t'), line.replace('- ', '-'), `${line}\t`, `${line}   `, `${line} # c`, `${line}#c`]));
		case 12: case 13: case 14:
			return put(line, indent + random.pick(lines).replaceAll('\n', `\n${indent}`));
		case 15:
			return put(random.pick(lines), line);
		case 16:
			return put(`${lead}${key}: &a ${value}`, `${indent}${random.pick(['foo', 'reason', 'name', 'maxRetries', key])}: *a`);
		case 17:
			return put(`${lead}${key}: {${value === '' ? '' : `x: ${value}`}${random.pick(['', '}', '}}', ',}', ' # c', '\t}', '\n}', '\n\t}'])}`);
		case 18:
			return put(`${lead}${key}:`, `${indent}  ${value === '' ? 'x' : value}`);
		case 19:
			return put(`${lead}${key}: ${JSON.stringify(value)}`);
		case 20:
			return put(`${lead}${key}: ${random.pick(['|', '>', '|-', '>-', '|+', '|1', '|9'])}`, `${indent}  ${value}`);
		case 21:
			return put(`${lead}${key}: !!${random.pick(['str', 'int', 'map', 'seq', 'bool', 'float', 'null'])} ${value}`);
		case 22:
			return put(line.slice(0, random.below(line.length + 1)) + random.pick(['"', "'", ':', ': ', '{', '[', '#', ' #', '\0', '\x07', '\u0085', '\u2028', '\ufeff', 'é', '😀', '\\', '*', '&', ',']) + line.slice(random.below(line.length + 1)));
		default:
			return text.slice(0, Math.max(at, 3));
	}
}

function written(text: readonly string[], random: Random): string {
	const end = random.below(12);
	const joined = text.join(end === 0 ? '\r\n' : end === 1 ? '\r' : '\n');
	const whole = random.below(10) === 0 ? joined : `${joined}\n`;
	const kind = random.below(30);
	if (kind === 0) return `\ufeff${whole}`;
	if (kind === 1) return `---\n${whole}`;
	if (kind === 2) return `# first\n\n${whole}`;
	return whole;
}

/** The documents, the same ones each time. */
export function corpusTexts(count: number): readonly string[] {
	const random = randomOf(20_261_123);
	const texts = new Set<string>();
	while (texts.size < count) {
		let text: readonly string[] = base;
		if (random.below(3) > 0) text = text.slice(0, 25 + random.below(text.length - 25));
		for (let mistakes = random.below(12) === 0 ? 0 : random.below(4) === 0 ? 2 : 1; mistakes > 0; mistakes--) text = mutate(text, random);
		texts.add(written(text, random));
	}
	return [...texts];
}

/** The refused paths in a server's answer, as lists of keys and indexes in text form. */
export function fieldsOf(message: string, causes: readonly { readonly field?: string }[]): readonly string[] {
	const named = [...message.matchAll(/(?:unknown|duplicate) field \\?"((?:[^"\\]|\\[^"])+)\\?"/g)].map((match) => match[1] ?? '');
	const fields = causes.flatMap(({ field }) => (field === undefined || field === '' || field === '<nil>' || field === 'patch' ? [] : [field]));
	return [...new Set([...named, ...fields])].sort();
}

/** Lines (from 0) that a word about the field may stand on; undefined where the text has no such place for YAML 1.2. */
function linesOf(text: string, field: string): ReadonlySet<number> | undefined {
	const counter = new LineCounter();
	// The reader for lines knows no lone carriage return.
	const [document] = parseAllDocuments(text.replace(/\r(?!\n)/g, '\n'), { lineCounter: counter, uniqueKeys: false, strict: false, version: '1.1', merge: true, logLevel: 'silent' });
	if (document === undefined || !('contents' in document) || !isNode(document.contents)) return undefined;
	const found = new Set<number>();
	const span = (from: number, to: number): void => {
		for (let line = counter.linePos(from).line - 1; line <= counter.linePos(Math.max(from, to)).line - 1; line++) found.add(line);
	};
	const visit = (node: Node | null, rest: string): void => {
		const target = isAlias(node) ? node.resolve(document) : node;
		if (isAlias(node) && node.range) span(node.range[0], node.range[1]);
		if (rest === '') {
			if (target?.range) span(target.range[0], target.range[1] - 1);
			return;
		}
		const index = /^\[(\d+)\]\.?/.exec(rest);
		if (isSeq(target) && index !== null) {
			const item = target.items[Number(index[1])];
			if (isNode(item)) visit(item, rest.slice(index[0].length));
			return;
		}
		if (!isMap(target)) {
			if (target?.range) span(target.range[0], target.range[0]);
			return;
		}
		let deeper = false;
		for (const { key, value } of target.items) {
			const name = isNode(key) && 'value' in key ? String(key.value) : '';
			if (name !== '' && (rest === name || rest.startsWith(`${name}.`) || rest.startsWith(`${name}[`))) {
				deeper = true;
				if (isNode(key) && key.range) span(key.range[0], key.range[1]);
				visit(isNode(value) ? value : null, rest.slice(name.length).replace(/^\./, ''));
			}
			if (name === '<<' && isNode(key) && key.range) span(key.range[0], isNode(value) && value.range ? value.range[1] - 1 : key.range[1]);
		}
		// What is missing is missed at the key above, or at the first key beside it.
		if (!deeper && target.range) span(target.range[0], target.range[0]);
	};
	visit(document.contents, field);
	// Merged keys, and keys that YAML 1.2 spells otherwise than the cluster, are found by their name.
	const last = /([^.[\]]+)$/.exec(field)?.[1];
	if (last !== undefined) for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) if (line.includes(last) && /:|<</.test(line)) found.add(index);
	return found.size === 0 ? undefined : found;
}

/**
 * Why the stricter answer of the two is given, although the server read something else: what it reads of a body ends at
 * the first `---`, `...` or `%` behind content. The rest it drops unread, and `kubectl` refuses or sends it.
 */
export function isCutShort(text: string): boolean {
	return /[\r\n](?:---|\.\.\.|%)/.test(text.replace(/^(?:\ufeff|#[^\r\n]*|\s)*(?:---)?/, ''));
}

/** How our errors and the server's answer part; undefined when they agree. */
export function disagreement({ text, accepted, fields }: Judged): string | undefined {
	const errors = findingsOf(text, { namespace }).filter((finding) => finding.severity === 'error' && finding.layer !== 'meaning');
	const ours = errors.map((error) => `${error.start.line}:${error.start.character} ${error.code} ${error.message}`).join(' | ');
	if (accepted !== (errors.length === 0)) return `${accepted ? 'accepted' : 'refused'} by the server; ours: ${ours}`;
	// Where the text cannot be read, what else is wrong is seen only when that is mended.
	for (const field of fields) {
		const lineNumbers = linesOf(text, field);
		if (lineNumbers !== undefined && !errors.some((error) => lineNumbers.has(error.start.line) || (error.start.line + 1 === Math.min(...lineNumbers)))) return `nothing about ${field} on lines ${[...lineNumbers].join('/')}; ours: ${ours}`;
	}
	return undefined;
}
