import { absolute, type Piece, type Range } from '../document/piece';
import { rangeOf } from '../document/spot';
import { placeOf } from '../findings/edits';
import type { Finding, Fix, Layer, Severity } from '../findings/finding';
import type { OpenText } from '../openText';

/** A finding with its place worked out. */
export interface ShownFinding {
	readonly range: Range;
	readonly layer: Layer;
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	readonly related: readonly { readonly range: Range; readonly message: string }[];
}

export interface OffsetEdit {
	readonly start: number;
	readonly end: number;
	readonly newText: string;
}

/** A mend with its edits worked out. */
export interface Action {
	readonly title: string;
	readonly finding: ShownFinding;
	readonly preferred: boolean;
	readonly safe: boolean;
	readonly edits: readonly OffsetEdit[];
}

export function shown(finding: Finding): ShownFinding {
	const { layer, code, severity, message, related } = finding;
	return { range: rangeOf(finding), layer, code, severity, message, related: related.map((each) => ({ range: rangeOf(each), message: each.message })) };
}

/** Mends of syntax are tried on the text, each by reading it anew: of a selection with more mistakes only the first are tried. */
const syntaxTried = 5;

/** Mends of the findings that touch a stretch of the text. */
export function actionsIn(open: OpenText, start: number, end: number): readonly Action[] {
	let tried = 0;
	return open.findings().flatMap((finding) => {
		if (absolute(finding.piece, finding.start) > end || absolute(finding.piece, finding.end) < start) return [];
		if (finding.layer === 'syntax' && ++tried > syntaxTried) return [];
		return finding.fixes.map((fix) => action(fix, finding));
	});
}

/** All mends that cannot be wrong, one for each finding. */
export function safeActionsIn(open: OpenText): readonly Action[] {
	const mended = new Set<Piece>();
	return open.findings().flatMap((finding) => {
		// What cannot be read is not mended unseen.
		const fix = finding.layer === 'syntax' ? undefined : finding.fixes.find((each) => each.safe === true);
		if (!fix || (fix.throughout && mended.has(fix.throughout))) return [];
		if (fix.throughout) mended.add(fix.throughout);
		return [action(fix, finding)];
	});
}

function action(fix: Fix, finding: Finding): Action {
	return { title: fix.title, finding: shown(finding), preferred: fix.preferred === true, safe: fix.safe === true, edits: fix.edits().map(placeOf) };
}
