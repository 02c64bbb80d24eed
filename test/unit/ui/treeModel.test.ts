import assert from 'node:assert/strict';
import test from 'node:test';
import { contextNode, noticeNode, payloadNode, streamNode } from '../../../src/presentation/nodes';
import type { Row, TreeNode } from '../../../src/presentation/treeNode';
import { namespaceKey, nothingTouched, payloadKey, TreeModel, type Touched } from '../../../src/ui/treeModel';

const ref = (name: string) => ({ namespace: 'ocp', name });
const payload = (name: string) => payloadNode('c', ref(name));
const stream = streamNode('c', 'ocp', 's');

/** A source whose answers a test changes at will. New node objects each time, as presentation makes them. */
function newSource() {
	const below = new Map<string, () => readonly TreeNode[]>([[stream.id, () => ['a', 'b'].map(payload)]]);
	const labels = new Map<string, string>();
	const state = { roots: (): readonly TreeNode[] => [streamNode('c', 'ocp', 's')] };
	const describe = (node: TreeNode): Row => ({ label: labels.get(node.id) ?? (node.kind === 'notice' ? JSON.stringify(node.notice) : node.id), description: '', icon: 'x', color: undefined, collapsible: 'collapsed', contextValue: node.kind, accessibilityLabel: '', action: undefined });
	const model = new TreeModel({ roots: () => state.roots(), children: (node) => below.get(node.id)?.() ?? [], describe });
	return { below, labels, state, model };
}

/** As VS Code does: asks for everything that stands open. */
function show(model: TreeModel, ...open: readonly string[]): readonly TreeNode[] {
	const seen: TreeNode[] = [];
	const visit = (parent: TreeNode | undefined): void => {
		for (const node of model.children(parent)) {
			model.row(node);
			seen.push(node);
			if (open.includes(node.id)) visit(node);
		}
	};
	visit(undefined);
	return seen;
}

const all = (): Touched => ({ ...nothingTouched(), all: true });

function touchedPayload(name: string): Touched {
	const touched = nothingTouched();
	touched.payloads.add(payloadKey('c', ref(name)));
	touched.namespaces.add(namespaceKey('c', 'ocp'));
	return touched;
}

const ids = (changes: readonly TreeNode[] | 'root') => (changes === 'root' ? changes : changes.map(({ id }) => id));

test('a place keeps its object for as long as it exists', () => {
	const { model } = newSource();
	const first = show(model, stream.id);
	assert.deepEqual(show(model, stream.id).map((node, i) => node === first[i]), [true, true, true]);
});

test('nothing changed, nothing is redrawn', () => {
	const { model } = newSource();
	show(model, stream.id);
	assert.deepEqual(ids(model.changes(all())), []);
});

test('a payload that reads differently is redrawn alone, and only when it was touched', () => {
	const { model, labels } = newSource();
	show(model, stream.id);
	labels.set(payload('b').id, 'other');
	assert.deepEqual(ids(model.changes(touchedPayload('a'))), []);
	assert.deepEqual(ids(model.changes(touchedPayload('b'))), [payload('b').id]);
});

test('a new payload redraws its stream, which covers what is below', () => {
	const { model, below, labels } = newSource();
	show(model, stream.id);
	below.set(stream.id, () => ['c', 'a', 'b'].map(payload));
	labels.set(payload('b').id, 'other');
	assert.deepEqual(ids(model.changes(all())), [stream.id]);
});

test('another top level redraws the root', () => {
	const { model, state } = newSource();
	show(model);
	state.roots = () => [contextNode('c'), contextNode('d')];
	assert.equal(model.changes(all()), 'root');
});

test('what stands in a collapsed place is compared when it is opened', () => {
	const { model, labels } = newSource();
	const [node] = show(model, stream.id);
	assert.ok(node);
	model.setCollapsed(node, true);
	labels.set(payload('a').id, 'other');
	assert.deepEqual(ids(model.changes(all())), []);
	model.setCollapsed(node, false);
	assert.deepEqual(ids(model.changes(all())), [payload('a').id]);
});

test('a notice keeps its object while what it says changes', () => {
	const { model, state } = newSource();
	state.roots = () => [noticeNode('c', 'c', { kind: 'loading', what: 'one' })];
	const [before] = show(model);
	state.roots = () => [noticeNode('c', 'c', { kind: 'loading', what: 'two' })];
	const changes = model.changes(all());
	assert.ok(before && changes !== 'root' && changes[0] === before);
	assert.match(model.row(before).label, /two/);
});

test('open payloads are those that stand open in open places', () => {
	const { model, below } = newSource();
	below.set(payload('a').id, () => [noticeNode('c', payload('a').id, { kind: 'loading', what: 'a' })]);
	const [top] = show(model, stream.id, payload('a').id);
	assert.deepEqual(model.openPayloads().map(({ ref: { name } }) => name), ['a']);
	assert.deepEqual(model.visiblePayloads(1).map(({ ref: { name } }) => name), ['a']);
	assert.ok(top);
	model.setCollapsed(top, true);
	assert.deepEqual(model.openPayloads(), []);
	assert.deepEqual(model.visiblePayloads(5), []);
});

test('two nodes of one id are one', () => {
	const { model, below } = newSource();
	below.set(stream.id, () => [payload('a'), payload('a')]);
	assert.equal(show(model, stream.id).length, 2);
});

test('what a filter takes away stands as it stood once it is back', () => {
	const { model, state, below } = newSource();
	const stands = (node: TreeNode) => model.row(node).collapsible;
	const [shown, a] = show(model, stream.id);
	assert.ok(shown !== undefined && a !== undefined);
	assert.deepEqual([stands(shown), stands(a)], ['collapsed', 'collapsed'], 'as they are described');
	state.roots = () => [];
	assert.deepEqual(show(model), []);
	state.roots = () => [streamNode('c', 'ocp', 's')];
	const [back, again] = show(model, stream.id);
	assert.ok(back !== undefined && again !== undefined);
	assert.deepEqual([stands(back), stands(again)], ['expanded', 'collapsed']);
	model.setCollapsed(back, true);
	below.set(stream.id, () => []);
	state.roots = () => [];
	show(model);
	state.roots = () => [streamNode('c', 'ocp', 's')];
	assert.deepEqual(show(model).map(stands), ['collapsed']);
});
