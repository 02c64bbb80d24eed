import type { CompiledSchema, SchemaNode } from '../schema/schema';
import type { PayloadRef, ReleasePayload } from '../payload/releasePayload';
import { readingStream, type StreamDocument } from './document/document';
import { editDocument } from './document/edit';
import { absolute } from './document/piece';
import { at, textOf, type Spot } from './document/spot';
import { DocumentFindings, findingInAll, type FindingFacts } from './findings/findings';
import type { Finding } from './findings/finding';
import type { Neighbours } from './features/suggestions';
import { nothingAround, viewOf, type PayloadView, type Surroundings } from './rules/view';
import type { Steps } from './steps';

/** What the service knows beside the texts. */
export interface ServiceFacts {
	readonly schema: CompiledSchema;
	/** By which documents in the older API's shape are completed and explained. */
	readonly olderSchema: CompiledSchema;
	/** Codes of meaning that are not to be reported. */
	readonly silenced: ReadonlySet<string>;
	/** The stored object of a payload; undefined when not connected or not known. */
	readonly live: (ref: PayloadRef) => ReleasePayload | 'absent' | undefined;
	/** What there is beside a payload of a stream ('' when it names none); likewise. */
	readonly neighbours?: (ref: PayloadRef, stream: string) => Neighbours | undefined;
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
	/** As read; of the text before the last edit while that is being read. */
	#read: readonly StreamDocument[] = [];
	#checkers: readonly DocumentFindings[] = [];
	/** Work that is under way: an edit ends it. */
	#reading: Steps<readonly StreamDocument[]> | undefined;
	#finding: Steps<readonly Finding[]> | undefined;
	#found: readonly Finding[] | undefined;
	#views = new Map<Spot, PayloadView>();
	/** Grows when lines have moved: until then what is found stands where it stood. */
	moves = 0;
	/** Put together from the pieces when somebody asks for it. */
	#whole: string | undefined;

	constructor(
		text: string,
		readonly facts: () => ServiceFacts,
	) {
		this.#startReading(text);
	}

	/**
	 * Does one step of what is left until the text is read, or all findings stand: characters that were worked on (see
	 * steps.ts), or undefined when there was nothing left. Every question does the steps it needs all at once, so that
	 * nobody has to ask for this; who has a thread to share does, and asks afterwards.
	 */
	step(until: 'read' | 'found'): number | undefined {
		if (this.#reading !== undefined) {
			const next = this.#reading.next();
			if (next.done !== true) return next.value;
			this.#read = next.value;
			this.#reading = undefined;
			this.forgetFindings();
			return until === 'read' ? undefined : 1;
		}
		if (until === 'read' || this.#found !== undefined) return undefined;
		this.#finding ??= this.#collecting();
		const next = this.#finding.next();
		if (next.done !== true) return next.value;
		this.#found = next.value;
		this.#finding = undefined;
		return undefined;
	}

	/** The documents of the text. */
	get documents(): readonly StreamDocument[] {
		while (this.step('read') !== undefined);
		return this.#read;
	}

	get text(): string {
		this.#whole ??= this.#read.map(({ before, pieces }) => before + pieces.map((piece) => piece.text).join('')).join('');
		return this.#whole;
	}

	/** Applies changes one after the other. True when only pieces of the text had to be read again. */
	edit(changes: readonly TextChange[]): boolean {
		let done = 0;
		for (const change of changes) {
			if (this.#editPiece(change)) {
				done++;
				continue;
			}
			let { text } = this;
			for (const each of changes.slice(done)) text = text.slice(0, each.start) + each.text + text.slice(each.end);
			this.#startReading(text);
			return false;
		}
		return true;
	}

	#editPiece(change: TextChange): boolean {
		if (this.#reading !== undefined) return false;
		const at = this.#read.findLastIndex(({ pieces }) => (pieces[0]?.start ?? Infinity) <= change.start);
		const document = this.#read[at];
		this.#checkers[at]?.settle();
		const edited = document === undefined ? undefined : editDocument(document, change, at < this.#read.length - 1);
		if (edited === undefined) return false;
		const { old, piece } = edited.replaced;
		const by = piece.text.length - old.text.length;
		const lines = piece.lineStarts.length - old.lineStarts.length;
		for (const later of this.#read.slice(at + 1)) {
			for (const each of later.pieces) {
				each.start += by;
				each.line += lines;
			}
		}
		if (lines !== 0) this.moves++;
		this.#read = this.#read.map((each, index) => (index === at ? edited.document : each));
		this.#checkers[at]?.edited(edited);
		this.#whole = undefined;
		this.#found = this.#finding = undefined;
		this.#views = new Map();
		return true;
	}

	/** Forgets what depended on facts that have changed. */
	forgetFindings(): void {
		this.#found = this.#finding = undefined;
		this.#views = new Map();
		this.#checkers = this.#read.map((document) => new DocumentFindings(document, this.#findingFacts()));
	}

	#findingFacts(): FindingFacts {
		return { schema: this.facts().schema, namespace: undefined, complete: false, surroundings: (spot) => this.#around(spot) };
	}

	#startReading(text: string): void {
		this.#whole = text;
		this.#reading = readingStream(text);
		this.#found = this.#finding = undefined;
	}

	/** The payloads in it, in order. */
	get payloads(): readonly Spot[] {
		return this.documents.flatMap((document) => document.payloads);
	}

	get hadPayloads(): boolean {
		return this.#read.some(({ payloads }) => payloads.length > 0);
	}

	#around(spot: Spot): Surroundings {
		const live = this.facts().live(refOf(spot));
		return live === undefined ? nothingAround : { live };
	}

	view(spot: Spot): PayloadView {
		let view = this.#views.get(spot);
		if (view === undefined) {
			view = viewOf(spot, new LaterAround(() => this.#around(spot)));
			this.#views.set(spot, view);
		}
		return view;
	}

	neighbours(spot: Spot): Neighbours | undefined {
		const { neighbours } = this.facts();
		if (!neighbours) return undefined;
		const { name, namespace, streamName, release } = this.view(spot).header;
		return neighbours({ name, namespace }, streamName === '' ? (release.stream ?? '') : streamName);
	}

	/** All findings but those that are silenced, unordered. */
	findings(): readonly Finding[] {
		while (this.step('found') !== undefined);
		return this.#found ?? [];
	}

	*#collecting(): Steps<readonly Finding[]> {
		const { silenced } = this.facts();
		const found = yield* findingInAll(this.#checkers);
		return silenced.size === 0 ? found : found.filter((finding) => finding.layer !== 'meaning' || !silenced.has(finding.code));
	}

	schemaFor(olderShape: boolean): SchemaNode {
		const facts = this.facts();
		return (olderShape ? facts.olderSchema : facts.schema).root;
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

/** Few questions look beyond the text. */
class LaterAround implements Surroundings {
	constructor(private readonly ask: () => Surroundings) {}

	get live(): Surroundings['live'] {
		return this.ask().live;
	}
}

/** The name and namespace that a payload of a text gives itself. */
export function refOf(spot: Spot): PayloadRef {
	return { name: textOf(at(spot, 'metadata', 'name')) ?? '', namespace: textOf(at(spot, 'metadata', 'namespace')) ?? '' };
}
