import { epoch } from './conditions';
import { parseVersion } from './version';
import type { ObjectMeta, ReleasePayload } from './releasePayload';

/** `stable`: ordered by version and never pruned; `integration`: dated, newest first, pruned. */
export type StreamKind = 'integration' | 'stable';

/** What the name of a release tells. */
export interface ReleaseName {
	/** `4.22` of `4.22.0-0.nightly-…`; undefined where the text is no version. */
	readonly minor: string | undefined;
	/** `4.22.0-0.nightly`, `4-stable`; undefined where the name does not tell. */
	readonly stream: string | undefined;
	readonly streamKind: StreamKind;
	/** `nightly`, `ci`, `konflux-nightly`, `okd-scos`…; undefined for names without a date. */
	readonly flavour: string | undefined;
	/** The architecture that the name spells; undefined when it spells none, which for dated names means amd64. */
	readonly architecture: string | undefined;
	readonly private: boolean;
	/** Epoch ms from the date in the name (UTC); undefined without one, or when the calendar has no such day. */
	readonly createdAt: number | undefined;
}

const flavourTokens = /^(.*?)(?:-(multi-2|multi|arm64|ppc64le|s390x|amd64))?(-priv)?$/;

/** Takes a release name apart; total, any text gives an answer. Names as in the streams' configuration in openshift/release. */
export function readReleaseName(name: string): ReleaseName {
	const dated = readDated(name);
	if (!dated) return readVersionName(name);
	const [, flavour, architecture, privateToken] = flavourTokens.exec(dated.middle) ?? [];
	const { minor, stream, createdAt } = dated;
	return { minor, stream, streamKind: 'integration', flavour, architecture, private: privateToken !== undefined, createdAt };
}

interface DatedName {
	readonly minor: string;
	readonly stream: string;
	/** Between `4.22.0-0.` and the date. */
	readonly middle: string;
	readonly createdAt: number | undefined;
}

const beforeDate = /^(\d+\.\d+)\.\d+-0\.([A-Za-z0-9.-]*)$/;

/** `4.22.0-0.nightly-2026-05-01-102406` in parts; undefined for names without a date. */
function readDated(name: string): DatedName | undefined {
	const date = dateAtEnd(name);
	if (!date) return undefined;
	const stream = name.slice(0, -dateLength);
	const [, minor, middle] = beforeDate.exec(stream) ?? [];
	return minor === undefined || middle === undefined ? undefined : { minor, stream, middle, createdAt: date.at };
}

const dateLength = '-2026-05-01-102406'.length;

