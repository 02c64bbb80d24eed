import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { toText, type Json } from './json';
import type { User } from './users';

/** A request whose sender is known and whose body has been read. */
export interface ApiRequest {
	readonly method: string;
	/** Decoded, without a trailing slash. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly user: User;
	readonly body: Buffer;
}

export interface WholeAnswer {
	readonly kind: 'whole';
	readonly code: number;
	readonly headers: Readonly<Record<string, string | readonly string[]>>;
	readonly chunks: readonly Buffer[];
}

/** Written by `open` for as long as the connection lasts. */
export interface StreamAnswer {
	readonly kind: 'stream';
	readonly open: (response: ServerResponse) => void;
}

export type Answer = WholeAnswer | StreamAnswer;

export function json(code: number, value: Json, headers: Readonly<Record<string, string | readonly string[]>> = {}): WholeAnswer {
	return chunked(code, [Buffer.from(`${toText(value)}\n`)], headers);
}

export function chunked(code: number, chunks: readonly Buffer[], headers: Readonly<Record<string, string | readonly string[]>> = {}): WholeAnswer {
	return { kind: 'whole', code, headers: { 'content-type': 'application/json', ...headers }, chunks };
}

export function plain(code: number, text: string): WholeAnswer {
	return { kind: 'whole', code, headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }, chunks: [Buffer.from(text)] };
}

/** What the API says of a group, version or resource that it does not have. */
export function pageNotFound(): WholeAnswer {
	return plain(404, '404 page not found\n');
}
