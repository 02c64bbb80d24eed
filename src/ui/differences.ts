import type { PayloadRef } from '../payload/releasePayload';
import type { PayloadRow } from '../payload/summary';
import { rulesDiffer } from '../presentation/faults';
import { payloadKey } from './treeModel';

/**
 * Since when this window has seen a payload's conditions lag behind the rules. The object does not tell when that began,
 * so what is known is a lower bound.
 */
export class Differences {
	readonly #since = new Map<string, number>();

	/** To be told of every change of a row; `row` undefined: it is gone. */
	see(context: string, ref: PayloadRef, row: PayloadRow | undefined): void {
		const key = payloadKey(context, ref);
		if (row?.summary === undefined || !rulesDiffer(row.summary)) this.#since.delete(key);
		else if (!this.#since.has(key)) this.#since.set(key, Date.now());
	}

	since(context: string, ref: PayloadRef): number | undefined {
		return this.#since.get(payloadKey(context, ref));
	}
}
