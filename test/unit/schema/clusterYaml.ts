import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** A text as decoded for the server, or undefined where its YAML reader and `yaml` do not agree on what it says. */
export function readClusterYaml(text: string): { readonly value: unknown } | undefined {
	// JSON of no YAML reader; a repeated byte order mark, a merge or a core tag are the language's business.
	const document = parseDocument(text.replace(/^\uFEFF/, ''), { version: '1.1', schema: 'failsafe', uniqueKeys: false, merge: false });
	if (document.errors.length > 0) return undefined;
	try {
		return { value: convert(document.contents, document, []) };
	} catch {
		return undefined;
	}
}

function convert(node: unknown, document: Document, above: readonly unknown[]): unknown {
	if (node === null || node === undefined) return null;
	if (above.includes(node)) throw new Error('an alias within itself');
	if (isAlias(node)) return convert(node.resolve(document), document, above);
	if (isScalar(node)) {
		if (node.tag !== undefined) throw new Error('a tag');
		return node.type === 'PLAIN' ? scalarOf(node.source ?? '') : node.value;
	}
	if (isSeq(node)) return node.items.map((item) => convert(item, document, [...above, node]));
	if (!isMap(node)) throw new Error('no node');
	const entries = new Map<string, unknown>();
	for (const { key, value } of node.items) {
		const name = convert(key, document, above);
		if (typeof name !== 'string' && typeof name !== 'number' && typeof name !== 'bigint' && typeof name !== 'boolean') throw new Error('an odd key');
		const text = name.toString();
		if (text === '<<') throw new Error('a merge');
		if (entries.has(text)) throw new Error('a key twice');
		entries.set(text, convert(value, document, [...above, node]));
	}
	return Object.fromEntries(entries);
}

const words: ReadonlyMap<string, boolean | null> = new Map([
	...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word): [string, boolean] => [word, true]),
	...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word): [string, boolean] => [word, false]),
	...['', '~', 'null', 'Null', 'NULL'].map((word): [string, null] => [word, null]),
]);

/** A plain scalar as goyaml.v2 resolves it. */
function scalarOf(text: string): unknown {
	const word = words.get(text);
	if (word !== undefined) return word;
	if (!/^[-+.0-9]/.test(text) || /^\d{4}-\d/.test(text)) return text;
	if (/^[-+]?\.(inf|Inf|INF|nan|NaN|NAN)$/.test(text)) throw new Error('no JSON');
	const plain = text.replaceAll('_', '');
	const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/.exec(plain);
	if (integer !== null) {
		const [, sign, hexadecimal, binary, octal, decimal] = integer;
		const size = BigInt(hexadecimal !== undefined ? `0x${hexadecimal}` : binary !== undefined ? `0b${binary}` : octal !== undefined ? `0o${octal}` : (decimal ?? '0'));
		const value = sign === '-' ? -size : size;
		if (value >= -(2n ** 63n) && value < 2n ** 64n) return Number.isSafeInteger(Number(value)) ? Number(value) : value;
	}
	const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
	return Number.isFinite(float) ? float : text;
}
