import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsOf } from '../../../src/language/findingsOf';
import { openSession, shippedFacts, type Session } from '../../../src/language/service';
import { jobs, payload, spec } from './hardCaseTexts';

const facts = shippedFacts();

interface Case {
	/** Number of the hard case. */
	readonly number: number;
	readonly name: string;
	/** A `¦` is the cursor, taken out before reading. */
	readonly text: string;
	/** What is said in the layers `syntax` and `api`, as `code line:character-line:character`; the whole of it. */
	readonly findings?: readonly string[];
	/** A label that is offered at the cursor, and a part of the text once it is taken; `|` is where the cursor then is. */
	readonly taken?: readonly [label: string, after: string];
	/** What a message says, and the text at a place that it refers to. */
	readonly says?: RegExp;
	readonly refers?: string;
	/** Labels that are offered at the cursor, and labels that are not. */
	readonly has?: readonly string[];
	readonly lacks?: readonly string[];
	readonly offersNothing?: true;
	/** Text in what hovering the cursor shows. */
	readonly hover?: string;
	/** A code of meaning that is reported. */
	readonly means?: string;
	/** Title of a mend, and a part of the text after it. */
	readonly mend?: readonly [code: string, after: string];
	readonly symbols?: number;
}

const windows = (text: string): string => text.replaceAll('\n', '\r\n');

