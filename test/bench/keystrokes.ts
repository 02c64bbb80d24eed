/** Places in a generated payload where somebody types, and what: inside values, far apart, none of it at the end. */
export interface Place {
	readonly offset: number;
	/** A column inside the key on the same line, to hover over. */
	readonly onKey: number;
}

/** Lines that hold this key, `count` of them evenly over the text; the place is at the end of the value. */
export function placesOf(text: string, key: string, count: number): readonly Place[] {
	const ends: Place[] = [];
	for (const match of text.matchAll(new RegExp(`^[ -]*(${key}): *[^\\n]*$`, 'gm'))) {
		ends.push({ offset: match.index + match[0].length, onKey: match.index + match[0].indexOf(key) + 2 });
	}
	if (ends.length === 0) throw new Error(`The text has no ${key}.`);
	return Array.from({ length: count }, (_unused, index) => ends[Math.floor(((index + 0.5) / count) * ends.length)] ?? { offset: 0, onKey: 0 });
}
