import * as l10n from '@vscode/l10n';
import { readingText } from '../reader/read';
import { drain, stepSize, type Steps } from '../steps';
import type { ReadResult, SyntaxProblem, TemplateMark, YamlNode } from '../tree';
import { noAliases, resolvingAliases } from './aliases';
import { cuttingDocument, type Cut } from './cut';
import { behindJson } from './json';
import { lineStartsOf, pieceOf, type CutTree, type Piece } from './piece';
import { isUndeclared, payloadsIn } from './recognise';
import type { Spot, Stretch } from './spot';
import { splitStream, type DocumentText } from './stream';

/** One document of a text, read. Positions go through its pieces, so they stay right when text before it changes. */
export interface StreamDocument {
	/** What stands before it in the text: a byte order mark, the line that separates it. */
	readonly before: string;
	/** Which pieces can be read again by themselves; none in a document with mistakes in it that reach further. */
	readonly owners: Map<Piece, Cut>;
	readonly pieces: readonly Piece[];
	readonly root: Spot | undefined;
	readonly problems: readonly PlacedProblem[];
	/** The ReleasePayloads in it, in order. */
	readonly payloads: readonly Spot[];
	/** It says no kind: a server could not take it, whatever it is meant to be. */
	readonly undeclared: boolean;
	/** The text holds no other document, but for empty ones before it. */
	readonly alone: boolean;
	/** Documents of the text before it that hold more than blanks and comments. */
	readonly position: number;
}

export interface PlacedProblem extends Stretch {
	readonly code: string;
	readonly message: string;
	readonly related: Stretch | undefined;
	/** The text around it could not be read: the tree there is a guess. */
	readonly recovered: boolean;
	/** Of a template. */
	readonly marks: readonly TemplateMark[] | undefined;
}

/** Reads a whole text. Never throws; what cannot be read is a problem of its document. */
export function readStream(text: string): readonly StreamDocument[] {
	return drain(readingStream(text));
}

/** The same in steps. */
export function* readingStream(text: string): Steps<readonly StreamDocument[]> {
	let line = 0;
	let counted = 0;
	let position = 0;
	let worked = 0;
	const parts = splitStream(text);
	yield stepSize;
	const documents: StreamDocument[] = [];
	for (const part of parts) {
		const before = text.slice(counted, part.start);
		line += lineStartsOf(before).length - 1;
		const document = yield* readingDocument(text, part, { before, line, alone: position === 0 && part === parts.at(-1), position });
		if (document.root !== undefined || document.problems.some(({ recovered }) => recovered)) position++;
		const last = document.pieces[document.pieces.length - 1];
		if (last !== undefined) line = last.line + last.lineStarts.length - 1;
		counted = part.end;
		documents.push(document);
		worked += Math.min(stepSize, part.end - part.start + 100);
		if (worked < stepSize) continue;
		yield worked;
		worked = 0;
	}
	return documents;
}

interface DocumentPlace {
	readonly before: string;
	readonly line: number;
	readonly alone: boolean;
	readonly position: number;
}

function* readingDocument(whole: string, part: DocumentText, { before, line, alone, position }: DocumentPlace): Steps<StreamDocument> {
	const text = whole.slice(part.start, part.end);
	// Editors end a line at a lone CR too; the readers would not.
	const lone = text.includes('\r') && /\r(?!\n)/.test(text);
	const { root, problems: unread } = part.isUnread ? notRead : yield* readingText(lone ? text.replace(/\r(?!\n)/g, '\n') : text);
	// What a directive is for the reader, `kubectl` has said already.
	const told = unread.filter(({ start }) => !part.problems.some((problem) => problem.start - part.start === start));
	const problems = unread.length === 0 && part.start <= 1 ? behindJson(text, root, part.end === whole.length) : told;
	yield Math.min(stepSize, text.length);
	const aliases = root !== undefined && (text.includes('*') || text.includes('&')) ? yield* resolvingAliases(root) : noAliases;
	const tree: CutTree = { cuts: new Map(), aliases: aliases.excessive ? new Map() : aliases.targets };
	const inOnePiece = hasOtherBreaks(text) || problems.length > 0 || part.problems.length > 0 || aliases.targets.size > 0 || aliases.problems.length > 0 || lone;
	const { pieces: cut, owners } = yield* cuttingDocument(text, inOnePiece ? undefined : root, tree);
	const pieces = behindMark(cut, before);
	for (const piece of pieces) {
		piece.start += part.start;
		piece.line += line;
	}
	const first = pieces[0] ?? pieceOf(text, 0, tree);
	const placedAll = [
		...part.problems.map((problem) => placed(shift(problem, -part.start), first, false)),
		...problems.map((problem) => placed(problem, first, problem.code !== 'separator')),
		...aliases.problems.map((problem) => placed(problem, first, false)),
		...(aliases.excessive && root !== undefined ? [placed(excessive(root), first, false)] : []),
	];
	const described = describe(root, first, placedAll);
	return { ...described, before, pieces, owners, alone, position, payloads: aliases.excessive ? [] : described.payloads };
}

const notRead: ReadResult = { root: undefined, problems: [] };

/** Line breaks of YAML 1.1 that are none to an editor: pieces are whole lines for both. */
export function hasOtherBreaks(text: string): boolean {
	return text.includes('\x85') || text.includes('\u2028') || text.includes('\u2029');
}

/** A document that begins on the line of its `---` is in one piece, whose first line has begun before it. */
function behindMark(pieces: readonly Piece[], before: string): readonly Piece[] {
	const column = before.length - (lineStartsOf(before).at(-1) ?? 0);
	if (column === 0 || before === '\ufeff') return pieces;
	return pieces.map((piece, index) => (index === 0 ? { ...piece, lineStarts: [-column, ...piece.lineStarts.slice(1)] } : piece));
}

function spotOf(root: YamlNode | undefined, piece: Piece): Spot | undefined {
	return root === undefined ? undefined : { node: root, piece, key: undefined, keyPiece: piece };
}

/** What follows from a document's tree. */
export function describe(root: YamlNode | undefined, first: Piece, problems: readonly PlacedProblem[]): Pick<StreamDocument, 'root' | 'problems' | 'payloads' | 'undeclared'> {
	const spot = spotOf(root, first);
	return { root: spot, problems, payloads: payloadsIn(spot), undeclared: problems.length === 0 && isUndeclared(spot) };
}

function shift(problem: SyntaxProblem, by: number): SyntaxProblem {
	return { ...problem, start: problem.start + by, end: problem.end + by };
}

/** A reader's problem in a piece. */
export function placed(problem: SyntaxProblem, piece: Piece, recovered: boolean): PlacedProblem {
	const { code, message, start, end, noticedAt, marks } = problem;
	const related = noticedAt === undefined ? undefined : { piece, start: noticedAt, end: noticedAt + 1 };
	return { code, message, piece, start, end, related, recovered, marks };
}

function excessive(root: YamlNode): SyntaxProblem {
	return { code: 'aliases', start: root.start, end: root.start + 1, message: l10n.t('Aliases make this document too large: the server refuses it, and it is not looked at.') };
}
