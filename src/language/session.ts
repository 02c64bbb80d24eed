import type { CompiledSchema, Path, SchemaNode } from '../schema/schema';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import { readStream, type StreamDocument } from './document/document';
import { editDocument } from './document/edit';
import { absolute, type Range } from './document/piece';
import { isPayloadList } from './document/recognise';
import { rangeOf, textOf, at, type Spot } from './document/spot';
import { choicesAt, type Choice } from './features/complete';
import { documentationOf, valueDocumentation } from './features/documentation';
import { hoverAt, type Hover } from './features/hover';
import { lensesOf, type Lens } from './features/lenses';
import { linksOf, type Link } from './features/links';
import { suggestionsFor } from './features/suggestions';
import { foldsOf, symbolsOf, type Fold, type Symbol } from './features/symbols';
import { DocumentFindings, type FindingFacts } from './findings/findings';
import { placeOf } from './findings/edits';
import type { Finding, Fix, Layer, Severity } from './findings/finding';
import { nothingAround, viewOf, type PayloadView, type Surroundings } from './rules/view';
import { selectionAt } from './features/selection';

/** What the service knows beside the texts. */
export interface ServiceFacts {
	readonly schema: CompiledSchema;
	/** By which documents in the older API's shape are completed and explained. */
	readonly olderSchema: CompiledSchema;
	/** Codes of meaning that are not to be reported. */
	readonly silenced: ReadonlySet<string>;
	/** The stored object of a payload; undefined when not connected or not known. */
	readonly live: (ref: PayloadRef) => ReleasePayload | 'absent' | undefined;
}

/** Text that replaces what stands from `start` to `end`; offsets before this change and after the ones before it. */
export interface TextChange {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

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

/** A payload of a text, for lists and look-ups. */
export interface PayloadPlace {
	readonly ref: PayloadRef;
	readonly range: Range;
}

/** One open text and everything that is asked about it. Synchronous; any text gives answers. */
export class Session {
	private documents: readonly StreamDocument[] = [];
	private checkers: readonly DocumentFindings[] = [];
	private found: readonly Finding[] | undefined;
	private views = new Map<Spot, PayloadView>();
	/** Put together from the pieces when somebody asks for it. */
	private whole: string | undefined;

	constructor(
		text: string,
		private readonly facts: () => ServiceFacts,
	) {
		this.read(text);
	}

	get text(): string {
		this.whole ??= this.documents.map(({ before, pieces }) => before + pieces.map((piece) => piece.text).join('')).join('');
		return this.whole;
	}

	/** Applies changes one after the other. True when only pieces of the text had to be read again. */
	edit(changes: readonly TextChange[]): boolean {
		for (const [index, change] of changes.entries()) {
			if (this.editPiece(change)) continue;
			let { text } = this;
			for (const each of changes.slice(index)) text = text.slice(0, each.start) + each.text + text.slice(each.end);
			this.read(text);
			return false;
		}
		return true;
	}

	private editPiece(change: TextChange): boolean {
		const at = this.documents.findLastIndex(({ pieces: [first] }) => first !== undefined && first.start <= change.start);
		const document = this.documents[at];
		this.checkers[at]?.settle();
		const edited = document === undefined ? undefined : editDocument(document, change);
		if (edited === undefined) return false;
		const { old, piece } = edited.replaced;
		const [by, lines] = [piece.text.length - old.text.length, piece.lineStarts.length - old.lineStarts.length];
		for (const later of this.documents.slice(at + 1)) {
			for (const each of later.pieces) {
				each.start += by;
				each.line += lines;
			}
		}
		this.documents = this.documents.map((each, index) => (index === at ? edited.document : each));
		this.checkers[at]?.edited(edited);
		this.whole = undefined;
		this.found = undefined;
		this.views = new Map();
		return true;
	}

	/** Forgets what depended on facts that have changed. */
	forgetFindings(): void {
		this.found = undefined;
		this.views = new Map();
		this.checkers = this.documents.map((document) => new DocumentFindings(document, this.findingFacts()));
	}

	private findingFacts(): FindingFacts {
		return { schema: this.facts().schema, namespace: undefined, complete: false, surroundings: (spot) => this.around(spot) };
	}

	private read(text: string): void {
		this.whole = text;
		this.documents = readStream(text);
		this.forgetFindings();
	}

	get payloads(): readonly PayloadPlace[] {
		return this.spots.map((spot) => ({ ref: refOf(spot), range: symbolsOf(spot).range }));
	}

	private get spots(): readonly Spot[] {
		return this.documents.flatMap((document) => document.payloads);
	}

	private around(spot: Spot): Surroundings {
		const live = this.facts().live(refOf(spot));
		return live === undefined ? nothingAround : { live };
	}

	private view(spot: Spot): PayloadView {
		let view = this.views.get(spot);
		if (view === undefined) {
			view = viewOf(spot, this.around(spot));
			this.views.set(spot, view);
		}
		return view;
	}

	private get all(): readonly Finding[] {
		const { silenced } = this.facts();
		this.found ??= this.checkers.flatMap((checker) => checker.all()).filter((finding) => finding.layer !== 'meaning' || !silenced.has(finding.code));
		return this.found;
	}

