import type { ActiveFault, Fault, FaultRule, RequestKind, RequestRecord } from './control';
import type { Json } from './json';

interface Armed {
	readonly rule: FaultRule;
	seen: number;
	hits: number;
}

/** What is known of a request before anybody answers it. */
export interface Incoming {
	readonly kind: RequestKind;
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly user: string | undefined;
}

/** Faults that wait for their request. The oldest rule that fits wins. */
export class Faults {
	#armed: Armed[] = [];

	inject(rule: FaultRule): ActiveFault {
		const armed: Armed = { rule, seen: 0, hits: 0 };
		this.#armed.push(armed);
		return {
			get hits() {
				return armed.hits;
			},
			remove: () => {
				this.#armed = this.#armed.filter((each) => each !== armed);
			},
		};
	}

	clear(): void {
		this.#armed = [];
	}

	take(incoming: Incoming): Fault | undefined {
		for (const armed of this.#armed) {
			if (!fits(armed.rule, incoming) || armed.hits >= (armed.rule.times ?? 1)) continue;
			armed.seen++;
			if (armed.seen <= (armed.rule.skip ?? 0)) continue;
			armed.hits++;
			return armed.rule.fault;
		}
		return undefined;
	}
}

function fits({ on, method, path, user }: FaultRule, incoming: Incoming): boolean {
	const kinds = on === undefined ? undefined : typeof on === 'string' ? [on] : on;
	const url = `${incoming.path}?${incoming.query.toString()}`;
	return (
		(kinds === undefined || kinds.includes(incoming.kind)) &&
		(method === undefined || method === incoming.method) &&
		(path === undefined || path.test(url)) &&
		(user === undefined || user === incoming.user)
	);
}

/** Long-running demos do not keep every request they ever saw. */
const mostRecords = 10_000;

type OpenRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

export class RequestLog {
	#records: OpenRecord[] = [];

	get records(): readonly RequestRecord[] {
		return this.#records;
	}

	clear(): void {
		this.#records = [];
	}

	add(incoming: Incoming, headers: Readonly<Record<string, string>>): { settle(status: number): void; body(value: Json | undefined): void } {
		const { kind, method, path, query, user } = incoming;
		const record: OpenRecord = { kind, method, path, query: Object.fromEntries(query), headers, user, at: Date.now(), status: undefined, body: undefined };
		this.#records.push(record);
		if (this.#records.length > mostRecords) this.#records.splice(0, mostRecords / 2);
		return {
			settle: (status) => {
				record.status = status;
			},
			body: (value) => {
				record.body = value;
			},
		};
	}
}

/** What a network in between says instead of the cluster. */
export const loginPage = '<!doctype html><html><head><title>Sign in</title></head><body><form action="/login">Please sign in to use this network.</form></body></html>';
