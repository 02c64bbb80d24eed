import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { releasePayloadSchema } from '../../src/schema/crd';
import type * as service from '../../src/language/service';

export const root = join(__dirname, '../../..');
export const ourBundle = join(root, 'build/bench/dist/language.js');
export const peerBundle = join(root, 'build/bench/peer.cjs');

const load = createRequire(__filename);

/** A replacement, as an editor tells it. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** One service with one open document, asked as an editor asks it. */
export interface Side {
	edit(edit: Edit): void;
	findings(): Promise<number>;
	complete(offset: number): Promise<number>;
	hover(offset: number): Promise<boolean>;
}

/** Only what the package ships: the minified bundle, all rules on, the CRD's schema. */
export function openOurs(text: string): Side & { readonly session: service.Session } {
	const { openSession, shippedFacts } = load(ourBundle) as typeof service;
	const facts = shippedFacts();
	const session = openSession(text, () => facts);
	return {
		session,
		edit: (edit) => session.edit([edit]),
		findings: () => Promise.resolve(session.findings().length),
		complete: (offset) => Promise.resolve(session.complete(offset).length),
		hover: (offset) => Promise.resolve(session.hover(offset) !== undefined),
	};
}

interface Peer {
	document(text: string): unknown;
	edit(document: unknown, offset: number, length: number, text: string): unknown;
	findings(document: unknown): Promise<readonly unknown[]>;
	complete(document: unknown, offset: number): Promise<{ readonly items: readonly unknown[] }>;
	hover(document: unknown, offset: number): Promise<unknown>;
}

/** yaml-language-server in this very thread: no protocol, no process between. */
export function openPeer(text: string): Side {
	const { peerService } = load(peerBundle) as { readonly peerService: (schema: unknown) => Peer };
	const peer = peerService(releasePayloadSchema);
	let document = peer.document(text);
	return {
		edit: ({ start, end, text: put }) => void (document = peer.edit(document, start, end - start, put)),
		findings: async () => (await peer.findings(document)).length,
		complete: async (offset) => (await peer.complete(document, offset)).items.length,
		hover: async (offset) => Boolean(await peer.hover(document, offset)),
	};
}

export function peerVersion(): string {
	return (JSON.parse(readFileSync(join(root, 'test/bench/peer/node_modules/yaml-language-server/package.json'), 'utf8')) as { readonly version: string }).version;
}
