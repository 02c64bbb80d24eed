import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { seedShapes } from '../../../src/demo/seed/shapes';
import { printYaml } from '../../../src/language/print';
import { openSession, shippedFacts, type Session, type TextChange } from '../../../src/language/service';
import { payloadText } from './generate';
import { oddTexts } from './oddTexts';
import { randomOf, type Random } from './random';

const facts = shippedFacts();

/** Texts that edits start from: seed shapes, judged texts, hard cases, and payloads long enough to be kept in pieces. */
export function fuzzBases(): readonly string[] {
	const shapes = seedShapes(Date.parse('2026-11-22T20:00:00Z')).map(({ payload }) => printYaml(payload).slice(0, 7_000));
	const judged = readFileSync('test/fixtures/apiserver/cases.jsonl', 'utf8').split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as { readonly text: string }).text);
	const long = [payloadText(150), payloadText(140, 20), payloadText(120).replaceAll('\n', '\r\n'), `${payloadText(60)}---\n${payloadText(110, 30)}`];
	return [...shapes, ...judged.filter((text) => text.length < 4_000), ...oddTexts, ...oddTexts, ...long];
}

const insertions = [
	'\n', '\r\n', '\r', ' ', '  ', '\t', ':', ': ', '- ', '-', '"', "'", '{', '}', '[', ']', ',', '#', ' # c', '&a ', '*a', '<<: ', '|', '>-\n', '!', '!!int ', '? ', '%', '@', '`', '1', '010', '4.10', 'x', 'yes', 'null', '~',
	'\n---\n', '\n...\n', '\0', '\x7f', '\u0085', '\u2028', '\ufeff', '\u00a0', 'é', '😀', '\ud800', '\\', '\n  - a: b\n', '\n    zzz: 1\n', 'Accepted', 'state: 1\n', '  - ciConfigurationName: n\n    state: Pending\n',
	'# releasepayload-disable\n', ' # releasepayload-disable-line J4', '{{ x }}', ' {{ x }}\n', '{{- if .x }}\n', '{{- end }}', '{{/*', '*/}}', '{{', '}}', '<<<<<<< a\n', 'apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\n',
];

/** One edit: something written, cut out, moved, doubled, or everything behind a place cut off. */
export function randomChange(text: string, random: Random): TextChange {
	const start = random.below(text.length + 1);
	const length = random.below(6) === 0 ? random.below(200) : random.below(6);
	const end = Math.min(text.length, start + length);
	const kind = random.below(40);
	if (kind === 0) return { start, end: text.length, text: '' };
	if (kind === 1) return { start: 0, end: start, text: '' };
	if (kind < 10) return { start, end, text: '' };
	if (kind < 14) return { start: end, end, text: text.slice(start, end) };
	const from = random.below(text.length + 1);
	if (kind < 16) return { start, end, text: text.slice(from, from + length) };
	return { start, end: random.below(2) === 0 ? start : end, text: random.pick(insertions) };
}

export function applied(text: string, change: TextChange): string {
	return text.slice(0, change.start) + change.text + text.slice(change.end);
}

