import * as l10n from '@vscode/l10n';
import type { Problem } from '../../schema/fieldError';
import type { CompiledSchema, SchemaNode } from '../../schema/schema';
import type { Cut } from '../document/cut';
import { readStream, type PlacedProblem, type StreamDocument } from '../document/document';
import type { EditedDocument } from '../document/edit';
import type { Piece } from '../document/piece';
import { isPayloadList, isTypedList } from '../document/recognise';
import { field, rangeOf, stretchOf, textOf, type Spot } from '../document/spot';
import { findingMeaning } from '../rules/runRules';
import type { PlaceInText, Surroundings } from '../rules/view';
import { resolveScalar } from '../scalar/resolve';
import type { YamlNode } from '../tree';
import { drain, stepSize, type Steps } from '../steps';
import { bodyFindings, checkingBody, headFindings } from './apiLayer';
import { checkTree } from './apiWalk';
import { codeOf, sentenceOf } from './apiWords';
import { withoutEchoes } from './echoes';
import { enough, mostFindings, type Finding, type Fix, type Severity } from './finding';
import { listFindings } from './listLayer';
import { applySuppressions } from './suppression';
import { sizeFindings } from './size';
import { syntaxFixes } from './syntaxFixes';
import { guessesOf } from './templated';
import { transitionFindings } from './transitions';

export interface FindingFacts {
	readonly schema: CompiledSchema;
	/** Namespace that a request with the text is made for; undefined: not compared. */
	readonly namespace: string | undefined;
	/** The text is meant for a server: a document that says no kind is a mistake, where an editor would wait. */
	readonly complete: boolean;
	readonly surroundings: (payload: Spot) => Surroundings;
}

/** What is known of one payload: its api findings by piece, and how each cut collection in it is to be checked again. */
interface Checked {
	readonly byPiece: Map<Piece, Finding[]>;
	readonly cuts: Map<YamlNode, { readonly schema: SchemaNode | undefined; readonly skip: ReadonlySet<string> }>;
	/** There are more than are made: an edit can bring up others anywhere. */
	readonly isCutShort: boolean;
}

/** The findings of one document, kept from one edit to the next: only what an edit touched is worked out anew. */
export class DocumentFindings {
	#checked = new Map<YamlNode, Checked>();
	/** Checks put off until findings are asked for: what is completed or hovered over right after a key press need not wait for them. */
	readonly #pending: (() => void)[] = [];

	constructor(
		private document: StreamDocument,
		private readonly facts: FindingFacts,
	) {}

	/** Takes over an edit that was contained in one piece. */
	edited({ document, replaced: { old, piece, cut, formerNodes } }: EditedDocument): void {
		this.document = document;
		for (const [former, now] of formerNodes) {
			const checked = this.#checked.get(former);
			if (checked === undefined) continue;
			this.#checked.delete(former);
			this.#checked.set(now, checked);
			for (const [before, after] of formerNodes) {
				const how = checked.cuts.get(before);
				if (how === undefined) continue;
				checked.cuts.delete(before);
				checked.cuts.set(after, how);
			}
			const how = checked.cuts.get(cut.node);
			checked.byPiece.delete(old);
			if (how === undefined || checked.isCutShort) {
				// The piece lies outside what was checked piece by piece.
				this.#checked.delete(now);
				continue;
			}
			this.#pending.push(() => checked.byPiece.set(piece, again(piece, cut, how)));
		}
	}

