import * as l10n from '@vscode/l10n';
import { field } from '../document/spot';
import { information, warning } from '../findings/finding';
import { inCurrentShape, onSpecJob } from './defining';
import { analysisKey, retriesKey } from './fields';
import { offered, put, related, remove, safe } from './mends';
import type { Rule } from './rule';

// J7-J12: how often a job runs.

const counts = [retriesKey, analysisKey] as const;
const mostRetries = 3;
const usualRuns = 10;

export const jobCountRules: readonly Rule[] = [
	onSpecJob('J7', 'error', (job, report) => {
		for (const key of counts) {
			const value = job[key] ?? 0;
			if (value >= 0) continue;
			const spot = field(job.spot, key);
			report(spot, l10n.t('{0} cannot be negative: {1} counts as 0.', key, value), put(job.spot, key, 0, safe), remove(spot, offered));
		}
	}),
	onSpecJob('J8', information, ({ spot, role, maxRetries = 0 }, report) => {
		if (role === 'upgrade' || maxRetries <= mostRetries) return;
		report(field(spot, retriesKey), l10n.t('Streams allow {0} retries: each further one can delay the verdict by hours.', mostRetries), put(spot, retriesKey, mostRetries, offered));
	}),
	...inCurrentShape(
		onSpecJob('J9', warning, ({ spot, role, maxRetries = 0, analysisJobCount = 0 }, report) => {
			if (role === 'upgrade' || maxRetries <= 0 || analysisJobCount <= 0) return;
			const retries = field(spot, retriesKey);
			report(
				retries,
				l10n.t('A job with analysisJobCount is never tried again: maxRetries has no effect.'),
				related(field(spot, analysisKey), l10n.t('The number of analysis runs')),
				remove(retries, safe),
			);
		}),
		onSpecJob('J10', warning, ({ spot, role, analysisJobCount = 0 }, report) => {
			if (role !== 'blocking' || analysisJobCount <= 0) return;
			const count = field(spot, analysisKey);
			report(count, l10n.t('Analysis runs are those of an informing job, judged by the blocking aggregator of its name.'), remove(count, offered));
		}),
		onSpecJob('J11', information, ({ spot, role, analysisJobCount = 0 }, report) => {
			if (role === 'upgrade' || analysisJobCount <= 0 || (analysisJobCount > 2 && analysisJobCount <= 20)) return;
			const message = analysisJobCount <= 2 ? l10n.t('60 % of the runs must pass: of {0} that is every one.', analysisJobCount) : l10n.t('{0} runs are costly: streams use {1}.', analysisJobCount, usualRuns);
			report(field(spot, analysisKey), message, put(spot, analysisKey, usualRuns, offered));
		}),
		onSpecJob('J12', warning, (job, report) => {
			if (job.role !== 'upgrade') return;
			for (const key of [...counts, 'qualifiers']) {
				const spot = field(job.spot, key);
				report(spot, l10n.t('Of an upgrade job only the names are taken over: "{0}" has no effect.', key), 'key', remove(spot, safe));
			}
		}),
	),
];
