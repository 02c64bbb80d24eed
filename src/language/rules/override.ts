import * as l10n from '@vscode/l10n';
import { longestReason, reasonFits } from '../../payload/outlook';
import { isRecognisedOverride } from '../../payload/verdict';
import { entries, field, keyOf, type Spot } from '../document/spot';
import { information, type Severity, warning } from '../findings/finding';
import { onPayload } from './defining';
import { changeWord, offered, put, related, remove, rename } from './mends';
import { isBlank, isNew, mirrorJobAt, overrideAt, partOf, specAt, storedOf, written } from './presence';
import type { More, Report, Rule, RuleCode } from './rule';
import type { ConditionView, PayloadFacts } from './view';

// O: spec.payloadOverride, the only input of a person. Sources: payload_accepted_controller.go and
// payload_rejected_controller.go (decision order), hack/release-tool.py (what people write), the CRD (what is stored).

const verdicts = { known: ['Accepted', 'Rejected'], others: { Accepted: 'accept approve approved pass', Rejected: 'reject fail failed' }, mistakes: 4 };

/** What O rules look at: '' where a text is absent. */
interface Override {
	readonly spot: Spot;
	readonly value: string;
	readonly valueSpot: Spot | undefined;
	readonly reason: string;
	readonly reasonSpot: Spot | undefined;
}

const onOverride = (code: RuleCode, severity: Severity, check: (override: Override, report: Report, payload: PayloadFacts) => void): Rule =>
	onPayload(code, severity, (payload, report) => {
		const spot = overrideAt(payload);
		if (!spot) return;
		const valueSpot = field(spot, 'override');
		const reasonSpot = field(spot, 'reason');
		check({ spot, valueSpot, value: written(valueSpot), reasonSpot, reason: written(reasonSpot) }, report, payload);
	});

/** Asked only where a person's verdict is one that the controllers honour; what it says is reported there. */
const onVerdict = (code: RuleCode, severity: Severity, said: (payload: PayloadFacts, verdict: string) => false | undefined | readonly [message: string, ...more: More[]]): Rule =>
	onOverride(code, severity, ({ value, valueSpot }, report, payload) => {
		const told = isRecognisedOverride(value) && said(payload, value);
		if (told) report(valueSpot, ...told);
	});

const jobStatus = (payload: PayloadFacts, job: 'Creation' | 'Mirror'): string => payload.text('status', `release${job}JobResult`, 'status');

/** The condition of a verdict, when it is True. */
const standing = (payload: PayloadFacts, verdict: string): ConditionView | undefined =>
	payload.conditions.find(({ type, status }) => type === `Payload${verdict}` && status === 'True');

const hasEnded = /^(?:Success|Failed)$/;

