import assert from 'node:assert/strict';
import test from 'node:test';
import { openSession, shippedFacts } from '../../../src/language/service';
import { preamble } from './rules/checkRule';

const facts = shippedFacts();
const qualifier = 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - qualifiers:\n        q:\n          ';

/** What is shown at `¦`: all of `says`, nothing of `silent`; no `says`: nothing at all. */
const cases: readonly { readonly name: string; readonly text: string; readonly says?: readonly string[]; readonly silent?: readonly string[] }[] = [
	{ name: 'a word that is known', text: `${qualifier}payloadBadgeStatus: OnS¦uccess\n`, says: ['The badge is shown on lists when the jobs passed.\n\n---'] },
	{ name: 'a known word that the cluster takes for a truth value means nothing', text: `${qualifier}payloadBadgeStatus: Y¦es\n`, says: ['The cluster reads ` true `.\n\n---'], silent: ['always shown on lists.\n\n'] },
	{ name: 'the same word in quotes', text: `${qualifier}payloadBadgeStatus: "Y¦es"\n`, says: ['The badge is always shown on lists.\n\n---'], silent: ['The cluster reads'] },
	{ name: 'an alias shows what it stands for', text: 'spec:\n  payloadOverride:\n    reason: &r Accepted\n    override: *¦r\n', says: ['` Accepted `, written at the anchor ` &r `', 'A person accepts the payload'] },
	{ name: 'a field of a map that is merged', text: 'spec:\n  <<: {payload¦Type: Local}\n', says: ['**spec.payloadType**'] },
	{ name: 'the value of such a field', text: 'spec:\n  <<: {payloadType: Lo¦cal}\n', says: ['The image is in an image stream of the cluster.'] },
	{ name: 'an approval by label', text: 'metadata:\n  labels:\n    release.openshift.io/qe_state: Acc¦epted\n', says: ['The team approves the payload.'] },
	{ name: 'a field that nobody knows', text: 'spec:\n  un¦known: 1\n' },
	{ name: 'the colon of a key', text: 'spec:¦\n  payloadType: Local\n', says: ['**spec**'] },
	{ name: 'the colon of a key whose value is long', text: `spec:¦\n  payloadType: Local\n  # ${'x'.repeat(2_000)}\n  payloadOverride: {}\n`, says: ['**spec**'] },
];

for (const { name, text, says = [], silent = [] } of cases) {
	test(`hover: ${name}`, () => {
		const whole = preamble + text;
		const shown = openSession(whole.replace('¦', ''), () => facts).hover(whole.indexOf('¦'))?.contents;
		if (says.length === 0) assert.equal(shown, undefined);
		for (const part of says) assert.ok(shown?.includes(part) === true, shown);
		for (const part of silent) assert.ok(shown?.includes(part) === false, shown);
	});
}
