import assert from 'node:assert/strict';
import test from 'node:test';
import { openSession, shippedFacts, type Session } from '../../../src/language/service';
import { stepSize } from '../../../src/language/steps';
import { manifestOf } from '../../bench/manifestText.mjs';
import { freshSeed, randomOf, type Random } from './random';

const facts = shippedFacts();

/** Takes all steps there are, and tells what each did. */
function stepsOf(session: Session, until: 'read' | 'found' = 'found'): readonly number[] {
	const steps: number[] = [];
	for (let work = session.step(until); work !== undefined; work = session.step(until)) steps.push(work);
	return steps;
}

function findingsText(session: Session): readonly string[] {
	return session.findings().map((finding) => JSON.stringify(finding)).sort();
}

function fromScratch(text: string): readonly string[] {
	return findingsText(openSession(text, () => facts));
}

const long = manifestOf(50_000);

/** What changes the meaning of everything behind it, and where. */
const turnings: readonly { readonly what: string; readonly behind: string; readonly typed: string }[] = [
	{ what: 'a quote that another closes far below', behind: 'ciConfigurationName: ', typed: '"' },
	{ what: 'a quote that is never closed', behind: 'ciConfigurationName: ', typed: "'" },
	{ what: 'a bracket', behind: 'blockingJobs:', typed: ' [' },
	{ what: 'a block of text', behind: 'status:', typed: ' |' },
	{ what: 'an anchor', behind: 'blockingJobs:', typed: ' &all' },
	{ what: 'a flow map', behind: 'payloadOverride:', typed: ' {' },
	{ what: 'a mark of a template', behind: 'blockingJobs:', typed: ' {{ x }}' },
	{ what: 'a tab that indents', behind: 'metadata:\n', typed: '\t' },
];

for (const { what, behind, typed } of turnings) {
	test(`no step does more than a few times its share: 50,000 lines and ${what}`, () => {
		const session = openSession(long, () => facts);
		stepsOf(session);
		const at = long.indexOf(behind) + behind.length;
		session.edit([{ start: at, end: at, text: typed }]);
		const steps = stepsOf(session);
		assert.ok(Math.max(...steps) <= 3 * stepSize, `the largest step worked on ${Math.max(...steps)} characters`);
		assert.ok(steps.length > 20, `only ${steps.length} steps`);
	});
}

test('opening a text reads and checks nothing before it is asked for, and then in steps', () => {
	const session = openSession(long, () => facts);
	const [read, checked] = [stepsOf(session, 'read'), stepsOf(session)].map((steps) => steps.reduce((sum, work) => sum + work, 0));
	assert.ok(Number(read) > long.length && Number(checked) > long.length, `${read} characters were read, ${checked} checked, of ${long.length}`);
	assert.equal(session.step('found'), undefined);
});

test('an edit in the middle of a run starts it anew, whatever stage it was in', () => {
	const seed = freshSeed();
	const random = randomOf(seed);
	const base = manifestOf(1_500, { mistakes: true });
	const session = openSession(base, () => facts);
	for (let round = 0; round < 30; round++) {
		const { text } = session;
		const change = turn(text, random);
		session.edit([change]);
		const taken = random.below(40);
		for (let step = 0; step < taken && session.step('found') !== undefined; step++);
		const hint = `seed ${seed}, round ${round}, ${JSON.stringify(change)} after ${taken} steps`;
		assert.equal(session.text, text.slice(0, change.start) + change.text + text.slice(change.end), hint);
		if (random.below(3) > 0) continue;
		assert.deepEqual(findingsText(session), fromScratch(session.text), hint);
	}
});

test('in steps or at once, the findings are the same', () => {
	const seed = freshSeed();
	const random = randomOf(seed);
	for (let round = 0; round < 12; round++) {
		let text = manifestOf(random.pick([60, 2_500, 4_000]), { mistakes: random.below(2) === 0 });
		for (let edits = random.below(3); edits >= 0; edits--) {
			const change = turn(text, random);
			text = text.slice(0, change.start) + change.text + text.slice(change.end);
		}
		const session = openSession(text, () => facts);
		stepsOf(session);
		assert.deepEqual(findingsText(session), fromScratch(text), `seed ${seed}, round ${round}`);
	}
});

test('what is asked in the middle of a run is answered for the text as it is', () => {
	const text = manifestOf(3_000);
	const session = openSession(text, () => facts);
	session.findings();
	const at = text.indexOf('ciConfigurationName: ') + 21;
	session.edit([{ start: at, end: at, text: '"' }]);
	session.step('found');
	const hover = session.hover(text.indexOf('  namespace: ocp') + 3);
	assert.equal(hover?.range.start.line, text.slice(0, text.indexOf('  namespace: ocp')).split('\n').length - 1);
	session.forgetFindings();
	assert.deepEqual(findingsText(session), fromScratch(session.text));
});

/** Something typed, or cut out, that reaches far. */
function turn(text: string, random: Random): { readonly start: number; readonly end: number; readonly text: string } {
	const line = text.indexOf('\n', random.below(text.length)) + 1;
	const colon = text.indexOf(': ', line) + 2;
	const start = random.below(3) === 0 ? line : colon;
	return { start, end: start + (random.below(4) === 0 ? random.below(200) : 0), text: random.pick(['"', "'", '[', '{', '|\n', '>\n', '\n---\n', '\t', '- ', 'x', '&a ', '*a', '# ', '\u0085', '']) };
}
