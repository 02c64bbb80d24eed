/**
 * What the controllers make of an override, or would make of one, given the payload as it stands.
 * Source: domain rules of payload_accepted_controller.go and payload_rejected_controller.go (decision order).
 *
 * - `inForce`      both verdict conditions carry it, with its reason
 * - `soon`         nothing holds it: the controllers will write it at their next pass
 * - `waitsForCreation`, `waitsForMirror`  applied once that Job has finished
 * - `creationFailed`  never, unless the failed creation Job is replaced by one that succeeds
 * - `unrecognised` the text is none that a controller knows
 * - `reasonTooLong` the status write will be refused: the verdict never lands
 */
export type OverrideOutlook =
	| 'inForce'
	| 'soon'
	| 'waitsForCreation'
	| 'waitsForMirror'
	| 'creationFailed'
	| 'unrecognised'
	| 'reasonTooLong';
