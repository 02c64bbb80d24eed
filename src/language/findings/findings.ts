import * as l10n from '@vscode/l10n';
import type { CompiledSchema } from '../../schema/schema';
import type { PlacedProblem, StreamDocument } from '../document/document';
import type { Spot } from '../document/spot';
import { meaningOf } from '../rules/runRules';
import { viewOf, type PlaceInText, type Surroundings } from '../rules/view';
import { apiFindings } from './apiLayer';
import { checkTree } from './apiWalk';
import type { Finding } from './finding';

export interface FindingFacts {
	readonly schema: CompiledSchema;
	/** Namespace that a request with the text is made for; undefined: not compared. */
	readonly namespace: string | undefined;
	/** The text is meant for a server: a document that says no kind is a mistake, where an editor would wait. */
	readonly complete: boolean;
	readonly surroundings: (payload: Spot) => Surroundings;
}

/** Everything there is to say about one document, unordered. */
export function findingsOfDocument(document: StreamDocument, facts: FindingFacts): readonly Finding[] {
	const found: Finding[] = document.problems.map(syntaxFinding);
	const sinks = { of: (): Finding[] => found };
	// A tree that was recovered from broken text holds guesses: what follows from them is not said.
	const recovered = document.problems.some((problem) => problem.recovered);
	for (const [index, payload] of document.payloads.entries()) {
		const own: Finding[] = [];
		apiFindings(payload, facts, { of: () => own });
		own.push(...meaningOf(viewOf(payload, facts.surroundings(payload), placeIn(document, index))));
		found.push(...(recovered ? own.filter((finding) => isAwayFrom(finding, document.problems)) : own));
	}
	if (document.payloads.length === 0 && facts.complete && document.undeclared && (document.root !== undefined || document.alone)) {
		found.push(...undeclared(document));
		if (document.root !== undefined) checkTree(document.root, undefined, { sinks, skip: new Set() });
	}
	return found;
}

/** The place of payload number `index` of a document. */
export function placeIn({ root, payloads, position }: StreamDocument, index: number): PlaceInText {
	const isItem = payloads[index]?.node !== root?.node;
	return { listed: isItem ? payloads.length : 0, index, position };
}

function syntaxFinding({ piece, start, end, code, message, related }: PlacedProblem): Finding {
	return {
		piece,
		start,
		end,
		layer: 'syntax',
		code,
		severity: 'error',
		message,
		related: related === undefined ? [] : [{ ...related, message: l10n.t('It was noticed here') }],
		fixes: [],
	};
}

/** Not on a line with a syntax error, nor on the one behind it. */
function isAwayFrom(finding: Finding, problems: readonly PlacedProblem[]): boolean {
	return problems.every((problem) => {
		if (!problem.recovered || problem.piece !== finding.piece) return true;
		const { text, origin } = finding.piece;
		const [low, high] = [Math.min(finding.start, problem.start) - origin, Math.max(finding.start, problem.start) - origin];
		return (text.slice(low, high).match(/\n/g)?.length ?? 0) > 1;
	});
}

function undeclared(document: StreamDocument): readonly Finding[] {
	const [piece] = document.pieces;
	if (piece === undefined) return [];
	const start = (document.root?.node.start ?? piece.origin);
	const end = Math.min(start + 1, piece.origin + piece.text.length);
	return [{ piece, start, end, layer: 'api', code: 'required', severity: 'error', message: l10n.t('The kind is missing: the server cannot tell what this is.'), related: [], fixes: [] }];
}
