import { field, fieldsOf, text } from '../payload/reading';
import type { ClusterErrorReason, ClusterProblem } from './cluster';

/** A failure of the outside. What people and code need to know of it is in `problem`; the original is the `cause`. */
export class ClusterError extends Error {
	readonly problem: ClusterProblem;
	/** How long the server asked to be left alone, in ms. */
	readonly retryAfter: number | undefined;
	/** With `expired` in the middle of a list: the token with which the server would go on, from newer data. */
	readonly continueToken: string | undefined;
	/** The request may have been carried out although no answer came. */
	readonly outcomeUnknown: boolean;

	constructor(reason: ClusterErrorReason, detail: string, more: ErrorExtras = {}) {
		const short = shorten(detail);
		super(short, more.cause === undefined ? undefined : { cause: more.cause });
		this.name = 'ClusterError';
		this.problem = { reason, detail: short, retryAt: undefined };
		this.retryAfter = more.retryAfter;
		this.continueToken = more.continueToken;
		this.outcomeUnknown = more.outcomeUnknown ?? false;
	}
}

interface ErrorExtras {
	readonly cause?: unknown;
	readonly retryAfter?: number | undefined;
	readonly continueToken?: string | undefined;
	readonly outcomeUnknown?: boolean;
}

/** Reasons that the next attempt does not mend by itself. */
export function needsPerson(reason: ClusterErrorReason): boolean {
	switch (reason) {
		case 'unauthorized':
		case 'credential':
		case 'untrusted':
		case 'forbidden':
		case 'notInstalled':
		case 'tls':
		case 'config':
			return true;
		case 'unreachable':
		case 'notFound':
		case 'conflict':
		case 'invalid':
		case 'expired':
		case 'busy':
		case 'server':
		case 'unexpected':
			return false;
	}
}

/**
 * No attempt is made before something changed: the kubeconfig, the trust, or a person's mind (Refresh). A refused login
 * sent again and again locks accounts and starts login plugins, and what is forbidden stays so until somebody grants it.
 */
export function waitsForChange(reason: ClusterErrorReason): boolean {
	return reason === 'untrusted' || reason === 'config' || reason === 'unauthorized' || reason === 'forbidden';
}

/** Whatever was thrown below `cluster`, as a `ClusterError`. The only place that reads codes and texts of errors. */
export function toClusterError(error: unknown, outcomeUnknown = false): ClusterError {
	if (error instanceof ClusterError) return error;
	if (!(error instanceof Error)) return new ClusterError('unexpected', String(error));
	const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
	if (isTlsFailure(code, error.message)) return new ClusterError('tls', `${error.message} (${code})`, { cause: error });
	if (error instanceof SyntaxError) return new ClusterError('unexpected', 'The answer is not JSON.', { cause: error, outcomeUnknown });
	if (code === 'ERR_STRING_TOO_LONG' || code === 'ERR_INVALID_CHAR') return new ClusterError('unexpected', error.message, { cause: error, outcomeUnknown });
	return new ClusterError('unreachable', networkWords(code, error), { cause: error, outcomeUnknown });
}

/** An answer other than 2xx. `body` is what came, whole or cut. */
export function fromAnswer(code: number, body: string, headers: Readonly<Record<string, string | string[] | undefined>>): ClusterError {
	const status = readStatus(body);
	const seconds = secondsOf(headers['retry-after']) ?? status?.retryAfterSeconds;
	const detail = status?.message ?? `HTTP ${code}`;
	// Proxies and portals have pages for 404 and 503 too; the API server never answers in HTML.
	const page = status === undefined && body.trimStart().startsWith('<') && ![401, 403, 407].includes(code);
	return new ClusterError(page ? 'unexpected' : reasonOf(code, status), page ? `${detail}, a web page instead of the API.` : detail, {
		retryAfter: seconds === undefined ? undefined : seconds * 1000,
		continueToken: status?.continueToken,
		outcomeUnknown: code >= 500,
	});
}

/** A Status that came as an event of a watch. */
export function fromStatusEvent(object: unknown): ClusterError {
	const code = field(fieldsOf(object), 'code');
	return fromAnswer(typeof code === 'number' ? code : 500, JSON.stringify(object), {});
}

function reasonOf(code: number, status: Status | undefined): ClusterErrorReason {
	if (status?.reason === 'Expired' || status?.reason === 'Gone') return 'expired';
	switch (code) {
		case 400:
		case 415:
		case 422:
			return 'invalid';
		case 401:
			return 'unauthorized';
		case 403:
			return 'forbidden';
		case 404:
			// For a resource nobody knows the API server answers in plain text; for an absent object with a Status that names it.
			return status?.named === true ? 'notFound' : 'notInstalled';
		case 409:
			return 'conflict';
		case 410:
			return 'expired';
		case 429:
		case 503:
			return 'busy';
		default:
			// 504 with a future resourceVersion: the server's history is shorter than ours.
			if (code === 504 && /too large resource version/i.test(status?.message ?? '')) return 'expired';
			return code >= 500 ? 'server' : 'unexpected';
	}
}

interface Status {
	readonly message: string | undefined;
	readonly reason: string | undefined;
	/** Whether it is about one object. */
	readonly named: boolean;
	readonly retryAfterSeconds: number | undefined;
	readonly continueToken: string | undefined;
}

function readStatus(body: string): Status | undefined {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		// Proxies and login pages answer in HTML; the code alone must do.
		return undefined;
	}
	const from = fieldsOf(value);
	if (text(from, 'kind') !== 'Status') return undefined;
	const details = fieldsOf(field(from, 'details'));
	const seconds = field(details, 'retryAfterSeconds');
	return {
		message: present(text(from, 'message')),
		reason: present(text(from, 'reason')),
		named: present(text(details, 'name')) !== undefined,
		retryAfterSeconds: typeof seconds === 'number' ? seconds : undefined,
		continueToken: present(text(fieldsOf(field(from, 'metadata')), 'continue')),
	};
}

function present(value: string | undefined): string | undefined {
	return value === '' ? undefined : value;
}

function secondsOf(header: string | string[] | undefined): number | undefined {
	const text = Array.isArray(header) ? header[0] : header;
	if (text === undefined) return undefined;
	if (/^\d{1,6}$/.test(text)) return Number(text);
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

/** Strict field validation puts the whole object into its message, and a hostile server anything: keep one short line. */
function shorten(text: string): string {
	const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
	const brief = line.replace(/ ?\{"apiVersion".*$/, ' …').replace(/(bearer\s+)\S+/gi, '$1…');
	return brief.length > 500 ? `${brief.slice(0, 499)}…` : brief;
}

function isTlsFailure(code: string, message: string): boolean {
	return (
		code.startsWith('ERR_TLS_') ||
		code.startsWith('ERR_SSL_') ||
		code.startsWith('ERR_OSSL_') ||
		code.startsWith('CERT_') ||
		/^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_)/.test(code) ||
		(code === 'EPROTO' && /SSL|TLS/i.test(message))
	);
}

function networkWords(code: string, error: Error): string {
	switch (code) {
		case 'ECONNREFUSED':
			return 'Connection refused.';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'The host name of the server is not known.';
		case 'ECONNRESET':
		case 'EPIPE':
			return 'The connection was lost.';
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'ENETDOWN':
			return 'There is no route to the server.';
		case 'ETIMEDOUT':
			return 'The connection timed out.';
		default:
			return error.message === '' ? code : error.message;
	}
}