	findings(): readonly ShownFinding[] {
		return this.all.map(show);
	}

	/** Mends of the findings that touch a stretch of the text. */
	actions(start: number, end: number): readonly Action[] {
		return this.all.flatMap((finding) => {
			if (finding.fixes.length === 0 || absolute(finding.piece, finding.start) > end || absolute(finding.piece, finding.end) < start) return [];
			return finding.fixes.map((fix) => action(fix, finding));
		});
	}

	/** All mends that cannot be wrong, one for each finding. */
	safeActions(): readonly Action[] {
		return this.all.flatMap((finding) => {
			const fix = finding.fixes.find((each) => each.safe === true);
			return fix === undefined ? [] : [action(fix, finding)];
		});
	}

	complete(offset: number): readonly Choice[] {
		const { document, start, end } = this.documentAt(offset);
		const spot = this.payloadAt(offset) ?? document?.payloads[0];
		const view = spot === undefined ? undefined : this.view(spot);
		const olderShape = view?.header.olderShape === true;
		const choices = choicesAt(this.text.slice(start, end), offset - start, {
			root: this.schemaFor(olderShape),
			olderShape,
			prefix: isPayloadList(document?.root) ? 'items' : 'none',
			isPayload: view !== undefined,
			suggestions: (place) => (view === undefined ? [] : suggestionsFor(place, view)),
		});
		return choices.map((choice) => ({ ...choice, replace: { start: choice.replace.start + start, end: choice.replace.end + start } }));
	}

	/** Markdown for a choice, worked out when somebody looks at it. */
	documentationFor(path: Path, kind: Choice['kind']): string {
		const { schema, olderSchema } = this.facts();
		const root = documentationOf(path, schema.root, false) === '' ? olderSchema.root : schema.root;
		if (kind !== 'value') return documentationOf(path, root, root === olderSchema.root);
		return valueDocumentation(path.slice(0, -1), String(path[path.length - 1] ?? ''), root) ?? '';
	}

	hover(offset: number): Hover | undefined {
		const spot = this.payloadAt(offset);
		if (spot === undefined) return undefined;
		const { olderShape } = this.view(spot).header;
		const { schema } = this.facts();
		// A field that the older API lacks is still worth a word in a document that mixes both.
		return (olderShape ? hoverAt(spot, offset, this.schemaFor(true), true) : undefined) ?? hoverAt(spot, offset, schema.root, false) ?? hoverAt(spot, offset, this.schemaFor(true), true);
	}

	lenses(canAct: boolean): readonly Lens[] {
		return this.spots.flatMap((spot) => {
			const view = this.view(spot);
			return lensesOf(view, { live: view.surroundings.live, canAct });
		});
	}

	symbols(): readonly Symbol[] {
		return this.spots.map(symbolsOf);
	}

	folds(): readonly Fold[] {
		return this.documents.flatMap((document) => (document.root === undefined || document.payloads.length === 0 ? [] : foldsOf(document.root)));
	}

	links(): readonly Link[] {
		return this.spots.flatMap((spot) => linksOf(this.view(spot)));
	}

	/** Ranges around an offset, innermost first. */
	selection(offset: number): readonly Range[] {
		const spot = this.payloadAt(offset);
		return spot === undefined ? [] : selectionAt(spot, offset);
	}

	private schemaFor(olderShape: boolean): SchemaNode {
		const { schema, olderSchema } = this.facts();
		return olderShape ? olderSchema.root : schema.root;
	}

	private documentAt(offset: number): { readonly document: StreamDocument | undefined; readonly start: number; readonly end: number } {
		let start = 0;
		for (const document of this.documents) {
			const first = document.pieces[0];
			const last = document.pieces[document.pieces.length - 1];
			if (first === undefined || last === undefined) continue;
			start = first.start;
			const end = last.start + last.text.length;
			if (offset <= end) return { document: offset < start ? undefined : document, start: Math.min(start, offset), end };
		}
		return { document: undefined, start: Math.min(start, offset), end: this.text.length };
	}

	/** The payload that an offset is in: the last that begins before it, in the same document. */
	private payloadAt(offset: number): Spot | undefined {
		const { document } = this.documentAt(offset);
		return document?.payloads.findLast((spot) => absolute(spot.piece, spot.node.start) <= offset);
	}
}

function refOf(spot: Spot): PayloadRef {
	return { name: textOf(at(spot, 'metadata', 'name')) ?? '', namespace: textOf(at(spot, 'metadata', 'namespace')) ?? '' };
}

function show(finding: Finding): ShownFinding {
	const { layer, code, severity, message, related } = finding;
	return { range: rangeOf(finding), layer, code, severity, message, related: related.map((each) => ({ range: rangeOf(each), message: each.message })) };
}

function action(fix: Fix, finding: Finding): Action {
	const edits = fix.edits().map((edit) => ({ ...placeOf(edit), newText: edit.newText }));
	return { title: fix.title, finding: show(finding), preferred: fix.preferred === true, safe: fix.safe === true, edits };
}
