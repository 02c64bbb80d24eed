import * as l10n from '@vscode/l10n';
import { readText } from '../reader/read';
import type { SyntaxProblem, YamlNode } from '../tree';
import { noAliases, resolveAliases } from './aliases';
import { pieceOf, type CutTree, type Piece } from './piece';
import { isUndeclared, payloadsIn } from './recognise';
import type { Spot, Stretch } from './spot';
import { splitStream, type DocumentText } from './stream';

/** One document of a text, read. Positions go through its pieces, so they stay right when text before it changes. */
export interface StreamDocument {
	readonly pieces: readonly Piece[];
	readonly root: Spot | undefined;
	readonly problems: readonly PlacedProblem[];
	/** The ReleasePayloads in it, in order. */
	readonly payloads: readonly Spot[];
	/** It says no kind: a server could not take it, whatever it is meant to be. */
	readonly undeclared: boolean;
	/** The text holds no other document. */
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
}

/** Reads a whole text. Never throws; what cannot be read is a problem of its document. */
export function readStream(text: string): readonly StreamDocument[] {
	let line = 0;
	let counted = 0;
	let position = 0;
	const parts = splitStream(text);
	return parts.map((part) => {
		line += countLines(text, counted, part.start);
		counted = part.start;
		const read = readDocument(text, part, { line, alone: parts.length === 1, position });
		if (read.root !== undefined || read.problems.length > 0) position++;
		return read;
	});
}

function countLines(text: string, from: number, to: number): number {
	return text.slice(from, to).match(/\r\n|\r|\n/g)?.length ?? 0;
}

function readDocument(whole: string, part: DocumentText, { line, alone, position }: { readonly line: number; readonly alone: boolean; readonly position: number }): StreamDocument {
	const text = whole.slice(part.start, part.end);
	// Editors end a line at a lone CR too; `yaml` would not.
	const { root, problems } = readText(text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text);
	const aliases = root !== undefined && /[*&]/.test(text) ? resolveAliases(root) : noAliases;
	const tree: CutTree = { cuts: new Map(), aliases: aliases.excessive ? new Map() : aliases.targets, memory: new WeakMap() };
	const piece = pieceOf(text, 0, tree);
	piece.start = part.start;
	piece.line = line;
	const spot = root === undefined ? undefined : rootSpot(root, piece);
	return {
		pieces: [piece],
		root: spot,
		problems: [
			...part.problems.map((problem) => placed(shift(problem, -part.start), piece, false)),
			...problems.map((problem) => placed(problem, piece, true)),
			...aliases.problems.map((problem) => placed(problem, piece, false)),
			...(aliases.excessive && root !== undefined ? [placed(excessive(root), piece, false)] : []),
		],
		payloads: aliases.excessive ? [] : payloadsIn(spot),
		alone,
		position,
		undeclared: problems.length === 0 && isUndeclared(spot),
	};
}

function shift(problem: SyntaxProblem, by: number): SyntaxProblem {
	return { ...problem, start: problem.start + by, end: problem.end + by };
}

function placed(problem: SyntaxProblem, piece: Piece, recovered: boolean): PlacedProblem {
	const { code, message, start, end, noticedAt } = problem;
	const related = noticedAt === undefined ? undefined : { piece, start: noticedAt, end: noticedAt + 1 };
	return { code, message, piece, start, end, related, recovered };
}

function rootSpot(node: YamlNode, piece: Piece): Spot {
	return { node, piece, key: undefined, keyPiece: piece };
}

function excessive(root: YamlNode): SyntaxProblem {
	return { code: 'aliases', start: root.start, end: root.start + 1, message: l10n.t('Aliases make this document too large: the server refuses it, and it is not looked at.') };
}
