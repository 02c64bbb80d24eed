import * as l10n from '@vscode/l10n';
import type { StreamDocument } from '../document/document';
import type { Piece } from '../document/piece';
import { field, stretchOf } from '../document/spot';
import { said } from './apiFinding';
import type { Finding } from './finding';

/** What etcd takes of one object as JSON; a server that is asked for more answers 500, and a dry run does not notice. */
const storable = 1.5 * 1024 * 1024;

/** What was counted of each piece. */
const known = new WeakMap<Piece, number>();

/** Says that a payload is too large to be stored. */
export function sizeFindings({ payloads: [payload], root, pieces }: StreamDocument): readonly Finding[] {
	if (payload === undefined || payload.node !== root?.node || pieces.reduce((sum, { text }) => sum + text.length, 0) < storable) return [];
	let size = 0;
	for (const piece of pieces) {
		const counted = known.get(piece) ?? jsonSize(piece);
		known.set(piece, counted);
		size += counted;
	}
	if (size < storable) return [];
	const message = l10n.t('This payload is about {0} MiB of JSON: more than 1.5 MiB cannot be stored, and a dry run does not notice.', (size / 1024 / 1024).toFixed(1));
	return [{ ...said('too-large', message, stretchOf(field(payload, 'kind') ?? payload)), severity: 'warning' }];
}

/** About what the lines take without indentation, with the quotes and the comma that JSON adds. */
function jsonSize({ text, lineStarts }: Piece): number {
	let size = 0;
	for (let line = 0; line < lineStarts.length; line++) {
		const end = lineStarts[line + 1] ?? text.length;
		let at = lineStarts[line] ?? end;
		// Blanks, dashes and what ends a line.
		for (let char = text.charCodeAt(at); at < end && (char <= 32 || char === 45); char = text.charCodeAt(++at));
		if (at < end) size += end - at + 2;
	}
	return size;
}
