import assert from 'node:assert/strict';
import test from 'node:test';
import { readPayload } from '../../../../src/payload/readPayload';
import { checkFix, checkRule } from './checkRule';

const tag = '4.22.0-0.ci-2026-05-01-132406';
const head = `metadata:\n  name: ${tag}\n  namespace: ocp\n`;
const config = (...lines: readonly string[]): string => `${head}spec:\n  payloadCreationConfig:\n${lines.map((line) => `    ${line}\n`).join('')}`;
const creation = (...lines: readonly string[]): string => config('releaseCreationCoordinates:', ...lines.map((line) => `  ${line}`));
const mirror = (...lines: readonly string[]): string => config('releaseMirrorCoordinates:', ...lines.map((line) => `  ${line}`));
const verification = (...lines: readonly string[]): string => `${head}spec:\n  payloadVerificationConfig:\n${lines.map((line) => `    ${line}\n`).join('')}`;
const release = (type: string, ...lines: readonly string[]): string => `${head}spec:\n  payloadType: ${type}\n  releaseCoordinates:\n${lines.map((line) => `  ${line}\n`).join('')}`;
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const live = readPayload({ spec: { payloadType: 'Local', payloadVerificationConfig: { payloadVerificationDataSource: 'BuildFarmLookup' } } });
const legacy = readPayload({ spec: { payloadType: 'Reference', payloadVerificationConfig: { payloadVerificationDataSource: 'ImageStreamTagAnnotation' } } });