	/** Does what an edit left to do. Before the next edit, since it looks at the tree as it stands. */
	settle(): void {
		for (const each of this.#pending.splice(0)) each();
	}

	get payloads(): readonly Spot[] {
		return this.document.payloads;
	}

	/**
	 * Everything there is to say about the document, unordered, in steps. `room`: for so many payloads, below 0 when it is
	 * said that there are more. An edit in the middle ends the run: the next begins with what the former has finished.
	 */
	*finding(room: number): Steps<readonly Finding[]> {
		this.settle();
		const { document, facts } = this;
		const lost = isLost(document);
		const found: Finding[] = document.problems.slice(0, lost ? 1 : Infinity).map((problem) => syntaxFinding(problem, facts));
		if (lost) return applySuppressions(found, document.pieces);
		append(found, sizeFindings(document));
		// A tree that was recovered from broken text holds guesses: what follows from them is not said.
		const guessed = guessedLines(document.problems);
		const isGuess = guessesOf(document.problems);
		const current = new Map<YamlNode, Checked>();
		for (const [index, payload] of document.payloads.slice(0, Math.max(0, room)).entries()) {
			let checked = this.#checked.get(payload.node) ?? (yield* this.#checking(payload));
			if (!checked.isCutShort && countOf(checked) > mostFindings) checked = yield* this.#checking(payload);
			this.#checked.set(payload.node, checked);
			current.set(payload.node, checked);
			const listed = payload.node !== document.root?.node;
			const own = [...headFindings(payload, listed ? { ...facts, typed: isTypedList(document.root) } : facts)];
			const isCutShort = checked.isCutShort || own.length >= mostFindings;
			for (const each of checked.byPiece.values()) append(own, listed ? each.map(unrefused) : each);
			const around = facts.surroundings(payload);
			if (around.live !== undefined && around.live !== 'absent') append(own, transitionFindings(payload, facts.schema, around.live));
			const meaning = yield* findingMeaning(payload, around, placeIn(document, index));
			if (isCutShort || meaning.length >= mostFindings) own.push(tooMany(payload, isCutShort));
			const said = withoutEchoes(own, meaning);
			append(found, guessed.size > 0 || isGuess ? said.filter((finding) => isGuess?.(finding) !== true && !guessed.has(rangeOf(finding).start.line)) : said);
		}
		this.#checked = current;
		const passedOver = document.payloads[room];
		if (passedOver) found.push(unheard(passedOver, 'error', l10n.t('There are more than 3,000 payloads in this text: this and what follows is not looked at.')));
		if (document.payloads.length === 0 && facts.complete) append(found, this.#undeclared());
		const { root } = document;
		if (root && document.problems.length === 0 && isPayloadList(root) && (facts.complete || document.payloads.length > 0 || isTypedList(root))) append(found, listFindings(root, facts.complete));
		return applySuppressions(found, document.pieces);
	}

	*#checking(payload: Spot): Steps<Checked> {
		const checked = { byPiece: new Map<Piece, Finding[]>(), cuts: new Map() satisfies Checked['cuts'], isCutShort: false };
		let made = 0;
		const of = (piece: Piece): Finding[] => {
			if (made++ >= mostFindings) throw enough;
			let sink = checked.byPiece.get(piece);
			if (sink === undefined) {
				sink = [];
				checked.byPiece.set(piece, sink);
			}
			return sink;
		};
		try {
			yield* checkingBody(payload, this.facts, { sinks: { of }, onCut: (node, schema, skip) => checked.cuts.set(node, { schema, skip }) });
		} catch (error) {
			if (error !== enough) throw error;
			checked.isCutShort = true;
		}
		return checked;
	}

	#undeclared(): readonly Finding[] {
		const { document } = this;
		if (isVersionless(document)) return unsaid(document, { kind: 'nullApiVersion' });
		if (!document.undeclared || (document.root === undefined ? !document.alone : isPassedOver(document))) return [];
		const found = [...unsaid(document, { kind: 'kindMissing' })];
		if (document.root !== undefined) checkTree(document.root, undefined, { sinks: { of: () => found }, skip: new Set() });
		return found;
	}
}

function countOf({ byPiece }: Checked): number {
	let count = 0;
	for (const found of byPiece.values()) count += found.length;
	return count;
}

function tooMany(payload: Spot, isRefused: boolean): Finding {
	return unheard(payload, isRefused ? 'error' : 'warning', l10n.t('There are more than 2,000 mistakes in this payload: the others are not looked for.'));
}

function unheard(payload: Spot, severity: Severity, message: string): Finding {
	return { ...stretchOf(field(payload, 'kind') ?? payload), layer: 'api', code: 'too-many', severity, message, related: [], fixes: [] };
}

/** No server sees a list: a key that stands twice in an item is lost without a word. */
function unrefused(finding: Finding): Finding {
	if (finding.code !== 'duplicate-key') return finding;
	return { ...finding, severity: 'warning', message: l10n.t('This key is set already: kubectl takes the list apart and sends only the last one.') };
}

/** The api findings of one piece of a cut collection. What is found in the collection itself stands where its key does, in a piece of its own. */
function again(piece: Piece, cut: Cut, how: { readonly schema: SchemaNode | undefined; readonly skip: ReadonlySet<string> }): Finding[] {
	const found: Finding[] = [];
	const ignored: Finding[] = [];
	checkTree(spotOfCut(cut, piece), how.schema, { sinks: { of: (home) => (home === piece ? found : ignored) }, skip: how.skip, only: piece });
	return found;
}

function spotOfCut({ node, pieces: [first], parent }: Cut, piece: Piece): Spot {
	const around = parent?.node;
	const at = (around?.kind === 'map' ? around.values : (around?.items ?? [])).indexOf(node);
	const home = parent?.pieces[at] ?? first ?? piece;
	return { node, piece: home, key: around?.kind === 'map' ? around.keys[at] : undefined, keyPiece: home };
}

