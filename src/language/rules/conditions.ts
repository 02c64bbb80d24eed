import * as l10n from '@vscode/l10n';
import { conditionTypes, manuallyAccepted, manuallyRejected } from '../../payload/conditions';
import { field } from '../document/spot';
import { removeEntry } from '../findings/edits';
import { nearest } from './nearest';
import { changeFix } from './qualifierWalk';
import type { Report, Rule } from './rule';
import type { ConditionView, PayloadView } from './view';

// S8, S9, S13: conditions. library-go (the first of a type is read and written), release_payload.go (any True counts for
// the phase), payload_accepted_controller.go and payload_rejected_controller.go (reasons and messages).

const contradictions = [
	['PayloadAccepted', 'PayloadRejected'],
	['PayloadCreated', 'PayloadFailed'],
] as const;

const conditionList: Rule = {
	code: 'S8',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const firsts = new Map<string, ConditionView>();
		for (const condition of payload.conditions) {
			if (condition.type === '') continue;
			const first = firsts.get(condition.type);
			if (first === undefined) {
				firsts.set(condition.type, condition);
				reportUnknownType(condition, report);
			} else reportSecond(condition, first, report);
		}
		for (const [one, other] of contradictions) {
			const [first, second] = [firsts.get(one), firsts.get(other)];
			if (first?.status !== 'True' || second?.status !== 'True') continue;
			report(field(second.spot, 'status') ?? second.spot, l10n.t('{0} and {1} cannot both be True.', one, other), {
				related: [{ where: field(first.spot, 'status') ?? first.spot, message: l10n.t('{0} is True', one) }],
			});
		}
	},
};

function reportUnknownType(condition: ConditionView, report: Report): void {
	const spot = conditionTypes.some((type) => type === condition.type) ? undefined : field(condition.spot, 'type');
	if (spot === undefined) return;
	const meant = nearest(condition.type.trim(), conditionTypes, 3);
	report(spot, l10n.t('No controller writes or reads a condition "{0}".', condition.type), { fixes: meant === undefined ? [] : [changeFix(spot, meant, { preferred: true })] });
}

function reportSecond(condition: ConditionView, first: ConditionView, report: Report): void {
	report(field(condition.spot, 'type') ?? condition.spot, l10n.t('{0} is there twice: controllers read and write the first only, yet the phase counts this one too.', condition.type), {
		related: [{ where: field(first.spot, 'type') ?? first.spot, message: l10n.t('The first one') }],
		fixes: [{ title: l10n.t('Remove this condition'), preferred: true, edits: () => [removeEntry(condition.spot)] }],
	});
}

const manualReason: Rule = {
	code: 'S9',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		for (const condition of payload.conditions) {
			const verdict = condition.reason === manuallyAccepted ? 'Accepted' : condition.reason === manuallyRejected ? 'Rejected' : undefined;
			if (verdict !== undefined) checkAgainstOverride(payload, condition, verdict, report);
		}
	},
};

function checkAgainstOverride(payload: PayloadView, condition: ConditionView, verdict: 'Accepted' | 'Rejected', report: Report): void {
	const override = payload.at('spec', 'payloadOverride');
	const value = payload.text('spec', 'payloadOverride', 'override');
	const related = override === undefined ? [] : [{ where: field(override, 'override') ?? override, message: l10n.t('The override as it is') }];
	if (value !== verdict) {
		const message =
			verdict === 'Accepted'
				? l10n.t('By this reason a person accepted the payload, and the override does not say so: it was changed since.')
				: l10n.t('By this reason a person rejected the payload, and the override does not say so: it was changed since.');
		report(field(condition.spot, 'reason') ?? condition.spot, message, { related });
		return;
	}
	if (condition.message === payload.text('spec', 'payloadOverride', 'reason')) return;
	report(field(condition.spot, 'message') ?? condition.spot, l10n.t('The message is not the reason of the override: that was changed since.'), { related });
}

const reasons: ReadonlySet<string> = new Set([
	'ReleasePayloadCreated',
	'ReleasePayloadFailed',
	'ReleasePayloadMirrored',
	'ReleasePayloadMirrorFailed',
	'ReleasePayloadAccepted',
	'ReleasePayloadRejected',
	'ReleasePayloadManuallyAccepted',
	'ReleasePayloadManuallyRejected',
	'ReleasePayloadCreationJobFailed',
]);

const unknownReason: Rule = {
	code: 'S13',
	severity: 'information',
	on: 'condition',
	check(condition, report) {
		const spot = condition.reason === '' || reasons.has(condition.reason) ? undefined : field(condition.spot, 'reason');
		if (spot === undefined) return;
		const meant = nearest(condition.reason, reasons);
		report(spot, l10n.t('"{0}" is no reason that the controllers are known to give: an older or newer one wrote it, or somebody by hand.', condition.reason), {
			fixes: meant === undefined ? [] : [changeFix(spot, meant)],
		});
	},
};

export const conditionRules: readonly Rule[] = [conditionList, manualReason, unknownReason];
