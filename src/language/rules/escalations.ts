import * as l10n from '@vscode/l10n';
import { at, contentOf, field, integerOf, items, keyOf, scalarOf, textOf, type Spot } from '../document/spot';
import { addField, removeEntry, replaceNumber } from '../findings/edits';
import type { Edit } from '../findings/finding';
import { nearest } from './nearest';
import { changeFix, onQualifiers, removeFix } from './qualifierWalk';
import type { Report, Rule } from './rule';

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

function onEscalations(check: (escalation: Escalation, report: Report) => void) {
	return onQualifiers((qualifier, report) => {
		for (const spot of items(at(qualifier, 'notifications', 'jira', 'escalations'))) {
			if (contentOf(spot)?.kind !== 'map') continue;
			const failuresSpot = present(field(spot, 'failures'));
			const failures = Math.max(0, integerOf(failuresSpot) ?? 0);
			check({ spot, failures, failuresSpot, overLastRuns: present(field(spot, 'overLastRuns')), passPercentage: present(field(spot, 'passPercentage')) }, report);
		}
	});
}

function present(spot: Spot | undefined): Spot | undefined {
	return scalarOf(spot)?.type === 'null' ? undefined : spot;
}

const neverFires: Rule = {
	code: 'Q8',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check: onEscalations(({ spot, failures, failuresSpot, passPercentage }, report) => {
		// A value that is no integer is said already.
		const isCounted = failures > 0 || (failuresSpot !== undefined && integerOf(failuresSpot) === undefined);
		if (isCounted || passPercentage !== undefined) return;
		const name = textOf(field(spot, 'name')) ?? '';
		const edits = (): readonly Edit[] => (failuresSpot === undefined ? [addField(spot, 'failures', '1')] : [replaceNumber(failuresSpot, 1)]);
		report(failuresSpot ?? spot, l10n.t('The escalation "{0}" can never fire: it says neither failures nor passPercentage.', name), { fixes: [{ title: l10n.t('Fire at the first failure'), edits }] });
	}),
};

const percentageWindow: Rule = {
	code: 'Q9',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check: onEscalations(({ spot, failures, failuresSpot, overLastRuns, passPercentage }, report) => {
		if (passPercentage === undefined) return;
		if (overLastRuns === undefined) {
			const window = failures > 0 ? failures : usualWindow;
			report(passPercentage, l10n.t('Without overLastRuns the percentage is that of the last {0} runs.', window), {
				fixes: [{ title: l10n.t('Write down overLastRuns: {0}', window), preferred: true, safe: true, edits: () => [addField(spot, 'overLastRuns', String(window))] }],
			});
		}
		if (failures === 0 || failuresSpot === undefined) return;
		report(failuresSpot, l10n.t('passPercentage decides: failures does not count beside it.'), {
			related: [{ where: passPercentage, message: l10n.t('This decides') }],
			fixes: overLastRuns === undefined ? [] : [removeFix(failuresSpot, { preferred: true, safe: true })],
		});
	}),
};

const unreachable: Rule = {
	code: 'Q10',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check: onEscalations(({ failures, failuresSpot, overLastRuns, passPercentage }, report) => {
		const window = integerOf(overLastRuns);
		if (failuresSpot === undefined || overLastRuns === undefined || window === undefined || failures <= window || passPercentage !== undefined) return;
		report(failuresSpot, l10n.t('{0} failures cannot be reached in the last {1} runs.', failures, window), {
			related: [{ where: overLastRuns, message: l10n.t('The runs that are looked at') }],
			fixes: [
				{ title: l10n.t('Change overLastRuns to {0}', failures), preferred: true, edits: () => [replaceNumber(overLastRuns, failures)] },
				{ title: l10n.t('Change failures to {0}', window), edits: () => [replaceNumber(failuresSpot, window)] },
			],
		});
	}),
};

const priorities = ['Blocker', 'Critical', 'Major', 'Normal', 'Minor', 'Trivial'] as const;

const unknownPriority: Rule = {
	code: 'Q11',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check: onEscalations(({ spot }, report) => {
		const prioritySpot = field(spot, 'priority');
		const value = textOf(prioritySpot) ?? '';
		if (prioritySpot === undefined || value === '' || priorities.some((priority) => priority === value)) return;
		const words: ReadonlyMap<string, string> = new Map([['highest', 'Blocker'], ['urgent', 'Critical'], ['high', 'Major'], ['medium', 'Normal'], ['low', 'Minor'], ['lowest', 'Trivial']]);
		const folded = value.trim().toLowerCase();
		const same = priorities.find((priority) => priority.toLowerCase() === folded);
		const meant = same ?? words.get(folded) ?? nearest(value.trim(), priorities);
		report(prioritySpot, l10n.t('"{0}" has no rank, so it never outranks another: the ranks are {1}.', value, priorities.join(', ')), {
			fixes: (meant === undefined ? priorities : [meant]).map((word) => changeFix(prioritySpot, word, { preferred: word === meant, safe: word === same })),
		});
	}),
};

const duplicateNames: Rule = {
	code: 'Q12',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check: onQualifiers((qualifier, report) => {
		const last = new Map<string, Spot>();
		for (const spot of items(at(qualifier, 'notifications', 'jira', 'escalations'))) {
			if (contentOf(spot)?.kind !== 'map') continue;
			const nameSpot = field(spot, 'name');
			const name = textOf(nameSpot) ?? (nameSpot === undefined ? '' : undefined);
			if (name === undefined) continue;
			const former = last.get(name);
			last.set(name, spot);
			if (former === undefined) continue;
			const message = name === '' ? l10n.t('Escalations are told apart by name: of several without one only the last counts.') : l10n.t('Another escalation is called "{0}": only the last of them counts.', name);
			report(nameSpot ?? spot, message, {
				related: [{ where: field(former, 'name') ?? former, message: l10n.t('This one does not count') }],
				fixes: [{ title: l10n.t('Remove the one that does not count'), edits: () => [removeEntry(former)] }],
			});
		}
	}),
};

const noProject: Rule = {
	code: 'Q13',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check: onQualifiers((qualifier, report) => {
		const jira = at(qualifier, 'notifications', 'jira');
		if (jira === undefined || contentOf(jira)?.kind !== 'map') return;
		const project = present(field(jira, 'project'));
		if (project !== undefined && textOf(project) !== '') return;
		report(project ?? jira, l10n.t('Unless the global definition of "{0}" names a project, no ticket can be found or made.', keyOf(qualifier) ?? ''), {
			...(project === undefined && { part: 'key' }),
		});
	}),
};

export const escalationRules: readonly Rule[] = [neverFires, percentageWindow, unreachable, unknownPriority, duplicateNames, noProject];
