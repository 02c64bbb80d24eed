import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { type ApiServer, apiServerMissing, startApiServer } from '../support/apiServer';
import { corpusFile, corpusTexts, fieldsOf, findsFile, type Judged, namespace, recordedCorpus, recordedFinds } from '../unit/language/manifestCorpus';

const path = `/apis/release.openshift.io/v1alpha1/namespaces/${namespace}/releasepayloads?dryRun=All&fieldValidation=Strict`;

async function judge(server: ApiServer, text: string): Promise<Judged> {
	const { status, body } = await server.call('POST', path, text, { type: 'application/yaml' });
	assert.ok(status <= 500, `the server answers ${status}`);
	if (status < 300) return { text, accepted: true, fields: [] };
	const causes: unknown = body.details?.causes;
	return { text, accepted: false, fields: fieldsOf(String(body.message), Array.isArray(causes) ? causes : []) };
}

async function judgeAll(server: ApiServer, texts: readonly string[]): Promise<readonly Judged[]> {
	const answers = new Array<Judged>(texts.length);
	let next = 0;
	const work = async (): Promise<void> => {
		for (let at = next++; at < texts.length; at = next++) answers[at] = await judge(server, texts[at] ?? '');
	};
	await Promise.all(Array.from({ length: 12 }, work));
	return answers;
}

test('a real API server still answers every document of the corpus as it is recorded', { skip: apiServerMissing() ?? false }, async () => {
	const server = await startApiServer();
	try {
		if (process.env['RELEASEPAYLOAD_RECORD'] === 'corpus') {
			const judged = await judgeAll(server, corpusTexts(2_400));
			writeFileSync(corpusFile, gzipSync(judged.map((each) => `${JSON.stringify(each)}\n`).join(''), { level: 9 }));
		}
		if (process.env['RELEASEPAYLOAD_RECORD'] === 'finds') {
			const judged = await judgeAll(server, recordedFinds().map(({ text }) => text));
			writeFileSync(findsFile, judged.map((each) => `${JSON.stringify(each)}\n`).join(''));
		}
		const recorded = [...recordedCorpus(), ...recordedFinds()];
		assert.ok(recorded.length >= 2_000);
		const now = await judgeAll(server, recorded.map(({ text }) => text));
		const different = now.filter((answer, index) => JSON.stringify(answer) !== JSON.stringify(recorded[index]));
		assert.deepEqual(different, []);
	} finally {
		await server.stop();
	}
});
