import { hoverAt, type Hover } from '../features/hover';
import type { OpenText } from '../openText';

export function hoverIn(open: OpenText, offset: number): Hover | undefined {
	const spot = open.payloadAt(offset);
	if (spot === undefined) return undefined;
	const { olderShape } = open.view(spot).header;
	const older = (): Hover | undefined => hoverAt(spot, offset, open.schemaFor(true), true);
	// A field that the older API lacks is still worth a word in a document that mixes both.
	return (olderShape ? older() : undefined) ?? hoverAt(spot, offset, open.schemaFor(false), false) ?? older();
}
