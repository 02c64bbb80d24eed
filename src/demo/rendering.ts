import { toText, type Json, type JsonObject } from './json';
import { apiVersionOf, type Resource } from './resource';
import { notAcceptable } from './statusError';
import { decode, type Stored } from './storage';

/** The form in which a client wants objects; `includeObject` is what rows of a table carry along. */
export type Shape =
	| { readonly kind: 'plain' }
	| { readonly kind: 'partial' }
	| { readonly kind: 'table'; readonly includeObject: 'None' | 'Metadata' | 'Object' };

/** The first media type that can be served, in the client's order. */
export function shapeOf(accept: string | undefined, query: URLSearchParams): Shape {
	for (const entry of (accept ?? '*/*').split(',')) {
		const [type, ...rest] = entry.split(';').map((part) => part.trim());
		if (!['application/json', 'application/*', '*/*', ''].includes(type ?? '')) continue;
		const parameters = new Map(rest.map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
		const as = parameters.get('as');
		if (as === undefined) return { kind: 'plain' };
		if (parameters.get('g') !== 'meta.k8s.io' || parameters.get('v') !== 'v1') continue;
		if (as === 'Table') return { kind: 'table', includeObject: includeObject(query.get('includeObject')) };
		if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return { kind: 'partial' };
	}
	throw notAcceptable();
}

function includeObject(text: string | null): 'None' | 'Metadata' | 'Object' {
	return text === 'None' || text === 'Object' ? text : 'Metadata';
}

const comma = Buffer.from(',');

/** One object in the asked form, as pieces of text that are never copied. */
export function renderObject(resource: Resource, stored: Stored, shape: Shape): readonly Buffer[] {
	switch (shape.kind) {
		case 'plain':
			return [stored.text];
		case 'partial':
			return [Buffer.from('{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":'), metadataText(stored), Buffer.from('}')];
		case 'table':
			return renderTable(resource, [stored], { resourceVersion: String(stored.resourceVersion) }, { shape, columns: true });
	}
}

export function renderList(resource: Resource, items: readonly Stored[], metadata: JsonObject, shape: Shape): readonly Buffer[] {
	switch (shape.kind) {
		case 'table':
			return [...renderTable(resource, items, metadata, { shape, columns: true }), Buffer.from('\n')];
		case 'partial':
			return [
				Buffer.from(`{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":${toText(metadata)},"items":[`),
				...separated(items.map((item) => renderObject(resource, item, shape))),
				Buffer.from(']}\n'),
			];
		case 'plain':
			return renderPlainList(resource, items, metadata);
	}
}

/** Custom resources are listed with their keys sorted and each item's kind named; built-in ones with neither. */
function renderPlainList(resource: Resource, items: readonly Stored[], metadata: JsonObject): readonly Buffer[] {
	const apiVersion = apiVersionOf(resource);
	if (resource.status) {
		const withContinue = { continue: '', ...metadata };
		return [
			Buffer.from(`{"apiVersion":"${apiVersion}","items":[`),
			...separated(items.map((item) => [item.text])),
			Buffer.from(`],"kind":"${resource.kind}List","metadata":${toText(withContinue)}}\n`),
		];
	}
	return [
		Buffer.from(`{"kind":"${resource.kind}List","apiVersion":"${apiVersion}","metadata":${toText(metadata)},"items":[`),
		...separated(items.map((item) => [Buffer.from('{"metadata":'), item.text.subarray(item.metadata.start)])),
		Buffer.from(']}\n'),
	];
}

function separated(pieces: readonly (readonly Buffer[])[]): readonly Buffer[] {
	return pieces.flatMap((piece, index) => (index === 0 ? piece : [comma, ...piece]));
}

function metadataText(stored: Stored): Buffer {
	return stored.text.subarray(stored.metadata.start, stored.metadata.end);
}

interface TableOptions {
	readonly shape: Extract<Shape, { kind: 'table' }>;
	/** Column definitions stand in the first table of a watch only. */
	readonly columns: boolean;
}

export function renderTable(resource: Resource, items: readonly Stored[], metadata: JsonObject, { shape, columns }: TableOptions): readonly Buffer[] {
	const definitions = columns ? toText(columnDefinitions(resource)) : 'null';
	return [
		Buffer.from(`{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":${toText(metadata)},"columnDefinitions":${definitions},"rows":[`),
		...separated(items.map((item) => row(resource, item, shape.includeObject))),
		Buffer.from(']}'),
	];
}

function columnDefinitions(resource: Resource): Json {
	return [
		{ name: 'Name', type: 'string', format: 'name', description: 'Name of the object, unique in its namespace.', priority: 0 },
		...resource.columns.map(({ name }): Json => ({ name, type: 'string', format: '', description: name, priority: 0 })),
		createdColumn(resource),
	];
}

/** Custom resources without printer columns tell their age; definitions tell when they were made. */
function createdColumn(resource: Resource): Json {
	const name = resource.group === 'apiextensions.k8s.io' ? 'Created At' : 'Age';
	return { name, type: name === 'Age' && !resource.status ? 'string' : 'date', format: '', description: 'When the object was created.', priority: 0 };
}

function row(resource: Resource, stored: Stored, include: 'None' | 'Metadata' | 'Object'): readonly Buffer[] {
	const metadata = JSON.parse(metadataText(stored).toString()) as { readonly creationTimestamp?: string };
	const created = metadata.creationTimestamp ?? '';
	const object = resource.columns.length > 0 ? decode(stored) : {};
	const age = resource.group === 'apiextensions.k8s.io' ? created : humanAge(Date.now() - Date.parse(created));
	const cells = toText([stored.name, ...resource.columns.map((column) => column.cell(object)), age]);
	const head = Buffer.from(`{"cells":${cells}`);
	if (include === 'None') return [head, Buffer.from('}')];
	return [head, Buffer.from(',"object":'), ...renderObject(resource, stored, { kind: include === 'Object' ? 'plain' : 'partial' }), Buffer.from('}')];
}

/** Ages as kubectl's own columns tell them: two units while they matter, one afterwards (apimachinery HumanDuration). */
export function humanAge(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	if (!Number.isFinite(seconds) || seconds < -1) return '<invalid>';
	if (seconds < 120) return `${Math.max(0, seconds)}s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 10) return twoUnits(minutes, 'm', seconds % 60, 's');
	if (minutes < 180) return `${minutes}m`;
	const hours = Math.floor(minutes / 60);
	if (hours < 8) return twoUnits(hours, 'h', minutes % 60, 'm');
	if (hours < 48) return `${hours}h`;
	const days = Math.floor(hours / 24);
	if (hours < 192) return twoUnits(days, 'd', hours % 24, 'h');
	if (days < 730) return `${days}d`;
	const years = Math.floor(days / 365);
	return years < 8 ? twoUnits(years, 'y', days % 365, 'd') : `${years}y`;
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}
