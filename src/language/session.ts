import type { Path } from '../schema/schema';
import type { PayloadRef } from '../payload/releasePayload';
import type { Range } from './document/piece';
import type { Choice } from './features/complete';
import type { Hover } from './features/hover';
import { hintsOf, type Hint } from './features/hints';
import { lensesOf, type Lens } from './features/lenses';
import { linksOf, type Link } from './features/links';
import type { Refusal, RenameStart } from './features/rename';
import { selectionAt } from './features/selection';
import { definitionsAt, referencesAt } from './features/subjects';
import { foldsOf, symbolsOf, wholeRange, type Fold, type Symbol } from './features/symbols';
import type { Finding } from './findings/finding';
import { OpenText, refOf, type ServiceFacts, type TextChange } from './openText';
import { completionsAt, documentationFor } from './questions/completing';
import { hoverIn } from './questions/explaining';
import { actionsIn, safeActionsIn, shown, type Action, type OffsetEdit, type ShownFinding } from './questions/mending';
import { renameIn, renameStartIn, viewAt } from './questions/naming';
import type { PayloadView } from './rules/view';

export type { ServiceFacts, TextChange } from './openText';
export type { Action, OffsetEdit, ShownFinding } from './questions/mending';

/** A payload of a text, for lists and look-ups. */
export interface PayloadPlace {
	readonly ref: PayloadRef;
	readonly range: Range;
}

/** One open text and everything that is asked about it. Synchronous; any text gives answers. */
export class Session {
	readonly #open: OpenText;
	#shown = { moves: -1, of: new WeakMap<Finding, ShownFinding>() };

	constructor(text: string, facts: () => ServiceFacts) {
		this.#open = new OpenText(text, facts);
	}

	get text(): string {
		return this.#open.text;
	}

	/** Applies changes one after the other. True when only pieces of the text had to be read again. */
	edit(changes: readonly TextChange[]): boolean {
		return this.#open.edit(changes);
	}

	/** One step towards the text being read, or towards all findings; undefined when it stands. Whoever asks a question without it waits for all steps at once. */
	step(until: 'read' | 'found'): number | undefined {
		return this.#open.step(until);
	}

	/** Forgets what depended on facts that have changed. */
	forgetFindings(): void {
		this.#open.forgetFindings();
	}

	findings(): readonly ShownFinding[] {
		const found = this.#open.findings();
		const { moves } = this.#open;
		if (this.#shown.moves !== moves) this.#shown = { moves, of: new WeakMap() };
		const { of } = this.#shown;
		return found.map((finding) => {
			let each = of.get(finding);
			if (each === undefined) {
				each = shown(finding);
				of.set(finding, each);
			}
			return each;
		});
	}

	get #views(): readonly PayloadView[] {
		return this.#open.payloads.map((spot) => this.#open.view(spot));
	}

	/** Whether there were payloads when the text was last read: asked with every key press, so it does not wait. */
	get hasPayloads(): boolean {
		return this.#open.hadPayloads;
	}

	get payloads(): readonly PayloadPlace[] {
		return this.#open.payloads.map((spot) => ({ ref: refOf(spot), range: wholeRange(spot) }));
	}

	actions(start: number, end: number): readonly Action[] {
		return actionsIn(this.#open, start, end);
	}

	safeActions(): readonly Action[] {
		return safeActionsIn(this.#open);
	}

	complete(offset: number): readonly Choice[] {
		return completionsAt(this.#open, offset);
	}

	documentationFor(path: Path, kind: Choice['kind']): string {
		return documentationFor(this.#open.facts(), path, kind);
	}

	hover(offset: number): Hover | undefined {
		return hoverIn(this.#open, offset);
	}

	lenses(canAct: boolean): readonly Lens[] {
		return this.#views.flatMap((view) => lensesOf(view, { live: view.surroundings.live, canAct }));
	}

	symbols(): readonly Symbol[] {
		return this.#open.payloads.map(symbolsOf);
	}

	folds(): readonly Fold[] {
		return this.#open.documents.flatMap((document) => (document.root === undefined || document.payloads.length === 0 ? [] : foldsOf(document.root)));
	}

	links(): readonly Link[] {
		return this.#views.flatMap(linksOf);
	}

	/** Where what is named at an offset is asked for, or, from there, what came of it. */
	definitions(offset: number): readonly Range[] {
		const view = viewAt(this.#open, offset);
		return view ? definitionsAt(view, offset) : [];
	}

	references(offset: number, withDeclarations: boolean): readonly Range[] {
		const view = viewAt(this.#open, offset);
		return view ? referencesAt(view, offset, withDeclarations) : [];
	}

	renameStart(offset: number): RenameStart | Refusal | undefined {
		return renameStartIn(this.#open, offset);
	}

	rename(offset: number, name: string): readonly OffsetEdit[] | Refusal {
		return renameIn(this.#open, offset, name);
	}

	/** What is worked out and not written, on the lines from `first` to `last`. */
	hints(first: number, last: number): readonly Hint[] {
		return this.#views.flatMap((view) => hintsOf(view, { first, last }));
	}

	/** Ranges around an offset, innermost first. */
	selection(offset: number): readonly Range[] {
		const spot = this.#open.payloadAt(offset);
		return spot === undefined ? [] : selectionAt(spot, offset);
	}
}
