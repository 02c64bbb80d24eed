import * as l10n from '@vscode/l10n';
import type { CompiledSchema, ObjectValue, Path } from '../../schema/schema';
import { checkMetadata } from '../../schema/checkMetadata';
import { fieldError, type FieldError } from '../../schema/fieldError';
import { checkEnvelope, checkNamespace, fieldsOfOtherVersion } from '../../schema/validate';
import { childNode } from '../../schema/checkNode';
import { readMetadata } from '../../schema/readMetadata';
import { releasePayloadResource } from '../../schema/crd';
import { contentOf, entries, field, itemAt, keyOf, stretchOf, textOf, type Spot } from '../document/spot';
import { lastingOf } from '../document/memory';
import { valueAt } from '../document/value';
import { partsIn } from '../rules/header';
import { makeFinding, said } from './apiFinding';
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
	const { namespace, typed } = facts;
	const fine = lasting.get('fine') as Fine | undefined;
	if (fine?.head === head && fine.namespace === namespace && fine.typed === typed) return [];
	const found = foundInHead(root, facts);
	if (found.length === 0) lasting.set('fine', { head, namespace, typed } satisfies Fine);
	return found;
}

/** A head in which nothing was found. What is missing in one is told of the payload as a whole, and found anew. */
interface Fine {
	readonly head: readonly YamlNode[];
	readonly namespace: string | undefined;
	readonly typed: boolean | undefined;
}

function foundInHead(root: Spot, facts: ApiFacts): readonly Finding[] {
	const envelope = shallow(root);
	const isInherited = facts.typed === true && (envelope['apiVersion'] ?? '') === '' && (envelope['kind'] ?? '') === '';
	const errors = [...(isInherited ? [] : checkEnvelope(envelope, releasePayloadResource)), ...metadataErrors(root, facts)];
	return [...generatedName(root), ...foreignFields(root, envelope, facts), ...errors.slice(0, mostFindings).map((error) => findingAt(root, error))];
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
	const metadata = field(root, 'metadata');
	const spot = field(metadata, 'generateName');
	if (!spot || (textOf(spot) ?? '') === '' || (textOf(field(metadata, 'name')) ?? '') !== '') return [];
	return [said('generate-name', l10n.t('kubectl apply refuses an object without a name, and a payload is only found under the name of its release.'), stretchOf(spot))];
}

/** What the schema knows nothing of is said with the rest. */
function foreignFields(root: Spot, envelope: ObjectValue, { schema }: ApiFacts): readonly Finding[] {
	const fields = entries(root).flatMap((entry) => keyOf(entry) ?? []).map((name) => [name, null] as const);
	return fieldsOfOtherVersion({ ...Object.fromEntries(fields), ...envelope }, releasePayloadResource).flatMap((name) => {
		const spot = childNode(schema.root, name) && field(root, name);
		return spot ? [said('unknown-field', l10n.t('The server knows no field "{0}" in a version that it does not serve.', name), stretchOf(spot, 'key'))] : [];
	});
}

/** Only what the envelope looks at, so that a large payload is not turned into plain values for it. */
function shallow(root: Spot): ObjectValue {
	const spots = ['apiVersion', 'kind'].map((name) => [name, field(root, name)] as const);
	return Object.fromEntries(spots.flatMap(([name, spot]) => (spot ? [[name, valueAt(spot)] as const] : [])));
}

function metadataErrors(root: Spot, facts: ApiFacts): readonly FieldError[] {
	const spot = field(root, 'metadata');
	const { metadata, mistakes, unknown } = readMetadata(spot && valueAt(spot));
	const broken = checkMetadata(metadata, `${releasePayloadResource.group}/${releasePayloadResource.version}`).filter(({ path }) => !mistakes.some((mistake) => covers(mistake.path, path)));
	return [...mistakes, ...unknown.map((path) => fieldError('strict', path, { kind: 'unknownField' })), ...broken, ...checkNamespace(metadata, facts.namespace)];
}

function covers(outer: Path, inner: Path): boolean {
	return outer.every((part, index) => part === inner[index]);
}

/** The finding for an error of the server, at the place of its path, or as near to it as the text goes. */
export function findingAt(root: Spot, error: FieldError): Finding {
	const { path, problem } = error;
	const { spot, rest } = spotAt(root, path);
	const onKey = problem.kind === 'unknownField' || problem.kind === 'duplicateField' || (problem.kind === 'metadata' && problem.rule.startsWith('key'));
	return makeFinding({ spot, problem, name: String(path.at(-1) ?? ''), part: onKey || rest > 0 ? 'key' : 'sign' });
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
