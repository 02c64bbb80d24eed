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
	readonly onDidChange: vscode.Event<unknown>;
}

export interface ManifestDependencies {
	/** Loads the language service; called when the first manifest is seen. */
	readonly loadLanguage: () => Promise<Language>;
	/** The localised texts of the window's language; undefined for English. */
	readonly words: Readonly<Record<string, string>> | undefined;
	/** Left out where no cluster can be reached, as in the browser: then there are no live phases and no verdicts to give. */
	readonly live?: LiveLookup;
	/** Where the page about a finding's code is. */
	readonly pageOf?: (code: string) => vscode.Uri | undefined;
	readonly log: (message: string) => void;
}
