import * as l10n from '@vscode/l10n';
import { at, field, integerOf, items, keyOf, scalarOf, textOf, type Spot } from '../document/spot';
import { removeEntry } from '../findings/edits';
import { warning } from '../findings/finding';
import { onQualifiers } from './defining';
import { changeWord, mend, offered, put, related, remove, safe, type Words } from './mends';
import { isMap, partOf, written } from './presence';
import type { Report, Rule, RuleCode } from './rule';

// Q8-Q13: when a qualifier writes to Jira. pkg/cmd/release-payload-controller, jira escalations; pkg/releasequalifiers/merge.go.

/** How many runs are looked at where an escalation does not say. */
const usualWindow = 10;

interface Escalation {
	readonly spot: Spot;
	/** 0 where it is absent, which means the same. */
	readonly failures: number;
	readonly failuresSpot: Spot | undefined;
	readonly overLastRuns: Spot | undefined;
	readonly passPercentage: Spot | undefined;
}

const escalationsOf = (qualifier: Spot): readonly Spot[] => items(at(qualifier, 'notifications', 'jira', 'escalations')).filter(isMap);

const onEscalations = (code: RuleCode, check: (escalation: Escalation, report: Report) => void): Rule =>
	onQualifiers(code, warning, (qualifier, report) => {
		for (const spot of escalationsOf(qualifier)) {
			const failuresSpot = present(field(spot, 'failures'));
			const failures = Math.max(0, integerOf(failuresSpot) ?? 0);
			check({ spot, failures, failuresSpot, overLastRuns: present(field(spot, 'overLastRuns')), passPercentage: present(field(spot, 'passPercentage')) }, report);
		}
	});

const present = (spot: Spot | undefined): Spot | undefined => scalarOf(spot)?.type === 'null' ? undefined : spot;

const priorities: Words = {
	known: ['Blocker', 'Critical', 'Major', 'Normal', 'Minor', 'Trivial'],
	others: { Blocker: 'highest', Critical: 'urgent', Major: 'high', Normal: 'medium', Minor: 'low', Trivial: 'lowest' },
};

export const escalationRules: readonly Rule[] = [
	onEscalations('Q8', ({ spot, failures, failuresSpot, passPercentage }, report) => {
		// A value that is no integer is said already.
		if (failures || passPercentage || (failuresSpot && integerOf(failuresSpot) === undefined)) return;
		report(failuresSpot ?? spot, l10n.t('The escalation "{0}" never fires: it has neither failures nor passPercentage.', written(field(spot, 'name'))), put(spot, 'failures', 1, offered));
	}),
	onEscalations('Q9', ({ spot, failures, failuresSpot, overLastRuns, passPercentage }, report) => {
		if (!passPercentage) return;
		if (!overLastRuns) {
			const window = failures || usualWindow;
			report(passPercentage, l10n.t('Without overLastRuns the percentage is that of the last {0} runs.', window), put(spot, 'overLastRuns', window, safe));
		}
		if (failures > 0) report(failuresSpot, l10n.t('Beside passPercentage failures does not count.'), related(passPercentage, l10n.t('This decides')), overLastRuns && remove(failuresSpot, safe));
	}),
	onEscalations('Q10', ({ spot, failures, failuresSpot, overLastRuns, passPercentage }, report) => {
		const window = integerOf(overLastRuns);
		if (!failuresSpot || !overLastRuns || window === undefined || failures <= window || passPercentage) return;
		report(
			failuresSpot,
			l10n.t('{0} failures cannot be reached in the last {1} runs.', failures, window),
			related(overLastRuns, l10n.t('The runs looked at')),
			put(spot, 'overLastRuns', failures),
			put(spot, 'failures', window, offered),
		);
	}),
	onEscalations('Q11', ({ spot }, report) => {
		const priority = field(spot, 'priority');
		const value = written(priority);
		if (!value || priorities.known.includes(value)) return;
		report(priority, l10n.t('"{0}" never outranks another: the ranks are {1}.', value, priorities.known.join(', ')), changeWord(priority, priorities));
	}),
	onQualifiers('Q12', warning, (qualifier, report) => {
		const last = new Map<string, Spot>();
		for (const spot of escalationsOf(qualifier)) {
			const nameSpot = field(spot, 'name');
			const name = nameSpot ? textOf(nameSpot) : '';
			if (name === undefined) continue;
			const former = last.get(name);
			last.set(name, spot);
			if (!former) continue;
			report(
				nameSpot ?? spot,
				l10n.t('Of the escalations named "{0}" only the last counts.', name),
				related(partOf(former, 'name'), l10n.t('This one does not count')),
				mend(l10n.t('Remove the one that does not count'), () => [removeEntry(former)], offered),
			);
		}
	}),
	onQualifiers('Q13', warning, (qualifier, report) => {
		const jira = at(qualifier, 'notifications', 'jira');
		const project = present(field(jira, 'project'));
		if (!isMap(jira) || (project && textOf(project) !== '')) return;
		report(project ?? jira, l10n.t('Unless the global definition of "{0}" names a project, there are no tickets.', keyOf(qualifier) ?? ''), !project && 'key');
	}),
];
