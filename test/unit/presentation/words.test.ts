import assert from 'node:assert/strict';
import test from 'node:test';
import { ago, clockTime, duration, relativeFormat, shortAge, shortSpan, utcAndLocal } from '../../../src/presentation/age';
import { fromTemplate, linkFacts, markdownLink, parsePayloadText } from '../../../src/presentation/links';
import { httpUrl } from '../../../src/presentation/markdown';
import { abandonedLook, doomedLook, jobLook, overdueLook, partlyFailedLook, phaseLook, phases, runLook, shownJobStates, shownRunStates, unreadLook } from '../../../src/presentation/states';
import { clock, created, nightly } from './payloads';

const minute = 60_000;
const hour = 60 * minute;

test('within one table no two states share an icon or a word', () => {
	const tables = [
		[...phases.map(phaseLook), unreadLook(), doomedLook()],
		[...shownJobStates.map(jobLook), overdueLook(), abandonedLook()],
		shownRunStates.map(runLook),
	];
	for (const looks of tables) {
		assert.equal(new Set(looks.map(({ icon }) => icon)).size, looks.length);
		assert.equal(new Set(looks.map(({ word }) => word)).size, looks.length);
		for (const { color } of [...looks, partlyFailedLook()]) assert.match(color ?? 'testing.x', /^(testing|charts|list)\.\w+$/);
	}
});

test('spans and ages', () => {
	assert.deepEqual([0, -5, NaN, 59_999, minute, hour - 1, hour, 47 * hour, 48 * hour].map(shortSpan), ['0 s', '0 s', '0 s', '59 s', '1 min', '59 min', '1 h', '47 h', '2 d']);
	assert.deepEqual([48_000, 12 * minute, 105 * minute, 2 * hour, 51 * hour, 48 * hour].map(duration), ['48 s', '12 min', '1 h 45 min', '2 h', '2 d 3 h', '2 d']);
	assert.deepEqual([shortAge(clock.now + hour, clock), shortAge(created, clock)], ['now', '5 h']);
	assert.deepEqual([ago(created, clock), ago(clock.now, clock), ago(created, { ...clock, relative: relativeFormat('de') }), ago(created, { ...clock, relative: relativeFormat('no such!') })], ['5 hours ago', 'just now', 'vor 5 Stunden', '5 hours ago']);
});

test('times are told in UTC and in the reader\'s zone, with the date where it differs', () => {
	assert.equal(utcAndLocal(created, clock), '2026-05-01 13:24 UTC (15:24 Europe/Berlin)');
	assert.equal(utcAndLocal(created, { ...clock, timeZone: 'Pacific/Auckland' }), '2026-05-01 13:24 UTC (2026-05-02 01:24 Pacific/Auckland)');
	assert.equal(utcAndLocal(created, { ...clock, timeZone: 'UTC' }), '2026-05-01 13:24 UTC');
	assert.equal(clockTime(created, clock), '15:24');
	assert.equal(clockTime(created - 24 * hour, clock), '2026-04-30 15:24');
	assert.doesNotThrow(() => utcAndLocal(1e300, { ...clock, timeZone: 'Nowhere/None' }));
});

