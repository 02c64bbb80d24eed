import * as vscode from 'vscode';
import type { ClusterErrorReason, ClusterProblem } from '../cluster/cluster';
import { problemReasons, type ProblemPlace } from '../presentation/problems';

/** A problem of the outside together with what it happened to, so that the sentence can name it. */
export class PlacedError extends Error {
	override readonly name = 'PlacedError';

	constructor(
		readonly problem: ClusterProblem,
		readonly place: ProblemPlace,
		cause?: unknown,
	) {
		super(problem.detail, { cause });
	}
}

export interface PlacedProblem {
	readonly problem: ClusterProblem;
	readonly place: ProblemPlace;
}

export const nowhere: ProblemPlace = { context: '', server: '', namespace: undefined };

/** Cancelled is no failure. Told by name: an abort may come from another realm, and VS Code has a class of its own. */
export function isCancellation(error: unknown): boolean {
	return error instanceof vscode.CancellationError || (error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled'));
}

/** What `cluster` throws carries a `problem`; the class itself is out of reach here, since that part is loaded late. */
export function problemOf(error: unknown): ClusterProblem | undefined {
	if (!(error instanceof Error) || !('problem' in error)) return undefined;
	const { problem } = error;
	if (typeof problem !== 'object' || problem === null || !('reason' in problem) || !('detail' in problem)) return undefined;
	const { reason, detail } = problem;
	return isReason(reason) && typeof detail === 'string' ? { reason, detail, retryAt: undefined } : undefined;
}

export function placedProblemOf(error: unknown): PlacedProblem | undefined {
	if (error instanceof PlacedError) return error;
	const problem = problemOf(error);
	return problem === undefined ? undefined : { problem, place: nowhere };
}

/** Gives the problems of some work the place where it is done. */
export async function inPlace<T>(place: ProblemPlace, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		const problem = error instanceof PlacedError ? undefined : problemOf(error);
		throw problem === undefined ? error : new PlacedError(problem, place, error);
	}
}

function isReason(reason: unknown): reason is ClusterErrorReason {
	return problemReasons.some((each) => each === reason);
}

/** The border between VS Code's tokens and the signals used below `ui`. */
export function signalOf(token: vscode.CancellationToken): { readonly signal: AbortSignal; dispose(): void } {
	const controller = new AbortController();
	if (token.isCancellationRequested) controller.abort();
	const subscription = token.onCancellationRequested(() => controller.abort());
	return { signal: controller.signal, dispose: () => void subscription.dispose() };
}
