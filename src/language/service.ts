import * as l10n from '@vscode/l10n';
import { compileSchema } from '../schema/compileSchema';
import type { CompiledSchema } from '../schema/schema';
import { shippedSchema } from '../schema/shippedSchema';
import { Session, type ServiceFacts } from './session';
import { olderPayloadSchema } from './vocabulary/olderSchema';

export { findingsOf, type PlainFinding } from './findingsOf';
export { printYaml } from './print';
export { Session, type Action, type OffsetEdit, type PayloadPlace, type ServiceFacts, type ShownFinding, type TextChange } from './session';
export { usableSchema, type SchemaTrouble } from '../schema/usable';
export type { Range } from './document/piece';
export type { Choice } from './features/complete';
export type { Hover } from './features/hover';
export type { Hint } from './features/hints';
export type { Lens, LensAction } from './features/lenses';
export type { Link } from './features/links';
export type { Neighbours } from './features/suggestions';
export type { Refusal, RenameStart } from './features/rename';
export type { Fold, Symbol } from './features/symbols';

/** The facts of a service that is not connected to anything: the shipped schema, nothing silenced. */
export function shippedFacts(): ServiceFacts {
	let older: CompiledSchema | undefined;
	return {
		schema: shippedSchema(),
		// Few texts are in the older shape.
		get olderSchema() {
			return (older ??= compileSchema(olderPayloadSchema));
		},
		silenced: new Set(),
		live: () => undefined,
	};
}

/** Opens a text. `facts` is asked anew for each answer, so that settings and live objects may change. */
export function openSession(text: string, facts: () => ServiceFacts): Session {
	return new Session(text, facts);
}

/** The localised texts to speak in: a bundle of its own does not share its words with others. */
export function useWords(contents: Readonly<Record<string, string>>): void {
	l10n.config({ contents: { ...contents } });
}