const pasted: readonly (readonly [text: string, name: string | undefined, namespace?: string])[] = [
	[nightly, nightly],
	[`  ${nightly}\n`, nightly],
	[`\`${nightly}\``, nightly],
	[`ocp/${nightly}`, nightly, 'ocp'],
	[`releasepayload/${nightly}`, nightly],
	[`releasepayloads.release.openshift.io/${nightly}`, nightly],
	[`oc -n ocp-arm64 get releasepayload ${nightly}`, nightly, 'ocp-arm64'],
	[`kubectl get rp/${nightly} --namespace=ocp -o yaml`, nightly, 'ocp'],
	[`registry.ci.openshift.org/ocp/release:${nightly}`, nightly],
	['4.22.0-rc.2', '4.22.0-rc.2'],
	[`https://amd64.ocp.releases.ci.openshift.org/releasestream/4.22.0-0.nightly/release/${nightly}`, nightly],
	[`https://amd64.ocp.releases.ci.openshift.org/releasestream/4.22.0-0.nightly/release/${nightly}?from=4.21.3#tests`, nightly],
	[`https://x.example.com/releasetag/${nightly}/json`, nightly],
	[`https://x.example.com/api/v1/releasestream/4-stable/release/4.21.3`, '4.21.3'],
	[`https://x.example.com/releasestream/s/inconsistency/${nightly}`, nightly],
	['https://x.example.com/releasestream/4-stable', undefined],
	['https://x.example.com/releasetag/%E0%A4%A', undefined],
	['javascript:alert(1)', undefined],
	['', undefined],
	['Nightly Of Yesterday', undefined],
	[`[${nightly}](https://x.example.com/releasestream/4.22.0-0.nightly/release/${nightly})`, nightly],
	[nightly.replace(/[.-]/g, '\\$&'), nightly],
	[`<https://x.example.com/releasestream/4.22.0-0.nightly/release/${nightly}|the payload>`, nightly],
	[`amd64.ocp.releases.ci.openshift.org/releasestream/4.22.0-0.nightly/release/${nightly}?from=4.22.0-0.nightly-2026-04-30-000000`, nightly],
	[`Look at https://x.example.com/releasetag/${nightly}, please`, nightly],
	[`https://x.example.com/releasestream/4.22.0-0.nightly/release/${nightly}.`, nightly],
	[`https://sippy.dptools.openshift.org/sippy-ng/release/4.22/tags/${nightly}`, nightly],
	[`https://x.example.com/changelog?from=4.22.0-rc.1&to=4.22.0-rc.2`, '4.22.0-rc.2'],
	['quay.io/openshift-release-dev/ocp-release:4.22.1-x86_64', '4.22.1'],
	[`${nightly}.`, nightly],
	[`*${nightly}*: Rejected`, nightly],
	['https://x.example.com/releasestream/4.22.0-0.nightly', undefined],
	['https://10.0.0.1/4.22.0-0.nightly', undefined],
];

for (const [text, name, namespace] of pasted) {
	test(`pasted to find a payload: ${JSON.stringify(text)}`, () => {
		assert.deepEqual(parsePayloadText(text), name === undefined ? undefined : { name, namespace });
	});
}

test('URL templates are filled in part by part, and give nothing but http(s)', () => {
	const facts = linkFacts({ ref: { namespace: 'ocp-arm64' }, releaseName: '4.22.0-0.nightly-arm64-2026-05-01-132406', stream: '4.22.0-0.nightly-arm64' });
	assert.equal(
		fromTemplate('https://{arch}.ocp.releases.ci.openshift.org/releasestream/{stream}/release/{release}', facts),
		'https://arm64.ocp.releases.ci.openshift.org/releasestream/4.22.0-0.nightly-arm64/release/4.22.0-0.nightly-arm64-2026-05-01-132406',
	);
	assert.equal(fromTemplate('https://x.example.com/{release}', { ...facts, release: '../a b/?x=1#<y>' }), 'https://x.example.com/..%2Fa%20b%2F%3Fx%3D1%23%3Cy%3E');
	for (const template of ['', 'x', 'javascript:{release}', 'command:{release}', 'https://x/{nothing}', '{release}', 'file:///etc/{release}']) assert.equal(fromTemplate(template, { ...facts, release: 'a' }), undefined, template);
	assert.doesNotThrow(() => fromTemplate('https://x.example.com/{release}', { ...facts, release: '\ud800' }));
	assert.equal(markdownLink(nightly, 'https://x.example.com/a_(b)'), '[4.22.0-0.nightly-2026-05-01-132406](https://x.example.com/a_%28b%29)');
});

test('only plain http(s) addresses may be opened', () => {
	for (const bad of ['javascript:alert(1)', ' https://x', 'https:', 'https://', 'http:x', 'https://prow.ci.openshift.org@evil.example.com/', 'https://u:p@x/', 'command:x', 'data:text/html,x', 'HTTPS//x', `https://x/${'a'.repeat(5000)}`]) assert.equal(httpUrl(bad), undefined, bad);
	assert.equal(httpUrl('HTTPS://Prow.example.com/a b)\n[x]'), 'https://prow.example.com/a%20b%29%5Bx%5D');
});
