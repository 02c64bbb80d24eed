import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { findingsOf } from '../../../src/language/findingsOf';

/** A text and what a real API server said of it; the format is described in test/fixtures/apiserver/README.md. */
interface Case {
	readonly id: string;
	readonly class: string;
	readonly text: string;
	readonly accepted: boolean;
	readonly whole?: boolean;
	readonly kubectl?: boolean;
	readonly fields?: readonly string[];
	readonly lines?: readonly (readonly number[])[];
	readonly later?: readonly string[];
	readonly laterLines?: readonly (readonly number[])[];
	readonly wholeFields?: readonly string[];
	readonly wholeLines?: readonly (readonly number[])[];
	readonly message?: string;
	readonly wholeMessage?: string;
	readonly kubectlMessage?: string;
}

/** The namespace that the requests were made for. */
const namespace = 'ocp';

function casesOf(file: string): readonly Case[] {
	const bytes = readFileSync(file);
	const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
	return text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Case);
}

function filesIn(path: string): readonly string[] {
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path).filter((name) => /\.jsonl(\.gz)?$/.test(name)).map((name) => join(path, name));
}

/** What differs between our answer and the server's; undefined when they agree. */
export function difference(each: Case): string | undefined {
	const errors = findingsOf(each.text, { namespace }).filter((finding) => finding.severity === 'error' && finding.layer !== 'meaning');
	const refused = !each.accepted || each.whole === false || each.kubectl === false;
	const ours = errors.map((error) => `${error.start.line + 1} ${error.code}: ${error.message}`).join(' | ');
	if (refused !== errors.length > 0) return `${refused ? 'server refuses' : 'server accepts'}: ${each.message ?? each.wholeMessage ?? each.kubectlMessage ?? ''} — ours: ${ours}`;
	const places = [
		...(each.lines ?? []).map((lines, index) => ({ lines, field: each.fields?.[index] })),
		...(each.wholeLines ?? []).map((lines, index) => ({ lines, field: each.wholeFields?.[index] })),
		...(each.laterLines ?? []).map((lines, index) => ({ lines, field: each.later?.[index] })),
	];
	// A case tells lines from 1, although its reader counts from 0.
	const missed = places.filter(({ lines }) => lines.length > 0 && !errors.some((error) => lines.includes(error.start.line + 1)));
	return missed.length === 0 ? undefined : `no error about ${missed.map(({ field, lines }) => `${field} on ${lines.join('/')}`).join(', ')} — ours: ${ours}`;
}

function report(file: string): { readonly total: number; readonly differing: readonly string[] } {
	const cases = casesOf(file);
	return { total: cases.length, differing: cases.flatMap((each) => {
		const differs = difference(each);
		return differs === undefined ? [] : [`${each.id}: ${differs}`];
	}) };
}

test('errors stand exactly where an API server refused, on a sample of every class', () => {
	const { total, differing } = report('test/fixtures/apiserver/cases.jsonl');
	assert.ok(total > 200);
	assert.deepEqual(differing, []);
});

const folder = process.env['RELEASEPAYLOAD_APISERVER_CASES'] ?? '';
test('errors stand exactly where an API server refused', { skip: folder === '' || !existsSync(folder) ? 'RELEASEPAYLOAD_APISERVER_CASES names no folder of cases' : false }, () => {
	for (const file of filesIn(folder)) {
		const { total, differing } = report(file);
		assert.ok(total > 0, `${file} holds no case`);
		console.log(`${file}: ${total - differing.length}/${total}`);
		assert.deepEqual(differing, []);
	}
});
