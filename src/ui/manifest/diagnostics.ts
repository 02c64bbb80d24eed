import * as vscode from 'vscode';
import type { ShownFinding } from '../../language/service';
import type { ManifestDependencies } from './dependencies';
import { toRange } from './ranges';
import type { Manifests } from './manifests';

export const diagnosticSource = 'ReleasePayload';

/** How long after a key press the findings are renewed, in ms; a half-written key is left alone longer. */
const soon = 60;
const whileTyping = 600;

/** Keeps the diagnostics of every open manifest up to date; those of an older version are never shown. */
export function followDiagnostics(manifests: Manifests, dependencies: ManifestDependencies): vscode.Disposable {
	const collection = vscode.languages.createDiagnosticCollection('releasePayloads');
	const timers = new Map<string, ReturnType<typeof setTimeout>>();
	const stop = (key: string): void => {
		clearTimeout(timers.get(key));
		timers.delete(key);
	};
	const show = (document: vscode.TextDocument, waited: number): void => {
		const key = document.uri.toString();
		stop(key);
		const session = document.isClosed ? undefined : manifests.sessionNow(document);
		if (session === undefined) return;
		const findings = session.findings();
		const typing = waited < whileTyping && findings.some((finding) => isBeingTyped(finding, document));
		if (typing) timers.set(key, setTimeout(() => show(document, whileTyping), whileTyping - waited));
		collection.set(document.uri, (typing ? findings.filter((finding) => !isBeingTyped(finding, document)) : findings).map((finding) => diagnosticOf(finding, document.uri, dependencies)));
	};
	const schedule = (document: vscode.TextDocument): void => {
		// What the cluster shows is not written here.
		if (document.uri.scheme === 'releasepayload') return;
		const key = document.uri.toString();
		stop(key);
		timers.set(key, setTimeout(() => show(document, soon), soon));
	};
	return vscode.Disposable.from(
		collection,
		manifests.onDidChange(schedule),
		vscode.workspace.onDidCloseTextDocument((document) => {
			stop(document.uri.toString());
			collection.delete(document.uri);
		}),
		new vscode.Disposable(() => {
			for (const key of [...timers.keys()]) stop(key);
		}),
	);
}

/** A word without colon on the line of the cursor is a key on its way. */
function isBeingTyped(finding: ShownFinding, document: vscode.TextDocument): boolean {
	if (finding.layer !== 'syntax' || finding.code !== 'key') return false;
	const editor = vscode.window.activeTextEditor;
	return editor?.document === document && editor.selection.active.line === finding.range.start.line;
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