const cases: readonly Case[] = [
	{ number: 1, name: 'an empty file', text: '¦', findings: [], has: ['ReleasePayload', 'apiVersion'] },
	{ number: 1, name: 'only comments', text: '# a\n\n# b\n¦', findings: [], has: ['ReleasePayload'] },
	{ number: 2, name: 'half a key at the root', text: payload('sp¦'), findings: ['key 5:0-5:2'], has: ['spec', 'status'], lacks: ['kind'] },
	{ number: 3, name: 'half a key inside a map, later lines intact', text: spec('  payloadO¦\n\n  payloadType: Locl\n'), findings: ['key 6:2-6:10', 'enum 8:15-8:19'], has: ['payloadOverride'] },
	{ number: 4, name: 'a line without colon above the cursor', text: spec('  payloadOverride:\n    nonsense\n    ¦\n'), has: ['override', 'reason'], lacks: ['spec'] },
	{ number: 5, name: 'right behind a colon', text: spec('  payloadType:¦\n'), findings: [], has: ['Local', 'Reference'], taken: ['Local', 'payloadType: Local\n'] },
	{ number: 6, name: 'an empty value', text: spec('  payloadType: ¦\n'), findings: [], has: ['Local'] },
	{ number: 6, name: 'null as an item', text: jobs('    - ~\n'), findings: ['type 8:6-8:7'] },
	{ number: 6, name: 'null as a key', text: spec('  ~: 1\n'), findings: ['key 6:2-6:3'] },
	{ number: 6, name: 'null in an unknown field', text: spec('  foo: ~\n'), findings: ['unknown-field 6:2-6:5'] },
	{ number: 7, name: 'spec followed by nothing', text: spec(''), findings: [] },
	{ number: 8, name: 'the cursor deeper than the key of a scalar', text: spec('  payloadType: Local\n      ¦\n'), findings: [], has: ['payloadOverride'], taken: ['payloadOverride', 'payloadType: Local\n  payloadOverride:\n    |'] },
	{ number: 9, name: 'an existing key', text: spec('  payloadTyp¦: Local\n'), has: ['payloadType'], taken: ['payloadType', '\n  payloadType: Local\n'] },
	{ number: 10, name: 'an empty flow map', text: payload('spec: {¦}\n'), findings: [], has: ['payloadType'], taken: ['payloadOverride', 'spec: {payloadOverride: {|}}\n'] },
	{ number: 10, name: 'a further key in a flow map', text: payload('spec: {payloadType: Local, ¦}\n'), has: ['payloadOverride'], lacks: ['payloadType'] },
	{ number: 10, name: 'an unclosed flow map', text: payload('spec: {¦'), findings: ['unclosed 5:6-5:7'], has: ['payloadType'] },
	{ number: 11, name: 'a flow value', text: payload('spec: {payloadType: ¦}\n'), findings: [], has: ['Local'] },
	{ number: 12, name: 'an enumeration in a block scalar', text: spec('  payloadType: |-\n    Local\n'), findings: [] },
	{ number: 12, name: 'a block scalar with a line break too many', text: spec('  payloadType: |\n    Local\n'), findings: ['enum 6:15-8:0'], says: /"Local\\n" is not allowed/ },
	{ number: 12, name: 'the cursor inside a block scalar', text: spec('  payloadOverride:\n    reason: |\n      text\n      ¦\n'), offersNothing: true },
	{ number: 13, name: 'the cursor in a comment', text: spec('  # payload¦\n'), findings: [], offersNothing: true },
	{ number: 14, name: 'a tab as indent', text: spec('\tpayloadType: Locl\n\tpayloadOverride: {}\n'), findings: ['tab 6:0-6:1'] },
	{ number: 14, name: 'a tab before a comment', text: spec('\t# c\n  payloadType: Local\n'), findings: ['tab 6:0-6:1'] },
	{ number: 14, name: 'a tab on an empty line', text: spec('\t\n  payloadType: Local\n'), findings: ['tab 6:0-6:1'] },
	{ number: 14, name: 'a tab behind a dash', text: jobs('    -\tciConfigurationName: a\n'), findings: ['tab 8:5-8:6'] },
	{ number: 14, name: 'what follows a tab is read on', text: spec('\tpayloadOverride: {}\n\n\n\tpayloadType: Locl\n'), findings: ['tab 6:0-6:1', 'enum 9:14-9:18'] },
	{ number: 15, name: 'a tab inside JSON', text: payload('spec: {\n\t"payloadType": "Local"\n}\n'), findings: [] },
	{ number: 15, name: 'a tab at the start of a line behind a plain scalar in flow style', text: payload('spec: {\n\tpayloadType: Local\n\t}\n'), findings: ['tab 7:0-7:1'] },
	{ number: 16, name: 'a tab behind a colon', text: spec('  payloadType:\tLocal\n'), findings: [] },
	{ number: 17, name: 'Windows line ends', text: windows(spec('  payloadType: Locl\n  payloadOverride: {overide: x}\n')), findings: ['enum 6:15-6:19', 'unknown-field 7:20-7:27'], mend: ['unknown-field', '{override: x}\r\n'] },
	{ number: 18, name: 'a lone carriage return ends a line', text: spec('  payloadType: Locl\n').replaceAll('\n', '\r'), findings: ['enum 6:15-6:19'] },
	{ number: 19, name: 'a byte order mark', text: `\ufeff${spec('  payloadType: Locl\n')}`, findings: ['enum 6:15-6:19'] },
	{ number: 20, name: 'columns count UTF-16 units', text: payload('spec: {payloadOverride: {reason: "😀😀", overide: "😀"}}\n'), findings: ['unknown-field 5:41-5:48'] },
	{ number: 21, name: 'a line separator outside quotes', text: spec('  payloadOverride:\n    reason: a\u2028b\n'), findings: ['character 7:13-7:14'] },
	{ number: 21, name: 'a line separator inside quotes', text: spec('  payloadOverride:\n    override: Accepted\n    reason: "a\u2028    b"\n'), findings: [] },
	{ number: 21, name: 'a control character in a comment', text: payload('# a\x80\nspec: {}\n'), findings: ['character 5:3-5:4'] },
	{ number: 21, name: 'no-break spaces as indent', text: spec('\u00a0\u00a0payloadType: Local\n'), findings: ['unknown-field 6:0-6:13'], says: /no-break space \(U\+00A0\)/, mend: ['unknown-field', 'spec:\n  payloadType: Local\n'] },
	{ number: 22, name: 'an alias without anchor', text: jobs('    - *nope\n'), findings: ['alias 8:6-8:11'] },
	{ number: 22, name: 'the name of an anchor', text: jobs('    - &a.b {}\n'), findings: ['anchor 8:6-8:9'] },
	{ number: 22, name: 'a mistake through an alias', text: spec('  payloadOverride: {override: Accepted, reason: &r Nope}\n  payloadType: *r\n'), findings: ['enum 7:15-7:17'], refers: 'Nope' },
	{ number: 22, name: 'a mistake inside of what an alias stands for', text: jobs('    - &a {maxRetries: x}\n    - *a\n'), findings: ['type 8:22-8:23', 'type 9:6-9:8'], refers: 'x' },
	{ number: 22, name: 'hovering an alias shows its target', text: jobs('    - ciConfigurationName: &n aws\n    - ciConfigurationName: *¦n\n'), hover: '` aws `, written at the anchor ` &n `' },
	{ number: 23, name: 'a merge of what is no map', text: spec('  <<: 1\n'), findings: ['merge 6:2-6:4'] },
	{ number: 23, name: 'a key both merged and written', text: spec('  payloadType: Local\n  <<: {payloadType: Reference}\n'), findings: ['duplicate-key 7:2-7:4'] },
	{ number: 23, name: 'merged keys are not offered again', text: jobs('    - &job {maxRetries: 1}\n    - <<: *job\n      ¦\n'), has: ['ciConfigurationName'], lacks: ['maxRetries'] },
	{ number: 24, name: 'an alias that contains itself', text: payload('spec: &s\n  payloadOverride: *s\n'), findings: ['alias 6:19-6:21'] },
	{ number: 25, name: 'a key twice', text: spec('  payloadType: Local\n  payloadType: Local\n'), findings: ['duplicate-key 7:2-7:13'], mend: ['duplicate-key', 'spec:\n  payloadType: Local\n'] },
	{ number: 25, name: 'keys that collide once they are typed', text: jobs('    - qualifiers: {1: {}, 01: {}}\n'), findings: ['duplicate-key 8:26-8:28'] },
	{ number: 26, name: 'a map of 8,000 keys', text: payload(`  labels: {${Array.from({ length: 8_000 }, (_, index) => `k${index}: v`).join(', ')}}\nspec: {}\n`), findings: [] },
	{ number: 27, name: 'a key that is a number', text: spec('  123: a\n'), findings: ['unknown-field 6:2-6:5'] },
	{ number: 27, name: 'a key that is a list', text: spec('  ? [a]\n  : b\n'), findings: ['key 6:4-6:7'] },
	{ number: 28, name: 'quoted keys', text: payload('"spec":\n  \'payloadType\': Locl\n'), findings: ['enum 6:17-6:21'] },
	{ number: 29, name: 'the cursor inside quotes', text: spec('  payloadType: "¦"\n'), has: ['Local'], taken: ['Local', 'payloadType: "Local"\n'] },
	{ number: 29, name: 'the cursor inside single quotes', text: spec("  payloadType: '¦'\n"), taken: ['Local', "payloadType: 'Local'\n"] },
	{ number: 31, name: 'completion of a word that is a boolean for the cluster', text: jobs('    - qualifiers:\n        q:\n          payloadBadgeStatus: ¦\n'), taken: ['Yes', 'payloadBadgeStatus: "Yes"'] },
	{ number: 30, name: 'an unclosed quote', text: spec('  payloadType: "¦Local\n  payloadOverride: {}\n'), findings: ['unclosed 6:15-6:16'], has: ['Local'] },
	{ number: 31, name: 'a word that is a boolean for the cluster', text: jobs('    - qualifiers:\n        q:\n          payloadBadgeStatus: Yes\n'), findings: ['type 10:30-10:33'], mend: ['type', 'payloadBadgeStatus: "Yes"'] },
	{ number: 32, name: 'the status of a condition', text: payload('status:\n  conditions:\n  - {type: PayloadAccepted, reason: A, message: "", lastTransitionTime: 2026-01-01T00:00:00Z, status: True}\n'), findings: ['type 7:102-7:106'], mend: ['type', 'status: "True"'] },
	{ number: 33, name: 'a version that is a number for the cluster', text: spec('  payloadCoordinates:\n    imagestreamTagName: 4.10\n'), findings: ['type 7:24-7:28'], mend: ['type', 'imagestreamTagName: "4.10"'] },
	{ number: 33, name: 'the name of a release stays a text', text: spec('  payloadCoordinates:\n    imagestreamTagName: 4.19.0-0.nightly-2026-01-01-000000\n'), findings: [] },
	{ number: 34, name: 'an octal number', text: jobs('    - maxRetries: 01¦0\n'), findings: [], hover: '8' },
	{ number: 34, name: 'underscores in a number', text: jobs('    - maxRetries: 1_0¦00\n'), findings: [], hover: '1000' },
	{ number: 34, name: 'sixty to the minute is a text', text: jobs('    - maxRetries: 12:30\n'), findings: ['type 8:18-8:23'] },
	{ number: 35, name: 'a whole number with a fraction of nothing', text: jobs('    - maxRetries: 3.0\n    - maxRetries: 1e3\n    - maxRetries: 3.\n    - maxRetries: 1e-400\n'), findings: [] },
	{ number: 36, name: 'an unquoted time', text: payload('  creationTimestamp: 2026-01-01T00:00:00Z\nspec: {}\n'), findings: [] },
	{ number: 36, name: 'a date without time', text: payload('  creationTimestamp: 2026-01-01\nspec: {}\n'), findings: ['format 5:21-5:31'], mend: ['format', 'creationTimestamp: 2026-01-01T00:00:00Z\n'] },
	{ number: 36, name: 'a time with a blank', text: payload('  creationTimestamp: 2026-01-01 10:20:30\nspec: {}\n'), findings: ['format 5:21-5:40'], mend: ['format', 'creationTimestamp: 2026-01-01T10:20:30Z\n'] },
	{ number: 37, name: 'a bad time', text: payload('status:\n  conditions:\n  - {type: PayloadAccepted, reason: A, message: "", status: "True", lastTransitionTime: 2026-02-30T00:00:00Z}\n'), findings: ['format 7:88-7:108'] },
	{ number: 38, name: 'a number beyond 64 bits', text: jobs('    - maxRetries: 99999999999999999999\n'), findings: ['type 8:18-8:38'] },
	{ number: 38, name: 'infinity', text: jobs('    - maxRetries: .inf\n'), findings: ['number 8:18-8:22'] },
	{ number: 39, name: 'no blank behind a colon', text: spec('  payloadType:Local\n  payloadOverride: {}\n'), findings: ['blank 6:13-6:14'] },
	{ number: 40, name: 'a line one column too far to the left', text: spec('  payloadType: Local\n payloadOverride: {}\n'), findings: ['indent 7:1-7:2'] },
	{ number: 40, name: 'a line one column too far to the right', text: spec('  payloadType: Local\n   payloadOverride: {}\n'), findings: ['indent 7:3-7:18'] },
	{ number: 41, name: 'a list below its key or indented', text: payload('spec:\n  payloadVerificationConfig:\n    blockingJobs:\n      - ciConfigurationName: a\n    informingJobs:\n    - ciConfigurationName: b\n'), findings: [] },
	{ number: 41, name: 'a dash in a column of its own', text: jobs('    - ciConfigurationName: a\n     - ciConfigurationName: b\n'), findings: ['indent 9:5-9:6'] },
	{ number: 42, name: 'a lone dash', text: jobs('    -¦\n'), has: ['ciConfigurationName'] },
	{ number: 42, name: 'behind an item', text: jobs('    - ciConfigurationName: a\n    ¦\n'), has: ['-', 'informingJobs'] },
	{ number: 43, name: 'the second line of an item', text: jobs('    - ciConfigurationName: a\n      ¦\n'), has: ['maxRetries'], lacks: ['ciConfigurationName'] },
	{ number: 44, name: 'free keys', text: jobs('    - qualifiers:\n        rosa: {}\n    - qualifiers:\n        ¦\n'), has: ['rosa'] },
	{ number: 45, name: 'a comment on the line of a separator', text: `${spec('')}--- # c\n${spec('')}`, findings: [] },
	{ number: 45, name: 'content behind the mark of its document', text: `${spec('')}--- {apiVersion: release.openshift.io/v1alpha1, kind: ReleasePayload, metadata: {name: p},\n  spec: {payloadType: Locl}}\n`, findings: ['separator 6:4-6:90', 'enum 7:22-7:26'] },
	{ number: 45, name: 'a mistake on the line of the mark', text: '--- {apiVersion: release.openshift.io/v1alpha1, kind: ReleasePayload, metadata: {name: p}, spec: {payloadType: Lo¦cl}}\n', findings: ['separator 0:4-0:117', 'enum 0:111-0:115'], hover: 'payloadType' },
	{ number: 45, name: 'a mark that is none', text: `${spec('')}---x\n${spec('')}`, findings: ['separator 6:3-6:4'] },
	{ number: 46, name: 'documents of other kinds', text: `apiVersion: v1\nkind: ConfigMap\nspec: 1\n---\n${spec('  payloadType: Locl\n')}`, findings: ['enum 10:15-10:19'], symbols: 1 },
	{ number: 47, name: 'a broken document before a good one', text: `a: [\n---\n${spec('  payloadType: Locl\n')}`, findings: ['unclosed 0:3-0:4', 'enum 8:15-8:19'] },
	{ number: 48, name: 'a List with other kinds', text: 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n- apiVersion: release.openshift.io/v1alpha1\n  kind: ReleasePayload\n  metadata: {name: a}\n  spec:\n    payloadType: Locl\n', findings: ['enum 9:17-9:21'], symbols: 1 },
	{ number: 49, name: 'another version of the group', text: spec('').replace('v1alpha1', 'v1beta1'), findings: ['api-version 0:12-0:40', 'unknown-field 5:0-5:4'], mend: ['api-version', 'release.openshift.io/v1alpha1\n'] },
	{ number: 49, name: 'the kind in other capitals', text: spec('').replace('ReleasePayload', 'Releasepayload'), findings: ['kind 1:6-1:20'], mend: ['kind', 'kind: ReleasePayload\n'] },
	{ number: 50, name: 'control lines of a template leave the rest its findings', text: payload('{{- if .x }}\n\nspec:\n  payloadType: Locl\n\n\n{{- end }}\n'), findings: ['template 5:0-5:12', 'enum 8:15-8:19'], says: /template/ },
	{ number: 50, name: 'a mark for a value is not judged, keys and neighbours are', text: jobs('    - maxRetries: {{ .n }}\n      ciConfigurationName: {{ .name | quote }}\n      disabeld: {{ .b }}\n    - maxRetries: x\n'), findings: ['template 8:18-8:26', 'unknown-field 10:6-10:14', 'type 11:18-11:19'] },
	{ number: 50, name: 'marks in the middle of values and in keys', text: spec('  payloadType: Lo{{ .x }}\n  {{ .key }}: 1\n  "{{ .k }}": {{ "a" }}\n  payloadOverride: {override: {{ .o }}, reasn: "{{ .r }}"}\n'), findings: ['template 7:2-7:12', 'unknown-field 9:40-9:45'] },
	{ number: 50, name: 'a mark with quotes in a quoted value', text: jobs('    - ciConfigurationName: "aws-{{ printf "%s" .a }}"\n      maxRetries: x\n'), findings: ['template 8:32-8:52', 'type 9:18-9:19'] },
	{ number: 50, name: 'a comment over several lines', text: `{{/*\n  {{ é }}: [\n*/}}\n${spec('  payloadType: Locl\n')}`, findings: ['template 0:0-0:4', 'enum 9:15-9:19'] },
	{ number: 50, name: 'lines that a mark brings', text: payload('  labels:\n    {{- include "labels" . | nindent 4 }}\nspec:\n  payloadOverride:\n{{ toYaml .o | indent 4 }}\n  payloadType: Locl\n'), findings: ['template 6:4-6:41', 'enum 10:15-10:19'] },
	{ number: 50, name: 'what a line of a template may bring is not missing', text: payload('').replace(/ {2}name: .*/, '  {{- include "meta" . | nindent 2 }}') + 'spec: {payloadType: Locl}\n', findings: ['template 3:2-3:37', 'enum 5:20-5:24'] },
	{ number: 50, name: 'either of two branches', text: spec('  {{- if .x }}\n  payloadType: Local\n  {{- else }}\n  payloadType: Locl\n  {{- end }}\n'), findings: ['template 6:2-6:14', 'enum 9:15-9:19'] },
	{ number: 50, name: 'a mistake beside a template', text: spec('  payloadType: {{ .x }}\n  payloadOverride:\n    override:Accepted\n    reason: x\n'), findings: ['template 6:15-6:23', 'blank 8:12-8:13'] },
	{ number: 50, name: 'a tab beside a template', text: spec('\tpayloadType: {{ .x }}\n\tpayloadOverride: {override: {{ .y }}}\n'), findings: ['tab 6:0-6:1', 'template 6:14-6:22'] },
	{ number: 50, name: 'JSON with a mark for a value', text: '{"apiVersion": "release.openshift.io/v1alpha1", "kind": "ReleasePayload", "metadata": {"name": {{ .name | quote }}},\n "spec": {"payloadType": "Locl"}}\n', findings: ['template 0:95-0:114', 'enum 1:25-1:31'] },
	{ number: 50, name: 'a mark before the document', text: `{{- if .x }}\n${spec('  payloadType: Locl\n  payloadOverride: {{ .o }}\n')}{{- end }}\n`, findings: ['template 0:0-0:12', 'enum 7:15-7:19'] },
	{ number: 50, name: 'completion and hover beside marks', text: spec('  {{- if .x }}\n  payloadOverride: {{ .o }}\n  {{- end }}\n  payloadType: Loc¦\n'), has: ['Local'], hover: 'payloadType', symbols: 1 },
	{ number: 50, name: 'the text of a mark is not the name of anything else', text: jobs('    - ciConfigurationName: {{ .a¦ }}\n'), findings: ['template 8:27-8:35'], hover: 'ciConfigurationName' },
	{ number: 50, name: 'marks in quotes, in the middle of a text and in a block are text', text: spec('  payloadOverride:\n    override: "{{ x }}"\n    reason: see {{ y }}\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: |\n        {{ z }}\n      ciConfigurationJobName: \'{{ z }}\' # {{ c }}\n'), findings: [], means: 'O1' },
	{ number: 50, name: 'a mistake beside marks that are text', text: spec('  payloadOverride:\n    reason: "{{ x }}" y\n    override: {{}: 1\n'), findings: ['unexpected 7:22-7:23'] },
	{ number: 50, name: 'maps for keys are no template', text: spec('  payloadOverride: {{a: b}: c}\n  payloadType: {{a: b}}\n'), findings: ['key 6:20-6:26', 'type 7:2-7:13', 'key 7:16-7:22'] },
	{ number: 51, name: 'conflict marks', text: payload('<<<<<<< HEAD\nspec: {payloadType: Local}\n=======\nspec: {payloadType: Locl}\n>>>>>>> theirs\n'), findings: ['conflict 5:0-5:12'] },
	{ number: 52, name: 'JSON, with an escape that only JSON knows', text: '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p"},"spec":{"payloadOverride":{"reason":"\\/"}}}', findings: ['escape 0:131-0:133'] },
	{ number: 55, name: 'a local tag makes a text', text: jobs('    - maxRetries: !x 3\n      ciConfigurationName: !secret a\n'), findings: ['type 8:21-8:22'] },
	{ number: 56, name: 'core tags', text: jobs('    - maxRetries: !!int "5"\n      ciConfigurationName: !!str 5\n'), findings: [] },
	{ number: 56, name: 'a tag that its value contradicts', text: jobs('    - maxRetries: !!int x\n'), findings: ['tag 8:24-8:25'] },
	{ number: 57, name: 'scalars over several lines', text: spec('  payloadType: "Lo\\\n    cal"\n  payloadOverride:\n    override: Accepted\n    reason: one\n      two\n'), findings: [] },
	{ number: 58, name: 'a hash without blank belongs to the value', text: spec('  payloadType: Local#c\n'), findings: ['enum 6:15-6:22'] },
	{ number: 58, name: 'a comment behind a value', text: spec('  payloadType: Local #c\n'), findings: [] },
	{ number: 59, name: 'an unknown field in the status', text: payload('spec: {}\nstatus:\n  foo: 1\n'), findings: ['unknown-field 7:2-7:5'] },
	{ number: 59, name: 'a status in a file', text: payload('status:\n  conditions: []\n'), findings: [], means: 'S1' },
	{ number: 60, name: 'another namespace in the coordinates', text: spec('  payloadCoordinates:\n    namespace: other\n'), findings: [], means: 'N1' },
	{ number: 60, name: 'a condition twice', text: payload('status:\n  conditions:\n  - &c {type: PayloadAccepted, reason: A, message: "", status: "True", lastTransitionTime: 2026-01-01T00:00:00Z}\n  - *c\n'), means: 'S8' },
];

for (const each of cases) {
	test(`# ${each.number}: ${each.name}`, () => {
		const offset = each.text.indexOf('¦');
		const session = openSession(each.text.replace('¦', ''), () => facts);
		if (each.findings !== undefined) assert.deepEqual(placesOf(session), each.findings);
		if (each.says !== undefined) assert.match(session.findings().map(({ message }) => message).join('\n'), each.says);
		if (each.refers !== undefined) assert.deepEqual(referredBy(session), [each.refers]);
		if (each.taken !== undefined) assert.ok(taken(session, offset, each.taken[0]).includes(each.taken[1]), taken(session, offset, each.taken[0]));
		const labels = offset < 0 ? [] : session.complete(offset).map((choice) => choice.label);
		for (const label of each.has ?? []) assert.ok(labels.includes(label), `${label} is not among ${labels.join(', ') || 'nothing'}`);
		for (const label of each.lacks ?? []) assert.ok(!labels.includes(label), `${label} is offered`);
		if (each.offersNothing === true) assert.deepEqual(labels, []);
		if (each.hover !== undefined) assert.ok(session.hover(offset)?.contents.includes(each.hover) === true, `hover shows ${session.hover(offset)?.contents ?? 'nothing'}`);
		if (each.means !== undefined) assert.ok(session.findings().some(({ code }) => code === each.means), session.findings().map(({ code }) => code).join(' '));
		if (each.symbols !== undefined) assert.equal(session.symbols().length, each.symbols);
		if (each.mend !== undefined) assert.ok(mended(session, each.mend[0]).some((text) => text.includes(each.mend?.[1] ?? '')), mended(session, each.mend[0]).join('\n'));
	});
}

function placesOf(session: Session): readonly string[] {
	return session.findings()
		.filter(({ layer }) => layer !== 'meaning')
		.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character)
		.map(({ code, range: { start, end } }) => `${code} ${start.line}:${start.character}-${end.line}:${end.character}`);
}

