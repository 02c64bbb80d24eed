import * as l10n from '@vscode/l10n';
import { ago, clockTime, type Clock } from './age';
import { noticeWords } from './contextValue';
import { oneLine } from './hostile';
import { problemWords, type ProblemPlace } from './problems';
import type { Notice, Row, RowAction } from './treeNode';
import { joined } from './wordLists';

/** The row of a notice: what is the matter, and the next step as its click where there is one. */
export function noticeRow(notice: Notice, place: Omit<ProblemPlace, 'namespace'>, clock: Clock): Row {
	switch (notice.kind) {
		case 'loading':
			return row({ label: loadingLabel(notice.what), description: '', icon: 'loading~spin', action: undefined });
		case 'empty':
			return emptyRow(notice.what);
		case 'problem': {
			const words = problemWords(notice.problem, { ...place, namespace: notice.namespace });
			return row({ label: words.title, description: joined([words.nextStep, retryClause(notice.problem.retryAt, clock)]), icon: words.icon, action: words.action, spoken: words.sentence });
		}
		case 'stale': {
			const words = problemWords(notice.problem, { ...place, namespace: undefined });
			const label = l10n.t('Connection lost, showing what was known at {0}', clockTime(notice.since, clock));
			return row({ label, description: joined([words.title, retryClause(notice.problem.retryAt, clock)]), icon: 'debug-disconnect', action: words.action, spoken: l10n.t('{0}, {1}', ago(notice.since, clock), words.sentence) });
		}
	}
}

/** The tooltip's paragraphs: what is the matter in full, then what to do. Plain text. */
export function noticeParagraphs(notice: Notice, place: Omit<ProblemPlace, 'namespace'>, clock: Clock): readonly string[] {
	switch (notice.kind) {
		case 'loading':
			return [loadingLabel(notice.what)];
		case 'empty': {
			const { label, description } = emptyRow(notice.what);
			return [label, description];
		}
		case 'problem':
		case 'stale': {
			const words = problemWords(notice.problem, { ...place, namespace: notice.kind === 'problem' ? notice.namespace : undefined });
			return [words.sentence, words.nextStep, retrySentence(notice.problem.retryAt, clock)].filter((each) => each !== '');
		}
	}
}

function retryClause(retryAt: number | undefined, clock: Clock): string {
	if (retryAt === undefined) return '';
	return retryAt <= clock.now ? l10n.t('trying again now') : l10n.t('next attempt at {0}', clockTime(retryAt, clock));
}

function retrySentence(retryAt: number | undefined, clock: Clock): string {
	if (retryAt === undefined) return '';
	return retryAt <= clock.now ? l10n.t('It is being tried again now.') : l10n.t('It is tried again at {0}.', clockTime(retryAt, clock));
}

function loadingLabel(what: string): string {
	const shown = oneLine(what, 100);
	return shown === '' ? l10n.t('Connecting…') : l10n.t('Loading {0}…', shown);
}

function emptyRow(what: 'namespaces' | 'payloads' | 'jobs' | 'runs' | 'filtered'): Row {
	switch (what) {
		case 'namespaces':
			return row({
				label: l10n.t('No namespace with payloads found'),
				description: l10n.t('Name namespaces in the settings, or pick another context'),
				icon: 'search-stop',
				action: { kind: 'command', command: 'pickContext' },
			});
		case 'payloads':
			return row({ label: l10n.t('No payloads'), description: l10n.t('New ones appear by themselves'), icon: 'inbox', action: undefined });
		case 'jobs':
			return row({ label: l10n.t('No verification jobs'), description: l10n.t('The stream configures none, or they are not written yet'), icon: 'inbox', action: undefined });
		case 'runs':
			return row({ label: l10n.t('No runs'), description: '', icon: 'inbox', action: undefined });
		case 'filtered':
			return row({ label: l10n.t('Nothing matches the filter'), description: l10n.t('Click to clear the filter'), icon: 'filter', action: { kind: 'command', command: 'clearFilter' } });
	}
}

function row(parts: { readonly label: string; readonly description: string; readonly icon: string; readonly action: RowAction | undefined; readonly spoken?: string }): Row {
	const { label, description, icon, action, spoken } = parts;
	return {
		label,
		description,
		icon,
		color: icon === 'inbox' || icon === 'loading~spin' ? 'list.deemphasizedForeground' : undefined,
		collapsible: 'none',
		contextValue: noticeWords(action !== undefined),
		accessibilityLabel: [label, spoken ?? '', description].filter((each) => each !== '').map((each) => each.replace(/[.]$/, '')).join('. '),
		action,
	};
}
