/** A payload of five lines, with more behind them. */
export function payload(more: string): string {
	return `apiVersion: release.openshift.io/v1alpha1\nkind: ReleasePayload\nmetadata:\n  name: 4.22.0-0.nightly-2026-05-01-132406\n  namespace: ocp\n${more}`;
}

/** The lines of its specification begin on line 6. */
export function spec(more: string): string {
	return payload(`spec:\n${more}`);
}

/** The items of its blocking jobs begin on line 8. */
export function jobs(more: string): string {
	return spec(`  payloadVerificationConfig:\n    blockingJobs:\n${more}`);
}
