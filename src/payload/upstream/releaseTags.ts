/** Smaller rules of the release controller about tags, names and addresses. */
import type { PayloadOverride, ReleasePayload } from '../releasePayload';
import { isConditionTrue, findCondition } from '../conditions';
import { inVersionOrder } from '../order';
import { parseVersion } from '../version';

/** The tag under which a release by reference is published, and the one that marks it for removal. pkg/release-controller. */
export function referencePayloadTag(name: string): string {
	return `rc_payload__${name}`;
}

export function referenceRemovalTag(name: string): string {
	return `remove__${referencePayloadTag(name)}`;
}

const resultsPrefix = 'https://prow.ci.openshift.org/view/gs/test-platform-results';

/** Result addresses are kept without their constant beginning. pkg/release-controller/types.go. */
export function truncateResultsUrl(url: string): string {
	return url.startsWith(resultsPrefix) ? url.slice(resultsPrefix.length) : url;
}

export function expandResultsUrl(url: string): string {
	return url.startsWith('/') ? resultsPrefix + url : url;
}

/** A name that ends in a number would be read as a retry. cmd/release-controller, validation of a stream's configuration. */
export function areVerifyNamesValid(names: readonly string[]): boolean {
	return names.every((name) => !/-\d+$/.test(name));
}

/** What a rejected tag is annotated with: the condition's words, else a general reason. */
export function rejectionDetails({ status }: ReleasePayload): { readonly reason: string; readonly message: string } {
	const condition = findCondition(status.conditions, 'PayloadRejected');
	if (!isConditionTrue(status.conditions, 'PayloadRejected')) return { reason: 'VerificationFailed', message: 'release verification failed' };
	return { reason: condition?.reason ?? '', message: condition?.message ?? '' };
}

/** The override that a payload made from an old tag starts with. cmd/release-controller/legacy_results.go. */
export function legacyOverride(annotations: Readonly<Record<string, string>>, present: PayloadOverride): PayloadOverride {
	const named = new Map(Object.entries(annotations));
	const phase = named.get('release.openshift.io/phase');
	if (phase !== 'Accepted' && phase !== 'Rejected') return present;
	const [reason, message] = ['reason', 'message'].map((key) => JSON.stringify(named.get(`release.openshift.io/${key}`) ?? ''));
	return { override: phase, reason: `LegacyResult(reason=${reason ?? ''},message=${message ?? ''})` };
}

/** Versions by their minor, `4.09` before `4.10`, newest first. cmd/release-controller/sync_upgrade.go. */
export function upgradeBuckets(versions: readonly string[]): ReadonlyMap<string, readonly string[]> {
	const buckets = new Map<string, string[]>();
	for (const name of inVersionOrder(versions, (each) => each)) {
		const version = parseVersion(name);
		if (version === undefined) continue;
		const key = `${version.major}.${version.minor.padStart(2, '0')}`;
		buckets.set(key, [...(buckets.get(key) ?? []), name]);
	}
	return new Map([...buckets].sort(([a], [b]) => (a < b ? -1 : 1)));
}
