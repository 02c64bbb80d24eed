import * as vscode from 'vscode';
import type { SchemaTrouble, ServiceFacts } from '../../language/service';
import type { Language, SchemaSource } from './dependencies';

type Compiled = ServiceFacts['schema'];

/** By which schema manifests are checked, completed and explained. */
export type SchemaInUse =
	| { readonly kind: 'shipped' }
	/** The shipped one until the cluster's is there. */
	| { readonly kind: 'reading'; readonly context: string }
	| { readonly kind: 'cluster'; readonly context: string; readonly unchecked: number }
	/** The shipped one, because the cluster's cannot be had or used. */
	| { readonly kind: 'refused'; readonly context: string; readonly why: string };

/** Takes the schema of a connected cluster where there is one to be relied on, else the shipped one. */
export class SchemaChoice {
	readonly #source: SchemaSource | undefined;
	readonly #warn: (message: string) => void;
	/** The latest of a cluster, made ready once. */
	#latest: { readonly key: string; readonly schema: Compiled | SchemaTrouble } | undefined;
	#inUse: SchemaInUse = { kind: 'shipped' };

	constructor(source: SchemaSource | undefined, warn: (message: string) => void) {
		this.#source = source;
		this.#warn = warn;
	}

	get inUse(): SchemaInUse {
		return this.#inUse;
	}

	/** Whether there could be others than the shipped one. */
	get isOpen(): boolean {
		return this.#source !== undefined;
	}

	pick(language: Language, shipped: Compiled): Compiled {
		const offer = this.#source?.offer ?? { kind: 'none' };
		switch (offer.kind) {
			case 'none':
				this.#inUse = { kind: 'shipped' };
				return shipped;
			case 'reading':
				this.#inUse = { kind: 'reading', context: offer.context };
				return shipped;
			case 'unreadable':
				this.#inUse = { kind: 'refused', context: offer.context, why: offer.why };
				return shipped;
			case 'read':
				return this.#take(offer, language, shipped);
		}
	}

	#take({ context, version, schema: plain }: { readonly context: string; readonly version: string; readonly schema: unknown }, language: Language, shipped: Compiled): Compiled {
		const key = `${context} ${version}`;
		if (this.#latest?.key !== key) {
			this.#latest = { key, schema: language.usableSchema(plain) };
			if (typeof this.#latest.schema === 'string') this.#warn(`The schema of context ${context} cannot be used (${this.#latest.schema})`);
		}
		const { schema } = this.#latest;
		if (typeof schema === 'string') {
			this.#inUse = { kind: 'refused', context, why: troubleWords(schema) };
			return shipped;
		}
		this.#inUse = { kind: 'cluster', context, unchecked: schema.issues.length };
		return schema;
	}
}

function troubleWords(trouble: SchemaTrouble): string {
	switch (trouble) {
		case 'absent':
			return vscode.l10n.t('it says nothing of the fields');
		case 'broken':
			return vscode.l10n.t('it is broken');
		case 'tooLarge':
			return vscode.l10n.t('it is too large or too deep');
	}
}
