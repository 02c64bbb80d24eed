import type { ProblemKind } from './schema';

/** `reason` of a cause in a `Status` (k8s.io/apimachinery field error types). */
export type CauseReason =
	| 'FieldValueRequired'
	| 'FieldValueInvalid'
	| 'FieldValueTypeInvalid'
	| 'FieldValueNotSupported'
	| 'FieldValueTooLong'
	| 'FieldValueTooMany'
	| 'FieldValueDuplicate'
	| 'FieldValueForbidden';

export interface Cause {
	readonly reason: CauseReason;
	readonly message: string;
	readonly field: string;
}

/** What a `Status` of kind Failure says of refused input. `causes` only for 422. */
export interface Refusal {
	readonly code: 400 | 422;
	readonly reason: 'BadRequest' | 'Invalid';
	readonly message: string;
	readonly causes: readonly Cause[];
}

export function causeReason(kind: ProblemKind): CauseReason {
	switch (kind) {
		case 'required':
			return 'FieldValueRequired';
		case 'typeInvalid':
			return 'FieldValueTypeInvalid';
		case 'notSupported':
			return 'FieldValueNotSupported';
		case 'tooLong':
			return 'FieldValueTooLong';
		case 'tooMany':
			return 'FieldValueTooMany';
		case 'duplicate':
			return 'FieldValueDuplicate';
		case 'forbidden':
			return 'FieldValueForbidden';
		case 'decode':
		case 'mismatch':
		case 'unknownField':
		case 'duplicateField':
		case 'invalid':
		case 'rulesNotChecked':
			return 'FieldValueInvalid';
	}
}
