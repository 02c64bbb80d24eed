import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { releasePayloadResource } from '../../../src/schema/crd';
import type { FieldError } from '../../../src/schema/fieldError';
import { formatPath } from '../../../src/schema/paths';
import { answered, judgeWrite } from '../../../src/schema/validate';
import { schema } from './answers';
import { readClusterYaml } from './clusterYaml';

interface Case {
	readonly id: string;
	readonly text: string;
	readonly accepted: boolean;
	readonly stage?: string;
	readonly fields?: readonly string[];
	readonly later?: readonly string[];
	readonly whole?: boolean;
	readonly wholeFields?: readonly string[];
	readonly update?: unknown;
}

/** The server names maps and lists of `metadata` as a whole. */
function fieldsOf(names: readonly string[]): readonly string[] {
	const short = names.filter((name) => name !== '<nil>').map((name) => name.replace(/^(metadata\.(?:labels|annotations|finalizers|ownerReferences)).*$/s, '$1'));
	return [...new Set(short)].sort();
}

function named(errors: readonly FieldError[]): readonly string[] {
	return fieldsOf(errors.map(({ path }) => formatPath(path)));
}

test('manifests judged by a real API server get its verdict and its fields, where they can be read alike', (t) => {
	const folder = process.env['RELEASEPAYLOAD_APISERVER_CASES'];
	const file = folder === undefined ? '' : join(folder, 'cases.jsonl.gz');
	if (!existsSync(file)) {
		t.skip('RELEASEPAYLOAD_APISERVER_CASES names no folder with cases.jsonl.gz');
		return;
	}
	const cases = gunzipSync(readFileSync(file)).toString().trim().split('\n').map((line) => JSON.parse(line) as Case);
	const differing: string[] = [];
	let compared = 0;
	let compareWhole = 0;
	for (const one of cases) {
		// What the reading of the text decides is the language's to answer.
		if (one.stage === 'yaml' || one.stage === 'list' || one.update !== undefined || /^(?:lists_list|comments_form-024|line-ends_bom)/.test(one.id)) continue;
		const read = readClusterYaml(one.text);
		if (read === undefined) continue;
		compared++;
		const facts = { schema, resource: releasePayloadResource, namespace: 'ocp' };
		const told = answered(judgeWrite(read.value, { ...facts, verb: 'create' }).errors);
		if ((told.length === 0) !== one.accepted || named(told).join() !== fieldsOf(one.fields ?? []).join()) differing.push(one.id);
		if (one.whole !== false && one.later === undefined) continue;
		compareWhole++;
		const whole = judgeWrite(read.value, { ...facts, verb: 'document' }).errors;
		if (named(whole).join() !== fieldsOf([...(one.fields ?? []), ...(one.later ?? []), ...(one.wholeFields ?? [])]).join()) differing.push(`${one.id} (whole)`);
	}
	console.log(`    ${compared} of ${cases.length} compared, ${compareWhole} as a whole`);
	assert.ok(compared > cases.length / 2);
	assert.deepEqual(differing, []);
});
