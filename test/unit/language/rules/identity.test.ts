import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFix, checkRule } from './checkRule';

const nightly = '4.22.0-0.nightly-2026-05-01-132406';
const named = (name: string, more = ''): string => `metadata:\n  name: ${name}\n  namespace: ocp\n${more}`;
const coordinates = (...lines: readonly string[]): string => `spec:\n  payloadCoordinates:\n${lines.map((line) => `    ${line}\n`).join('')}`;
const mirror = 'spec:\n  payloadCreationConfig:\n    releaseMirrorCoordinates:\n      releaseMirrorJobName: m\n';

const cases: readonly { readonly name: string; readonly code: string; readonly text: string }[] = [
	{ code: 'N1', name: 'another namespace in the coordinates', text: named(nightly, coordinates('namespace: [[ocp-arm64]]')) },
	{ code: 'N1', name: 'coordinates without namespace', text: named(nightly, 'spec:\n  [[payloadCoordinates]]:\n    imagestreamName: release\n') },
	{ code: 'N1', name: 'an empty namespace in the coordinates', text: named(nightly, coordinates('[[namespace]]: ""')) },
	{ code: 'N1', name: 'the same namespace twice is right', text: named(nightly, coordinates('namespace: ocp')) },
	{ code: 'N1', name: 'a namespace that is no text is said elsewhere', text: named(nightly, coordinates('namespace: on')) },
	{ code: 'N2', name: 'another tag', text: named(nightly, coordinates('imagestreamTagName: [[4.22.0-0.nightly-2026-05-01-132407]]')) },
	{ code: 'N2', name: 'no tag', text: named(nightly, 'spec:\n  [[payloadCoordinates]]:\n    namespace: ocp\n') },
	{ code: 'N2', name: 'the tag of the name', text: named(nightly, coordinates(`imagestreamTagName: ${nightly}`)) },
	{ code: 'N2', name: 'the random suffix of the older API', text: `${named(`${nightly}-x7k2p`, coordinates(`imagestreamTagName: ${nightly}`))}status:\n  analysisJobResults: []\n` },
	{ code: 'N2', name: 'a random suffix today', text: named(`${nightly}-x7k2p`, coordinates(`imagestreamTagName: [[${nightly}]]`)) },
	{
		code: 'N2',
		name: 'a label that names another tag',
		text: `metadata:\n  name: ${nightly}\n  labels:\n    release.openshift.io/imagestreamtag-name: [[4.21.3]]\n${coordinates(`imagestreamTagName: ${nightly}`)}`,
	},
	{ code: 'N3', name: 'a name that is no release', text: named('[[my-payload]]') },
	{ code: 'N3', name: 'a dated name with half a time', text: named('[[4.22.0-0.nightly-2026-05-01-1324]]') },
	{ code: 'N3', name: 'a nightly', text: named(nightly) },
	{ code: 'N3', name: 'a candidate of OKD', text: named('4.20.0-okd-scos.ec.4') },
	{ code: 'N4', name: '64 characters', text: named(`[[4.22.0-0.nightly-${'x'.repeat(29)}-2026-05-01-132406]]`) },
	{ code: 'N4', name: '63 characters', text: named(`4.22.0-0.nightly-${'x'.repeat(28)}-2026-05-01-132406`) },
	{ code: 'N4', name: '47 characters and a mirror', text: named('[[4.22.0-0.nightly-ppc64le-priv-2026-05-01-132406]]', mirror) },
	{ code: 'N4', name: '47 characters without a mirror', text: named('4.22.0-0.nightly-ppc64le-priv-2026-05-01-132406') },
	{ code: 'N5', name: 'capitals in the name', text: named('[[4.22.0-RC.2]]') },
	{ code: 'N5', name: 'a low line in the name', text: named('[[4.22.0_rc.2]]') },
	{ code: 'N5', name: 'a candidate as it should be', text: named('4.22.0-rc.2') },
	{ code: 'N6', name: 'the stream of another version', text: named(nightly, coordinates('streamName: [[4.21.0-0.nightly]]')) },
	{ code: 'N6', name: 'the stream without the architecture', text: named('4.22.0-0.nightly-arm64-2026-05-01-132406', coordinates('streamName: [[4.22.0-0.nightly]]')) },
	{ code: 'N6', name: 'the stream of the name', text: named(nightly, coordinates('streamName: 4.22.0-0.nightly')) },
	{ code: 'N6', name: 'a version says nothing about its stream', text: named('4.22.3', coordinates('streamName: 4-stable')) },
	{ code: 'N7', name: 'an arm64 nightly among the amd64 ones', text: `metadata:\n  name: 4.22.0-0.nightly-arm64-2026-05-01-132406\n  namespace: [[ocp]]\n${coordinates('imagestreamName: [[release]]')}` },
	{ code: 'N7', name: 'a private nightly in public', text: 'metadata:\n  name: 4.22.0-0.nightly-priv-2026-05-01-132406\n  namespace: [[ocp]]\n' },
	{ code: 'N7', name: 'a public nightly among private ones', text: `metadata:\n  name: ${nightly}\n  namespace: [[ocp-priv]]\n` },
	{ code: 'N7', name: 'an arm64 nightly in its place', text: `metadata:\n  name: 4.22.0-0.nightly-arm64-2026-05-01-132406\n  namespace: ocp-arm64\n${coordinates('imagestreamName: release-arm64')}` },
	{ code: 'N7', name: 'multi-architecture streams publish into themselves', text: `metadata:\n  name: 4.22.0-0.nightly-multi-2026-05-01-132406\n  namespace: ocp-multi\n${coordinates('imagestreamName: 4.22-art-latest-multi')}` },
	{ code: 'N7', name: 'OKD of any architecture is in origin', text: `metadata:\n  name: 4.20.0-0.okd-scos-2026-05-01-132406\n  namespace: origin\n${coordinates('imagestreamName: release-scos')}` },
	{ code: 'N7', name: 'a version says nothing about its architecture', text: 'metadata:\n  name: 4.22.3\n  namespace: ocp-arm64\n' },
	{ code: 'N8', name: 'no image stream', text: named(nightly, 'spec:\n  [[payloadCoordinates]]:\n    namespace: ocp\n') },
	{ code: 'N8', name: 'no coordinates', text: named(nightly, '[[spec]]:\n  payloadType: Local\n') },
	{ code: 'N8', name: 'an image stream of another kind', text: named(nightly, coordinates('imagestreamName: [[cluster-images]]')) },
	{ code: 'N8', name: 'an image stream of konflux', text: named(nightly, coordinates('imagestreamName: konflux-release')) },
	{ code: 'N8', name: 'the text of a patch lacks nothing', text: 'kind: ""\nspec:\n  payloadOverride:\n    override: Accepted\n' },
	{ code: 'N8', name: 'a label that names another image stream', text: `metadata:\n  labels:\n    release.openshift.io/imagestream: [[release-arm64]]\n${coordinates('imagestreamName: release')}` },
	{ code: 'N9', name: 'the thirteenth month', text: named('[[4.22.0-0.nightly-2026-13-01-132406]]') },
	{ code: 'N9', name: '25 hours', text: named('[[4.22.0-0.nightly-2026-05-01-252406]]') },
	{ code: 'N9', name: 'a leap day', text: named('4.22.0-0.nightly-2024-02-29-132406') },
	{ code: 'N9', name: 'a leap day in another year', text: named('[[4.22.0-0.nightly-2026-02-29-132406]]') },
	{ code: 'N11', name: 'a generated name', text: `metadata:\n  [[generateName]]: ${nightly}-\n` },
	{ code: 'N11', name: 'a generated name that the older API had', text: `metadata:\n  generateName: ${nightly}-\nstatus:\n  analysisJobResults: []\n` },
	{ code: 'N11', name: 'a stored object keeps what it was made with', text: `metadata:\n  generateName: ${nightly}-\n  name: ${nightly}-x7k2p\n  uid: u\n` },
	{ code: 'N12', name: 'kind and group in other cases', text: 'apiVersion: [[Release.openshift.io/v1alpha1]]\nkind: [[releasepayload]]\n' },
	{ code: 'N12', name: 'the core version', text: 'apiVersion: [[v1]]\nkind: ReleasePayload\n' },
	{ code: 'N12', name: 'a later version', text: 'apiVersion: [[release.openshift.io/v1]]\nkind: ReleasePayload\n' },
	{ code: 'N12', name: 'both as they are', text: 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\n' },
];

for (const { name, code, text } of cases) test(`${code}: ${name}`, () => void checkRule(code, text));

test('N10: a name that the cluster does not have', () => {
	checkRule('N10', named(`[[${nightly}]]`), { live: 'absent' });
	checkRule('N10', named(nightly));
	checkRule('N10', named(nightly), { live: { metadata: { name: nightly }, spec: {}, status: {} } });
});

test('N4 is an error beyond a label and a warning beyond a mirror Job', () => {
	assert.equal(checkRule('N4', named(`[[${'x'.repeat(64)}]]`))[0]?.severity, 'error');
	assert.equal(checkRule('N4', named(`[[${'x'.repeat(47)}]]`, mirror))[0]?.severity, 'warning');
});

test('N1 sets or adds the namespace of the payload, and points at it', () => {
	const [found] = checkRule('N1', named(nightly, coordinates('namespace: [[ocp-arm64]]')));
	assert.equal(found?.related.length, 1);
	checkFix('N1', named(nightly, coordinates("namespace: 'ocp-arm64' # here")), named(nightly, coordinates("namespace: 'ocp' # here")));
	checkFix('N1', named(nightly, coordinates('imagestreamName: release')), named(nightly, coordinates('imagestreamName: release', 'namespace: ocp')));
	checkFix('N1', named(nightly, 'spec:\n  payloadCoordinates: {imagestreamName: release}\n'), named(nightly, 'spec:\n  payloadCoordinates: {imagestreamName: release, namespace: ocp}\n'));
});

test('N2 sets the tag to the name', () => {
	checkFix('N2', named(nightly, coordinates('imagestreamTagName: "4.22"')), named(nightly, coordinates(`imagestreamTagName: "${nightly}"`)));
	checkFix('N2', named(nightly, coordinates('namespace: ocp')), named(nightly, coordinates('namespace: ocp', `imagestreamTagName: ${nightly}`)));
});

test('N5 lowers the name and puts dashes', () => {
	checkFix('N5', named('4.22.0_RC.2'), named('4.22.0-rc.2'));
});

test('N6 sets the stream that the name tells', () => {
	checkFix('N6', named(nightly, coordinates('streamName: 4-stable')), named(nightly, coordinates('streamName: 4.22.0-0.nightly')));
});

test('N7 names the place where such a release belongs', () => {
	const arm = '4.22.0-0.nightly-arm64-priv-2026-05-01-132406';
	checkFix('N7', `metadata:\n  name: ${arm}\n  namespace: ocp\n`, `metadata:\n  name: ${arm}\n  namespace: ocp-arm64-priv\n`);
	checkFix('N7', `metadata:\n  name: ${arm}\n${coordinates('imagestreamName: release-s390x')}`, `metadata:\n  name: ${arm}\n${coordinates('imagestreamName: release-arm64-priv')}`);
});

test('N8 adds the usual image stream', () => {
	checkFix('N8', named(nightly, coordinates('namespace: ocp')), named(nightly, coordinates('namespace: ocp', 'imagestreamName: release')));
	const multi = '4.22.0-0.nightly-multi-2026-05-01-132406';
	checkFix('N8', named(multi, coordinates('namespace: ocp-multi')), named(multi, coordinates('namespace: ocp-multi', 'imagestreamName: 4.22-art-latest-multi')));
});

test('N11 gives the name of the tag, or takes the idle field away', () => {
	checkFix('N11', `metadata:\n  generateName: ${nightly}- # made up\n`, `metadata:\n  name: ${nightly} # made up\n`);
	checkFix('N11', `metadata:\n  name: ${nightly}\n  generateName: a-\n`, `metadata:\n  name: ${nightly}\n`);
});

test('N12 mends capitals without asking', () => {
	const [found] = checkRule('N12', 'apiVersion: release.openshift.io/v1alpha1\nkind: [[releasePayload]]\n');
	assert.equal(found?.fixes[0]?.safe, true);
	checkFix('N12', 'apiVersion: release.openshift.io/v1alpha1\nkind: "releasepayload"\n', 'apiVersion: release.openshift.io/v1alpha1\nkind: "ReleasePayload"\n');
});
