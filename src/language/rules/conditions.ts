import * as l10n from '@vscode/l10n';
import { conditionTypes, manuallyAccepted, manuallyRejected } from '../../payload/conditions';
import { field } from '../document/spot';
import { information, warning } from '../findings/finding';
import { onCondition, onPayload } from './defining';
import { change, offered, related, remove } from './mends';
import { nearest } from './nearest';
import { overrideAt, partOf, written } from './presence';
import type { Rule } from './rule';
import type { ConditionView } from './view';

// S8, S9, S13: conditions. library-go (the first of a type is read and written), release_payload.go (any True counts for
// the phase), payload_accepted_controller.go and payload_rejected_controller.go (reasons and messages).

const contradictions = [
	['PayloadAccepted', 'PayloadRejected'],
	['PayloadCreated', 'PayloadFailed'],
] as const;

/** The reasons that only repeat a type, and those that say more. */
const reasons = [...conditionTypes.map((type) => `Release${type}`), manuallyAccepted, manuallyRejected, 'ReleasePayloadCreationJobFailed'];

export const conditionRules: readonly Rule[] = [
	onPayload('S8', warning, (payload, report) => {
		const firsts = new Map<string, ConditionView>();
		for (const condition of payload.conditions) {
			const { type, spot } = condition;
			const first = firsts.get(type);
			if (!type) continue;
			if (first) {
				report(
					partOf(spot, 'type'),
					l10n.t('{0} is there twice: controllers use the first only, yet the phase counts this one too.', type),
					related(partOf(first.spot, 'type'), l10n.t('The first one')),
					remove(spot),
				);
				continue;
			}
			firsts.set(type, condition);
			if (conditionTypes.some((known) => known === type)) continue;
			report(field(spot, 'type'), l10n.t('No controller writes or reads a condition "{0}".', type), change(field(spot, 'type'), nearest(type.trim(), conditionTypes, 3)));
		}
		for (const [one, other] of contradictions) {
			const first = firsts.get(one);
			const second = firsts.get(other);
			if (first?.status !== 'True' || second?.status !== 'True') continue;
			report(partOf(second.spot, 'status'), l10n.t('{0} and {1} cannot both be True.', one, other), related(partOf(first.spot, 'status'), l10n.t('{0} is True', one)));
		}
	}),
	onPayload('S9', warning, (payload, report) => {
		for (const { reason, message, spot } of payload.conditions) {
			const decided = reason === manuallyAccepted ? 'Accepted' : reason === manuallyRejected ? 'Rejected' : '';
			if (!decided) continue;
			const override = overrideAt(payload);
			const verdict = field(override, 'override');
			const there = related(verdict ?? override, l10n.t('The override now'));
			if (written(verdict) !== decided) report(partOf(spot, 'reason'), l10n.t('By this reason a person decided {0}, and the override no longer says so.', decided), there);
			else if (message !== written(field(override, 'reason'))) report(partOf(spot, 'message'), l10n.t('The override has another reason by now.'), there);
		}
	}),
	onCondition('S13', information, ({ reason, spot }, report) => {
		if (!reason || reasons.includes(reason)) return;
		report(
			field(spot, 'reason'),
			l10n.t('No controller gives the reason "{0}": another version wrote it, or a person.', reason),
			change(field(spot, 'reason'), nearest(reason, reasons), offered),
		);
	}),
];