const cases: readonly { readonly name: string; readonly code: string; readonly text: string }[] = [
	{ code: 'C1', name: 'no creation Job', text: config('prowCoordinates:', '  namespace: ci').replace('payloadCreationConfig', '[[payloadCreationConfig]]') },
	{ code: 'C1', name: 'no creation config at all', text: `${head}[[spec]]:\n  payloadType: Local\n` },
	{ code: 'C1', name: 'a creation Job without namespace', text: creation(`releaseCreationJobName: ${tag}`).replace('releaseCreationCoordinates', '[[releaseCreationCoordinates]]') },
	{ code: 'C1', name: 'a creation Job with an empty name', text: creation('namespace: ci-release', '[[releaseCreationJobName]]: ""') },
	{ code: 'C1', name: 'a creation Job as it should be', text: creation('namespace: ci-release', `releaseCreationJobName: ${tag}`) },
	{ code: 'C1', name: 'the older API had none', text: `${head}spec:\n  payloadCoordinates:\n    namespace: ocp\nstatus:\n  analysisJobResults: []\n` },
	{ code: 'C1', name: 'an empty spec is being written', text: `${head}spec:\n` },
	{ code: 'C2', name: 'a creation Job of another name', text: creation('namespace: ci-release', 'releaseCreationJobName: [[other]]') },
	{ code: 'C2', name: 'a creation Job of the name of the payload', text: creation('namespace: ci-release', `releaseCreationJobName: ${tag}`) },
	{ code: 'C3', name: 'a mirror Job without namespace', text: mirror('[[namespace]]: ""', `releaseMirrorJobName: ${tag}-alternate-mirror`) },
	{ code: 'C3', name: 'a mirror namespace without Job', text: mirror('namespace: ci-release').replace('releaseMirrorCoordinates', '[[releaseMirrorCoordinates]]') },
	{ code: 'C3', name: 'no mirror', text: mirror('namespace: ""', 'releaseMirrorJobName: ""') },
	{ code: 'C4', name: 'a mirror Job of another name', text: mirror('namespace: ci-release', `releaseMirrorJobName: [[${tag}-mirror]]`) },
	{ code: 'C4', name: 'a mirror Job as it should be', text: mirror('namespace: ci-release', `releaseMirrorJobName: ${tag}-alternate-mirror`) },
	{ code: 'C5', name: 'no ProwJob namespace', text: verification('payloadVerificationDataSource: BuildFarmLookup').replace('spec', '[[spec]]') },
	{ code: 'C5', name: 'an empty ProwJob namespace, by the default source', text: `${verification('blockingJobs: []')}  payloadCreationConfig:\n    prowCoordinates:\n      [[namespace]]: ""\n` },
	{ code: 'C5', name: 'a ProwJob namespace', text: `${verification('blockingJobs: []')}  payloadCreationConfig:\n    prowCoordinates:\n      namespace: ci\n` },
	{ code: 'C5', name: 'results that come from the tag', text: verification('payloadVerificationDataSource: ImageStreamTagAnnotation') },
	{ code: 'C6', name: 'no verification config', text: `${head}[[spec]]:\n  payloadType: Local\n` },
	{ code: 'C6', name: 'a verification config that is null', text: `${head}spec:\n  [[payloadVerificationConfig]]:\n` },
	{ code: 'C6', name: 'an empty verification config gets its default', text: `${head}spec:\n  payloadVerificationConfig: {}\n` },
	{
		code: 'C9',
		name: 'upgrade jobs whose results would come from the tag',
		text: verification('payloadVerificationDataSource: [[ImageStreamTagAnnotation]]', 'upgradeJobs:', '- ciConfigurationName: aws'),
	},
	{ code: 'C9', name: 'a recent version whose results would come from the tag', text: verification('payloadVerificationDataSource: [[ImageStreamTagAnnotation]]') },
	{ code: 'C9', name: 'an old version', text: verification('payloadVerificationDataSource: ImageStreamTagAnnotation').replaceAll('4.22', '4.11') },
	{ code: 'C9', name: 'results of the build farm', text: verification('payloadVerificationDataSource: BuildFarmLookup') },
	{ code: 'C10', name: 'a Reference to nowhere', text: `${head}spec:\n  payloadType: [[Reference]]\n` },
	{ code: 'C10', name: 'a Reference to another tag', text: release('Reference', '- repository: quay.io/a/b', '  tag: [[latest]]') },
	{ code: 'C10', name: 'a Reference to its tag', text: release('Reference', '- repository: quay.io/a/b', `  tag: rc_payload__${tag}`) },
	{ code: 'C10', name: 'a Reference by digest', text: release('Reference', '- repository: quay.io/a/b', `  digest: ${digest}`) },
	{ code: 'C11', name: 'a Local payload with the tag of a Reference', text: release('Local', '- repository: quay.io/a/b', `  tag: [[rc_payload__${tag}]]`) },
	{ code: 'C11', name: 'a Local payload with a tag', text: release('Local', '- repository: quay.io/a/b', `  tag: ${tag}`) },
	{ code: 'C12', name: 'no repository', text: release('Local', '- [[tag]]: a') },
	{ code: 'C12', name: 'an empty repository', text: release('Local', '- [[repository]]: ""', '  tag: a') },
	{ code: 'C12', name: 'a repository with a tag', text: release('Local', '- repository: [[quay.io/a/b:c]]') },
	{ code: 'C12', name: 'a repository with a digest', text: release('Local', `- repository: [[quay.io/a/b@${digest}]]`) },
	{ code: 'C12', name: 'a repository with a port', text: release('Local', '- repository: quay.io:443/a/b', '  tag: c') },
	{ code: 'C13', name: 'neither tag nor digest', text: release('Local', '- [[repository]]: quay.io/a/b') },
	{ code: 'C13', name: 'a tag', text: release('Local', '- repository: quay.io/a/b', '  tag: c') },
	{ code: 'C14', name: 'tag and digest', text: release('Local', '- repository: quay.io/a/b', '  tag: [[c]]', `  digest: ${digest}`) },
	{ code: 'C14', name: 'an empty tag and a digest', text: release('Local', '- repository: quay.io/a/b', '  tag: ""', `  digest: ${digest}`) },
	{ code: 'C15', name: 'a short digest', text: release('Local', '- repository: quay.io/a/b', '  digest: [[sha256:abc]]') },
	{ code: 'C15', name: 'a digest', text: release('Local', '- repository: quay.io/a/b', `  digest: ${digest}`) },
	{ code: 'C16', name: 'two coordinates', text: release('Local', '- repository: quay.io/a/b', '  tag: c', '- [[repository]]: quay.io/d/e', '  tag: f') },
	{ code: 'C16', name: 'one coordinate', text: release('Local', '- repository: quay.io/a/b') },
];

for (const { name, code, text } of cases) test(`${code}: ${name}`, () => void checkRule(code, text));

test('C7: a data source other than the stored one', () => {
	checkRule('C7', verification('payloadVerificationDataSource: [[ImageStreamTagAnnotation]]'), { live });
	checkRule('C7', `${head}spec:\n  [[payloadVerificationConfig]]:\n    blockingJobs: []\n`, { live: legacy });
	checkRule('C7', verification('payloadVerificationDataSource: BuildFarmLookup'), { live });
	checkRule('C7', `${head}spec:\n  payloadVerificationConfig: {}\n`, { live });
	checkRule('C7', verification('payloadVerificationDataSource: ImageStreamTagAnnotation'), { live: 'absent' });
});

test('C8: a stored verification config that the text leaves out', () => {
	checkRule('C8', `${head}[[spec]]:\n  payloadType: Local\n`, { live });
	checkRule('C8', `${head}spec:\n  payloadType: Local\n`);
	checkRule('C8', verification('blockingJobs: []'), { live });
});

