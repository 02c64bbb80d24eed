/** Waiting times before retries: cmd/release-controller/sync_verify.go and CalculateBackoff in pkg/release-controller/types.go. */

const minute = 60_000;

/** Milliseconds between the end of a run and the next one, by how many retries there were already: 0, 2, 4, 8, then 15 minutes. */
export function retryDelay(retriesSoFar: number): number {
	if (retriesSoFar <= 0) return 0;
	return Math.min(2 ** retriesSoFar, 15) * minute;
}

/** Milliseconds still to wait at `now`, counted from `since`; never negative. Both epoch ms. */
export function remainingDelay(retriesSoFar: number, since: number, now: number): number {
	return retriesSoFar <= 0 ? 0 : Math.max(0, since + retryDelay(retriesSoFar) - now);
}
