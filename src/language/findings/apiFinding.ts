import type { Problem } from '../../schema/fieldError';
import type { SchemaNode } from '../../schema/schema';
import { scalarOf, type Spot, type Stretch } from '../document/spot';
import { apiFixes, otherThanText } from './apiFixes';
import { codeOf, sentenceOf } from './apiWords';
import { toStretch, type Finding, type Fix, type Layer, type Related } from './finding';

/** Something that the API server refuses, at the spot it is about. */
export interface Refusal {
	readonly spot: Spot;
	readonly problem: Problem;
	/** The field that is meant when it is not the spot itself. */
	readonly name: string;
	readonly part: 'key' | 'sign';
	readonly node?: SchemaNode | undefined;
	readonly related?: readonly Related[];
}

export function makeFinding({ spot, problem, name, part, node, related = [] }: Refusal): Finding {
	let fixes: readonly Fix[] | undefined;
	return {
		...toStretch(spot, part === 'key' && spot.key !== undefined ? 'key' : 'sign'),
		layer: 'api',
		code: codeOf(problem),
		severity: 'error',
		message: sentenceOf(problem, name, node, otherThanText(scalarOf(spot))),
		related,
		get fixes() {
			return (fixes ??= apiFixes(spot, problem, name, node));
		},
	};
}

/** A refusal that has its own sentence, and no mends. */
export function said(code: string, message: string, where: Stretch, layer: Layer = 'api'): Finding {
	return { ...where, layer, code, severity: 'error', message, related: [], fixes: [] };
}
