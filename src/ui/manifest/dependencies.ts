import type * as vscode from 'vscode';
import type { PayloadRef, ReleasePayload } from '../../payload/releasePayload';
import type * as service from '../../language/service';

export type Language = typeof service;

/** A payload as a connected cluster holds it, and the context it was found in. */
export interface LivePayload {
	readonly context: string;
	readonly payload: ReleasePayload;
}

/** What connected clusters know. Never waits: it answers from what is known, and tells when there is more. */
export interface LiveLookup {
	/** undefined: not connected, or not known (yet); 'absent': the namespace is listed whole and does not have it. */
	find(ref: PayloadRef): LivePayload | 'absent' | undefined;
	/** What there is beside a payload, in its namespace and stream ('' for any). */
	neighbours(ref: PayloadRef, stream: string): service.Neighbours | undefined;
	readonly onDidChange: vscode.Event<unknown>;
}

/** What the connected clusters offer; `schema` is theirs as served, hostile JSON, and `version` names it. */
export type SchemaOffer =
	| { readonly kind: 'none' }
	| { readonly kind: 'reading'; readonly context: string }
	| { readonly kind: 'read'; readonly context: string; readonly version: string; readonly schema: unknown }
	| { readonly kind: 'unreadable'; readonly context: string; readonly why: string };

export interface SchemaSource {
	readonly offer: SchemaOffer;
	readonly onDidChange: vscode.Event<unknown>;
	/** Nothing is read before somebody wants it, nor looked at again afterwards. */
	want(wanted: boolean): void;
}

export interface ManifestDependencies {
	/** Loads the language service; called when the first manifest is seen. */
	readonly loadLanguage: () => Promise<Language>;
	/** The localised texts of the window's language; undefined for English. */
	readonly words: Readonly<Record<string, string>> | undefined;
	/** Left out where no cluster can be reached, as in the browser: then there are no live phases and no verdicts to give. */
	readonly live?: LiveLookup;
	/** Likewise: then the shipped schema is the only one. */
	readonly schemas?: SchemaSource;
	/** Where the page about a finding's code is. */
	readonly pageOf?: (code: string) => vscode.Uri | undefined;
	/** What went wrong here. */
	readonly log: (message: string) => void;
	/** What is wrong elsewhere. */
	readonly warn: (message: string) => void;
}
