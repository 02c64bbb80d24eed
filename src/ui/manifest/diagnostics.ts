import * as vscode from 'vscode';
import type { ShownFinding } from '../../language/service';
import type { ManifestDependencies } from './dependencies';
import { giveWay, nameOf, type OtherWord, type Way } from './givingWay';
import type { Manifests } from './manifests';
import { toRange } from './ranges';
import { syntaxFindings } from './settings';

export const diagnosticSource = 'ReleasePayload';

/** How long after a key press the findings are renewed, in ms; a half-written key is left alone longer. */
const soon = 60;
const whileTyping = 600;
/** Another extension has had its say by then: the YAML of Red Hat waits 200 ms before it begins to read. */
const othersHadTheirSay = 1500;

/** What is shown of a text. */
interface Shown {
	editedAt: number;
	timer: ReturnType<typeof setTimeout> | undefined;
	names: ReadonlySet<string>;
	/** What others said when this was shown. */
	others: string;
}

/** Keeps the diagnostics of every open manifest up to date; those of an older version are never shown. */
export function followDiagnostics(manifests: Manifests, dependencies: ManifestDependencies): vscode.Disposable {
	const shown = new DiagnosticsShown(manifests, dependencies);
	return vscode.Disposable.from(
		shown,
		manifests.onDidChange((document) => shown.schedule(document)),
		vscode.workspace.onDidCloseTextDocument((document) => shown.forget(document)),
		vscode.languages.onDidChangeDiagnostics(({ uris }) => shown.othersSpoke(uris)),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration('releasePayloads.manifests.syntaxFindings')) shown.renew();
		}),
	);
}

class DiagnosticsShown implements vscode.Disposable {
	readonly #manifests: Manifests;
	readonly #dependencies: ManifestDependencies;
	readonly #collection = vscode.languages.createDiagnosticCollection('releasePayloads');
	readonly #shown = new Map<string, Shown>();
	/** Another extension was heard to report errors of YAML. */
	#heard = false;

	constructor(manifests: Manifests, dependencies: ManifestDependencies) {
		this.#manifests = manifests;
		this.#dependencies = dependencies;
	}

	schedule(document: vscode.TextDocument): void {
		// What the cluster shows is not written here.
		if (document.uri.scheme === 'releasepayload') return;
		const key = document.uri.toString();
		const known = this.#shown.get(key) ?? { editedAt: 0, timer: undefined, names: new Set<string>(), others: '' };
		this.#shown.set(key, known);
		known.editedAt = Date.now();
		this.#again(document, known, soon);
	}

	/** Our own diagnostics make themselves heard here too: only another word of others counts. */
	othersSpoke(uris: readonly vscode.Uri[]): void {
		if (syntaxFindings() !== 'auto') return;
		for (const uri of uris) {
			const known = this.#shown.get(uri.toString());
			if (known === undefined || Date.now() - known.editedAt < soon) continue;
			const others = othersOf(uri);
			this.#heard ||= others.length > 0;
			if (JSON.stringify(others) === known.others) continue;
			const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
			if (document !== undefined) void this.#show(document, known);
		}
	}

	renew(): void {
		for (const document of vscode.workspace.textDocuments) if (this.#shown.has(document.uri.toString())) this.schedule(document);
	}

	forget(document: vscode.TextDocument): void {
		const key = document.uri.toString();
		clearTimeout(this.#shown.get(key)?.timer);
		this.#shown.delete(key);
		this.#collection.delete(document.uri);
	}

	dispose(): void {
		for (const { timer } of this.#shown.values()) clearTimeout(timer);
		this.#shown.clear();
		this.#collection.dispose();
	}

	#again(document: vscode.TextDocument, known: Shown, after: number): void {
		clearTimeout(known.timer);
		known.timer = setTimeout(() => void this.#show(document, known), Math.max(0, known.editedAt + after - Date.now()));
	}

	/** What was shown before stays, and moves with the text, until the findings stand. */
	async #show(document: vscode.TextDocument, known: Shown): Promise<void> {
		clearTimeout(known.timer);
		const session = document.isClosed ? undefined : await this.#manifests.sessionWithFindings(document);
		if (session === undefined || this.#shown.get(document.uri.toString()) !== known) return;
		const waited = Date.now() - known.editedAt;
		const findings = session.findings();
		const typing = waited < whileTyping && findings.some((finding) => isBeingTyped(finding, document));
		const { shown, waiting } = this.#around(typing ? findings.filter((finding) => !isBeingTyped(finding, document)) : findings, document.uri, known);
		if (typing || waiting) this.#again(document, known, typing ? whileTyping : othersHadTheirSay);
		known.names = new Set(shown.map(nameOf));
		this.#collection.set(document.uri, shown.map((finding) => diagnosticOf(finding, document.uri, this.#dependencies)));
	}

	#around(findings: readonly ShownFinding[], uri: vscode.Uri, known: Shown): Way {
		const mode = syntaxFindings();
		if (mode === 'off') return { shown: findings.filter(({ layer }) => layer !== 'syntax'), waiting: false };
		if (mode === 'always') return { shown: findings, waiting: false };
		const others = othersOf(uri);
		known.others = JSON.stringify(others);
		const expected = this.#heard || vscode.extensions.getExtension('redhat.vscode-yaml')?.isActive === true;
		return giveWay(findings, { others, expected, settled: Date.now() - known.editedAt >= othersHadTheirSay, before: known.names });
	}
}

/** What other extensions say of the YAML itself; what they say by a schema has another source. */
function othersOf(uri: vscode.Uri): readonly OtherWord[] {
	return vscode.languages
		.getDiagnostics(uri)
		.filter(({ source }) => source !== undefined && /^yaml$/i.test(source))
		.map(({ range, severity, message }) => ({ line: range.start.line, severity, message }));
}

/** A word without colon on the line of the cursor is a key on its way, also where nothing else stands below its parent yet and the word is read as a value. */
function isBeingTyped(finding: ShownFinding, document: vscode.TextDocument): boolean {
	const { line } = finding.range.start;
	const editor = vscode.window.activeTextEditor;
	if (editor?.document !== document || editor.selection.active.line !== line) return false;
	if (finding.layer === 'syntax') return finding.code === 'key';
	return finding.code === 'type' && line < document.lineCount && /^\s*(?:- +)?[\w-]+\s*$/.test(document.lineAt(line).text);
}

function diagnosticOf(finding: ShownFinding, uri: vscode.Uri, { pageOf }: ManifestDependencies): vscode.Diagnostic {
	const diagnostic = new vscode.Diagnostic(toRange(finding.range), finding.message, severityOf(finding.severity));
	diagnostic.source = diagnosticSource;
	const target = pageOf?.(finding.code);
	diagnostic.code = target === undefined ? finding.code : { value: finding.code, target };
	if (finding.related.length > 0) {
		diagnostic.relatedInformation = finding.related.map(({ range, message }) => new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, toRange(range)), message));
	}
	return diagnostic;
}

function severityOf(severity: ShownFinding['severity']): vscode.DiagnosticSeverity {
	switch (severity) {
		case 'error':
			return vscode.DiagnosticSeverity.Error;
		case 'warning':
			return vscode.DiagnosticSeverity.Warning;
		case 'information':
			return vscode.DiagnosticSeverity.Information;
		case 'hint':
			return vscode.DiagnosticSeverity.Hint;
	}
}
