// Documents in JSON, valid and mutated, with the write they are sent as. One table for two rings: the unit ring holds
// the recorded answers of a real API server against the validator, the cluster ring asks a real one again.

export interface Write {
	readonly name: string;
	/** `update` and `status` go to the object `live`, whose resourceVersion replaces RESOURCE_VERSION in the text. */
	readonly verb: 'create' | 'update' | 'updateStatus';
	readonly text: string;
}

/** The object that updates replace, as it is created. */
export const liveName = 'live';
export const live = {
	apiVersion: 'release.openshift.io/v1alpha1',
	kind: 'ReleasePayload',
	metadata: { name: liveName, namespace: 'ocp', resourceVersion: 'RESOURCE_VERSION' },
	spec: { payloadType: 'Local', payloadVerificationConfig: { payloadVerificationDataSource: 'BuildFarmLookup', blockingJobs: [{ ciConfigurationName: 'aws' }] } },
};

type Part = Readonly<Record<string, unknown>>;

const envelope = { apiVersion: 'release.openshift.io/v1alpha1', kind: 'ReleasePayload', metadata: { name: 'p' } };

function created(name: string, part: Part): Write {
	return { name, verb: 'create', text: JSON.stringify({ ...envelope, ...part }) };
}

function raw(name: string, inner: string, outer = ''): Write {
	return { name, verb: 'create', text: `{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p"},"spec":${inner}${outer}}` };
}

function text(name: string, whole: string): Write {
	return { name, verb: 'create', text: whole };
}

function updated(name: string, part: Part): Write {
	return { name: `update: ${name}`, verb: 'update', text: JSON.stringify({ ...live, ...part }) };
}

function statusWritten(name: string, part: Part): Write {
	return { name: `status: ${name}`, verb: 'updateStatus', text: JSON.stringify({ ...live, ...part }) };
}

function metadata(name: string, part: Part): Write {
	return created(`metadata ${name}`, { metadata: { name: 'p', ...part } });
}

function job(name: string, part: unknown): Write {
	return created(name, { spec: { payloadVerificationConfig: { blockingJobs: [part] } } });
}

function escalation(name: string, part: Part): Write {
	return job(name, { qualifiers: { a: { notifications: { jira: { escalations: [part] } } } } });
}

