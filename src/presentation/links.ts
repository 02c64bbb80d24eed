import { architectureOf, isPrivate, readReleaseName } from '../payload/releaseName';
import { httpUrl, link } from './markdown';

/** What a URL template can name. */
export interface LinkFacts {
	readonly release: string;
	/** Its X.Y, empty for a name without one. */
	readonly minor: string;
	readonly stream: string;
	readonly namespace: string;
	/** Architecture as the release pages spell it; worked out from name and namespace. */
	readonly arch: string;
	/** `-priv` for private payloads, else empty. */
	readonly priv: string;
}

export interface Linked {
	readonly ref: { readonly namespace: string };
	readonly releaseName: string;
	readonly stream: string;
}

export function linkFacts({ ref, releaseName, stream }: Linked): LinkFacts {
	return {
		release: releaseName,
		minor: readReleaseName(releaseName).minor ?? '',
		stream,
		namespace: ref.namespace,
		arch: architectureOf(releaseName, ref.namespace),
		priv: isPrivate(releaseName, ref.namespace) ? '-priv' : '',
	};
}

/**
 * The address that a template from the settings gives: `{release}`, `{minor}`, `{stream}`, `{namespace}`, `{arch}`, `{priv}` are
 * filled in, each encoded as one part of a path or query. Undefined when the template is empty, names something
 * unknown, or does not give an http(s) address.
 */
export function fromTemplate(template: string, facts: LinkFacts): string | undefined {
	const names = [...template.matchAll(placeholder)].map(([, name = '']) => name);
	if (names.some((name) => valueOf(name, facts) === undefined)) return undefined;
	return httpUrl(template.trim().replace(placeholder, (_, name: string) => encoded(valueOf(name, facts) ?? '')));
}

/** The template for a namespace: the one by its name, else the longest pattern that fits; `*` stands for any text. */
export function templateFor(namespace: string, templates: Readonly<Record<string, string>>): string | undefined {
	const fitting = Object.keys(templates).filter((pattern) => {
		const [start = '', ...rest] = pattern.split('*');
		if (rest.length === 0) return pattern === namespace;
		const end = rest.at(-1) ?? '';
		return namespace.length >= start.length + end.length && namespace.startsWith(start) && namespace.endsWith(end);
	});
	const best = fitting.sort((a, b) => Number(a.includes('*')) - Number(b.includes('*')) || b.length - a.length)[0];
	return best === undefined ? undefined : templates[best];
}

const placeholder = /\{([^{}]*)\}/g;

function valueOf(name: string, facts: LinkFacts): string | undefined {
	switch (name) {
		case 'release':
		case 'minor':
		case 'stream':
		case 'namespace':
		case 'arch':
		case 'priv':
			return facts[name];
		default:
			return undefined;
	}
}

