import * as l10n from '@vscode/l10n';
import type { CompiledSchema, Path } from '../../schema/schema';
import { checkMetadata } from '../../schema/checkMetadata';
import type { FieldError, Problem } from '../../schema/fieldError';
import { checkEnvelope, fieldsOfOtherVersion } from '../../schema/validate';
import { childNode } from '../../schema/checkNode';
import { readMetadata } from '../../schema/readMetadata';
import { releasePayloadResource } from '../../schema/crd';
import { at, contentOf, entries, field, itemAt, keyOf, stretchOf, textOf, type Spot } from '../document/spot';
import { lastingOf } from '../document/memory';
import { valueAt } from '../document/value';
import { partsIn } from '../rules/header';
import { makeFinding } from './apiFinding';
import { drain, type Steps } from '../steps';
import type { YamlNode } from '../tree';
import { checkingTree, type WalkFacts } from './apiWalk';
import { mostFindings, type Finding } from './finding';

export interface ApiFacts {
	readonly schema: CompiledSchema;
	/** Namespace that the request is made for, when that is known. */
	readonly namespace: string | undefined;
	/** An item of a typed list: `kubectl` gives it the kind and version of the list where it says neither. */
	readonly typed?: boolean | undefined;
}

/**
 * What the API server refuses of a payload, all five stages at once, `status` held to what a write of it would answer.
 * This is the part that is looked at as a whole: what it says it is, its metadata, the namespace.
 */
export function headFindings(root: Spot, facts: ApiFacts): readonly Finding[] {
	const lasting = lastingOf(root.node);
	const { head } = partsIn(root);
	const fine = lasting.get('fine') as Fine | undefined;
	if (fine?.head === head && fine.namespace === facts.namespace && fine.typed === facts.typed) return [];
	const found = foundInHead(root, facts);
	if (found.length === 0) lasting.set('fine', { head, namespace: facts.namespace, typed: facts.typed } satisfies Fine);
	return found;
}

/** A head in which nothing was found. What is missing in one is told of the payload as a whole, and found anew. */
interface Fine {
	readonly head: readonly YamlNode[];
	readonly namespace: string | undefined;
	readonly typed: boolean | undefined;
}

function foundInHead(root: Spot, facts: ApiFacts): readonly Finding[] {
	const into: Finding[] = [...generatedName(root), ...foreignFields(root, facts)];
	const envelope = shallow(root);
	const isInherited = facts.typed === true && (envelope['apiVersion'] ?? '') === '' && (envelope['kind'] ?? '') === '';
	for (const error of [...(isInherited ? [] : checkEnvelope(envelope, releasePayloadResource)), ...metadataErrors(root), ...namespaceErrors(root, facts)].slice(0, mostFindings)) into.push(findingAt(root, error));
	return into;
}

/** The other part: everything against its schema, piece by piece. Findings go to the sinks of their pieces, so that they can be renewed by piece. */
export function bodyFindings(root: Spot, facts: ApiFacts, walk: Pick<WalkFacts, 'sinks' | 'onCut'>): void {
	drain(checkingBody(root, facts, walk));
}

/** The same in steps. */
export function* checkingBody(root: Spot, facts: ApiFacts, walk: Pick<WalkFacts, 'sinks' | 'onCut'>): Steps<void> {
	if (contentOf(root)?.kind === 'map') yield* checkingTree(root, facts.schema.root, { ...walk, skip: checkedAsWhole });
}

const checkedAsWhole: ReadonlySet<string> = new Set(['metadata']);

/** The server makes up a name; `kubectl apply` refuses to. */
function generatedName(root: Spot): readonly Finding[] {
	const spot = at(root, 'metadata', 'generateName');
	const prefix = textOf(spot) ?? '';
	if (!spot || prefix === '' || (textOf(at(root, 'metadata', 'name')) ?? '') !== '') return [];
	const message = l10n.t('kubectl apply refuses an object without a name, and a payload is only found under the name of its release.');
	return [{ ...stretchOf(spot), layer: 'api', code: 'generate-name', severity: 'error', message, related: [], fixes: [] }];
}

