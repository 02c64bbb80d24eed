import { readReleaseName, type ReleaseName } from '../../payload/releaseName';
import { keptBy, lastingOf } from '../document/memory';
import { at, field, textOf, type Spot } from '../document/spot';
import type { YamlNode } from '../tree';
import { nameKey } from './fields';
import { partsOf, type PartName, type Parts } from './parts';

/** What a rule about one item may know of the payload around it. Compared by value: while it stays the same, findings of unchanged items are kept. */
export interface Header {
	readonly name: string;
	readonly namespace: string;
	/** `imagestreamTagName`, else `metadata.name`. */
	readonly releaseName: string;
	readonly release: ReleaseName;
	readonly streamName: string;
	readonly imagestreamName: string;
	readonly imagestreamTagName: string;
	readonly payloadType: string;
	/** As written; '' when absent (the server then fills in BuildFarmLookup if its parent is there). */
	readonly dataSource: string;
	readonly hasVerificationConfig: boolean;
	readonly hasStatus: boolean;
	/** Written in the older API's shape (domain rules for current fields make no sense for it). */
	readonly olderShape: boolean;
	/** A server stored it: it carries a uid or resourceVersion. */
	readonly stored: boolean;
}

interface KeptHeader {
	readonly parts: Parts;
	readonly header: Header;
	/** What stands outside of the lists of jobs decides about the shape. */
	readonly byHead: boolean;
}

/** The header of a payload: the same object for as long as it says the same. */
export function keptHeader(root: Spot, results: () => Results): Header {
	const lasting = lastingOf(root.node);
	const known = lasting.get('header') as KeptHeader | undefined;
	const parts = partsIn(root);
	if (known?.parts === parts || (known?.byHead === true && known.parts.head === parts.head)) return known.header;
	const byHead = olderByHead(root);
	const now = headerOf(root, byHead ?? isOlderByJobs(results()));
	const header = known && JSON.stringify(known.header) === JSON.stringify(now) ? known.header : now;
	lasting.set('header', { parts, header, byHead: byHead !== undefined } satisfies KeptHeader);
	return header;
}

/** The parts of a payload as it is now: the same arrays for as long as they hold the same. */
export const partsIn = (root: Spot): Parts =>
	keptBy(root, 'parts', () => {
		const lasting = lastingOf(root.node);
		const known = lasting.get('parts') as Parts | undefined;
		const now = partsOf(root);
		const of = (part: PartName): readonly YamlNode[] => (known && areSame(known[part], now[part]) ? known[part] : now[part]);
		const parts: Parts = { head: of('head'), configured: of('configured'), reported: of('reported') };
		lasting.set('parts', parts);
		return parts;
	});

const areSame = (one: readonly YamlNode[], other: readonly YamlNode[]): boolean => one.length === other.length && one.every((node, index) => node === other[index]);

function headerOf(root: Spot, olderShape: boolean): Header {
	const [metadata, spec] = [field(root, 'metadata'), field(root, 'spec')];
	const coordinates = field(spec, 'payloadCoordinates');
	const verification = field(spec, 'payloadVerificationConfig');
	const text = (map: Spot | undefined, key: string): string => textOf(field(map, key)) ?? '';
	const name = text(metadata, 'name');
	const imagestreamTagName = text(coordinates, 'imagestreamTagName');
	const releaseName = imagestreamTagName || name;
	return {
		name,
		namespace: text(metadata, 'namespace'),
		releaseName,
		release: readReleaseName(releaseName),
		streamName: text(coordinates, 'streamName'),
		imagestreamName: text(coordinates, 'imagestreamName'),
		imagestreamTagName,
		payloadType: text(spec, 'payloadType'),
		dataSource: text(verification, 'payloadVerificationDataSource'),
		hasVerificationConfig: !!verification,
		hasStatus: !!field(root, 'status'),
		olderShape,
		stored: !!(text(metadata, 'uid') || text(metadata, 'resourceVersion')),
	};
}

/** Whether a payload is written in the older API's shape, told without its header. */
export function isOlderShape(root: Spot, results: () => Results): boolean {
	return olderByHead(root) ?? isOlderByJobs(results());
}

type Results = readonly { readonly spot: Spot; readonly olderName: Spot | undefined }[];

function isOlderByJobs(results: Results): boolean {
	return results.some(({ olderName, spot }) => olderName && !field(spot, nameKey));
}

/** Fields that only the older API has, and none that only the current one has (but `payloadType`, which servers fill in); undefined where the jobs tell. */
function olderByHead(root: Spot): boolean | undefined {
	const spec = field(root, 'spec');
	if (['payloadCreationConfig', 'payloadVerificationConfig', 'releaseCoordinates'].some((key) => field(spec, key))) return false;
	return at(root, 'status', 'analysisJobResults') ? true : undefined;
}
