import type { Path } from '../../schema/schema';
import type { StreamDocument } from '../document/document';
import { isPayloadList } from '../document/recognise';
import { valueOf } from '../document/value';
import { choicesAt, valuesAt, type Choice, type CompletionFacts } from '../features/complete';
import { documentationOf, valueDocumentation } from '../features/documentation';
import { suggestionsFor } from '../features/suggestions';
import { surroundingOf } from '../features/surrounding';
import { valueInTree } from '../features/valueInTree';
import type { OpenText, ServiceFacts } from '../openText';
import { isOlderShape } from '../rules/header';

/** What can be written at an offset, in the order of the offers. */
export function completionsAt(open: OpenText, offset: number): readonly Choice[] {
	const { document } = open.documentAt(offset);
	if (!document) return [];
	const spot = open.payloadAt(offset) ?? document.payloads[0];
	const olderShape = spot !== undefined && isOlderShape(spot, () => open.view(spot).resultJobs);
	const facts: CompletionFacts = {
		root: open.schemaFor(olderShape),
		olderShape,
		prefix: isPayloadList(document.root) ? 'items' : 'none',
		isPayload: spot !== undefined,
		anchored: (name) => keysAt(document, name),
		suggestions: (place) => (spot ? suggestionsFor(place, open.view(spot), () => open.neighbours(spot)) : []),
	};
	const value = valueInTree(document, offset);
	if (value) return valuesAt(value, facts);
	const around = surroundingOf(document, offset);
	const choices = choicesAt(around.text, around.offset, facts);
	return choices.map((choice) => ({ ...choice, replace: { start: choice.replace.start + around.moved, end: choice.replace.end + around.moved } }));
}

/** Names of anchors are looked up by what is an alias of them: one without is merged nowhere. */
function keysAt({ root }: StreamDocument, name: string): readonly string[] {
	const tree = root?.piece.tree;
	const found = tree ? [...tree.aliases].find(([alias]) => alias.kind === 'alias' && alias.name === name) : undefined;
	const value = !found || !root ? null : valueOf(found[1], root.piece);
	return typeof value === 'object' && value && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Markdown for a choice, worked out when somebody looks at it. */
export function documentationFor(facts: ServiceFacts, path: Path, kind: Choice['kind']): string {
	const isOlder = documentationOf(path, facts.schema.root, false) === '';
	const { root } = isOlder ? facts.olderSchema : facts.schema;
	if (kind !== 'value') return documentationOf(path, root, isOlder);
	return valueDocumentation(path.slice(0, -1), String(path[path.length - 1] ?? ''), root) ?? '';
}