/** Payloads of a text that are looked at; the sentence about it has the number too. A cluster holds some hundreds, and so many real ones are larger than any text that is read. */
const mostPayloads = 3000;

/** What a document takes that has no payload, in characters read. */
const ofDocument = 100;

/** Everything there is to say about the documents of a text, in steps, unordered. */
export function* findingInAll(checkers: readonly DocumentFindings[]): Steps<readonly Finding[]> {
	const found: Finding[] = [];
	let room = mostPayloads;
	let worked = 0;
	for (const checker of checkers) {
		append(found, yield* checker.finding(room));
		room = Math.max(-1, room - checker.payloads.length);
		worked += ofDocument;
		if (worked < stepSize) continue;
		yield worked;
		worked = 0;
	}
	return found;
}

/** The same of documents that nobody edits. */
export function findingsOfAll(documents: readonly StreamDocument[], facts: FindingFacts): readonly Finding[] {
	return drain(findingInAll(documents.map((document) => new DocumentFindings(document, facts))));
}

/** Lists of findings can be longer than a call has room for arguments. */
function append(into: Finding[], more: readonly Finding[]): void {
	for (const each of more) into.push(each);
}

/** The place of payload number `index` of a document. */
export function placeIn({ root, payloads, position }: StreamDocument, index: number): PlaceInText {
	const isItem = payloads[index]?.node !== root?.node;
	return { listed: isItem ? payloads.length : 0, index, position };
}

function syntaxFinding(problem: PlacedProblem, facts: FindingFacts): Finding {
	const { piece, start, end, code, message, related, marks = [] } = problem;
	let fixes: readonly Fix[] | undefined;
	return {
		piece,
		start,
		end,
		layer: 'syntax',
		code,
		severity: 'error',
		message,
		related: related === undefined ? marks.filter((each) => each.start > start).slice(0, 9).map((each) => ({ ...each, piece, message: l10n.t('Another mark') })) : [{ ...related, message: l10n.t('It was noticed here') }],
		// Trying mends means reading the text: only when somebody looks at them.
		get fixes() {
			return (fixes ??= syntaxFixes(problem, (text) => unreadIn(text, facts)));
		},
	};
}

/** Lines of the findings of syntax alone: what cannot be read, and what stands below a payload and no JSON can hold. */
function unreadIn(text: string, facts: FindingFacts): readonly number[] {
	return readStream(text).flatMap((document) => {
		const below: Finding[] = [];
		for (const payload of document.payloads) bodyFindings(payload, facts, { sinks: { of: () => below } });
		const guessed = guessedLines(document.problems);
		return [...document.problems.map((each) => rangeOf(each).start.line), ...below.filter(({ layer }) => layer === 'syntax').map((each) => rangeOf(each).start.line).filter((line) => !guessed.has(line))];
	});
}

/** Whether the text begins with a bracket that the tree has not: without one of its lines nothing that is in brackets is what it was. */
function isLost({ problems, pieces: [piece], root }: StreamDocument): boolean {
	return problems[0]?.recovered === true && piece !== undefined && /^(?:\s|#[^\n]*\n|\{\{[^{}]*\}\})*(?:\[|\{(?!\{))/.test(piece.text) && !(root !== undefined && 'flow' in root.node && root.node.flow);
}

/** Lines that a guess of the reader reaches: those of its mistakes, and their neighbours. A document with mistakes is one piece. */
function guessedLines(problems: readonly PlacedProblem[]): ReadonlySet<number> {
	return new Set(problems.filter(({ recovered, marks }) => recovered && !marks).flatMap((problem) => [-1, 0, 1].map((by) => rangeOf(problem).start.line + by)));
}

/** `kubectl` leaves a null out, a server reads it where it comes first. */
function isPassedOver({ root, position }: StreamDocument): boolean {
	return position > 0 && root?.node.kind === 'scalar' && resolveScalar(root.node).type === 'null';
}

/** It says a kind, and not of which group: no server takes that, whatever it is. */
function isVersionless({ root, problems }: StreamDocument): boolean {
	return root !== undefined && problems.length === 0 && !isPayloadList(root) && (textOf(field(root, 'kind')) ?? '') !== '' && (textOf(field(root, 'apiVersion')) ?? '') === '';
}

function unsaid(document: StreamDocument, problem: Problem): readonly Finding[] {
	const [piece] = document.pieces;
	if (piece === undefined) return [];
	const start = (document.root?.node.start ?? piece.origin);
	const end = Math.min(start + 1, piece.origin + piece.text.length);
	return [{ piece, start, end, layer: 'api', code: codeOf(problem), severity: 'error', message: sentenceOf(problem, ''), related: [], fixes: [] }];
}
