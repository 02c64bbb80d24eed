import assert from 'node:assert/strict';
import test from 'node:test';
import { readPayload } from '../../../src/payload/readPayload';
import { readStream } from '../../../src/language/document/document';
import { placeIn } from '../../../src/language/findings/findings';
import { allRules } from '../../../src/language/rules/all';
import { meaningOf } from '../../../src/language/rules/runRules';
import { nothingAround, viewOf, type Surroundings } from '../../../src/language/rules/view';
import { preamble } from './rules/checkRule';
import { readPages } from './rules/rulePages';

// A rule lands with an example and a counter-example: those of its page in media/rules. The first fires, the second is silent.

const stored: Surroundings = {
	live: readPayload({
		metadata: { resourceVersion: '9' },
		spec: { payloadType: 'Local', payloadVerificationConfig: { payloadVerificationDataSource: 'BuildFarmLookup', blockingJobs: [{ ciConfigurationName: 'aws-ovn', ciConfigurationJobName: 'periodic-e2e-aws-ovn' }] } },
		status: { blockingJobResults: [{ ciConfigurationName: 'aws-ovn', ciConfigurationJobName: 'periodic-e2e-aws-ovn' }] },
	}),
};
const overridden: Surroundings = { live: readPayload({ spec: { payloadOverride: { override: 'Accepted', reason: 'flake' } } }) };

/** What the cluster says to a wrong and a right example, where rules need to know. */
const around: Readonly<Record<string, readonly [wrong: Surroundings, right: Surroundings]>> = {
	C7: [stored, stored],
	C8: [stored, stored],
	C17: [stored, stored],
	D6: [stored, stored],
	J16: [stored, stored],
	N10: [{ live: 'absent' }, stored],
	O12: [overridden, overridden],
};

function codesIn(example: string, surroundings: Surroundings): ReadonlySet<string> {
	const filled = example.replace('(32,769 characters or more)', 'x'.repeat(32_769));
	const text = filled.startsWith('apiVersion:') ? filled : preamble + filled;
	return new Set(readStream(text).flatMap((document) => document.payloads.flatMap((payload, index) => meaningOf(viewOf(payload, surroundings, placeIn(document, index))))).map((finding) => finding.code));
}

const pages = readPages();

for (const code of new Set(allRules.map((rule) => rule.code))) {
	test(`${code} fires on the wrong example of its page and not on the right one`, () => {
		const page = pages.get(code);
		assert.ok(page !== undefined && page.wrong !== '' && page.right !== '', `media/rules/${code}.md lacks an example or a counter-example`);
		const [wrong, right] = around[code] ?? [nothingAround, nothingAround];
		assert.ok(codesIn(page.wrong, wrong).has(code), `${code} is silent about its wrong example`);
		assert.ok(!codesIn(page.right, right).has(code), `${code} speaks about its right example`);
	});
}
