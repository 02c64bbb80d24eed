import type { JsonObject } from './json';
import type { Resource } from './resource';
import type { WriteOptions } from './writeOptions';

/** What of a write decides whether the object is let in. */
export interface AdmissionFacts {
	readonly verb: 'create' | 'update' | 'updateStatus';
	readonly door: 'create' | 'update' | 'patch' | 'apply';
	readonly resource: Resource;
	readonly namespace: string;
	/** '' when the object itself says. */
	readonly name: string;
	readonly live: JsonObject | undefined;
	readonly validation: WriteOptions['validation'];
	/**
	 * The step of an apply in which only what the schema does not know or cannot type is refused: the configuration as it
	 * names itself, namespace and name. Undefined for every other step.
	 */
	readonly typing: string | undefined;
}

export interface Admitted {
	/** Pruned, with defaults. */
	readonly object: JsonObject;
	readonly warnings: readonly string[];
}

/** Throws a StatusError when the object is refused. */
export type Admission = (object: JsonObject, facts: AdmissionFacts) => Admitted;

export function warningHeaders(warnings: readonly string[]): Readonly<Record<string, readonly string[]>> {
	if (warnings.length === 0) return {};
	return { warning: warnings.map((text) => `299 - ${JSON.stringify(text)}`) };
}