/** What the schema knows nothing of is said with the rest. */
function foreignFields(root: Spot, { schema }: ApiFacts): readonly Finding[] {
	const value = { ...shallow(root), ...Object.fromEntries(entries(root).flatMap((entry) => keyOf(entry) ?? []).filter((key) => key !== 'apiVersion' && key !== 'kind').map((key) => [key, null])) };
	return fieldsOfOtherVersion(value, releasePayloadResource).flatMap((name) => {
		const spot = childNode(schema.root, name) === undefined ? undefined : field(root, name);
		const message = l10n.t('The server knows no field "{0}" in a version that it does not serve.', name);
		return spot === undefined ? [] : [{ ...stretchOf(spot, 'key'), layer: 'api' as const, code: 'unknown-field', severity: 'error' as const, message, related: [], fixes: [] }];
	});
}

/** Only what the envelope looks at, so that a large payload is not turned into plain values for it. */
function shallow(root: Spot): Record<string, ReturnType<typeof valueAt>> {
	const fields: Record<string, ReturnType<typeof valueAt>> = {};
	for (const name of ['apiVersion', 'kind']) {
		const spot = field(root, name);
		if (spot) fields[name] = valueAt(spot);
	}
	return fields;
}

function metadataErrors(root: Spot): readonly FieldError[] {
	const spot = field(root, 'metadata');
	const reading = readMetadata(spot ? valueAt(spot) : undefined);
	const unknown = reading.unknown.map((path): FieldError => ({ stage: 'strict', path, problem: { kind: 'unknownField' }, within: 0 }));
	return [...reading.mistakes, ...unknown, ...checkMetadata(reading.metadata, `${releasePayloadResource.group}/${releasePayloadResource.version}`).filter((error) => !reading.mistakes.some((mistake) => covers(mistake.path, error.path)))];
}

function covers(outer: Path, inner: Path): boolean {
	return outer.every((part, index) => part === inner[index]);
}

function namespaceErrors(root: Spot, { namespace }: ApiFacts): readonly FieldError[] {
	const spot = field(field(root, 'metadata'), 'namespace');
	const value = spot ? valueAt(spot) : undefined;
	if (namespace === undefined || typeof value !== 'string' || value === '' || value === namespace) return [];
	return [{ stage: 'namespace', path: ['metadata', 'namespace'], problem: { kind: 'namespace', value, expected: namespace }, within: 0 }];
}

/** The finding for an error of the server, at the place of its path, or as near to it as the text goes. */
export function findingAt(root: Spot, error: FieldError): Finding {
	const { spot, rest } = spotAt(root, error.path);
	const name = String(error.path[error.path.length - 1] ?? '');
	const onKey = error.problem.kind === 'unknownField' || error.problem.kind === 'duplicateField' || isKeyRule(error.problem);
	return makeFinding({ spot, problem: error.problem, name, part: onKey || rest > 0 ? 'key' : 'sign' });
}

function isKeyRule(problem: Problem): boolean {
	return problem.kind === 'metadata' && problem.rule.startsWith('key');
}

/** Follows a path of keys and indexes; `rest` steps of it are not in the text. */
export function spotAt(root: Spot, path: Path): { readonly spot: Spot; readonly rest: number } {
	let spot = root;
	let parent = root;
	for (const [index, part] of path.entries()) {
		const next = typeof part === 'number' ? itemAt(spot, part) : (field(spot, part) ?? entries(spot).find((entry) => keyOf(entry) === part));
		if (!next) return { spot: firstOf(spot, parent), rest: path.length - index };
		parent = spot;
		spot = next;
	}
	return { spot, rest: 0 };
}

/** Where a key without value stands twice, what is missing below it is missing at the first. */
function firstOf(spot: Spot, parent: Spot): Spot {
	const key = keyOf(spot);
	if (key === undefined || contentOf(spot)?.kind !== 'scalar') return spot;
	return entries(parent).find((entry) => keyOf(entry) === key) ?? spot;
}
