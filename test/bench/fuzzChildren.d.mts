export interface FuzzFailure {
	readonly message: string;
	readonly file: string;
	readonly run?: number;
}

export function fuzz(options: {
	readonly seed: number;
	readonly count: number;
	readonly children: number;
	readonly told?: (made: number) => void;
}): Promise<{ readonly edits: number; readonly failure: FuzzFailure | undefined }>;