/** The date that a name ends with, as epoch ms; `at` is undefined where the calendar has no such time. Digit by digit: thousands of names come at once. */
function dateAtEnd(name: string): { readonly at: number | undefined } | undefined {
	const start = name.length - dateLength;
	const [year, month, day] = [digits(name, start + 1, 4), digits(name, start + 6, 2), digits(name, start + 9, 2)];
	const [hour, minute, second] = [digits(name, start + 12, 2), digits(name, start + 14, 2), digits(name, start + 16, 2)];
	const dashed = name[start] === '-' && name[start + 5] === '-' && name[start + 8] === '-' && name[start + 11] === '-';
	if (!dashed || Number.isNaN(year + month + day + hour + minute + second)) return undefined;
	// Years of two digits are those of the last century to `Date.UTC`; a day too many rolls over into the next month.
	if (year < 100 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return { at: undefined };
	const at = Date.UTC(year, month - 1, day, hour, minute, second);
	return { at: new Date(at).getUTCDate() === day ? at : undefined };
}

/** NaN where one of them is no digit. */
function digits(text: string, from: number, count: number): number {
	let value = 0;
	for (let at = from; at < from + count; at++) {
		const digit = text.charCodeAt(at) - 48;
		if (!(digit >= 0 && digit <= 9)) return Number.NaN;
		value = value * 10 + digit;
	}
	return value;
}

/** `ec` candidates go to the preview stream of their major version, the rest to its stable one; OKD has its own two. */
function readVersionName(name: string): ReleaseName {
	const version = parseVersion(name);
	const plain = { flavour: undefined, architecture: undefined, private: false, createdAt: undefined, streamKind: 'stable' } as const;
	if (!version) return { ...plain, minor: undefined, stream: undefined };
	const { major, minor, pre } = version;
	const parts = pre.map(({ text }) => text);
	const preview = parts.includes('ec');
	const okd = parts[0]?.startsWith('okd-') === true;
	const stream = `${major}-${okd ? (preview ? 'scos-next' : 'scos-stable') : preview ? 'dev-preview' : 'stable'}`;
	return { ...plain, minor: `${major}.${minor}`, stream };
}

/**
 * What people call the payload: the imagestream tag. The older API appended a random suffix to the object's name, and
 * carried the tag in a label too.
 */
export function releaseNameOf(payload: ReleasePayload): string {
	return nonEmpty(payload.spec.payloadCoordinates?.imagestreamTagName) ?? releaseNameFromMetadata(payload.metadata);
}

/** The same as far as metadata tell: the label, else the object's name without a suffix behind the date. */
export function releaseNameFromMetadata(metadata: ObjectMeta): string {
	const name = metadata.name ?? '';
	const label = labelOf(metadata, 'release.openshift.io/imagestreamtag-name');
	if (label !== undefined) return label;
	const suffix = name.lastIndexOf('-');
	const length = name.length - suffix - 1;
	return length >= 4 && length <= 10 && dateAtEnd(name.slice(0, suffix)) !== undefined && /^[a-z0-9]+$/.test(name.slice(suffix + 1)) ? name.slice(0, suffix) : name;
}

function labelOf(metadata: ObjectMeta, key: string): string | undefined {
	return metadata.labels !== undefined && Object.hasOwn(metadata.labels, key) ? nonEmpty(metadata.labels[key]) : undefined;
}

function nonEmpty(text: string | undefined): string | undefined {
	return text === '' ? undefined : text;
}

export interface StreamOf {
	/** Empty when nothing tells. */
	readonly stream: string;
	readonly streamKind: StreamKind;
}

/**
 * The stream a payload belongs to: as the object says, else as its release name tells, else its imagestream (objects
 * written before `streamName` existed).
 */
export function streamOf(payload: ReleasePayload): StreamOf {
	const { streamName, imagestreamName } = payload.spec.payloadCoordinates ?? {};
	return chooseStream(readReleaseName(releaseNameOf(payload)), nonEmpty(streamName), nonEmpty(imagestreamName) ?? imagestreamLabel(payload.metadata));
}

/** Name, stream and age guessed from metadata, before the object was read; the name is taken apart once. */
export function placeFromMetadata(metadata: ObjectMeta): StreamOf & { readonly releaseName: string; readonly createdAt: number | undefined } {
	const releaseName = releaseNameFromMetadata(metadata);
	// Thousands of names come at once, nearly all of them dated: what a row does not show of them is not worked out.
	const dated = readDated(releaseName);
	if (dated?.createdAt !== undefined) return { releaseName, stream: dated.stream, streamKind: 'integration', createdAt: dated.createdAt };
	const { stream, streamKind } = chooseStream(readReleaseName(releaseName), undefined, imagestreamLabel(metadata));
	return { releaseName, stream, streamKind, createdAt: epoch(metadata.creationTimestamp) };
}

function imagestreamLabel(metadata: ObjectMeta): string | undefined {
	return labelOf(metadata, 'release.openshift.io/imagestream');
}

function chooseStream(read: ReleaseName, streamName: string | undefined, imagestream: string | undefined): StreamOf {
	const stream = streamName ?? read.stream ?? imagestream ?? '';
	const integration = read.streamKind === 'integration' || /^\d+\.\d+\.\d+-0\./.test(stream);
	return { stream, streamKind: integration ? 'integration' : 'stable' };
}

/** Epoch ms: from the dated release name, else `creationTimestamp`; undefined when neither is a date. */
export function createdAtOf(releaseName: string, metadata: ObjectMeta): number | undefined {
	return readReleaseName(releaseName).createdAt ?? epoch(metadata.creationTimestamp);
}

/**
 * The architecture whose release page shows the payload: from the name, else from the namespace (`ocp-arm64`,
 * `ocp-multi-priv`), else amd64. `origin` and unknown namespaces are amd64.
 */
export function architectureOf(releaseName: string, namespace: string): string {
	return readReleaseName(releaseName).architecture ?? /^ocp-(multi-2|multi|arm64|ppc64le|s390x)(?:-priv)?$/.exec(namespace)?.[1] ?? 'amd64';
}

/** Whether the payload is of the private kind, shown on the internal release pages only. */
export function isPrivate(releaseName: string, namespace: string): boolean {
	return readReleaseName(releaseName).private || /^ocp(-.*)?-priv$/.test(namespace);
}
