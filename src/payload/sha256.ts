/** SHA-256 (FIPS 180-4) for names of a few dozen bytes: this folder is synchronous and imports no platform. */

const firstPrimes = primes(64);
const roundConstants = firstPrimes.map((prime) => fractionBits(Math.cbrt(prime)));
const initialState = firstPrimes.slice(0, 8).map((prime) => fractionBits(Math.sqrt(prime)));

function primes(count: number): readonly number[] {
	const found: number[] = [];
	for (let candidate = 2; found.length < count; candidate++) {
		if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
	}
	return found;
}

function fractionBits(value: number): number {
	return ((value % 1) * 2 ** 32) | 0;
}

/** The digest, 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
	// A bit behind the message, and its length at the very end of the last block.
	const blocks = new DataView(new ArrayBuffer((message.length + 72) & -64));
	const bytes = new Uint8Array(blocks.buffer);
	bytes.set(message);
	bytes[message.length] = 0x80;
	blocks.setUint32(bytes.length - 4, message.length * 8);
	const state = Int32Array.from(initialState);
	for (let offset = 0; offset < bytes.length; offset += 64) compress(state, blocks, offset);
	state.forEach((word, at) => blocks.setInt32(at * 4, word));
	return bytes.slice(0, 32);
}

function compress(state: Int32Array, blocks: DataView, offset: number): void {
	const words = new Int32Array(64);
	let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
	// Rotations are written out, and nothing is destructured: long documents begin with many hashes, before this is compiled.
	for (let round = 0; round < 64; round++) {
		const word = round < 16 ? blocks.getInt32(offset + round * 4) : expanded(words, round);
		words[round] = word;
		const choice = (e & f) ^ (~e & g);
		const majority = (a & b) ^ (a & c) ^ (b & c);
		const first = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + choice + (roundConstants[round] ?? 0) + word) | 0;
		const second = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + majority) | 0;
		h = g;
		g = f;
		f = e;
		e = (d + first) | 0;
		d = c;
		c = b;
		b = a;
		a = (first + second) | 0;
	}
	[a, b, c, d, e, f, g, h].forEach((word, at) => (state[at] = (state[at] ?? 0) + word));
}

/** A word of the schedule from those before it. */
function expanded(words: Int32Array, at: number): number {
	const near = words[at - 15] ?? 0;
	const far = words[at - 2] ?? 0;
	const sigma0 = ((near >>> 7) | (near << 25)) ^ ((near >>> 18) | (near << 14)) ^ (near >>> 3);
	const sigma1 = ((far >>> 17) | (far << 15)) ^ ((far >>> 19) | (far << 13)) ^ (far >>> 10);
	return ((words[at - 16] ?? 0) + sigma0 + (words[at - 7] ?? 0) + sigma1) | 0;
}
