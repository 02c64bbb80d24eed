import * as l10n from '@vscode/l10n';
import { stepSize, type Steps } from '../steps';
import type { AliasNode, SyntaxProblem, YamlNode } from '../tree';

export interface Aliases {
	readonly targets: ReadonlyMap<YamlNode, YamlNode>;
	readonly problems: readonly SyntaxProblem[];
	/** Following the aliases would make far more of the text than it is: the server refuses, and nothing is checked. */
	readonly excessive: boolean;
}

export const noAliases: Aliases = { targets: new Map(), problems: [], excessive: false };

/** What each alias of a tree stands for: the latest anchor of its name before it. */
export function* resolvingAliases(root: YamlNode): Steps<Aliases> {
	const anchors = new Map<string, YamlNode>();
	const targets = new Map<YamlNode, YamlNode>();
	const problems: SyntaxProblem[] = [];
	const open: YamlNode[] = [];
	let worked = 0;
	const enter = (node: YamlNode): void => {
		if (node.kind === 'alias') {
			const target = anchors.get(node.name);
			if (!target) problems.push(problem(node, l10n.t('No anchor "{0}" stands before this alias.', node.name)));
			else if (open.includes(target)) problems.push(problem(node, l10n.t('The anchor "{0}" contains this alias: it would contain itself.', node.name)));
			else targets.set(node, target);
		} else if (node.props?.anchor !== undefined) anchors.set(node.props.anchor, node);
	};
	const visit = (node: YamlNode): void => {
		enter(node);
		open.push(node);
		for (const each of childrenOf(node)) visit(each);
		open.pop();
	};
	function* visiting(node: YamlNode): Steps<void> {
		enter(node);
		open.push(node);
		for (const each of childrenOf(node)) {
			const span = each.end - each.start;
			if (span > stepSize) yield* visiting(each);
			else visit(each);
			worked += span > stepSize ? 0 : span + 1;
			if (worked < stepSize) continue;
			yield worked;
			worked = 0;
		}
		open.pop();
	}
	yield* visiting(root);
	return { targets, problems, excessive: targets.size > 100 && isExcessive(root, targets) };
}

/** In the order of the text. */
function childrenOf(node: YamlNode): readonly YamlNode[] {
	if (node.kind === 'seq') return node.items;
	if (node.kind !== 'map') return [];
	return node.keys.flatMap((key, index) => {
		const value = node.values[index];
		return value ? [key, value] : [key];
	});
}

function problem(node: AliasNode, message: string): SyntaxProblem {
	return { code: 'alias', start: node.start, end: node.end, message };
}

/** goyaml.v2, decode.go: the share of nodes decoded below an alias that is refused, by the number of all nodes decoded. */
function isExcessive(root: YamlNode, targets: ReadonlyMap<YamlNode, YamlNode>): boolean {
	const sizes = new Map<YamlNode, { readonly all: number; readonly aliased: number }>();
	const measure = (node: YamlNode): { readonly all: number; readonly aliased: number } => {
		const known = sizes.get(node);
		if (known) return known;
		let all = 1;
		let aliased = 0;
		const add = (child: YamlNode): void => {
			const size = measure(child);
			all += size.all;
			aliased += size.aliased;
		};
		if (node.kind === 'alias') {
			const target = targets.get(node);
			if (target) {
				aliased = measure(target).all;
				all += aliased;
			}
		} else if (node.kind === 'seq') node.items.forEach(add);
		else if (node.kind === 'map') {
			node.keys.forEach(add);
			node.values.forEach(add);
		}
		const size = { all, aliased };
		sizes.set(node, size);
		return size;
	};
	const { all, aliased } = measure(root);
	return aliased > 100 && all > 1000 && aliased / all > allowedShare(all);
}

function allowedShare(decoded: number): number {
	if (decoded <= 400_000) return 0.99;
	if (decoded >= 4_000_000) return 0.1;
	return 0.99 - (0.89 * (decoded - 400_000)) / 3_600_000;
}
