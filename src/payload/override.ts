/** What a person looks at when deciding; plain data, compared value by value right before the patch. */
export interface DecisionBasis {
	readonly override: string;
	readonly reason: string;
	readonly phase: string;
	readonly creation: string;
	readonly mirror: string;
	/** `name=state` of every blocking job, sorted. */
	readonly blocking: readonly string[];
}
