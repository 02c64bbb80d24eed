import type { Piece } from '../document/piece';
import type { Part, Spot, Stretch } from '../document/spot';
import { stretchOf } from '../document/spot';

export type Layer = 'syntax' | 'api' | 'meaning';
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** The severities of most rules. */
export const warning = 'warning';
export const information = 'information';

/** Something to say about a place in a document. Its place moves with the text around it until it is asked for. */
export interface Finding extends Stretch {
	readonly layer: Layer;
	/** Stable: `O1`, `J4` for the rules of meaning, words such as `unknown-field` for the other layers. */
	readonly code: string;
	readonly severity: Severity;
	/** A sentence for people, localised. */
	readonly message: string;
	readonly related: readonly Related[];
	readonly fixes: readonly Fix[];
}

/**
 * Findings that are made of a payload in each layer: as many as an editor shows several times over. A text that holds
 * more is the wrong text, or wrong throughout, and whoever mends it begins with the first of them.
 */
export const mostFindings = 2000;

/** Ends a walk or a rule that has found so many; caught by who counts. */
export const enough = new Error('enough');

/** Another place that has to do with a finding. */
export interface Related extends Stretch {
	readonly message: string;
}

/** A mend. `edits` is asked only when somebody looks at the mends, and answers for the text as it is then. */
export interface Fix {
	readonly title: string;
	/** The mend that a reader would choose without thinking. */
	readonly preferred?: boolean;
	/** It cannot be wrong, so that "fix all" may apply it unseen. */
	readonly safe?: boolean;
	/** It mends all such places of a piece at once. */
	readonly throughout?: Piece | undefined;
	readonly edits: () => readonly Edit[];
}

/** Text to put in the place of a stretch. */
export interface Edit extends Stretch {
	readonly newText: string;
}

/** Where something stands: a value (by default its scalar, or the key of its collection), or any stretch. */
export type Where = Spot | Stretch;

export function toStretch(where: Where, part?: Part): Stretch {
	return 'node' in where ? stretchOf(where, part) : { piece: where.piece, start: where.start, end: where.end };
}