function referredBy(session: Session): readonly string[] {
	const lines = session.text.split('\n');
	return session.findings().filter(({ layer }) => layer === 'api').flatMap(({ related }) => related.map(({ range: { start, end } }) => (lines[start.line] ?? '').slice(start.character, end.character)));
}

/** The text after a choice, `|` for the cursor. */
function taken(session: Session, offset: number, label: string): string {
	const choice = session.complete(offset).find((each) => each.label === label);
	assert.ok(choice !== undefined, `${label} is not offered`);
	return session.text.slice(0, choice.replace.start) + choice.insert.replaceAll(/\$0|\$\{0:?([^}]*)\}/g, '|$1') + session.text.slice(choice.replace.end);
}

/** The text after each mend of a code. */
function mended(session: Session, code: string): readonly string[] {
	return session.actions(0, session.text.length).filter(({ finding }) => finding.code === code).map(({ edits }) =>
		[...edits].sort((a, b) => b.start - a.start).reduce((text, edit) => text.slice(0, edit.start) + edit.newText + text.slice(edit.end), session.text));
}

test('# 50: the finding of a template tells of its other marks, of some where there are many', () => {
	const [template, ...others] = openSession(jobs('    - ciConfigurationName: {{ .a }}\n      maxRetries: {{ .n }}\n'.repeat(9)), () => facts).findings().filter(({ layer }) => layer !== 'meaning');
	assert.deepEqual(others, []);
	assert.deepEqual(template?.related.map(({ range: { start } }) => `${start.line}:${start.character}`), ['9:18', '10:27', '11:18', '12:27', '13:18', '14:27', '15:18', '16:27', '17:18']);
});