test('C17: a type other than the stored one', () => {
	checkRule('C17', `${head}spec:\n  payloadType: [[Reference]]\n`, { live });
	checkRule('C17', `${head}[[spec]]:\n  payloadVerificationConfig: {}\n`, { live: legacy });
	checkRule('C17', `${head}spec:\n  payloadVerificationConfig: {}\n`, { live });
	checkRule('C17', `${head}spec:\n  payloadType: Reference\n`);
});

test('C1 fills in what is missing, as deep as it is missing', () => {
	const right = creation('namespace: ci-release', `releaseCreationJobName: ${tag}`);
	checkFix('C1', creation('namespace: ci-release'), right);
	checkFix('C1', creation('namespace: ci-release', 'releaseCreationJobName: ""'), creation('namespace: ci-release', `releaseCreationJobName: "${tag}"`));
	checkFix('C1', config('prowCoordinates:', '  namespace: ci'), config('prowCoordinates:', '  namespace: ci', 'releaseCreationCoordinates:', '  namespace: ci-release', `  releaseCreationJobName: ${tag}`));
	checkFix('C1', `${head}spec:\n  payloadType: Local\n`, `${head}spec:\n  payloadType: Local\n  payloadCreationConfig:\n    releaseCreationCoordinates:\n      namespace: ci-release\n      releaseCreationJobName: ${tag}\n`);
});

test('C2 and C4 put the name in', () => {
	checkFix('C2', creation('namespace: ci-release', "releaseCreationJobName: 'x' # job"), creation('namespace: ci-release', `releaseCreationJobName: '${tag}' # job`));
	checkFix('C4', mirror('namespace: ci-release', 'releaseMirrorJobName: x'), mirror('namespace: ci-release', `releaseMirrorJobName: ${tag}-alternate-mirror`));
});

test('C3 completes the mirror Job or takes it away', () => {
	const half = mirror('namespace: ""', `releaseMirrorJobName: ${tag}-alternate-mirror`);
	checkFix('C3', half, mirror('namespace: "ci-release"', `releaseMirrorJobName: ${tag}-alternate-mirror`));
	checkFix('C3', half, mirror('namespace: ""', 'releaseMirrorJobName: ""'), 1);
	checkFix('C3', mirror('namespace: ci-release'), mirror('namespace: ci-release', `releaseMirrorJobName: ${tag}-alternate-mirror`));
});

test('C5 and C6 add what controllers need', () => {
	const lookup = '  payloadVerificationConfig:\n    payloadVerificationDataSource: BuildFarmLookup\n';
	checkFix('C5', `${creation('namespace: ci-release')}${lookup}`, `${creation('namespace: ci-release')}    prowCoordinates:\n      namespace: ci\n${lookup}`);
	checkFix('C5', `${config('prowCoordinates: {}')}${lookup}`, `${config('prowCoordinates: {namespace: ci}')}${lookup}`);
	checkFix('C6', `${head}spec:\n  payloadType: Local\n`, `${head}spec:\n  payloadType: Local\n${lookup}`);
	checkFix('C6', `${head}spec:\n  payloadVerificationConfig:\n`, `${head}spec:\n${lookup}`);
});

test('C9 offers the build farm only while the source can still be chosen', () => {
	checkFix('C9', verification('payloadVerificationDataSource: ImageStreamTagAnnotation'), verification('payloadVerificationDataSource: BuildFarmLookup'));
	const [stored] = checkRule('C9', verification('payloadVerificationDataSource: [[ImageStreamTagAnnotation]]').replace('metadata:\n', 'metadata:\n  uid: u\n'));
	assert.deepEqual(stored?.fixes, []);
});

test('C10 to C15 mend the coordinates', () => {
	checkFix('C10', release('Reference', '- repository: quay.io/a/b', '  tag: latest'), release('Reference', '- repository: quay.io/a/b', `  tag: rc_payload__${tag}`));
	checkFix('C11', release('Local', '- repository: quay.io/a/b', `  tag: rc_payload__${tag}`), release('Reference', '- repository: quay.io/a/b', `  tag: rc_payload__${tag}`));
	checkFix('C12', release('Local', '- repository: quay.io/a/b:c'), release('Local', '- repository: quay.io/a/b', '  tag: c'));
	checkFix('C12', release('Local', '- repository: quay.io/a/b:4.10'), release('Local', '- repository: quay.io/a/b', '  tag: "4.10"'));
	checkFix('C12', release('Local', '- repository: quay.io/a/b:c', '  tag: d'), release('Local', '- repository: quay.io/a/b', '  tag: d'));
	checkFix('C14', release('Local', '- repository: quay.io/a/b', '  tag: c', `  digest: ${digest}`), release('Local', '- repository: quay.io/a/b', `  digest: ${digest}`));
	checkFix('C15', release('Local', '- repository: quay.io/a/b', `  digest: ${digest.slice(7).toUpperCase()}`), release('Local', '- repository: quay.io/a/b', `  digest: ${digest}`));
});
