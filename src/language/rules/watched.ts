import type { Spot } from '../document/spot';
import { wayToLists, type PartName, type Way } from './parts';
import type { PayloadFacts } from './view';

/** What a rule looked at, as bits. */
export const seenOf: Readonly<Record<PartName | 'around' | 'whole', number>> = { head: 1, configured: 2, reported: 4, around: 8, whole: 16 };

/**
 * A payload as its rules see it: notes which of its parts they ask for. One object for all texts that an open document
 * goes through, so that a mend that asks it later is told of the text as it is then.
 */
export class Watched implements PayloadFacts {
	seen = 0;

	constructor(public view: PayloadFacts) {}

	/** The payload itself and the maps that lead to the lists count as head: rules reach the lists' items by the lists. */
	get root(): Spot {
		this.seen |= seenOf.head | seenOf.around;
		return this.view.root;
	}

	at(...path: readonly string[]): Spot | undefined {
		this.note(path);
		return this.view.at(...path);
	}

	text(...path: readonly string[]): string {
		this.note(path);
		return this.view.text(...path);
	}

	private note(path: readonly string[]): void {
		let way: Way | PartName | undefined = wayToLists;
		for (let step = 0; step < path.length && typeof way === 'object'; step++) way = way[path[step] ?? ''];
		this.seen |= typeof way === 'object' ? seenOf.head | seenOf.around : seenOf[way ?? 'head'];
	}

	private of(part: PartName): PayloadFacts {
		this.seen |= seenOf[part];
		return this.view;
	}

	get header() { return this.of('head').header; }
	get specJobs() { return this.of('configured').specJobs; }
	get namesakes() { return this.of('configured').namesakes; }
	get resultJobs() { return this.of('reported').resultJobs; }
	get conditions() { return this.of('head').conditions; }
	get surroundings() { return this.view.surroundings; }
	get place() { return this.view.place; }
}
