import * as l10n from '@vscode/l10n';
import { positionIn, type Range } from '../document/piece';
import { at, contentOf, entries, field, items, keyOf, rangeOf, stretchOf, textOf, type Spot } from '../document/spot';
import { lastOf } from '../findings/edits';

export interface Symbol {
	readonly name: string;
	readonly detail: string;
	readonly kind: 'payload' | 'group' | 'job' | 'run' | 'field';
	readonly range: Range;
	/** What a click selects. */
	readonly selection: Range;
	readonly children: readonly Symbol[];
}

/** Payloads with their groups, jobs by name and runs. Lists of thousands come whole; the rest of the object by its top fields. */
export function symbolsOf(payload: Spot): Symbol {
	const text = (name: string): string => textOf(at(payload, 'metadata', name)) ?? '';
	return { name: text('name') || l10n.t('unnamed payload'), detail: text('namespace'), kind: 'payload', ...rangesOf(payload), children: entries(payload).filter(isCollection).map((entry) => fieldSymbol(entry, 0)) };
}

function isCollection(spot: Spot): boolean {
	const kind = contentOf(spot)?.kind;
	return kind === 'map' || kind === 'seq';
}

function fieldSymbol(entry: Spot, depth: number): Symbol {
	const name = keyOf(entry) ?? '';
	const content = contentOf(entry);
	const isList = content?.kind === 'seq';
	const children = isList ? items(entry).map(itemSymbol) : depth > 3 ? [] : entries(entry).filter(isCollection).map((each) => fieldSymbol(each, depth + 1));
	return { name: name || '?', detail: isList ? String(content.items.length) : '', kind: /Jobs$|JobResults$/.test(name) ? 'group' : 'field', ...rangesOf(entry), children };
}

function itemSymbol(item: Spot, index: number): Symbol {
	const text = (...path: readonly string[]): string => textOf(at(item, ...path)) ?? '';
	const run = textOf(at(item, 'coordinates', 'name'));
	const name = [text('ciConfigurationName'), text('name'), run ?? '', text('type'), text('repository'), text()].find((each) => each !== '') ?? l10n.t('item {0}', index + 1);
	return { name, detail: text('state') || text('status'), kind: run === undefined ? 'job' : 'run', ...rangesOf(item), children: items(field(item, 'results')).map(itemSymbol) };
}

function rangesOf(spot: Spot): Pick<Symbol, 'range' | 'selection'> {
	return { range: wholeRange(spot), selection: rangeOf(stretchOf(spot)) };
}

/** From the key, or the first character, to the end of the value. */
export function wholeRange(spot: Spot): Range {
	const start = spot.key ? positionIn(spot.keyPiece, spot.key.start) : rangeOf(stretchOf(spot)).start;
	const { node, key, piece } = lastOf(spot);
	const last = Math.max(node.end, key?.end ?? 0);
	const end = positionIn(piece, last);
	// A block ends behind its last character, not on the line that follows.
	if (end.character === 0 && end.line > start.line) return { start, end: positionIn(piece, last - (piece.text.charAt(last - piece.origin - 2) === '\r' ? 2 : 1)) };
	return { start, end: end.line < start.line || (end.line === start.line && end.character < start.character) ? start : end };
}

export interface Fold {
	readonly startLine: number;
	readonly endLine: number;
}

/** Every collection of more than one line. */
export function foldsOf(root: Spot): readonly Fold[] {
	const folds: Fold[] = [];
	const visit = (spot: Spot): void => {
		const content = spot.node;
		if (content.kind !== 'map' && content.kind !== 'seq') {
			if (content.kind === 'scalar' && (content.style === 'literal' || content.style === 'folded')) push(spot);
			return;
		}
		if (spot !== root) push(spot);
		for (const child of content.kind === 'map' ? entries(spot) : items(spot)) visit(child);
	};
	const push = (spot: Spot): void => {
		const { start, end } = wholeRange(spot);
		if (end.line > start.line) folds.push({ startLine: start.line, endLine: end.line });
	};
	visit(root);
	return folds;
}