/** Fails with words when an answer of the session is not one about its text. */
function checkSession(session: Session, text: string, random: Random | undefined): void {
	const lines = text.split(/\r\n|\r|\n/);
	const check = (range: { readonly start: Place; readonly end: Place }, what: string): void => {
		for (const { line, character } of [range.start, range.end]) {
			assert.ok(line >= 0 && character >= 0 && character <= (lines[line]?.length ?? -1), `${what} ends outside the text: ${JSON.stringify(range)}`);
		}
		const { start, end } = range;
		assert.ok(start.line < end.line || (start.line === end.line && start.character <= end.character), `${what} ends before it starts: ${JSON.stringify(range)}`);
	};
	for (const finding of session.findings()) {
		check(finding.range, finding.code);
		for (const related of finding.related) check(related.range, `a place related to ${finding.code}`);
	}
	if (random === undefined) return;
	const at = random.below(text.length + 1);
	const within = (span: { readonly start: number; readonly end: number }, what: string): void => assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${what} is outside the text: ${JSON.stringify(span)}`);
	for (const choice of session.complete(at)) within(choice.replace, `the choice ${choice.label} at ${at}`);
	for (const action of session.actions(at, at)) for (const edit of action.edits) within(edit, `an edit of ${action.finding.code}`);
	const hover = session.hover(at);
	if (hover !== undefined) check(hover.range, `hover at ${at}`);
	for (const range of session.selection(at)) check(range, `selection at ${at}`);
	for (const symbol of session.symbols()) check(symbol.range, 'a symbol');
	for (const lens of session.lenses(true)) check(lens.range, 'a lens');
	for (const link of session.links()) check(link.range, 'a link');
	session.folds();
	const names = [...text.matchAll(/ciConfigurationName["']?: */g)].map((match) => match.index + match[0].length);
	checkNaming(session, at, { check, within });
	if (names.length > 0) checkNaming(session, random.pick(names), { check, within });
}

interface Checks {
	readonly check: (range: { readonly start: Place; readonly end: Place }, what: string) => void;
	readonly within: (span: { readonly start: number; readonly end: number }, what: string) => void;
}

/** A text that can be renamed in stays one that can: no edit spoils its neighbours. */
function checkNaming(session: Session, at: number, { check, within }: Checks): void {
	for (const range of session.definitions(at)) check(range, 'a definition');
	for (const range of session.references(at, true)) check(range, 'a reference');
	for (const { position } of session.hints(0, Infinity)) check({ start: position, end: position }, 'a hint');
	const start = session.renameStart(at);
	const edits = session.rename(at, 'renamed-by-the-test');
	if (start === undefined || 'refusal' in start || 'refusal' in edits) return;
	check(start.range, 'a name');
	assert.ok(edits.length > 0, 'the job is renamed nowhere');
	for (const edit of edits) within(edit, 'an edit of a name');
	const after = [...edits].sort((a, b) => b.start - a.start).reduce((text, edit) => text.slice(0, edit.start) + edit.newText + text.slice(edit.end), session.text);
	const syntax = (one: Session): readonly string[] => one.findings().filter(({ layer }) => layer === 'syntax').map(({ code }) => code).sort();
	assert.deepEqual(syntax(openSession(after, () => facts)), syntax(session), `the syntax suffers from the new name: ${after}`);
}

interface Place {
	readonly line: number;
	readonly character: number;
}

function findingsText(session: Session): readonly string[] {
	return session.findings().map((finding) => JSON.stringify(finding)).sort();
}

/** A text and an edit of it that went wrong. */
export interface Failure {
	readonly text: string;
	readonly change: TextChange;
	readonly message: string;
}

/** How long an answer may take in all, in ms of the processor. */
const longest = 1_000;

/** Edits one session and checks it; `features` asks for more than findings. Says what is wrong. */
function step(session: Session, change: TextChange, { features, again }: { readonly features: Random | undefined; readonly again: boolean }): string | undefined {
	const started = performance.now();
	const wanted = applied(session.text, change);
	try {
		const contained = session.edit([change]);
		assert.ok(session.text === wanted, 'the session holds another text');
		checkSession(session, wanted, features);
		if (contained || again) assert.deepEqual(findingsText(session), findingsText(openSession(wanted, () => facts)), 'findings differ from those of the text read from scratch');
	} catch (error) {
		return error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
	}
	const took = performance.now() - started;
	// On a busy machine a slow answer is asked for again before it counts.
	return took > longest && processorTime(wanted) > longest ? `an edit of ${wanted.length} characters took ${Math.round(took)} ms` : undefined;
}

function processorTime(text: string): number {
	const started = process.cpuUsage();
	openSession(text, () => facts).findings();
	const used = process.cpuUsage(started);
	return (used.user + used.system) / 1_000;
}

/** Whether the same mistake shows when only this edit is made to this text. */
export function fails(text: string, change: TextChange): string | undefined {
	try {
		const session = openSession(text, () => facts);
		session.findings();
		return step(session, change, { features: randomOf(1), again: true });
	} catch (error) {
		return String(error);
	}
}

/** One run: a text and `edits` edits of it, each following from the seed. `before` is told what is about to be tried. */
export function fuzzRun(bases: readonly string[], seed: number, { edits, before }: { readonly edits: number; readonly before: (text: string, change: TextChange) => void }): Failure | undefined {
	const random = randomOf(seed);
	const base = random.pick(bases);
	let session = openSession(base, () => facts);
	session.findings();
	for (let made = 0; made < edits; made++) {
		const { text } = session;
		const change = randomChange(text, random);
		before(text, change);
		const features = random.below(8) === 0 ? random : undefined;
		const message = step(session, change, { features, again: false });
		if (message !== undefined) return { text, change, message };
		// A text that has been cut to nothing, or grown by its own copies, shows little.
		if (session.text.length < 20 || session.text.length > 20_000) {
			session = openSession(random.pick(bases), () => facts);
			session.findings();
		}
	}
	return undefined;
}

/** The smallest text in which the edit still goes wrong, leaving out lines and then stretches. */
export function shrunk({ text, change, message }: Failure): Failure {
	let best: Failure = { text, change, message };
	let tries = 0;
	const attempt = (start: number, end: number): boolean => {
		if (tries++ > 600 || start >= end || (start < best.change.end && end > best.change.start)) return false;
		const shorter = best.text.slice(0, start) + best.text.slice(end);
		const by = end <= best.change.start ? end - start : 0;
		const moved = { start: best.change.start - by, end: best.change.end - by, text: best.change.text };
		const now = fails(shorter, moved);
		if (now === undefined) return false;
		best = { text: shorter, change: moved, message: now };
		return true;
	};
	for (let size = Math.max(1, best.text.length >> 1); size >= 1; size = size === 1 ? 0 : size >> 1) {
		for (let at = 0; at < best.text.length; ) if (!attempt(at, Math.min(best.text.length, at + size))) at += size;
	}
	return best;
}
