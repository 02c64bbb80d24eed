import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { answerRequest } from './answering';
import { chunked, json, type Answer, type ApiRequest, type WholeAnswer } from './api';
import type { ServerIdentity } from './certificate';
import type { Fault } from './control';
import { loginPage, type Incoming } from './faults';
import { parseJson, type Json } from './json';
import { requestKind, requestUrl, routeOf, type Route } from './routing';
import { failure, statusObject, StatusError, unauthorized } from './statusError';
import { anonymous, forbidden, isMaster, userNamed, type User } from './users';
import type { WatchStream } from './watchStream';
import type { World } from './world';

/** As large as a request may be; etcd's own limit is not far below. */
const largestBody = 3 * 1024 * 1024;

export function newApiServer(world: World, identity: ServerIdentity): Server {
	const server = createServer({ key: identity.key, cert: identity.certificate, keepAliveTimeout: 90_000 }, (request, response) => {
		// a client that goes away is no mistake of the server's
		request.on('error', () => undefined);
		response.on('error', () => undefined);
		handle(world, request, response).catch(() => response.destroy());
	});
	server.requestTimeout = 0;
	server.on('tlsClientError', () => undefined);
	server.on('clientError', (_error, socket) => socket.destroy());
	return server;
}

async function handle(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { path, query } = requestUrl(request);
	const method = request.method ?? 'GET';
	const route = routeOf(method, path, query);
	const user = userOf(world, request.headers);
	const incoming: Incoming = { kind: requestKind(route), method, path, query, user: user instanceof StatusError ? undefined : user.name };
	const record = world.log.add(incoming, plainHeaders(request.headers));
	response.on('finish', () => record.settle(response.statusCode));
	const body = await readBody(request);
	if (body !== undefined) record.body(parsedBody(body));
	await world.pause?.over;
	const fault = world.faults.take(incoming);
	if (fault !== undefined && (await happens(fault, response))) return;
	const answer = answered(world, { route, user, body, request: { method, path, query, headers: request.headers } }, watchFault(fault));
	await send(response, answer, fault);
}

interface Asked {
	readonly route: Route;
	readonly user: User | StatusError;
	/** Undefined when it was too large. */
	readonly body: Buffer | undefined;
	readonly request: Pick<ApiRequest, 'method' | 'path' | 'query' | 'headers'>;
}

function answered(world: World, { route, user, body, request }: Asked, onWatch: (stream: WatchStream) => void): Answer {
	try {
		if (user instanceof StatusError) throw user;
		if (body === undefined) throw failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${largestBody}`);
		return answerRequest(world, { ...request, user, body }, route, onWatch);
	} catch (error) {
		if (error instanceof StatusError) return json(error.code, error.status, error.headers);
		const why = error instanceof Error ? error.message : String(error);
		return json(500, statusObject(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ reason: '', message: why }] }));
	}
}

/** No token: nobody in particular. A wrong one: refused. `Impersonate-User` is for those who may do everything. */
function userOf(world: World, headers: IncomingHttpHeaders): User | StatusError {
	const { authorization } = headers;
	if (authorization === undefined) return anonymous;
	const [, token = ''] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
	const user = world.tokens.get(token);
	if (user === undefined) return unauthorized();
	const other = headers['impersonate-user'];
	if (typeof other !== 'string') return user;
	if (isMaster(user)) return userNamed(other, listed(headers['impersonate-group']));
	return forbidden(user, { verb: 'impersonate', group: '', resource: 'users', namespace: '', name: other });
}

/** Node joins the values of a header that comes several times. */
function listed(header: string | string[] | undefined): readonly string[] {
	return (typeof header === 'string' ? header.split(',') : (header ?? [])).map((each) => each.trim());
}

/** Faults that need no true answer; true when the request is done with. */
async function happens(fault: Fault, response: ServerResponse): Promise<boolean> {
	switch (fault.kind) {
		case 'delay':
			await new Promise<void>((resolve) => setTimeout(resolve, fault.ms).unref());
			return response.destroyed;
		case 'held':
			await fault.until;
			return response.destroyed;
		case 'hang':
			return true;
		case 'reset':
			response.socket?.destroy();
			return true;
		case 'status':
			await send(response, statusFault(fault), undefined);
			return true;
		case 'captivePortal':
			await send(response, { kind: 'whole', code: 200, headers: { 'content-type': 'text/html' }, chunks: [Buffer.from(loginPage)] }, undefined);
			return true;
		case 'raw':
			await send(response, rawAnswer(fault), undefined);
			return true;
		case 'lostAnswer':
		case 'truncate':
		case 'watch':
			return false;
	}
}

function statusFault({ code, reason, message, headers, body }: Extract<Fault, { kind: 'status' }>): WholeAnswer {
	if (body !== undefined) return chunked(code, [Buffer.from(body)], headers);
	return json(code, statusObject(code, reason ?? 'InternalError', message ?? `the demo cluster was told to answer ${code}`), headers);
}

function rawAnswer({ body, code, contentType, headers }: Extract<Fault, { kind: 'raw' }>): WholeAnswer {
	return chunked(code ?? 200, [Buffer.from(body)], { 'content-type': contentType ?? 'application/json', ...headers });
}

function watchFault(fault: Fault | undefined): (stream: WatchStream) => void {
	if (fault?.kind !== 'watch') return () => undefined;
	return (stream) => {
		const timer = setTimeout(() => stream.break(fault.fault), fault.afterMs ?? 0).unref();
		stream.onClose(() => clearTimeout(timer));
	};
}

async function send(response: ServerResponse, answer: Answer, fault: Fault | undefined): Promise<void> {
	if (response.destroyed) return;
	if (fault?.kind === 'lostAnswer') {
		response.socket?.destroy();
		return;
	}
	if (answer.kind === 'stream') {
		answer.open(response);
		return;
	}
	const length = answer.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
	response.writeHead(answer.code, { 'cache-control': 'no-cache, private', ...mutable(answer.headers), 'content-length': length });
	if (fault?.kind === 'truncate') {
		response.write(Buffer.concat(answer.chunks).subarray(0, fault.bytes ?? length >> 1));
		// later, so that the part gets out
		setTimeout(() => response.socket?.destroy(), 20).unref();
		return;
	}
	for (const chunk of answer.chunks) if (!response.write(chunk)) await drained(response);
	response.end();
}

function mutable(headers: WholeAnswer['headers']): Record<string, string | string[]> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]));
}

/** Or gone: whoever waits goes on either way. */
function drained(response: ServerResponse): Promise<void> {
	return new Promise((resolve) => {
		if (response.destroyed) {
			resolve();
			return;
		}
		const done = (): void => {
			response.off('drain', done);
			response.off('close', done);
			resolve();
		};
		response.on('drain', done);
		response.on('close', done);
	});
}

/** Undefined when it is larger than allowed, or not all of it came; the rest is read and dropped, so that the client hears the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of request) {
			if (!Buffer.isBuffer(chunk)) continue;
			length += chunk.length;
			if (length <= largestBody) chunks.push(chunk);
		}
	} catch {
		// the client went away in the middle of it: nobody reads the answer, and half a request is not carried out
		return undefined;
	}
	return length > largestBody ? undefined : Buffer.concat(chunks);
}

function parsedBody(body: Buffer): Json | undefined {
	if (body.length === 0) return undefined;
	try {
		return parseJson(body.toString());
	} catch {
		return undefined;
	}
}

function plainHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
	const entries = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	return Object.fromEntries(entries.filter(([name]) => name !== 'authorization'));
}
