import assert from 'node:assert/strict';
import test from 'node:test';
import { templateFor } from '../../../src/presentation/links';
import { documentPath, placeOfPath } from '../../../src/ui/documentUri';

test('a path leads back to its payload, whatever the context is called', () => {
	for (const context of ['demo', 'default/api-ci:6443/user', 'a%2Fb', '..', 'päth 日本', '#?&', '\\', 'a//b']) {
		const place = { context, ref: { namespace: 'ocp', name: '4.22.0-0.nightly-2026-05-01-132406' } };
		assert.deepEqual(placeOfPath(documentPath(place)), place, context);
	}
});

test('every other path is no payload', () => {
	const refused = ['', '/', '/demo/ocp', '/demo/ocp/x', '/demo/ocp/.yaml', '//ocp/x.yaml', '/demo/../x.yaml', '/demo/ocp/..yaml', '/demo/OCP/x.yaml', '/demo/ocp/a/b.yaml', '/demo/ocp/x y.yaml', '/%E0%A4%A/ocp/x.yaml', 'demo/ocp/x.yaml', `/demo/ocp/${'x'.repeat(300)}.yaml`, '/demo/ocp/x.yaml/'];
	for (const path of refused) assert.equal(placeOfPath(path), undefined, path);
});

test('half a surrogate pair in a context throws nothing', () => {
	assert.match(documentPath({ context: '\ud800', ref: { namespace: 'a', name: 'b' } }), /^\/%EF%BF%BD\/a\/b\.yaml$/);
});

test('the closest template counts: the namespace itself, then the longest pattern', () => {
	const templates = { '*': 'any', '*-priv': 'private', origin: 'okd', 'ocp-*': 'arch' };
	const answers = ['ocp', 'origin', 'ocp-priv', 'ocp-arm64', 'ocp-arm64-priv'].map((namespace) => templateFor(namespace, templates));
	assert.deepEqual(answers, ['any', 'okd', 'private', 'arch', 'private']);
	assert.equal(templateFor('ocp', {}), undefined);
	assert.equal(templateFor('a', { 'a*a': 'x' }), undefined);
});
