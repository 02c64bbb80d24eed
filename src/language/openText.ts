import type { CompiledSchema, SchemaNode } from '../schema/schema';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import { readStream, type StreamDocument } from './document/document';
import { editDocument } from './document/edit';
import { absolute } from './document/piece';
import { at, textOf, type Spot } from './document/spot';
import { DocumentFindings, type FindingFacts } from './findings/findings';
import type { Finding } from './findings/finding';
import { nothingAround, viewOf, type PayloadView, type Surroundings } from './rules/view';

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

/** A document of the text and where it stands in it. */
export interface DocumentPlace {
	readonly document: StreamDocument | undefined;
	readonly start: number;
	readonly end: number;
}

/** One open text with its reading and its findings, kept up to date through edits. The questions about it are in `questions/`. */
export class OpenText {
	documents: readonly StreamDocument[] = [];
	private checkers: readonly DocumentFindings[] = [];
	private found: readonly Finding[] | undefined;
	private views = new Map<Spot, PayloadView>();
	/** Put together from the pieces when somebody asks for it. */
	private whole: string | undefined;

	constructor(
		text: string,
		readonly facts: () => ServiceFacts,
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

	/** The payloads in it, in order. */
	get payloads(): readonly Spot[] {
		return this.documents.flatMap((document) => document.payloads);
	}

	private around(spot: Spot): Surroundings {
		const live = this.facts().live(refOf(spot));
		return live === undefined ? nothingAround : { live };
	}

	view(spot: Spot): PayloadView {
		let view = this.views.get(spot);
		if (view === undefined) {
			view = viewOf(spot, this.around(spot));
			this.views.set(spot, view);
		}
		return view;
	}

	/** All findings but those that are silenced, unordered. */
	findings(): readonly Finding[] {
		const { silenced } = this.facts();
		this.found ??= this.checkers.flatMap((checker) => checker.all()).filter((finding) => finding.layer !== 'meaning' || !silenced.has(finding.code));
		return this.found;
	}

	schemaFor(olderShape: boolean): SchemaNode {
		const { schema, olderSchema } = this.facts();
		return olderShape ? olderSchema.root : schema.root;
	}

	documentAt(offset: number): DocumentPlace {
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
	payloadAt(offset: number): Spot | undefined {
		const { document } = this.documentAt(offset);
		return document?.payloads.findLast((spot) => absolute(spot.piece, spot.node.start) <= offset);
	}
}

/** The name and namespace that a payload of a text gives itself. */
export function refOf(spot: Spot): PayloadRef {
	return { name: textOf(at(spot, 'metadata', 'name')) ?? '', namespace: textOf(at(spot, 'metadata', 'namespace')) ?? '' };
}
