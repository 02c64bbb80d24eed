import type { Path, TransitionRule, Value } from './schema';

/**
 * Where in its work an API server refuses. It answers only the errors of one stage; the later ones show when those
 * are mended. `schema` holds metadata rules, the structural schema and the transition rules together.
 */
export type Stage = 'envelope' | 'decode' | 'strict' | 'namespace' | 'schema';

/** Names of kinds of values as an API server spells them. */
export type ValueKind = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/** Rules on `metadata` (apimachinery: api/validation and util/validation). */
export type MetadataRule =
	| 'nameMissing'
	| 'nameLength'
	| 'nameShape'
	| 'keyShape'
	| 'keyNameEmpty'
	| 'keyNameShape'
	| 'keyNameLength'
	| 'keyPrefixEmpty'
	| 'keyPrefixShape'
	| 'keyPrefixLength'
	| 'labelLength'
	| 'labelShape'
	| 'annotationsSize'
	| 'finalizersConflict'
	| 'finalizerAdded'
	| 'ownerVersion'
	| 'ownerField'
	| 'ownerEvent'
	| 'ownerControllers'
	| 'managerLength'
	| 'managerCharacter'
	| 'subresourceLength'
	| 'unchangeable';

/** What is wrong, as data: the server's wording (`wording`) and words for people are made from it. */
export type Problem =
	| { readonly kind: 'notAnObject'; readonly found: ValueKind }
	| { readonly kind: 'tooDeep' }
	| { readonly kind: 'kindMissing' }
	| { readonly kind: 'wrongApiVersion'; readonly value: string; readonly expected: string }
	| { readonly kind: 'nullApiVersion' }
	| { readonly kind: 'malformedApiVersion'; readonly value: string }
	| { readonly kind: 'wrongKind'; readonly value: string; readonly expected: string }
	| { readonly kind: 'decode'; readonly found: ValueKind; readonly value: Value; readonly goType: string; readonly goField: string }
	| { readonly kind: 'time'; readonly value: string }
	| { readonly kind: 'namespace'; readonly value: string; readonly expected: string }
	| { readonly kind: 'unknownField' }
	| { readonly kind: 'duplicateField' }
	| { readonly kind: 'typeInvalid'; readonly expected: string; readonly found: string }
	| { readonly kind: 'format'; readonly format: string; readonly value: string }
	| { readonly kind: 'numberRange'; readonly type: string; readonly format: string | undefined }
	| { readonly kind: 'notSupported'; readonly value: Value; readonly allowed: readonly Value[] }
	| { readonly kind: 'required' }
	| { readonly kind: 'minimum' | 'maximum'; readonly value: Value; readonly limit: number; readonly exclusive: boolean }
	| { readonly kind: 'multipleOf'; readonly value: Value; readonly limit: number }
	| { readonly kind: 'minLength' | 'maxLength'; readonly value: string; readonly limit: number }
	| { readonly kind: 'pattern'; readonly value: string; readonly pattern: string }
	| { readonly kind: 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties'; readonly size: number; readonly limit: number }
	| { readonly kind: 'uniqueItems' }
	| { readonly kind: 'repeatedItem'; readonly value: Value }
	| { readonly kind: 'combination'; readonly which: 'allOf' | 'anyOf' | 'oneOf' | 'not' }
	| { readonly kind: 'transition'; readonly rule: TransitionRule; readonly value: Value }
	| { readonly kind: 'metadata'; readonly rule: MetadataRule; readonly value: Value; readonly prefix?: string }
	| { readonly kind: 'rulesNotChecked' };

export interface FieldError {
	readonly stage: Stage;
	/** Where it is. For a missing field the place where it would be; for unknown and duplicate fields the key's own. */
	readonly path: Path;
	readonly problem: Problem;
	/** How many first steps of the path the server leaves out of its sentence: 1 below `status`, which it checks alone. */
	readonly within: number;
}

export const fieldError = (stage: Stage, path: Path, problem: Problem, within = 0): FieldError => ({ stage, path, problem, within });

/** Receives what is wrong with a node; `child` is the missing key or the repeated item, when it is not the node itself. */
export type Report = (problem: Problem, child?: string | number) => void;