export const overrideRules: readonly Rule[] = [
	onOverride('O1', 'error', ({ valueSpot, value }, report) => {
		if (value && !isRecognisedOverride(value)) report(valueSpot, l10n.t('No controller honours "{0}": only Accepted and Rejected count, spelled exactly so.', JSON.stringify(value).slice(1, -1)), changeWord(valueSpot, verdicts));
	}),
	onOverride('O2', warning, ({ spot, value, valueSpot, reasonSpot }, report) => {
		// A reason of another type is there; that it is no text is said already.
		if (!value || !isBlank(reasonSpot)) return;
		report(
			reasonSpot ?? valueSpot,
			l10n.t('Without a reason nobody learns why, and the release page does not show the override.'),
			put(spot, 'reason', `Manually ${value === 'Rejected' ? 'rejected' : 'accepted'} per TRT`),
		);
	}),
	onOverride('O3', warning, ({ value, reason, reasonSpot }, report) => {
		if (!reason.trim() || isRecognisedOverride(value)) return;
		report(reasonSpot, l10n.t('A reason without a verdict overrides nothing, yet the release page shows an override.'), remove(reasonSpot, offered));
	}),
	onOverride('O4', 'error', ({ reason, reasonSpot }, report) => {
		if (!reasonFits(reason)) report(reasonSpot, l10n.t('A condition holds no reason of more than {0} characters: the verdict never lands.', longestReason));
	}),
	onVerdict('O5', warning, (payload) =>
		jobStatus(payload, 'Creation') === 'Failed' && [
			l10n.t('The creation Job failed: the override has no effect until another succeeds.'),
			related(payload.at('status', 'releaseCreationJobResult', 'status'), l10n.t('Creation failed')),
		]),
	onVerdict('O6', information, (payload) => payload.header.hasStatus && !hasEnded.test(jobStatus(payload, 'Creation')) && [l10n.t('The override waits for the creation of the release.')]),
	onVerdict('O7', information, (payload, verdict) => {
		const mirrorJob = mirrorJobAt(payload, 'releaseMirrorJobName');
		if (!written(mirrorJob) || jobStatus(payload, 'Creation') !== 'Success' || hasEnded.test(jobStatus(payload, 'Mirror'))) return false;
		const flips = !standing(payload, verdict) && verdicts.known.some((each) => standing(payload, each));
		const message = flips
			? l10n.t('Until the mirror Job has ended, a changed verdict usually leaves the payload undecided.')
			: l10n.t('The override waits for the mirror Job, for ever if that is gone.');
		return [message, flips && warning, related(mirrorJob, l10n.t('The mirror Job'))];
	}),
	onVerdict('O8', information, (payload, verdict) => {
		const condition = standing(payload, verdict);
		return condition?.reason === `ReleasePayload${verdict}` && [l10n.t('The jobs gave this verdict: the override changes only its reason and message.'), related(condition.spot, l10n.t('The verdict by the jobs'))];
	}),
	onVerdict('O9', information, (payload, verdict) => {
		const failed = verdict === 'Accepted' ? payload.resultJobs.filter(({ role, state = '' }) => role === 'blocking' && /^Fail(?:ure|ed)$/.test(state)) : [];
		return failed.length > 0 && [
			l10n.t('Accepts the payload although blocking jobs failed: {0}.', failed.flatMap(({ name }) => name || []).join(', ')),
			...failed.map(({ spot, name }) => related(partOf(spot, 'state'), l10n.t('{0} failed', name))),
		];
	}),
	onVerdict('O10', warning, (payload, verdict) =>
		verdict === 'Rejected' && standing(payload, 'Accepted') && [l10n.t('Rejects an accepted payload: the published tag may move back, the payload may be pruned.')]),
	onVerdict('O11', warning, (payload) =>
		isNew(payload, payload.header.hasStatus || payload.header.stored) && [l10n.t('A payload to be created has nothing to override: the verdict waits for the release.')]),
	onOverride('O12', warning, ({ reasonSpot, value, reason }, report, payload) => {
		const former = storedOf(payload)?.spec.payloadOverride;
		const verdict = former?.override;
		if (!isRecognisedOverride(value) || !reason || !verdict || verdict === value || former.reason !== reason) return;
		report(reasonSpot, l10n.t('The verdict changes, the reason is still that of "{0}".', verdict));
	}),
	onPayload('O13', 'error', (payload, report) => {
		reportMisspelt(specAt(payload), { payloadOverride: overrideKey }, 'spec.', report);
		reportMisspelt(overrideAt(payload), { override: /^override$/i, reason: /^reason$/i }, 'spec.payloadOverride.', report);
		for (const entry of [...entries(payload.at('status')), ...entries(payload.root)]) {
			if (overrideKey.test(keyOf(entry) ?? '')) report(entry, l10n.t('This is dropped unread: overrides belong into spec.payloadOverride.'), 'key');
		}
	}),
];

/** A misspelt payloadOverride, or what stands for it elsewhere. */
export const overrideKey = /^(?:payload[-_ ]?)?overrides?$/i;

/** `fields`: how the fields of the map are misspelt. */
function reportMisspelt(map: Spot | undefined, fields: Readonly<Record<string, RegExp>>, path: string, report: Report): void {
	for (const entry of entries(map)) {
		const key = keyOf(entry) ?? '';
		const meant = Object.keys(fields).find((name) => key !== name && fields[name]?.test(key));
		// A plain `override` under spec may hold anything.
		if (meant) report(entry, l10n.t('"{0}" is dropped unread: the field is {1}.', key, path + meant), 'key', (meant !== 'payloadOverride' || /^payload/i.test(key)) && rename(entry, meant, map));
	}
}
