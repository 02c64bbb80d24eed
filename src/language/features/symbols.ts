import * as l10n from '@vscode/l10n';
import { positionIn, type Range } from '../document/piece';
import { contentOf, entries, field, items, keyOf, rangeOf, stretchOf, textOf, type Spot } from '../document/spot';

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
	const name = textOf(field(field(payload, 'metadata'), 'name')) ?? '';
	const namespace = textOf(field(field(payload, 'metadata'), 'namespace')) ?? '';
	const children = entries(payload).filter((entry) => isCollection(entry)).map((entry) => fieldSymbol(entry, 0));
	return { name: name === '' ? l10n.t('unnamed payload') : name, detail: namespace, kind: 'payload', range: wholeRange(payload), selection: rangeOf(stretchOf(payload)), children };
}

function isCollection(spot: Spot): boolean {
	const kind = contentOf(spot)?.kind;
	return kind === 'map' || kind === 'seq';
}

function fieldSymbol(entry: Spot, depth: number): Symbol {
	const name = keyOf(entry) ?? '';
	const content = contentOf(entry);
	const nested = content?.kind === 'seq' ? items(entry).map((item, index) => itemSymbol(item, index)) : depth > 3 ? [] : entries(entry).filter(isCollection).map((each) => fieldSymbol(each, depth + 1));
	const detail = content?.kind === 'seq' ? String(content.items.length) : '';
	return { name: name === '' ? '?' : name, detail, kind: /Jobs$|JobResults$/.test(name) ? 'group' : 'field', range: wholeRange(entry), selection: rangeOf(stretchOf(entry)), children: nested };
}

function itemSymbol(item: Spot, index: number): Symbol {
	const text = (name: string): string => textOf(field(item, name)) ?? '';
	const run = textOf(field(field(item, 'coordinates'), 'name'));
	const name = [text('ciConfigurationName'), text('name'), run ?? '', text('type'), text('repository'), textOf(item) ?? ''].find((each) => each !== '') ?? l10n.t('item {0}', index + 1);
	const runs = items(field(item, 'results')).map((each, at) => itemSymbol(each, at));
	return { name, detail: text('state') || text('status'), kind: run === undefined ? 'job' : 'run', range: wholeRange(item), selection: rangeOf(stretchOf(item)), children: runs };
}

/** From the key, or the first character, to the end of the value. */
export function wholeRange(spot: Spot): Range {
	const start = spot.key ? positionIn(spot.keyPiece, spot.key.start) : rangeOf(stretchOf(spot)).start;
	return { start, end: endOf(spot, start) };
}

function endOf(spot: Spot, start: Range['start']): Range['end'] {
	const last = lastPlace(spot);
	// A block ends behind its last character, not on the line that follows.
	const end = positionIn(last.piece, last.end);
	if (end.character === 0 && end.line > start.line) return positionIn(last.piece, last.end - (last.piece.text.charAt(last.end - last.piece.origin - 2) === '\r' ? 2 : 1));
	return end.line < start.line || (end.line === start.line && end.character < start.character) ? start : end;
}

function lastPlace(spot: Spot): { readonly piece: Spot['piece']; readonly end: number } {
	const { node, piece } = spot;
	const cut = piece.tree.cuts.get(node);
	if (cut) {
		const last = node.kind === 'map' ? node.values[node.values.length - 1] : node.kind === 'seq' ? node.items[node.items.length - 1] : undefined;
		const lastPiece = cut[cut.length - 1];
		if (last && lastPiece) return lastPlace({ node: last, piece: lastPiece, key: undefined, keyPiece: lastPiece });
	}
	return { piece, end: Math.max(node.end, spot.key?.end ?? 0) };
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
