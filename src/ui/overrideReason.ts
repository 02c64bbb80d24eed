import * as vscode from 'vscode';
import { longestReason, reasonFits } from '../payload/outlook';

/** Reasons that were typed and not sent, by decision, for as long as the window lives. */
export type ReasonDrafts = Map<string, string>;

export interface ReasonQuestion {
	readonly title: string;
	/** What will happen, the outlook first. */
	readonly effects: readonly string[];
	readonly draftKey: string;
	readonly drafts: ReasonDrafts;
}

/** The trimmed reason; undefined when the person went away, who then finds the text again. */
export async function askReason({ title, effects, draftKey, drafts }: ReasonQuestion): Promise<string | undefined> {
	const input = vscode.window.createInputBox();
	input.title = title;
	input.prompt = effects.join(' ');
	input.placeholder = vscode.l10n.t('Reason, for everyone who reads the payload');
	input.value = drafts.get(draftKey) ?? '';
	input.ignoreFocusOut = true;
	const reason = await new Promise<string | undefined>((resolve) => {
		const subscriptions = vscode.Disposable.from(
			input.onDidChangeValue((text) => {
				drafts.set(draftKey, text);
				input.validationMessage = text.trim() === '' ? undefined : complaintOf(text);
			}),
			input.onDidAccept(() => {
				const complaint = complaintOf(input.value);
				input.validationMessage = complaint;
				if (complaint !== undefined) return;
				resolve(input.value.trim());
				input.hide();
			}),
			input.onDidHide(() => {
				subscriptions.dispose();
				resolve(undefined);
			}),
		);
		input.show();
	});
	input.dispose();
	return reason;
}

function complaintOf(text: string): string | undefined {
	const reason = text.trim();
	if (reason === '') return vscode.l10n.t('A reason is required.');
	return reasonFits(reason) ? undefined : vscode.l10n.t('A reason longer than {0} characters is stored and never takes effect.', longestReason);
}