/** encodeURIComponent throws on half a surrogate pair; and `.` or `..` alone would walk the path. */
function encoded(value: string): string {
	return /^\.{1,2}$/.test(value) ? '' : encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/**
 * A link to paste into a chat or an issue; plain name when there is no page. Not every chat takes the backslashes of
 * careful Markdown away again, so that a name of letters, digits, dots and dashes, which is markup nowhere, has none.
 */
export function markdownLink(releaseName: string, page: string | undefined): string {
	if (!/^[A-Za-z\d.-]+$/.test(releaseName)) return link(releaseName, page);
	const url = page === undefined ? undefined : httpUrl(page);
	return url === undefined ? releaseName : `[${releaseName}](${url})`;
}

/** The 10- to 20-digit build id that ends a Prow address; undefined when there is none. */
export function buildIdOf(url: string | undefined): string | undefined {
	return url === undefined ? undefined : /\/(\d{10,20})\/?(?:[?#]|$)/.exec(url)?.[1];
}

export interface PayloadCandidate {
	readonly name: string;
	/** Only where the text names one; a release page does not. */
	readonly namespace: string | undefined;
}

/** Object names: DNS subdomains, as the API server wants them. */
const objectName = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const kinds = /^(?:releasepayloads?|rp)(?:\.release\.openshift\.io)?(?:\/|$)/i;

/**
 * What a person pasted to find a payload: a name, `namespace/name`, `releasepayload/name` with or without `-n namespace`
 * before or behind it, an image tag `…:name`, or a page of the release controller (`/releasestream/S/release/T`,
 * `/releasetag/T`, the JSON forms of both). Else a page, or at last a release's name, that stands anywhere in it, as in
 * links of Markdown and chats or in another page's address. Undefined when none of these is in the text.
 */
export function parsePayloadText(pasted: string): PayloadCandidate | undefined {
	const text = pasted
		.slice(0, 4096)
		.replace(/\\(?=[!-/:-@[-`{-~])/g, '')
		.trim()
		.replace(/^[<"'`(*]+|[>"'`),;.:*]+$/g, '');
	return (httpUrl(text) === undefined ? fromWords(text) : undefined) ?? pageWithin(text) ?? nameWithin(text);
}

/** Chats hide the scheme, and put a bar before what they show of a link. */
function pageWithin(text: string): PayloadCandidate | undefined {
	for (const [address] of text.matchAll(/(?:https?:\/\/)?[\w.:-]+\/[^\s<>|()[\]"'`]+/g)) {
		const url = httpUrl(/^https?:/.test(address) ? address : `https://${address}`);
		const found = url === undefined ? undefined : fromReleasePage(url.replace(/[.,;:]+$/, ''));
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Names with a date, and those of stable streams; of several the last, which of two releases that are compared is the newer. */
const releaseWithin = /(?<![A-Za-z0-9.-])(?:\d+\.\d+\.\d+-[a-z\d.-]*?\d{4}-\d{2}-\d{2}-\d{6}(?:-[a-z\d]{5})?|\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?)(?=-(?:x86_64|aarch64)\b|(?![A-Za-z\d_-]|\.\d))/g;

function nameWithin(text: string): PayloadCandidate | undefined {
	const name = text.match(releaseWithin)?.at(-1);
	return name === undefined ? undefined : { name, namespace: undefined };
}

function fromWords(text: string): PayloadCandidate | undefined {
	const { words, namespace } = withoutNamespaceFlag(text.split(/\s+/));
	const word = words.find((each) => kinds.test(each) && each.includes('/')) ?? words.findLast((each) => /\d/.test(each)) ?? words.at(-1) ?? '';
	const parts = word.replace(kinds, '').split('/').filter((part) => part !== '');
	const name = (parts.at(-1) ?? '').replace(/^[^:]*:/, '');
	if (!objectName.test(name) || parts.length > 3) return undefined;
	// `ns/name`, unless what stands before is a repository as in `registry.example.com/ocp/release:name`.
	const before = parts.length === 2 && !word.includes(':') ? parts[0] : undefined;
	return { name, namespace: namespace ?? (before !== undefined && objectName.test(before) ? before : undefined) };
}

function withoutNamespaceFlag(words: readonly string[]): { readonly words: readonly string[]; readonly namespace: string | undefined } {
	const joined = words.findIndex((word) => /^(?:-n|--namespace)=?\S/.test(word) && word !== '--namespace');
	if (joined !== -1) return { words: words.toSpliced(joined, 1), namespace: nameOr(words[joined]?.replace(/^(?:--namespace|-n)=?/, '')) };
	const flag = words.findIndex((word) => word === '-n' || word === '--namespace');
	return flag === -1 ? { words, namespace: undefined } : { words: words.toSpliced(flag, 2), namespace: nameOr(words[flag + 1]) };
}

function nameOr(text: string | undefined): string | undefined {
	return text !== undefined && objectName.test(text) ? text : undefined;
}

/** cmd/release-controller-api/http.go: the routes that name one release. */
function fromReleasePage(url: string): PayloadCandidate | undefined {
	const match = /^\/(?:api\/v1\/)?(?:releasestream\/[^/]+\/release|releasetag)\/([^/]+)(?:\/(?:json|download|qualifiers))?\/?$/.exec(new URL(url).pathname)
		?? /^\/releasestream\/[^/]+\/inconsistency\/([^/]+)\/?$/.exec(new URL(url).pathname);
	const name = decoded(match?.[1] ?? '');
	return objectName.test(name) ? { name, namespace: undefined } : undefined;
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		// A percent sign that begins no character.
		return '';
	}
}