test('# 50: a mark that is written into a piece of a long text, and taken back', () => {
	const text = jobs('    - ciConfigurationName: aws\n      ciConfigurationJobName: periodic-aws\n      maxRetries: 2\n'.repeat(100));
	const session = openSession(text, () => facts);
	const before = placesOf(session);
	const at = text.lastIndexOf('2');
	session.edit([{ start: at, end: at + 1, text: '{{ .n }}' }]);
	assert.deepEqual(placesOf(session), ['template 307:18-307:26']);
	session.edit([{ start: at, end: at + 8, text: '2' }]);
	assert.deepEqual(placesOf(session), before);
});

test('# 24: an alias bomb is a finding and costs no time', () => {
	const levels = Array.from({ length: 12 }, (_, level) => `  l${level}: &l${level} [${Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*l${level - 1}`)).join(', ')}]\n`).join('');
	const found = findingsOf(spec(levels));
	assert.ok(found.some(({ code }) => code === 'aliases'));
});

test('# 53: a key press in a long file reads a piece of it', () => {
	const job = (index: number): string => `    - ciConfigurationName: job-${index}\n      ciConfigurationJobName: periodic-${index}\n      maxRetries: 2\n`;
	const text = jobs(Array.from({ length: 2_000 }, (_, index) => job(index)).join(''));
	const session = openSession(text, () => facts);
	session.findings();
	const at = text.indexOf('job-1000') + 3;
	assert.equal(session.edit([{ start: at, end: at, text: 'x' }]), true);
	assert.deepEqual(placesOf(session), placesOf(openSession(session.text, () => facts)));
});

test('# 61: edits come in bursts', () => {
	const session = openSession(spec('  payloadType: Locl\n'), () => facts);
	const at = session.text.indexOf('Locl');
	session.edit([{ start: at, end: at + 4, text: 'Local' }, { start: session.text.length + 1, end: session.text.length + 1, text: '  payloadOverride: {overide: Accepted}\n' }]);
	assert.deepEqual(placesOf(session), ['unknown-field 7:20-7:27']);
});

test('# 62: answers are those of the text at hand, however often it changes', () => {
	const session = openSession(spec('  payloadType: Locl\n'), () => facts);
	session.findings();
	session.edit([{ start: 0, end: session.text.length, text: 'apiVersion: v1\nkind: ConfigMap\n' }]);
	assert.deepEqual(session.findings(), []);
});
