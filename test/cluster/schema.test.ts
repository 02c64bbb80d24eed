import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { releasePayloadSchema } from '../../src/schema/crd';
import { isObject } from '../../src/schema/paths';
import type { ObjectValue } from '../../src/schema/schema';
import { type ApiServer, apiServerMissing, startApiServer } from '../support/apiServer';
import { ourAnswer, type ServerAnswer, sentencesOf, shortened } from '../unit/schema/answers';
import { mutations } from '../unit/schema/mutations';
import { live, liveName, type Write, writes } from '../unit/schema/writes';

const resource = '/apis/release.openshift.io/v1alpha1/namespaces/ocp/releasepayloads';
const dry = '?dryRun=All&fieldValidation=Strict';
const recorded = 'test/fixtures/schema/answers.json';

async function ask(server: ApiServer, write: Write, version: string): Promise<ServerAnswer> {
	const path = write.verb === 'create' ? resource : `${resource}/${liveName}${write.verb === 'updateStatus' ? '/status' : ''}`;
	const { status, body } = await server.call(write.verb === 'create' ? 'POST' : 'PUT', path + dry, write.text.replace('RESOURCE_VERSION', version));
	if (status < 300) return { accepted: true, code: 200, sentences: [] };
	const causes: unknown = body.details?.causes;
	return { accepted: false, code: status, sentences: sentencesOf(String(body.message), Array.isArray(causes) ? causes : []) };
}

async function askAll(server: ApiServer, all: readonly Write[], version: string): Promise<readonly ServerAnswer[]> {
	const answers = new Array<ServerAnswer>(all.length);
	let next = 0;
	const work = async (): Promise<void> => {
		for (let at = next++; at < all.length; at = next++) {
			const write = all[at];
			if (write !== undefined) answers[at] = await ask(server, write, version);
		}
	};
	await Promise.all(Array.from({ length: 8 }, work));
	return answers;
}

function differences(all: readonly Write[], answers: readonly ServerAnswer[], stored: ObjectValue): readonly string[] {
	return all.flatMap((write, at) => {
		const ours = shortened(ourAnswer(write, stored));
		const theirs = answers[at] === undefined ? undefined : shortened(answers[at]);
		return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [`${write.name}\n  ours   ${JSON.stringify(ours)}\n  theirs ${JSON.stringify(theirs)}`];
	});
}

test('the validator answers every write as a real API server does, sentence for sentence', { skip: apiServerMissing() ?? false }, async (t) => {
	const server = await startApiServer();
	try {
		const { status, body } = await server.call('POST', resource, { ...live, metadata: { ...live.metadata, resourceVersion: undefined } });
		assert.equal(status, 201);
		const version = String(body.metadata.resourceVersion);
		assert.ok(isObject(body));
		await t.test('the documents of the table', async () => {
			const answers = await askAll(server, writes, version);
			assert.deepEqual(differences(writes, answers, body), []);
			const lines = `{\n${writes.map((write, at) => `${JSON.stringify(write.name)}: ${JSON.stringify(answers[at] === undefined ? undefined : shortened(answers[at]))}`).join(',\n')}\n}\n`;
			if (process.env['RELEASEPAYLOAD_RECORD'] === 'answers') await writeFile(recorded, lines);
			assert.equal(await readFile(recorded, 'utf8'), lines, `${recorded} holds other answers: run this test with RELEASEPAYLOAD_RECORD=answers`);
		});
		await t.test('every field of the schema with a value of every kind', async () => {
			const all = mutations(releasePayloadSchema);
			assert.ok(all.length > 1000);
			assert.deepEqual(differences(all, await askAll(server, all, version), body), []);
		});
	} finally {
		await server.stop();
	}
});
