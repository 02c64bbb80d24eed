import * as l10n from '@vscode/l10n';
import type { Problem } from '../../schema/fieldError';
import { jsonType } from '../../schema/objectMeta';
import type { SchemaNode } from '../../schema/schema';
import { keyOf, type Spot } from '../document/spot';
import { change, mend, offered, safe } from '../rules/mends';
import { nearest } from '../rules/nearest';
import { invisibleIn, madeVisible, shapingStretches } from '../reader/invisible';
import type { YamlNode } from '../tree';
import { resolvePlain, type Resolved } from '../scalar/resolve';
import { quoteText, removeEntry, renameKey, replaceWith } from './edits';
import type { Fix } from './finding';

/** Mends for what the server refuses, where one can be computed. `node` is the schema of the spot, or of the map that an unknown key stands in. */
export function apiFixes(spot: Spot, problem: Problem, name: string, node: SchemaNode | undefined): readonly Fix[] {
	switch (problem.kind) {
		case 'unknownField':
			return unknownFieldFixes(spot, name, node);
		case 'duplicateField':
			return [mend(l10n.t('Remove this "{0}"', name), () => [removeEntry(spot)], offered)];
		case 'typeInvalid':
		case 'decode':
			return typeFixes(spot, problem.kind === 'typeInvalid' ? (node?.type ?? problem.expected) : /time$/i.test(problem.goType) ? 'time' : jsonType(problem.goType));
		case 'time':
		case 'format':
			return timeFixes(spot, problem.kind === 'time' ? 'date-time' : problem.format, problem.value);
		case 'notSupported':
			return valueFixes(spot, problem.allowed.filter((value): value is string => typeof value === 'string'));
		case 'wrongApiVersion':
			return keyOf(spot) === 'apiVersion' ? valueFixes(spot, [problem.expected]) : [];
		case 'wrongKind':
			return valueFixes(spot, [problem.expected]);
		default:
			return [];
	}
}

function unknownFieldFixes(spot: Spot, name: string, node: SchemaNode | undefined): readonly Fix[] {
	const removal = isNeeded(spot) ? [] : [mend(l10n.t('Remove "{0}"', name), () => [removeEntry(spot)], offered)];
	const shape = shapeFix(spot, name);
	if (shape) return [shape, ...removal];
	const meant = node ? nearest(name, node.properties.keys()) : undefined;
	return meant === undefined ? removal : [mend(l10n.t('Rename to "{0}"', meant), () => [renameKey(spot, meant)]), ...removal];
}

/** Whether an alias elsewhere stands for something in this value. Documents with aliases are one piece. */
function isNeeded({ node, piece }: Spot): boolean {
	const isIn = (other: YamlNode): boolean => other.start >= node.start && other.end <= node.end;
	for (const [alias, target] of piece.tree.aliases) if (isIn(target) && !isIn(alias)) return true;
	return false;
}

/** For a key that begins with what should shape the text: an invisible character, or a dash without its blank. */
function shapeFix({ key, keyPiece: piece }: Spot, name: string): Fix | undefined {
	if (key?.kind !== 'scalar' || key.style !== 'plain') return undefined;
	const { text, origin } = piece;
	const raw = text.slice(key.start - origin, key.end - origin);
	if (invisibleIn(name) !== undefined) {
		const inside = { start: key.start - origin, end: key.end - origin, newText: madeVisible(raw) };
		// A key that begins elsewhere belongs elsewhere, unless all lines move alike.
		const movesLine = invisibleIn(raw.charAt(0)) !== undefined;
		const changes = (): readonly (typeof inside)[] => [inside, ...(movesLine ? shapingStretches(text).filter(({ start, end }) => end <= inside.start || start >= inside.end) : [])];
		return { ...mend(l10n.t('Write blanks instead'), () => changes().map(({ start, end, newText }) => ({ piece, start: start + origin, end: end + origin, newText })), safe), throughout: movesLine ? piece : undefined };
	}
	return /^-[^\s\d.-]/.test(raw) ? mend(l10n.t('Put a blank behind the dash'), () => [{ piece, start: key.start + 1, end: key.start + 1, newText: ' ' }]) : undefined;
}

/** Quotes make a text of a number, a truth value or a date, and without them a text may be one; a blank behind its colon makes a map of a text. */
function typeFixes(spot: Spot, wanted: string): readonly Fix[] {
	const { node, piece } = spot;
	if (node.kind !== 'scalar' || node.text === '') return [];
	if (wanted === 'string') return quoteFix(spot);
	const { style, text } = node;
	if (style !== 'plain') return resolvePlain(text).type === wanted ? [mend(l10n.t('Change to "{0}"', text), () => [replaceWith(spot, text)])] : [];
	// On the line of its key no map can begin.
	const isBelow = wanted === 'object' && spot.key && piece.text.slice(spot.key.end - piece.origin, node.start - piece.origin).includes('\n');
	const colon = isBelow ? (/^[\w./-]+:(?=\S)/.exec(text)?.[0].length ?? 0) : 0;
	return colon > 0 ? [mend(l10n.t('Put a blank behind the colon'), () => [{ piece, start: node.start + colon, end: node.start + colon, newText: ' ' }])] : [];
}

/** The number or truth value that the cluster reads, as it says it. */
export function otherThanText(read: Resolved | undefined): string | undefined {
	if (read?.type === 'integer' || read?.type === 'number') return String(read.exact ?? read.value);
	return read?.type === 'boolean' ? String(read.value) : undefined;
}

/** Quotes around a plain scalar, where no tag says what it is all the same. */
export function quoteFix(spot: Spot, isSafe = true): readonly Fix[] {
	const { node } = spot;
	if (node.kind !== 'scalar' || node.style !== 'plain' || node.props?.tag !== undefined) return [];
	return [mend(l10n.t('Put it into quotes'), () => [quoteText(spot)], isSafe ? safe : 'preferred')];
}

/** A date, or a time in another spelling, as the server reads it; without a zone it is taken for UTC. */
function timeFixes(spot: Spot, format: string, value: string): readonly Fix[] {
	const [found, day = '', clock = '00:00', seconds = ':00', zone = 'Z'] = /^(\d{4}-\d\d-\d\d)(?:[Tt ]+(\d\d:\d\d)(:\d\d(?:[.,]\d+)?)?)? *([Zz]|[+-]\d\d:?\d\d)?$/.exec(value.trim()) ?? [];
	const time = `${day}T${clock}${seconds.replace(',', '.')}${zone.toUpperCase().replace(/(\d\d):?(\d\d)$/, '$1:$2')}`;
	const [, month, date] = day.split('-').map(Number);
	const parsed = new Date(Date.parse(`${day}T00:00:00Z`));
	const exists = !Number.isNaN(Date.parse(time)) && parsed.getUTCDate() === date && parsed.getUTCMonth() + 1 === month;
	const isMeant = format === 'date-time' && found !== undefined && time !== value && exists;
	return isMeant ? changes(spot, [time], zone !== 'Z' || clock !== '00:00' ? time : undefined) : [];
}

function valueFixes(spot: Spot, allowed: readonly string[]): readonly Fix[] {
	const meant = spot.node.kind === 'scalar' ? nearest(spot.node.text.trim(), allowed, 3) : undefined;
	return changes(spot, meant === undefined ? allowed : [meant, ...allowed.filter((value) => value !== meant)], meant);
}

function changes(spot: Spot, values: readonly string[], meant: string | undefined): readonly Fix[] {
	return spot.node.kind !== 'scalar' ? [] : values.flatMap((value) => change(spot, value, value === meant ? 'preferred' : offered) ?? []);
}
