import * as vscode from 'vscode';
import type { ServiceFacts, Session, TextChange } from '../../language/service';
import type { Language, ManifestDependencies } from './dependencies';
import { SchemaChoice } from './schemaChoice';
import { silencedCodes } from './settings';
import { Slices, thisThread } from './slices';

/** The languages whose documents are looked at. Payloads are recognised by content, whatever the file is called. */
export const selector: vscode.DocumentSelector = [{ language: 'yaml' }];

/** A text that may hold a payload; anything else is not read at all. */
const worthReading = /ReleasePayload|release\.openshift\.io|payloadOverride|payloadCoordinates|payloadVerificationConfig|JobResults/i;

interface Open {
	readonly session: Session;
	version: number;
	/** Whether it held payloads when that was last looked at. */
	hadPayloads: boolean;
}

/** The open texts that may hold payloads, each read once and kept up to date by its changes. */
export class Manifests implements vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
	readonly #schemaChanged = new vscode.EventEmitter<void>();
	readonly #open = new Map<string, Open>();
	readonly #subscriptions: { dispose(): unknown }[] = [];
	readonly #dependencies: ManifestDependencies;
	readonly #slices = new Slices(thisThread());
	#language: Promise<Language> | undefined;
	#loaded: Language | undefined;
	#facts: ServiceFacts | undefined;
	#shipped: ServiceFacts['schema'] | undefined;

	/** A document was opened or edited, or what is known of its payloads changed. */
	readonly onDidChange = this.#changed.event;
	/** Another schema is in use, or the same for another reason. */
	readonly onDidChangeSchema = this.#schemaChanged.event;
	readonly schemas: SchemaChoice;

	constructor(dependencies: ManifestDependencies) {
		this.#dependencies = dependencies;
		const { live, schemas } = dependencies;
		this.schemas = new SchemaChoice(schemas, dependencies.warn);
		this.#subscriptions.push(
			this.#changed,
			this.#schemaChanged,
			vscode.workspace.onDidOpenTextDocument((document) => void this.sessionOf(document)),
			vscode.workspace.onDidChangeTextDocument((event) => this.#edit(event)),
			vscode.workspace.onDidCloseTextDocument((document) => {
				this.#open.delete(document.uri.toString());
				this.#wantSchema();
			}),
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration('releasePayloads.manifests')) this.#factsChanged();
			}),
		);
		if (live !== undefined) this.#subscriptions.push(live.onDidChange(() => this.#liveChanged()));
		if (schemas !== undefined) this.#subscriptions.push(schemas.onDidChange(() => this.#offerChanged()));
		for (const document of vscode.workspace.textDocuments) void this.sessionOf(document);
	}

	dispose(): void {
		for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
		this.#slices.dispose();
		this.#open.clear();
		this.#dependencies.schemas?.want(false);
	}

	/**
	 * The session of a document, up to date and read; undefined when it holds nothing of ours. A blank document has one too:
	 * it may become a payload. What takes long to read is read in slices, so that a question waits and the thread does not.
	 */
	async sessionOf(document: vscode.TextDocument): Promise<Session | undefined> {
		if (vscode.languages.match(selector, document) === 0) return undefined;
		if (this.#current(document) === undefined) {
			const text = document.getText();
			if (text.trim() !== '' && !worthReading.test(text)) return undefined;
			const language = await this.#load();
			if (language === undefined || document.isClosed) return undefined;
			if (this.#current(document) === undefined) this.#read(document, language);
		}
		return await this.#standing(document, 'read', () => false);
	}

	/** The session once all findings of a document's text stand; undefined when it was edited or closed meanwhile. */
	async sessionWithFindings(document: vscode.TextDocument): Promise<Session | undefined> {
		const { version } = document;
		const session = await this.#standing(document, 'found', () => document.version !== version);
		return document.version === version ? session : undefined;
	}

	async #standing(document: vscode.TextDocument, until: 'read' | 'found', isOver: () => boolean): Promise<Session | undefined> {
		const key = document.uri.toString();
		const open = this.#open.get(key);
		if (open === undefined || this.#current(document) === undefined) return undefined;
		const step = (): boolean => isOver() || this.#open.get(key) !== open || open.session.step(until) === undefined;
		// What stands already need not wait behind another document.
		const finished = step() || (await this.#slices.run(step));
		if (!finished || this.#open.get(key) !== open) return undefined;
		this.#lookForPayloads(open);
		return this.#current(document);
	}

	/** Payloads come and go with what is read. */
	#lookForPayloads(open: Open): void {
		if (open.session.hasPayloads === open.hadPayloads) return;
		open.hadPayloads = open.session.hasPayloads;
		this.#wantSchema();
		this.#schemaChanged.fire();
	}

	/** The same without waiting, when the language service is loaded; its text need not be read. */
	sessionNow(document: vscode.TextDocument): Session | undefined {
		if (vscode.languages.match(selector, document) === 0) return undefined;
		return this.#current(document);
	}

	#current(document: vscode.TextDocument): Session | undefined {
		const open = this.#open.get(document.uri.toString());
		return open?.version === document.version ? open.session : undefined;
	}

	#read(document: vscode.TextDocument, language: Language): void {
		const session = language.openSession(document.getText(), () => this.#currentFacts(language));
		this.#open.set(document.uri.toString(), { session, version: document.version, hadPayloads: false });
		this.#changed.fire(document);
	}

	async #load(): Promise<Language | undefined> {
		this.#language ??= this.#dependencies.loadLanguage().then((language) => {
			// A bundle of its own has its own table of words.
			if (this.#dependencies.words !== undefined) language.useWords(this.#dependencies.words);
			this.#loaded = language;
			return language;
		});
		try {
			return await this.#language;
		} catch (error) {
			this.#dependencies.log(`The language service could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
			this.#language = undefined;
			return undefined;
		}
	}

	#edit({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		if (contentChanges.length === 0) return;
		const open = this.#open.get(document.uri.toString());
		if (open === undefined) {
			void this.sessionOf(document);
			return;
		}
		const changes = contentChanges.map(({ rangeOffset, rangeLength, text }): TextChange => ({ start: rangeOffset, end: rangeOffset + rangeLength, text }));
		open.session.edit(changes);
		open.version = document.version;
		this.#changed.fire(document);
	}

	#currentFacts(language: Language): ServiceFacts {
		if (this.#facts === undefined) {
			const shipped = language.shippedFacts();
			this.#shipped = shipped.schema;
			this.#facts = { ...shipped, schema: this.schemas.pick(language, shipped.schema), silenced: silencedCodes(), live: (ref) => this.#live(ref), neighbours: (ref, stream) => this.#dependencies.live?.neighbours(ref, stream) };
		}
		return this.#facts;
	}

	/** A cluster is asked for its schema while there is a payload to hold to it. */
	#wantSchema(): void {
		this.#dependencies.schemas?.want([...this.#open.values()].some(({ hadPayloads }) => hadPayloads));
	}

	#offerChanged(): void {
		if (this.#loaded !== undefined && this.#facts !== undefined && this.#shipped !== undefined) {
			const schema = this.schemas.pick(this.#loaded, this.#shipped);
			if (schema !== this.#facts.schema) {
				this.#facts = { ...this.#facts, schema };
				this.#liveChanged();
			}
		}
		this.#schemaChanged.fire();
	}

	#live(ref: { readonly namespace: string; readonly name: string }): ReturnType<ServiceFacts['live']> {
		const found = this.#dependencies.live?.find(ref);
		return found === undefined || found === 'absent' ? found : found.payload;
	}

	#factsChanged(): void {
		if (this.#facts !== undefined) this.#facts = { ...this.#facts, silenced: silencedCodes() };
		this.#liveChanged();
	}

	#liveChanged(): void {
		if (this.#loaded === undefined) return;
		for (const document of vscode.workspace.textDocuments) {
			const session = this.#current(document);
			if (session === undefined) continue;
			session.forgetFindings();
			this.#changed.fire(document);
		}
	}
}
