import assert from 'node:assert/strict';
import test from 'node:test';
import { openSession, shippedFacts } from '../../../src/language/service';

const facts = shippedFacts();
const head = 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\n';

/** What is offered at `¦`. A text that does not declare itself gets the two lines that make it a payload. */
function offered(marked: string): { readonly text: string; readonly offset: number; readonly labels: readonly string[]; readonly insert: (label: string) => string } {
	const whole = /^(?:spec|metadata|status):/.test(marked) ? head + marked : marked;
	const offset = whole.indexOf('¦');
	const text = whole.replace('¦', '');
	const choices = openSession(text, () => facts).complete(offset);
	const insert = (label: string): string => {
		const choice = choices.find((each) => each.label === label);
		assert.ok(choice !== undefined, `${label} is not offered; there are ${choices.map((each) => each.label).join(', ')}`);
		const plain = choice.insert.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll(/\$\d/g, '').replaceAll(/\\(.)/g, '$1');
		const after = text.slice(0, choice.replace.start) + plain + text.slice(choice.replace.end);
		return whole.startsWith(head) && !marked.startsWith(head) ? after.slice(head.length) : after;
	};
	return { text, offset, labels: choices.map((each) => each.label), insert };
}

interface Case {
	readonly name: string;
	readonly text: string;
	/** Must be offered. */
	readonly has?: readonly string[];
	/** Must not be offered. */
	readonly lacks?: readonly string[];
	/** The text after choosing the first of `has`, without the declaring lines. */
	readonly after?: string;
	readonly nothing?: true;
}

