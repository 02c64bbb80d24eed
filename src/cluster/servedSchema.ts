import { field, fieldsOf, text } from '../payload/reading';
import { releasePayloadGroup, releasePayloadVersion } from '../payload/releasePayload';
import type { PayloadApi } from './api';
import type { Log, ServedSchema } from './cluster';
import { ClusterError, toClusterError, waitsForChange } from './clusterError';
import { Emitter } from './emitter';
import type { Timing } from './timing';

/** A schema as read; `known` names it to the server when it is asked again. */
interface Read {
	readonly version: string;
	readonly schema: unknown;
	readonly etag: string | undefined;
}

/**
 * The schema of ReleasePayloads as the cluster serves it; undefined when it still is that of `etag`.
 *
 * OpenAPI v3 comes first: system:discovery lets everybody who is logged in read it, while few may read definitions of
 * custom resources. kube-apiserver publishes the schema there whole, rules, defaults, nullability, list types, patterns
 * and limits included, and tells by ETag whether it changed; only apiVersion, kind and metadata are put in its own words.
 * The definition itself is asked for where OpenAPI v3 is not served, or kept from the user.
 */
async function readSchema(api: PayloadApi, etag: string | undefined, signal: AbortSignal): Promise<Read | undefined> {
	try {
		const answer = await api.openApi(etag, signal);
		if (answer.unchanged) return undefined;
		return { schema: schemaInOpenApi(answer.value), version: answer.etag ?? versionOf(answer.value), etag: answer.etag };
	} catch (error) {
		signal.throwIfAborted();
		const { reason } = toClusterError(error).problem;
		if (reason !== 'notInstalled' && reason !== 'notFound' && reason !== 'forbidden') throw error;
		return await readDefinition(api, signal, error);
	}
}

async function readDefinition(api: PayloadApi, signal: AbortSignal, because: unknown): Promise<Read> {
	try {
		const { value } = await api.definition(signal);
		const metadata = fieldsOf(field(fieldsOf(value), 'metadata'));
		return { schema: schemaInDefinition(value), version: `${text(metadata, 'uid') ?? ''} ${text(metadata, 'resourceVersion') ?? ''}`, etag: undefined };
	} catch (error) {
		signal.throwIfAborted();
		// That definitions are kept from the user says nothing about this one; that it is not published does.
		throw toClusterError(error).problem.reason === 'forbidden' ? because : error;
	}
}

/** The document itself stands for its version where the server gives none. */
function versionOf(document: unknown): string {
	try {
		return JSON.stringify(document);
	} catch (error) {
		throw new ClusterError('unexpected', 'The schema is nested too deeply.', { cause: error });
	}
}

/** Undefined when the document has none for this kind. */
function schemaInOpenApi(document: unknown): unknown {
	const schemas = fieldsOf(field(fieldsOf(field(fieldsOf(document), 'components')), 'schemas'));
	return Object.values(schemas).find((schema) => {
		const kinds = field(fieldsOf(schema), 'x-kubernetes-group-version-kind');
		return Array.isArray(kinds) && kinds.some((each) => isPayload(fieldsOf(each)));
	});
}

function isPayload(kind: ReturnType<typeof fieldsOf>): boolean {
	return text(kind, 'kind') === 'ReleasePayload' && text(kind, 'group') === releasePayloadGroup && text(kind, 'version') === releasePayloadVersion;
}

function schemaInDefinition(definition: unknown): unknown {
	const versions = field(fieldsOf(field(fieldsOf(definition), 'spec')), 'versions');
	const version: unknown = Array.isArray(versions) ? versions.find((each) => text(fieldsOf(each), 'name') === releasePayloadVersion) : undefined;
	return field(fieldsOf(field(fieldsOf(version), 'schema')), 'openAPIV3Schema');
}

export interface SchemaFollowerSource {
	/** Undefined while the cluster does not answer. */
	readonly api: () => PayloadApi | undefined;
	readonly timing: Timing;
	readonly log: Log;
	readonly signal: AbortSignal;
}

/** The schema of one cluster, read and looked at again for as long as somebody holds it. */
export class SchemaFollower {
	readonly #source: SchemaFollowerSource;
	readonly #changed: Emitter<void>;
	#state: ServedSchema = { kind: 'unread' };
	#etag: string | undefined;
	#holders = 0;
	#reading = false;
	/** Asked for while an answer was on its way. */
	#once = false;
	/** Grows when what is on its way no longer counts. */
	#era = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(source: SchemaFollowerSource) {
		this.#source = source;
		this.#changed = new Emitter(source.log);
	}

	get state(): ServedSchema {
		return this.#state;
	}

	get onDidChange(): Emitter<void>['event'] {
		return this.#changed.event;
	}

	hold(): { dispose(): void } {
		let held = true;
		this.#holders++;
		if (this.#holders === 1) this.look();
		return {
			dispose: () => {
				if (!held) return;
				held = false;
				this.#holders--;
				if (this.#holders === 0) clearTimeout(this.#timer);
			},
		};
	}

	/** Looks again at once: the connection came back, or a person asked for it. */
	look(): void {
		if (this.#reading) this.#once = true;
		else void this.#look();
	}

	/** The context leads to another server now. */
	forget(): void {
		this.#era++;
		this.#etag = undefined;
		this.#show({ kind: 'unread' });
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#changed.dispose();
	}

	#isWanted(): boolean {
		return this.#holders > 0 && !this.#source.signal.aborted;
	}

	async #look(): Promise<void> {
		clearTimeout(this.#timer);
		const { api: current, timing } = this.#source;
		const api = current();
		if (api === undefined || !this.#isWanted()) return;
		this.#reading = true;
		const goesOn = await this.#read(api);
		this.#reading = false;
		if (!this.#isWanted()) return;
		if (this.#once) {
			this.#once = false;
			void this.#look();
		} else if (goesOn) {
			this.#timer = setTimeout(() => this.look(), timing.schema).unref();
		}
	}

	/** Whether it makes sense to look again after a while. */
	async #read(api: PayloadApi): Promise<boolean> {
		const era = this.#era;
		const { log, signal } = this.#source;
		try {
			const found = await readSchema(api, this.#etag, signal);
			if (era !== this.#era || found === undefined) return true;
			this.#etag = found.etag;
			const { version, schema } = found;
			if (this.#state.kind === 'read' && this.#state.version === version) return true;
			log.info('The schema of ReleasePayloads was read from the cluster');
			this.#show({ kind: 'read', version, schema });
			return true;
		} catch (error) {
			if (signal.aborted || era !== this.#era) return true;
			const { problem } = toClusterError(error);
			const gone = problem.reason === 'notInstalled' || problem.reason === 'notFound';
			// What was read stays valid while the cluster does not answer.
			if (gone || this.#state.kind !== 'read') {
				if (this.#state.kind !== 'failed' || this.#state.problem.reason !== problem.reason) log.warn(`Reading the schema: ${problem.reason}: ${problem.detail}`);
				this.#etag = undefined;
				this.#show({ kind: 'failed', problem });
			}
			return !waitsForChange(problem.reason);
		}
	}

	#show(state: ServedSchema): void {
		const same = state.kind === this.#state.kind && (state.kind !== 'failed' || (this.#state.kind === 'failed' && this.#state.problem.reason === state.problem.reason)) && state.kind !== 'read';
		if (same) return;
		this.#state = state;
		this.#changed.fire();
	}
}
