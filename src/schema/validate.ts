import { isObject } from './paths';
import type { CompiledSchema, FieldError, ObjectValue, Path, Stage } from './schema';

/**
 * What of a write decides its answer.
 * - `create`, `update`: the main resource; `status` of the object is dropped unread, but unknown fields in it count.
 * - `updateStatus`: the status subresource; everything but `status` and some metadata comes from `live`.
 * - `document`: for people who edit: all of the object is checked, its `status` as a status write would be.
 */
export interface WriteFacts {
	readonly schema: CompiledSchema;
	readonly resource: ResourceIdentity;
	readonly verb: 'create' | 'update' | 'updateStatus' | 'document';
	/** Namespace of the request; undefined skips the comparison. */
	readonly namespace?: string;
	/** The stored object that an update replaces; without it transition rules have nothing to compare and say nothing. */
	readonly live?: ObjectValue;
	/** Keys that the reader of the text saw twice (the value holds the last one). */
	readonly duplicates?: readonly Path[];
}

export interface ResourceIdentity {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
}

export interface Judgement {
	/** The object as it would be stored: pruned, nulls dropped, defaults filled in; undefined when it is no object. */
	readonly object: ObjectValue | undefined;
	/** Mistakes of all stages, stages in order. A server answers those of the first stage only: `answered`. */
	readonly errors: readonly FieldError[];
}

/** What an API server does with a decoded value: decode metadata, prune, default, validate. Never throws. */
export function judgeWrite(value: unknown, facts: WriteFacts): Judgement {
	if (!isObject(value)) return { object: undefined, errors: [] };
	if (facts.verb === 'create') return { object: value, errors: [] };
	return { object: value, errors: [] };
}

const stageOrder: readonly Stage[] = ['envelope', 'decode', 'namespace', 'strict', 'schema'];

/** The errors that a server tells: those of the first stage that has any, of decoding the first only. */
export function answered(errors: readonly FieldError[]): readonly FieldError[] {
	for (const stage of stageOrder) {
		const here = errors.filter((error) => error.stage === stage);
		if (here.length > 0) return stage === 'decode' ? here.slice(0, 1) : here;
	}
	return [];
}
