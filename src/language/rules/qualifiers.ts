import * as l10n from '@vscode/l10n';
import { entries, field, keyOf, textOf, truthOf } from '../document/spot';
import { addField, renameKey } from '../findings/edits';
import type { Fix } from '../findings/finding';
import { nearest } from './nearest';
import { escalationRules } from './escalations';
import { changeFix, onQualifiers, removeFix } from './qualifierWalk';
import type { Rule } from './rule';
import { scalarTypeRules } from './scalarTypes';
import type { QualifierText } from './view';

// Q: qualifiers of jobs, and approvals by label. Sources: pkg/releasequalifiers (types, merge, validation),
// pkg/releasepayload/qualifiers/helpers.go, hack/release-tool.py (approval labels).

const badgeWords = ['Yes', 'No', 'OnSuccess', 'OnFailure'] as const;

const badgeStatus: Rule = {
	code: 'Q1',
	severity: 'warning',
	on: 'specJob',
	currentShapeOnly: true,
	check: onQualifiers((qualifier, report) => {
		const spot = field(qualifier, 'payloadBadgeStatus');
		const value = textOf(spot) ?? '';
		if (spot === undefined || value === '' || badgeWords.some((word) => word === value)) return;
		const stems: ReadonlyMap<string, string> = new Map([['always', 'Yes'], ['true', 'Yes'], ['on', 'Yes'], ['never', 'No'], ['false', 'No'], ['off', 'No'], ['success', 'OnSuccess'], ['failure', 'OnFailure'], ['failed', 'OnFailure']]);
		const folded = value.trim().toLowerCase();
		const same = badgeWords.find((word) => word.toLowerCase() === folded);
		const meant = same ?? stems.get(folded) ?? nearest(value.trim(), badgeWords, 3);
		report(spot, l10n.t('No controller knows "{0}": the badge is never shown. It is "Yes", "No", "OnSuccess" or "OnFailure".', value), {
			fixes: (meant === undefined ? badgeWords : [meant]).map((word) => changeFix(spot, word, { preferred: word === meant, safe: word === same })),
		});
	}),
};

const jobApproval: Rule = {
	code: 'Q4',
	severity: 'error',
	on: 'specJob',
	currentShapeOnly: true,
	check: onQualifiers((qualifier, report) => {
		const spot = field(qualifier, 'approval');
		if (spot === undefined) return;
		report(spot, l10n.t('A job cannot make "{0}" an approval: that is said in the global definition only.', keyOf(qualifier) ?? ''), {
			part: 'key',
			fixes: [removeFix(spot, { preferred: true })],
		});
	}),
};

const approvalWithExtras: Rule = {
	code: 'Q5',
	severity: 'error',
	on: 'specJob',
	currentShapeOnly: true,
	check: onQualifiers((qualifier, report) => {
		const approval = field(qualifier, 'approval');
		if (approval === undefined || truthOf(approval) !== true) return;
		for (const key of ['failureLabels', 'notifications']) {
			const spot = field(qualifier, key);
			if (spot === undefined) continue;
			report(spot, l10n.t('An approval is the word of a person: it has no {0}, and the definition is refused with them.', key), {
				part: 'key',
				related: [{ where: approval, message: l10n.t('It is an approval') }],
				fixes: [removeFix(spot)],
			});
		}
	}),
};

const notEnabled: Rule = {
	code: 'Q6',
	severity: 'information',
	on: 'specJob',
	currentShapeOnly: true,
	check: onQualifiers((qualifier, report) => {
		const enabled = field(qualifier, 'enabled');
		if (enabled !== undefined && truthOf(enabled) !== false) return;
		const given = ['badgeName', 'payloadBadgeStatus', 'failureLabels', 'notifications'].find((key) => field(qualifier, key) !== undefined);
		if (given === undefined) return;
		const edits: Fix['edits'] = () => (enabled === undefined ? [addField(qualifier, 'enabled', 'true')] : [{ piece: enabled.piece, start: enabled.node.start, end: enabled.node.end, newText: 'true' }]);
		const message =
			enabled === undefined
				? l10n.t('"{0}" is not enabled here: unless its global definition says so, {1} has no effect.', keyOf(qualifier) ?? '', given)
				: l10n.t('"{0}" is switched off: {1} has no effect.', keyOf(qualifier) ?? '', given);
		report(enabled ?? qualifier, message, { ...(enabled === undefined && { part: 'key' }), fixes: [{ title: l10n.t('Enable it'), edits }] });
	}),
};

const differentOverrides: Rule = {
	code: 'Q7',
	severity: 'warning',
	on: 'payload',
	currentShapeOnly: true,
	check(payload, report) {
		let last: Map<string, QualifierText> | undefined;
		for (const job of payload.specJobs) {
			if (job.qualifierTexts.length === 0 || job.role === 'upgrade') continue;
			last ??= new Map();
			for (const each of job.qualifierTexts) last.set(each.id, each);
		}
		if (last === undefined) return;
		for (const job of payload.specJobs) {
			if (job.role === 'upgrade') continue;
			for (const each of job.qualifierTexts) {
				const winner = last.get(each.id);
				if (winner === undefined || winner.text === each.text) continue;
				report(each.spot, l10n.t('A later job overrides "{0}" differently: for the badge only the last one counts.', each.id), { part: 'key', related: [{ where: winner.spot, message: l10n.t('This one counts') }] });
			}
		}
	},
};

const approvalKey = /^release\.openshift\.io\/(.+)_state$/i;
const approvalWords = ['Accepted', 'Rejected'] as const;

const approvalValue: Rule = {
	code: 'Q14',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		for (const label of entries(payload.at('metadata', 'labels'))) {
			const value = textOf(label);
			if (value === undefined || approvalWords.some((word) => word === value) || !approvalKey.test(keyOf(label) ?? '')) continue;
			const stems: ReadonlyMap<string, string> = new Map([['accept', 'Accepted'], ['approved', 'Accepted'], ['approve', 'Accepted'], ['reject', 'Rejected']]);
			const same = approvalWords.find((word) => word.toLowerCase() === value.trim().toLowerCase());
			const meant = same ?? stems.get(value.trim().toLowerCase()) ?? nearest(value.trim(), approvalWords, 3);
			report(label, l10n.t('"{0}" is ignored: an approval is Accepted or Rejected, spelled exactly so.', value), {
				fixes: (meant === undefined ? approvalWords : [meant]).map((word) => changeFix(label, word, { preferred: word === meant, safe: word === same })),
			});
		}
	},
};

const approvalCase: Rule = {
	code: 'Q15',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		for (const label of entries(payload.at('metadata', 'labels'))) {
			const key = keyOf(label) ?? '';
			const lower = key.toLowerCase();
			if (key === lower || !approvalKey.test(key)) continue;
			const isFree = payload.at('metadata', 'labels', lower) === undefined;
			report(label, l10n.t('Qualifiers are looked up in lower case: "{0}" is read by nobody.', key), {
				part: 'key',
				fixes: isFree ? [{ title: l10n.t('Rename to "{0}"', lower), preferred: true, safe: true, edits: () => [renameKey(label, lower)] }] : [],
			});
		}
	},
};

export const qualifiersRules: readonly Rule[] = [badgeStatus, ...scalarTypeRules, jobApproval, approvalWithExtras, notEnabled, differentOverrides, ...escalationRules, approvalValue, approvalCase];
