import * as vscode from 'vscode';
import { isCancellation, placedProblemOf } from './failures';
import type { ProblemReporter } from './problemReporter';

/** Every command of the extension, without the prefix; the manifest contributes exactly these. */
export const commandIds = [
	'refresh',
	'filter',
	'clearFilter',
	'showFaultsOnly',
	'showAll',
	'pickContext',
	'openDemo',
	'closeDemo',
	'openPayload',
	'goToPayload',
	'openRun',
	'openReleasePage',
	'openSippy',
	'copyName',
	'copyPullSpec',
	'copyPeriodicName',
	'copyBuildId',
	'copyProwJob',
	'copyMarkdownLink',
	'accept',
	'reject',
	'clearOverride',
	'openSettings',
	'showLog',
] as const;

export type CommandId = (typeof commandIds)[number];

/** What a handler is given is whatever the caller passed: a tree node, a lens' argument, a keybinding's `args`, nothing. */
export type CommandHandlers = Readonly<Record<CommandId, (argument: unknown) => unknown>>;

export const commandName = (id: CommandId): string => `releasePayloads.${id}`;

/** The one place where something thrown by a command ends: cancelled is silence, everything else becomes a sentence. */
export function registerCommands(handlers: CommandHandlers, reporter: ProblemReporter): vscode.Disposable {
	return vscode.Disposable.from(
		...commandIds.map((id) => vscode.commands.registerCommand(commandName(id), (argument: unknown) => runCommand(id, () => handlers[id](argument), reporter))),
	);
}

async function runCommand(id: CommandId, action: () => unknown, reporter: ProblemReporter): Promise<void> {
	reporter.log.debug(`Command ${id}`);
	try {
		await action();
	} catch (error) {
		if (isCancellation(error)) return;
		const placed = placedProblemOf(error);
		if (placed === undefined) reporter.reportBug(id, error);
		else reporter.reportProblem(placed);
	}
}
