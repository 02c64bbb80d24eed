import * as vscode from 'vscode';
import { problemMessage, problemWords } from '../presentation/problems';
import type { RowAction } from '../presentation/treeNode';
import { commandName } from './commands';
import type { PlacedProblem } from './failures';

/** Messages for what a person asked for and did not get. Nothing that happens by itself comes here: the tree tells that. */
export interface ProblemReporter {
	readonly log: vscode.LogOutputChannel;
	reportProblem(placed: PlacedProblem): void;
	reportBug(command: string, error: unknown): void;
}

export function createProblemReporter(log: vscode.LogOutputChannel): ProblemReporter {
	return {
		log,
		reportProblem: ({ problem, place }) => {
			log.warn(`${problem.reason}: ${problem.detail}`);
			const { action } = problemWords(problem, place);
			const next = nextStep(action);
			const showLog = { title: vscode.l10n.t('Show Log'), command: commandName('showLog') };
			const buttons = next === undefined || next.command === showLog.command ? [showLog] : [next, showLog];
			void follow(vscode.window.showErrorMessage(problemMessage(problem, place), ...buttons), log);
		},
		reportBug: (command, error) => {
			log.error(`${command} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
			const showLog = { title: vscode.l10n.t('Show Log'), command: commandName('showLog') };
			void follow(vscode.window.showErrorMessage(vscode.l10n.t('Something went wrong in this extension. The log tells more.'), showLog), log);
		},
	};
}

interface Button extends vscode.MessageItem {
	readonly command: string;
}

async function follow(answer: Thenable<Button | undefined>, log: vscode.LogOutputChannel): Promise<void> {
	try {
		const button = await answer;
		if (button !== undefined) await vscode.commands.executeCommand(button.command);
	} catch (error) {
		log.error(String(error));
	}
}

/** After a command, "retry" is to give the command again, which the person knows how to do. */
function nextStep(action: RowAction): Button | undefined {
	if (action.kind !== 'command') return undefined;
	switch (action.command) {
		case 'pickContext':
			return { title: vscode.l10n.t('Choose Clusters'), command: commandName('pickContext') };
		case 'openDemo':
			return { title: vscode.l10n.t('Open Demo Cluster'), command: commandName('openDemo') };
		case 'manageTrust':
			return { title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
		case 'retry':
		case 'showLog':
		case 'clearFilter':
			return undefined;
	}
}
