import * as l10n from '@vscode/l10n';
import { entries, keyOf, type Spot } from '../document/spot';
import { removeEntry, replaceText } from '../findings/edits';
import type { Fix } from '../findings/finding';
import type { Report } from './rule';
import type { SpecJob } from './view';

/** Runs a check for each qualifier of a job whose qualifiers count: those of upgrade jobs are ignored (J12). */
export function onQualifiers(check: (qualifier: Spot, report: Report, job: SpecJob) => void) {
	return (job: SpecJob, report: Report): void => {
		if (job.qualifiers === undefined || job.role === 'upgrade') return;
		for (const qualifier of entries(job.qualifiers)) check(qualifier, report, job);
	};
}

export function changeFix(spot: Spot, value: string, more: Partial<Fix> = {}): Fix {
	return { title: l10n.t('Change to "{0}"', value), edits: () => [replaceText(spot, value)], ...more };
}

export function removeFix(spot: Spot, more: Partial<Fix> = {}): Fix {
	return { title: l10n.t('Remove "{0}"', keyOf(spot) ?? ''), edits: () => [removeEntry(spot)], ...more };
}
