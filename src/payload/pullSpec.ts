import type { ReleaseCoordinates } from './releasePayload';

/**
 * Where the release image can be pulled from: the first coordinates alone count, the digest outranks the tag. Undefined
 * without a repository, and with neither tag nor digest. cmd/release-controller-api/http_helper.go.
 */
export function pullSpec(coordinates: readonly ReleaseCoordinates[] | undefined): string | undefined {
	const { repository = '', tag = '', digest = '' } = coordinates?.[0] ?? {};
	if (repository === '') return undefined;
	if (digest !== '') return `${repository}@${digest}`;
	return tag === '' ? undefined : `${repository}:${tag}`;
}
