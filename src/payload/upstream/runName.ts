import { parseVersionTolerantly, type Version } from '../version';

/** What the name of a ProwJob tells about its run; parts that it does not have are empty. */
export interface RunName {
	readonly version: Version;
	readonly preRelease: string;
	readonly stream: string;
	readonly architecture: string;
	readonly timestamp: string;
	readonly ciConfigurationName: string;
	readonly count: string;
	readonly upgradeFrom: string;
}

const job = '(?<job>[\\w.-]+?)';
const retry = '(?:-(?<count>\\d+))?';
const candidate = '[efr]c';

/** The forms a name can have behind X.Y.Z, in the order in which they are tried; the last takes nearly anything. */
const forms: readonly RegExp[] = [
	`(?<prerelease>[\\d-]+)\\.(?<stream>okd-scos|okd|\\w+)-(?<architecture>\\w+)?-?(?<timestamp>\\d{4}-\\d{2}-\\d{2}-\\d{6})-${job}${retry}`,
	`(?<prerelease>${candidate}\\.\\d+)?-?upgrade-from-(?<upgrade_from>[\\d.]+(?:-${candidate}.\\d+)?)-?(?<job>\\w+)-?(?<count>\\d+)?`,
	`(?<stream>okd-scos|okd)\\.(?<prerelease>(?:${candidate}\\.\\d+)+|\\d+)-${job}${retry}`,
	`(?<prerelease>(?:${candidate}|okd-scos|okd)\\.\\d+)-${job}${retry}`,
	`${job}${retry}`,
].map((form) => new RegExp(`^${form}$`));

/** The named parts of what stands behind X.Y.Z; none when no form fits. pkg/releasepayload/utils/release-verification-job-details.go. */
export function preReleaseGroups(preRelease: string): Readonly<Record<string, string>> {
	for (const form of forms) {
		const groups = form.exec(preRelease)?.groups;
		if (groups !== undefined) return Object.fromEntries(Object.entries(groups).map(([name, value]: [string, string | undefined]) => [name, value ?? '']));
	}
	return {};
}

/**
 * Takes the name of a run apart; undefined when it does not begin with a version. Not meant for payload names, whose date
 * it takes for a retry count.
 */
export function parseRunName(name: string): RunName | undefined {
	const version = parseVersionTolerantly(name);
	if (version === undefined) return undefined;
	const groups = preReleaseGroups(version.pre.map((part) => part.text).join('.'));
	const preRelease = groups['prerelease'] ?? '';
	return {
		version,
		preRelease,
		stream: streamOf(groups['stream'] ?? '', preRelease),
		architecture: groups['architecture'] ?? '',
		timestamp: groups['timestamp'] ?? '',
		ciConfigurationName: groups['job'] ?? '',
		count: groups['count'] ?? '',
		upgradeFrom: groups['upgrade_from'] ?? '',
	};
}

/** OKD streams keep their name; of the others, no pre-release means Stable and an ec, fc or rc number Candidate. */
function streamOf(stream: string, preRelease: string): string {
	if (stream.includes('okd')) return stream;
	if (preRelease === '') return 'Stable';
	return /[efr]c.\d+/.test(preRelease) ? 'Candidate' : stream;
}
