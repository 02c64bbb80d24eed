import * as l10n from '@vscode/l10n';
import { field, type Spot } from '../document/spot';
import { removeEntry, replaceNumber } from '../findings/edits';
import type { Fix } from '../findings/finding';
import type { Rule } from './rule';

// J7-J12: how often a job runs.

const counts = ['maxRetries', 'analysisJobCount'] as const;

const negative: Rule = {
	code: 'J7',
	severity: 'error',
	on: 'specJob',
	check(job, report) {
		for (const key of counts) {
			const value = job[key];
			const spot = value !== undefined && value < 0 ? field(job.spot, key) : undefined;
			if (spot === undefined || value === undefined) continue;
			report(spot, l10n.t('{0} cannot be negative: the controllers take {1} for 0.', key, value), {
				fixes: [{ title: l10n.t('Change to {0}', 0), preferred: true, safe: true, edits: () => [replaceNumber(spot, 0)] }, removal(spot, key)],
			});
		}
	},
};

function removal(spot: Spot, key: string): Fix {
	return { title: l10n.t('Remove "{0}"', key), edits: () => [removeEntry(spot)] };
}

const mostRetries = 3;

const manyRetries: Rule = {
	code: 'J8',
	severity: 'information',
	on: 'specJob',
	check(job, report) {
		if (job.role === 'upgrade' || (job.maxRetries ?? 0) <= mostRetries) return;
		const spot = field(job.spot, 'maxRetries');
		if (spot === undefined) return;
		report(spot, l10n.t('Streams allow up to {0} retries: each further one can delay the verdict by hours.', mostRetries), {
			fixes: [{ title: l10n.t('Change to {0}', mostRetries), edits: () => [replaceNumber(spot, mostRetries)] }],
		});
	},
};

const retriesAndAnalysis: Rule = {
	code: 'J9',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		if (job.role === 'upgrade' || (job.maxRetries ?? 0) <= 0 || (job.analysisJobCount ?? 0) <= 0) return;
		const [retries, analysis] = [field(job.spot, 'maxRetries'), field(job.spot, 'analysisJobCount')];
		if (retries === undefined || analysis === undefined) return;
		report(retries, l10n.t('A job with analysisJobCount is never tried again: maxRetries has no effect.'), {
			related: [{ where: analysis, message: l10n.t('The number of analysis runs') }],
			fixes: [{ ...removal(retries, 'maxRetries'), preferred: true, safe: true }],
		});
	},
};

const blockingAnalysis: Rule = {
	code: 'J10',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		if (job.role !== 'blocking' || (job.analysisJobCount ?? 0) <= 0) return;
		const spot = field(job.spot, 'analysisJobCount');
		if (spot === undefined) return;
		report(spot, l10n.t('Analysis runs belong to an informing job, which the blocking aggregator of the same name judges.'), { fixes: [removal(spot, 'analysisJobCount')] });
	},
};

const oddAnalysisCount: Rule = {
	code: 'J11',
	severity: 'information',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		const count = job.analysisJobCount ?? 0;
		if (job.role === 'upgrade' || count <= 0 || (count > 2 && count <= 20)) return;
		const spot = field(job.spot, 'analysisJobCount');
		if (spot === undefined) return;
		const message = count <= 2 ? l10n.t('60 % of the runs must pass: with {0} that means every one.', count) : l10n.t('{0} runs are costly: streams use {1}.', count, 10);
		report(spot, message, { fixes: [{ title: l10n.t('Change to {0}', 10), edits: () => [replaceNumber(spot, 10)] }] });
	},
};

const upgradeExtras: Rule = {
	code: 'J12',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check(job, report) {
		if (job.role !== 'upgrade') return;
		for (const key of [...counts, 'qualifiers']) {
			const spot = field(job.spot, key);
			if (spot === undefined) continue;
			report(spot, l10n.t('"{0}" has no effect on an upgrade job: only its names are taken over.', key), {
				part: 'key',
				fixes: [{ ...removal(spot, key), preferred: true, safe: true }],
			});
		}
	},
};

export const jobCountRules: readonly Rule[] = [negative, manyRetries, retriesAndAnalysis, blockingAnalysis, oddAnalysisCount, upgradeExtras];
