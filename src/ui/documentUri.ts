import type { PayloadRef } from '../payload/releasePayload';

export const documentScheme = 'releasepayload';

export interface PayloadPlace {
	/** What the tree calls the context. */
	readonly context: string;
	readonly ref: PayloadRef;
}

/** Names as the API server wants them (RFC 1123): anything else is no payload's address, whoever wrote it. */
const namespaceName = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const objectName = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

export const isObjectName = (text: string): boolean => objectName.test(text);
export const isNamespaceName = (text: string): boolean => namespaceName.test(text);

/** Path of a payload's document: `/context/namespace/name.yaml`. A context may hold anything, slashes and dots included. */
export function documentPath({ context, ref }: PayloadPlace): string {
	return `/${encodeURIComponent(context.replace(/\p{Surrogate}/gu, '\ufffd'))}/${ref.namespace}/${ref.name}.yaml`;
}

/** The payload that a path names; undefined for every other path. It may come from a link or a restored window, so nothing in it is taken on trust. */
export function placeOfPath(path: string): PayloadPlace | undefined {
	const [before, encoded, namespace = '', file = '', ...more] = path.split('/');
	const context = decoded(encoded ?? '');
	if (before !== '' || context === undefined || context === '' || more.length > 0 || !file.endsWith('.yaml')) return undefined;
	const name = file.slice(0, -'.yaml'.length);
	return isNamespaceName(namespace) && isObjectName(name) ? { context, ref: { namespace, name } } : undefined;
}

function decoded(part: string): string | undefined {
	try {
		return decodeURIComponent(part);
	} catch {
		// A percent sign that begins no character.
		return undefined;
	}
}