const goodCondition = { type: 'PayloadCreated', status: 'True', reason: 'ReleasePayloadCreated', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' };

function condition(name: string, part: Part): Write {
	return statusWritten(`condition ${name}`, { status: { conditions: [{ ...goodCondition, ...part }] } });
}

const envelopes: readonly Write[] = [
	text('an empty object', '{}'),
	text('a list', '[]'),
	text('a number', '3'),
	text('null', 'null'),
	created('kind of a list', { kind: 'ReleasePayloadList' }),
	created('kind missing', { kind: undefined }),
	created('kind null', { kind: null }),
	created('kind a number', { kind: 3 }),
	created('apiVersion missing', { apiVersion: undefined }),
	created('apiVersion null', { apiVersion: null }),
	created('apiVersion a list', { apiVersion: [] }),
	created('apiVersion of two slashes', { apiVersion: 'a/b/c' }),
	created('another version with fields', { apiVersion: 'release.openshift.io/v1beta1', spec: { foo: 1 }, status: {}, foo: null }),
	created('another version and kind with fields', { apiVersion: 'release.openshift.io/v1beta1', kind: 'Foo', spec: { foo: 1 } }),
	created('another version and an unknown field', { apiVersion: 'release.openshift.io/v1', foo: 1 }),
	created('another version and another namespace', { apiVersion: 'release.openshift.io/v1', metadata: { name: 'p', namespace: 'x' } }),
	created('another group', { apiVersion: 'apps/v1' }),
	created('another kind and an unknown field in metadata', { kind: 'Foo', metadata: { name: 'p', foo: 1 }, foo: 2 }),
	created('another kind and a wrong type', { kind: 'Foo', spec: 3 }),
	created('another kind and another namespace', { kind: 'Foo', metadata: { name: 'p', namespace: 'x' } }),
	created('metadata null', { metadata: null }),
	created('metadata missing', { metadata: undefined }),
	created('metadata a list', { metadata: [] }),
	created('metadata a text', { metadata: 'x' }),
	created('all stages at once', { metadata: { name: 'p_', namespace: 'x', foo: 1 }, spec: 3, foo: 1 }),
];

const long = 'a'.repeat(64);
const owner = { apiVersion: 'v1', kind: 'Pod', name: 'n', uid: 'u' };

const metadatas: readonly Write[] = [
	metadata('name of capitals', { name: 'A_b' }),
	metadata('name of 254', { name: 'a'.repeat(254) }),
	metadata('name of 253', { name: 'a'.repeat(253) }),
	metadata('name with a dot at the end', { name: 'a.' }),
	metadata('name empty', { name: '' }),
	metadata('name null', { name: null }),
	metadata('name a number', { name: 3 }),
	metadata('name an object', { name: {} }),
	metadata('generateName beside a name', { generateName: 'Bad_' }),
	metadata('generateName of a capital and a dash', { generateName: 'A-' }),
	metadata('generateName of two dashes', { generateName: 'a--' }),
	metadata('keys in another case', { Name: 'p', NAMESPACE: 'ocp' }),
	metadata('namespace another', { namespace: 'x' }),
	metadata('namespace empty', { namespace: '' }),
	metadata('namespace null', { namespace: null }),
	metadata('namespace and an unknown field', { namespace: 'x', foo: 1 }),
	metadata('label key with a blank', { labels: { 'a b': 'c' } }),
	metadata('label key of three parts', { labels: { 'a/b/c': 'd' } }),
	metadata('label key empty', { labels: { '': 'd' } }),
	metadata('label key with an empty prefix', { labels: { '/a': 'd' } }),
	metadata('label key with a capital prefix', { labels: { 'A/b': 'd' } }),
	metadata('label key with a long prefix', { labels: { [`${'a'.repeat(254)}/b`]: 'd' } }),
	metadata('label key of 64', { labels: { [long]: 'd' } }),
	metadata('label value of 64', { labels: { a: long } }),
	metadata('label value with a dash first', { labels: { a: '-d' } }),
	metadata('label value empty', { labels: { a: '' } }),
	metadata('label value null', { labels: { a: null } }),
	metadata('label value a number', { labels: { b: 3, a: true } }),
	metadata('label value an object', { labels: { a: { b: 1 } } }),
	metadata('labels a list', { labels: [] }),
	metadata('labels a text', { labels: 'x' }),
	metadata('annotation key with a capital prefix', { annotations: { 'A/B': 'd' } }),
	metadata('annotation key with a blank', { annotations: { 'a b': 'd' } }),
	metadata('annotation value a flag', { annotations: { a: true } }),
	metadata('annotations of 256 KiB', { annotations: { a: 'x'.repeat(262144) } }),
	metadata('finalizers', { finalizers: ['x', 'a b', 'a/', ''] }),
	metadata('finalizers that exclude each other', { finalizers: ['orphan', 'foregroundDeletion'] }),
	metadata('finalizers a text', { finalizers: 'x' }),
	metadata('finalizers of numbers', { finalizers: [1] }),
	metadata('finalizers of null', { finalizers: [null] }),
	metadata('owner', { ownerReferences: [owner] }),
	metadata('owner empty', { ownerReferences: [{}] }),
	metadata('owner null', { ownerReferences: [null] }),
	metadata('owner a number', { ownerReferences: [1] }),
	metadata('owners an object', { ownerReferences: { a: 1 } }),
	metadata('owner of three slashes', { ownerReferences: [{ ...owner, apiVersion: 'a/b/c' }] }),
	metadata('owner an event of its own group', { ownerReferences: [{ ...owner, apiVersion: 'events.k8s.io/v1', kind: 'Event' }] }),
	metadata('owner an event of no group', { ownerReferences: [{ ...owner, apiVersion: '/v1', kind: 'Event' }] }),
	metadata('owner an event', { ownerReferences: [{ ...owner, kind: 'Event' }] }),
	metadata('owners that both control', { ownerReferences: [{ ...owner, controller: true }, { ...owner, name: 'm', uid: 'v', controller: true }] }),
	metadata('owner with a text for a flag', { ownerReferences: [{ ...owner, controller: 'x' }] }),
	metadata('owner with a number for a uid', { ownerReferences: [{ ...owner, uid: 3 }] }),
	metadata('owner with an unknown field', { ownerReferences: [{ ...owner, foo: 3 }] }),
	metadata('managedFields empty', { managedFields: [{}] }),
	metadata('managedFields with an odd manager', { managedFields: [{ manager: 'm\n', operation: 'Update', apiVersion: 'release.openshift.io/v1alpha1', fieldsType: 'FieldsV1', fieldsV1: { 'f:x': {} } }] }),
	metadata('managedFields of no field with an odd manager', { managedFields: [{ manager: 'm\n', operation: 'Update', apiVersion: 'release.openshift.io/v1alpha1', fieldsType: 'FieldsV1', fieldsV1: {} }] }),
	metadata('managedFields with a bad time', { managedFields: [{ time: 'x' }] }),
	metadata('managedFields with a number for a time', { annotations: 3, managedFields: [{ time: 3 }] }),
	metadata('managedFields with an unknown field', { managedFields: [{ foo: 1 }] }),
	metadata('generation a text', { generation: '5' }),
	metadata('generation a fraction', { generation: 5.5 }),
	metadata('generation negative', { generation: -1 }),
	metadata('deletionGracePeriodSeconds a flag', { deletionGracePeriodSeconds: true }),
	metadata('resourceVersion a number', { resourceVersion: 3 }),
	metadata('unknown fields', { clusterName: 'x', initializers: {}, foo: {} }),
	metadata('a bad time after other mistakes', { annotations: 3, creationTimestamp: 'x', labels: 3 }),
	metadata('two wrong types', { labels: 3, annotations: 3 }),
	text('metadata generation beyond int64', '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p","generation":9223372036854775808}}'),
	text('metadata generation 3.0', '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p","generation":3.0}}'),
];

const times = [
	'2026-01-01T00:00:00z', '2026-01-01t00:00:00Z', '2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00,5Z', '2026-1-01T00:00:00Z', '2026-01-01T0:00:00Z',
	'2026-01-01T24:00:00Z', '2026-01-01T00:60:00Z', '2026-01-01T00:00:60Z', '2026-01-01T00:00:00+24:00', '2026-01-01T00:00:00+24:60',
	'2026-01-01T00:00:00+24:61', '2026-01-01T00:00:00+25:00', '2026-01-01T00:00:00+2500', '2026-01-01T00:00:00+99:99', '2026-01-01 00:00:00Z', '0000-01-01T00:00:00Z',
	'2026-01-01T00:00:00.Z', '2026-01-01T00:00:00.1234567890123Z', '', 'x', '10000-01-01T00:00:00Z', '2026-02-29T00:00:00Z', '2024-02-29T00:00:00Z',
	'2026-13-01T00:00:00Z', '2026-00-01T00:00:00Z', '2026-01-00T00:00:00Z', '2026-01-32T00:00:00Z', '2026-01-01T00:00:00', '2026-01-01', '2026-01-01T00:00Z',
	'2026-01-01T00:00:00+1:00', ' 2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z ', '2026-01-01T00:00:00Z\n', '2026-01-01T00:00:00x5Z', '2026-01-01T00:00:00ZTfoo', '2026-01-01T00:00:00ZZ',
	'é', '2026-01-01T00:00:00GMT', '1900-02-29T00:00:00Z', '2000-02-29T23:59:59-23:59', '2026-01-01T23:59:59+00:00',
];

const timestamps: readonly Write[] = times.flatMap((time) => [metadata(`time ${JSON.stringify(time)}`, { creationTimestamp: time }), condition(`time ${JSON.stringify(time)}`, { lastTransitionTime: time })]);

const strictness: readonly Write[] = [
	created('unknown fields everywhere', {
		spec: { a: 1, payloadOverride: { b: { c: 1 } }, releaseCoordinates: [{ x: 1 }, { y: 2 }], payloadVerificationConfig: { blockingJobs: [{ qualifiers: { 'a.b': { zz: 1 }, 'x/y': { q: 1 } } }] } },
		foo: 1,
		status: { z: 1 },
		metadata: { name: 'p', labelz: {}, ownerReferences: [{ a: 1 }], managedFields: [{ q: 1 }] },
	}),
	created('unknown fields in scalars', { spec: { payloadType: { Local: 1 }, payloadOverride: { reason: [{ a: 1 }] } } }),
	created('unknown field that is null', { spec: { foo: null } }),
	created('keys in another case', { spec: { PayloadType: 'Local' } }),
	created('keys that are methods of objects', { spec: { constructor: 1, toString: 2 } }),
	text('a key named __proto__', '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p"},"spec":{"__proto__":{"payloadType":"x"}}}'),
	text('a qualifier named __proto__', '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p"},"spec":{"payloadVerificationConfig":{"blockingJobs":[{"qualifiers":{"__proto__":{"enabled":3}}}]}}}'),
	text('duplicate keys', '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":"p","name":"q","labels":{"a":"b","a":"c"}},"spec":{"payloadType":"Local","payloadType":"Local","releaseCoordinates":[{"tag":"a","tag":"b"}],"payloadOverride":{"reason":{"x":1,"x":2}}},"foo":1,"foo":2,"apiVersion":"release.openshift.io/v1alpha1","status":{"a":{"b":1,"b":2}}}'),
	text('duplicate keys and a decoding mistake', '{"apiVersion":"release.openshift.io/v1alpha1","kind":"ReleasePayload","metadata":{"name":3},"a":1,"a":2}'),
];

const shapes: readonly Write[] = [
	created('nothing but a name', {}),
	created('spec null', { spec: null, status: null }),
	created('spec a list', { spec: [], status: 3 }),
	created('status of wrong shape, dropped', { status: { conditions: [{}], blockingJobResults: 3 } }),
	created('wrong types', { spec: { payloadOverride: { override: 3, reason: true }, payloadCoordinates: [], releaseCoordinates: {} } }),
	created('enumerations', { spec: { payloadType: 'local', payloadVerificationConfig: { payloadVerificationDataSource: 'x' } } }),
	created('enumeration empty', { spec: { payloadType: '' } }),
	created('enumeration null', { spec: { payloadType: null } }),
	created('enumeration a number', { spec: { payloadType: 3 } }),
	created('enumeration an object', { spec: { payloadType: {} } }),
	created('enumeration a list', { spec: { payloadType: ['Local'] } }),
	created('nulls', { spec: { payloadOverride: null, payloadType: null, payloadVerificationConfig: null } }),
	created('nulls in lists', { spec: { releaseCoordinates: [null], payloadVerificationConfig: { blockingJobs: [null, { qualifiers: { a: null, b: { failureLabels: [null] } } }] } } }),
	created('override in lower case', { spec: { payloadOverride: { override: 'accepted', reason: '' } } }),
	created('texts with control characters', { spec: { payloadType: 'a\u0000\u2028<&>"\\é😀' } }),
	job('a job of wrong types', { maxRetries: 'x', analysisJobCount: true, ciConfigurationName: 3, qualifiers: [] }),
	job('a job that is a text', 's'),
	job('qualifiers with odd ids', { qualifiers: { 'a.b': 3, 'x[1]': { enabled: 'x' }, '': { enabled: 3 } } }),
	job('a fraction of a retry', { maxRetries: 3.5 }),
	...['3.0', '1e2', '9007199254740993', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '9007199254740991.0', '9007199254740992.0', '1e16', '1e20', '-0', '-0.0', '1e-400', '0.1e1'].map((number) => raw(`maxRetries ${number}`, `{"payloadVerificationConfig":{"blockingJobs":[{"maxRetries":${number}}]}}`)),
	escalation('bounds passed', { passPercentage: 101, overLastRuns: 0, overPeriod: 'x' }),
	escalation('bounds met', { passPercentage: 100, overLastRuns: 1, overPeriod: '24h' }),
	escalation('bounds of zero', { passPercentage: 0, overLastRuns: -5.5, overPeriod: '' }),
	escalation('a negative percentage', { passPercentage: -1 }),
	...[1234567.5, 123456.5, 1e21, 1e-7, 0.00001, 0.0001, 1e20, 12345678901234.5, -1234567.25, 100000.5].map((size) => escalation(`a percentage of ${size}`, { passPercentage: size, overLastRuns: -size })),
	escalation('a period of zero days', { overPeriod: '0d' }),
	escalation('a period with a line end', { overPeriod: '1d\n' }),
	escalation('a period in Arabic digits', { overPeriod: '1٣d' }),
	escalation('a period of a number', { overPeriod: 3 }),
	escalation('lists of wrong things', { mentions: 'x', needsInfo: [1, true, {}] }),
];

const statuses: readonly Write[] = [
	condition('good', {}),
	...[5, [], [1], {}, true, 1.5, null].map((value) => condition(`time ${JSON.stringify(value)}`, { lastTransitionTime: value })),
	...['x', -1, 1.5, true, [1], {}, 0, 1e20, null].map((value) => condition(`generation ${JSON.stringify(value)}`, { observedGeneration: value })),
	condition('reason empty', { reason: '' }),
	condition('reason of 1025', { reason: 'é'.repeat(1025) }),
	condition('reason with a blank', { reason: 'a b' }),
	condition('reason with a line end', { reason: 'R\n' }),
	condition('reason of one digit', { reason: '1' }),
	condition('reason ending in a colon', { reason: 'a:' }),
	condition('type of 317', { type: 'a'.repeat(317) }),
	condition('type with a prefix', { type: 'a.b/C' }),
	condition('type with a capital prefix', { type: 'A/C' }),
	condition('message of 32768', { message: '😀'.repeat(32768) }),
	condition('message of 32769', { message: '😀'.repeat(32769) }),
	condition('status a flag', { status: true }),
	condition('status in lower case', { status: 'true' }),
	condition('all null', { status: null, reason: null, message: null, type: null, lastTransitionTime: null }),
	condition('unknown field', { generation: 1 }),
	statusWritten('odd conditions', { status: { conditions: [null, 3, {}] } }),
	statusWritten('duplicate conditions', { status: { conditions: [goodCondition, goodCondition] } }),
	statusWritten('none', {}),
	statusWritten('null', { status: null }),
	statusWritten('a list', { status: [] }),
	statusWritten('specification not looked at', { spec: { payloadType: 'x', payloadVerificationConfig: { payloadVerificationDataSource: 'ImageStreamTagAnnotation' } }, status: {} }),
	statusWritten('unknown field in the specification', { spec: { foo: 1 }, status: {} }),
	statusWritten('labels not looked at', { metadata: { ...live.metadata, labels: { 'a b': 'c' } }, status: {} }),
	statusWritten('jobs of wrong types', { status: { blockingJobResults: [{ results: [{ startTime: 'x', coordinates: 3 }], state: 3 }], qualifiersSummary: { qualifiers: { a: { jobs: {} } } } } }),
];

const updates: readonly Write[] = [
	updated('nothing', {}),
	updated('data source changed', { spec: { payloadVerificationConfig: { payloadVerificationDataSource: 'ImageStreamTagAnnotation' } } }),
	updated('data source left out', { spec: { payloadVerificationConfig: {} } }),
	updated('data source null', { spec: { payloadVerificationConfig: { payloadVerificationDataSource: null } } }),
	updated('configuration left out', { spec: {} }),
	updated('data source of no such value', { spec: { payloadVerificationConfig: { payloadVerificationDataSource: 'x' } } }),
	updated('data source changed beside a pattern', { spec: { payloadVerificationConfig: { payloadVerificationDataSource: 'ImageStreamTagAnnotation', blockingJobs: [{ qualifiers: { a: { notifications: { jira: { escalations: [{ overPeriod: 'x' }] } } } } }] } } }),
	updated('data source changed beside a wrong type', { spec: { payloadVerificationConfig: { payloadVerificationDataSource: 'ImageStreamTagAnnotation', blockingJobs: 3 } } }),
	updated('deletion times', { metadata: { ...live.metadata, creationTimestamp: '2020-01-01T00:00:00Z', generation: 77, deletionTimestamp: '2020-01-01T00:00:00Z', deletionGracePeriodSeconds: 4 } }),
	updated('label', { metadata: { ...live.metadata, labels: { 'a b': 'c' } } }),
	updated('status not looked at', { status: { conditions: 3 } }),
	updated('unknown field in the status', { status: { foo: 3 } }),
	updated('another kind', { kind: 'Foo' }),
	updated('another namespace', { metadata: { ...live.metadata, namespace: 'x' } }),
];

export const writes: readonly Write[] = [...envelopes, ...metadatas, ...timestamps, ...strictness, ...shapes, ...statuses, ...updates];
