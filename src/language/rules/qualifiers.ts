import * as l10n from '@vscode/l10n';
import { entries, field, keyOf, textOf, truthOf } from '../document/spot';
import { information, warning } from '../findings/finding';
import { inCurrentShape, onPayload, onQualifiers } from './defining';
import { escalationRules } from './escalations';
import { changeWord, mend, offered, related, remove, rename, type Words } from './mends';
import { metadataAt, written } from './presence';
import type { Rule } from './rule';
import { scalarTypeRules } from './scalarTypes';
import type { QualifierText } from './view';
import { addField, replaceWith } from '../findings/edits';

// Q: qualifiers of jobs, and approvals by label. Sources: pkg/releasequalifiers (types, merge, validation),
// pkg/releasepayload/qualifiers/helpers.go, hack/release-tool.py (approval labels).

const badges: Words = { known: ['Yes', 'No', 'OnSuccess', 'OnFailure'], others: { Yes: 'always true on', No: 'never false off', OnSuccess: 'success', OnFailure: 'failure failed' }, mistakes: 3 };
const approvals: Words = { known: ['Accepted', 'Rejected'], others: { Accepted: 'accept approved approve', Rejected: 'reject' }, mistakes: 3 };
const approvalKey = /^release\.openshift\.io\/(.+)_state$/i;

export const qualifiersRules: readonly Rule[] = [
	...scalarTypeRules,
	...inCurrentShape(
		onQualifiers('Q1', warning, (qualifier, report) => {
			const spot = field(qualifier, 'payloadBadgeStatus');
			const value = written(spot);
			if (!value || badges.known.includes(value)) return;
			report(spot, l10n.t('No controller knows "{0}": no badge is shown. It is one of {1}.', value, badges.known.join(', ')), changeWord(spot, badges));
		}),
		onQualifiers('Q4', 'error', (qualifier, report) => {
			const spot = field(qualifier, 'approval');
			report(spot, l10n.t('Only the global definition can make "{0}" an approval.', keyOf(qualifier) ?? ''), 'key', remove(spot));
		}),
		onQualifiers('Q5', 'error', (qualifier, report) => {
			const approval = field(qualifier, 'approval');
			if (!truthOf(approval)) return;
			for (const key of ['failureLabels', 'notifications']) {
				const spot = field(qualifier, key);
				report(
					spot,
					l10n.t('An approval is the word of a person: a definition with {0} is refused.', key),
					'key',
					related(approval, l10n.t('It is an approval')),
					remove(spot, offered),
				);
			}
		}),
		onQualifiers('Q6', information, (qualifier, report) => {
			const enabled = field(qualifier, 'enabled');
			const given = ['badgeName', 'payloadBadgeStatus', 'failureLabels', 'notifications'].find((key) => field(qualifier, key));
			if ((enabled && truthOf(enabled) !== false) || !given) return;
			const id = keyOf(qualifier) ?? '';
			const message = enabled ? l10n.t('"{0}" is switched off: {1} has no effect.', id, given) : l10n.t('"{0}" is not enabled here: unless it is globally, {1} has no effect.', id, given);
			report(
				enabled ?? qualifier,
				message,
				!enabled && 'key',
				mend(l10n.t('Enable it'), () => [enabled ? replaceWith(enabled, 'true') : addField(qualifier, 'enabled', true)], offered),
			);
		}),
		onPayload('Q7', warning, (payload, report) => {
			const texts = payload.specJobs.flatMap(({ role, qualifierTexts }) => (role === 'upgrade' ? [] : qualifierTexts));
			const last = new Map<string, QualifierText>(texts.map((each) => [each.id, each]));
			for (const { id, text, spot } of texts) {
				const winner = last.get(id);
				if (winner?.text === text) continue;
				report(spot, l10n.t('A later job has another "{0}": for the badge only the last counts.', id), 'key', related(winner?.spot, l10n.t('This one counts')));
			}
		}),
		...escalationRules,
	),
	onPayload('Q14', warning, (payload, report) => {
		for (const label of entries(metadataAt(payload, 'labels'))) {
			const value = textOf(label);
			if (value === undefined || approvals.known.includes(value) || !approvalKey.test(keyOf(label) ?? '')) continue;
			report(label, l10n.t('"{0}" is ignored: an approval is Accepted or Rejected, spelled exactly so.', value), changeWord(label, approvals));
		}
	}),
	onPayload('Q15', warning, (payload, report) => {
		const labels = metadataAt(payload, 'labels');
		for (const label of entries(labels)) {
			const key = keyOf(label) ?? '';
			const lower = key.toLowerCase();
			if (key === lower || !approvalKey.test(key)) continue;
			report(label, l10n.t('Nobody reads "{0}": qualifiers are looked up in lower case.', key), 'key', rename(label, lower, labels));
		}
	}),
];