const cases: readonly Case[] = [
	{ name: 'half a key at the root', text: `${head}sp¦`, has: ['spec'], lacks: ['kind', 'apiVersion'] },
	{ name: 'half a key inside a map, later lines intact', text: 'spec:\n  payloadO¦\n  payloadType: Local\n', has: ['payloadOverride'], lacks: ['payloadType'] },
	{ name: 'a line without colon above the cursor', text: 'spec:\n  payloadOverride:\n    nonsense\n    ¦\n', has: ['override', 'reason'], lacks: ['spec'] },
	{ name: 'right behind a colon', text: 'spec:\n  payloadType:¦\n', has: ['Local', 'Reference'], after: 'spec:\n  payloadType: Local\n' },
	{ name: 'an empty value', text: 'spec:\n  payloadOverride:\n    override: ¦\n', has: ['Accepted', 'Rejected'], after: 'spec:\n  payloadOverride:\n    override: Accepted\n' },
	{ name: 'the cursor deeper than a key with a scalar', text: 'spec:\n  payloadType: Local\n      ¦\n', has: ['payloadOverride'], after: 'spec:\n  payloadType: Local\n  payloadOverride:\n    \n' },
	{ name: 'an existing key is replaced, its value kept', text: 'spec:\n  payloadTyp¦: Local\n', has: ['payloadType'], after: 'spec:\n  payloadType: Local\n' },
	{ name: 'an empty flow map', text: 'spec: {¦}\n', has: ['payloadType'], after: 'spec: {payloadType: }\n' },
	{ name: 'a further key in a flow map', text: 'spec: {payloadType: Local, ¦}\n', has: ['payloadOverride'], lacks: ['payloadType'] },
	{ name: 'an unclosed flow map', text: 'spec: {¦\n', has: ['payloadType'] },
	{ name: 'a flow value', text: 'spec: {payloadType: ¦}\n', has: ['Local'], after: 'spec: {payloadType: Local}\n' },
	{ name: 'a flow map over several lines', text: 'spec: {\n  payloadOverride: {override: ¦\n}}\n', has: ['Accepted'] },
	{ name: 'inside a block scalar', text: 'spec:\n  payloadOverride:\n    reason: |\n      text\n      ¦\n', nothing: true },
	{ name: 'inside a comment', text: 'spec:\n  # payload¦\n', nothing: true },
	{ name: 'inside quotes the quotes stay', text: 'spec:\n  payloadType: "¦"\n', has: ['Local'], after: 'spec:\n  payloadType: "Local"\n' },
	{ name: 'behind a quote that is not closed', text: 'spec:\n  payloadType: "¦\n  payloadOverride: {}\n', has: ['Local'] },
	{ name: 'a word that the cluster would read as a boolean is quoted', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - qualifiers:\n        q:\n          payloadBadgeStatus: ¦\n', has: ['Yes'], after: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - qualifiers:\n        q:\n          payloadBadgeStatus: "Yes"\n' },
	{ name: 'a boolean', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - qualifiers:\n        q:\n          enabled: ¦\n', has: ['true', 'false'] },
	{ name: 'behind a lone dash', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    -¦\n', has: ['ciConfigurationName'], after: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: \n' },
	{ name: 'behind a dash and a blank', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ¦\n', has: ['ciConfigurationName'] },
	{ name: 'a new item behind an item, and keys of the parent', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: a\n    ¦\n', has: ['-', 'informingJobs'], lacks: ['blockingJobs'], after: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: a\n    - ciConfigurationName: \n      ciConfigurationJobName: \n' },
	{ name: 'the second line of an item', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: a\n      ¦\n', has: ['maxRetries'], lacks: ['ciConfigurationName'] },
	{ name: 'a map with free keys offers those used elsewhere', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - qualifiers:\n        techpreview: {}\n    - qualifiers:\n        ¦\n', has: ['techpreview'] },
	{ name: 'keys of a free key’s value', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - qualifiers:\n        techpreview:\n          ¦\n', has: ['enabled', 'badgeName'] },
	{ name: 'the first key of an empty map in the second document', text: `${head}spec: {}\n---\n${head}spec:\n  ¦\n`, has: ['payloadType'] },
	{ name: 'a document behind a broken one', text: `a: [\n---\n${head}spec:\n  payloadOverride:\n    override: ¦\n`, has: ['Accepted'] },
	{ name: 'an item of a List', text: 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: release.openshift.io/v1alpha1\n  kind: ReleasePayload\n  spec:\n    ¦\n', has: ['payloadOverride'], lacks: ['items'] },
	{ name: 'a ReleasePayloadList', text: 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayloadList\nitems:\n- spec:\n    payloadOverride:\n      override: ¦\n', has: ['Rejected'] },
	{ name: 'a document of another kind', text: 'apiVersion: v1\nkind: ConfigMap\nda¦\n', nothing: true },
	{ name: 'metadata', text: 'metadata:\n  ¦\n', has: ['name', 'namespace', 'labels'] },
	{ name: 'the older shape offers the older states', text: 'status:\n  analysisJobResults:\n  - name: a\n    state: ¦\n', has: ['Failed', 'Ignored'], lacks: ['Failure'] },
	{ name: 'the older shape offers the older fields', text: 'status:\n  analysisJobResults:\n  - name: a\n    ¦\n', has: ['maxRetries', 'results'], lacks: ['ciConfigurationName'] },
	{ name: 'the current shape offers the current states', text: 'status:\n  blockingJobResults:\n  - ciConfigurationName: a\n    state: ¦\n', has: ['Failure', 'Unknown'], lacks: ['Failed', 'Ignored'] },
	{ name: 'status conditions are quoted', text: 'status:\n  conditions:\n  - type: PayloadAccepted\n    status: ¦\n', has: ['True'], after: 'status:\n  conditions:\n  - type: PayloadAccepted\n    status: "True"\n' },
	{ name: 'names of jobs come from spec', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: aws-serial\nstatus:\n  blockingJobResults:\n  - ciConfigurationName: ¦\n', has: ['aws-serial'] },
	{ name: 'Windows line ends', text: 'spec:\r\n  payload¦\r\n', has: ['payloadOverride'], after: 'spec:\r\n  payloadOverride:\r\n    \r\n' },
	{ name: 'the document’s own indentation', text: 'spec:\n    payloadCoordinates:\n        namespace: ocp\n    payloadVerificationConfig:\n        blockingJ¦\n', has: ['blockingJobs'], after: 'spec:\n    payloadCoordinates:\n        namespace: ocp\n    payloadVerificationConfig:\n        blockingJobs:\n        - ciConfigurationName: \n          ciConfigurationJobName: \n' },
	{ name: 'keys that are merged are there already', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - &job\n      ciConfigurationName: a\n      maxRetries: 1\n    - <<: *job\n      ¦\n', has: ['analysisJobCount'], lacks: ['maxRetries', 'ciConfigurationName'] },
	{ name: 'keys of several merges, a later one too', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - &a {maxRetries: 1}\n    - &b {qualifiers: {}}\n    - ¦\n      <<: [*a, *b]\n', has: ['analysisJobCount'], lacks: ['maxRetries', 'qualifiers'] },
	{ name: 'keys of a merge that is written out', text: 'spec:\n  <<: {payloadType: Local}\n  ¦\n', has: ['payloadOverride'], lacks: ['payloadType'] },
	{ name: 'keys that are merged in flow style', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - &job {maxRetries: 1}\n    - {<<: *job, ¦}\n', has: ['analysisJobCount'], lacks: ['maxRetries'] },
	{ name: 'a further key of an item in flow style', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - {maxRetries: 1, ¦}\n', has: ['analysisJobCount'], lacks: ['maxRetries'] },
	{ name: 'a key of an item in flow style over several lines', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - {\n      maxRetries: 1,\n      ¦}\n', has: ['analysisJobCount'], lacks: ['maxRetries', 'spec'] },
	{ name: 'a key in JSON', text: '{\n  "apiVersion": "release.openshift.io/v1alpha1",\n  "kind": "ReleasePayload",\n  "spec": {\n    ¦\n  }\n}\n', has: ['payloadType'] },
	{ name: 'the first key of an item whose others follow', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ¦\n      maxRetries: 1\n    - analysisJobCount: 1\n', has: ['analysisJobCount'], lacks: ['maxRetries'] },
	{ name: 'a merge of what is no map', text: 'metadata:\n  name: &n a\nspec:\n  <<: [*n, *nope]\n  ¦\n', has: ['payloadOverride'] },
	{ name: 'above a key that has a list at its own column', text: 'spec:\n  payloadVerificationConfig:\n    ¦\n    informingJobs:\n    - ciConfigurationName: a\n    upgradeJobs: []\n', has: ['blockingJobs'], lacks: ['informingJobs', 'upgradeJobs'] },
	{ name: 'below a list of texts at its key’s column', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - qualifiers:\n        q:\n          failureLabels:\n          - a\n          ¦\n', has: ['-', 'enabled'], lacks: ['failureLabels'] },
	{ name: 'below the key of a list with nothing in it', text: 'spec:\n  releaseCoordinates:\n  ¦\n', has: ['-', 'payloadType'], lacks: ['releaseCoordinates'], after: 'spec:\n  releaseCoordinates:\n  - repository: \n    tag: \n' },
	{ name: 'between a key and its list only an item fits', text: 'spec:\n  releaseCoordinates:\n  ¦\n  - tag: a\n', has: ['-'], lacks: ['payloadType'], after: 'spec:\n  releaseCoordinates:\n  - repository: \n    tag: \n  - tag: a\n' },
	{ name: 'deeper than the items that follow', text: 'spec:\n  releaseCoordinates:\n      ¦\n  - tag: a\n', has: ['-'], lacks: ['payloadType'], after: 'spec:\n  releaseCoordinates:\n  - repository: \n    tag: \n  - tag: a\n' },
	{ name: 'between two items only an item fits', text: 'spec:\n  releaseCoordinates:\n  - tag: a\n  ¦\n  - tag: b\n', has: ['-'], lacks: ['payloadType'] },
	{ name: 'between a key and its map stand the keys of that', text: 'metadata:\n¦\n  name: a\n', has: ['namespace'], lacks: ['name', 'spec'], after: 'metadata:\n  namespace: \n  name: a\n' },
	{ name: 'deeper than the keys that follow', text: 'metadata:\n      ¦\n  name: a\n', has: ['namespace'], lacks: ['name'], after: 'metadata:\n  namespace: \n  name: a\n' },
	{ name: 'at the dash of an item whose keys follow', text: 'spec:\n  releaseCoordinates:\n  - tag: a\n  ¦\n    digest: b\n', has: ['repository'], lacks: ['-', 'tag', 'digest'], after: 'spec:\n  releaseCoordinates:\n  - tag: a\n    repository: \n    digest: b\n' },
	{ name: 'a key in quotes keeps them', text: 'spec:\n  "payloadT¦"\n', has: ['payloadType'], after: 'spec:\n  "payloadType": \n' },
	{ name: 'an item of a list in brackets', text: 'spec: {releaseCoordinates: [¦]}\n', has: ['{}'], after: 'spec: {releaseCoordinates: [{}]}\n' },
	{ name: 'a map where a list belongs', text: 'spec: {releaseCoordinates: {¦\n', nothing: true },
	{ name: 'a key in JSON is in quotes', text: '{\n  "kind": "ReleasePayload",\n  "spec": {\n    ¦\n  }\n}\n', has: ['payloadType'], after: '{\n  "kind": "ReleasePayload",\n  "spec": {\n    "payloadType": \n  }\n}\n' },
	{ name: 'a key in JSON whose quote is open', text: '{"kind": "ReleasePayload", "spec": {"¦"}}\n', has: ['payloadType'], after: '{"kind": "ReleasePayload", "spec": {"payloadType": }}\n' },
	{ name: 'a value in JSON is in quotes', text: '{"kind": "ReleasePayload", "spec": {"payloadType": ¦}}\n', has: ['Local'], after: '{"kind": "ReleasePayload", "spec": {"payloadType": "Local"}}\n' },
	{ name: 'keys that follow in JSON on other lines', text: '{\n  "kind": "ReleasePayload",\n  "spec": {\n    ¦\n    "payloadCoordinates": {"namespace": "ocp"},\n    "payloadType": "Local"\n  }\n}\n', has: ['payloadOverride'], lacks: ['payloadType', 'payloadCoordinates'] },
	{ name: 'the job of an aggregator', text: 'spec:\n  payloadVerificationConfig:\n    blockingJobs:\n    - ciConfigurationName: aggregated-aws\n      ciConfigurationJobName: ¦\n', has: ['aggregated-aws-release-openshift-release-analysis-aggregator'] },
	{ name: 'the image stream of an OKD release', text: 'metadata:\n  name: 4.20.0-0.okd-scos-2025-06-30-052314\n  namespace: origin\nspec:\n  payloadCoordinates:\n    imagestreamName: ¦\n', has: ['release-scos'], lacks: ['release'] },
	{ name: 'the image stream of a multi-architecture nightly', text: 'metadata:\n  name: 4.22.0-0.nightly-multi-2026-05-01-132406\n  namespace: ocp-multi\nspec:\n  payloadCoordinates:\n    imagestreamName: ¦\n', has: ['4.22-art-latest-multi'] },
	{ name: 'an approval by label', text: 'metadata:\n  labels:\n    ¦\nstatus:\n  qualifiersSummary:\n    qualifiers:\n      qe:\n        approval: true\n      fips: {}\n', has: ['release.openshift.io/qe_state'], lacks: ['release.openshift.io/fips_state'] },
	{ name: 'what an approval says', text: 'metadata:\n  labels:\n    release.openshift.io/qe_state: ¦\n', has: ['Accepted', 'Rejected'] },
	{ name: 'a blank document offers a whole payload', text: '¦', has: ['ReleasePayload', 'apiVersion'] },
	{ name: 'a document of comments only', text: '# c\n¦', has: ['ReleasePayload'] },
];

for (const { name, text, has = [], lacks = [], after, nothing } of cases) {
	test(`completion: ${name}`, () => {
		const { labels, insert } = offered(text);
		if (nothing === true) assert.deepEqual(labels, []);
		for (const label of has) assert.ok(labels.includes(label), `${label} is not among ${labels.join(', ') || 'nothing'}`);
		for (const label of lacks) assert.ok(!labels.includes(label), `${label} is offered`);
		if (after !== undefined) assert.equal(insert(has[0] ?? ''), after);
	});
}
