import * as l10n from '@vscode/l10n';
import { longestReason, reasonFits } from '../../payload/outlook';
import { isRecognisedOverride } from '../../payload/verdict';
import { entries, field, keyOf, type Spot } from '../document/spot';
import type { Severity } from '../findings/finding';
import { onPayload } from './defining';
import { changeWord, put, related, remove, rename } from './mends';
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
		const [valueSpot, reasonSpot] = [field(spot, 'override'), field(spot, 'reason')];
		check({ spot, valueSpot, value: written(valueSpot), reasonSpot, reason: written(reasonSpot) }, report, payload);
	});

/** Asked only where a person's verdict is one that the controllers honour, and reported there. */
const onVerdict = (code: RuleCode, severity: Severity, check: (payload: PayloadFacts, tell: (message: string, ...more: readonly More[]) => void, verdict: string) => void): Rule =>
	onOverride(code, severity, ({ value, valueSpot }, report, payload) => {
		if (isRecognisedOverride(value)) check(payload, (...said) => { report(valueSpot, ...said); }, value);
	});

const jobStatus = (payload: PayloadFacts, job: 'Creation' | 'Mirror'): string => payload.text('status', `release${job}JobResult`, 'status');

/** The condition, when it is True. */
const standing = (payload: PayloadFacts, type: string): ConditionView | undefined => payload.conditions.find((condition) => condition.type === type && condition.status === 'True');

const hasEnded = /^(?:Success|Failed)$/;

export const overrideRules: readonly Rule[] = [
	onOverride('O1', 'error', ({ valueSpot, value }, report) => {
		if (value && !isRecognisedOverride(value)) report(valueSpot, l10n.t('No controller honours "{0}": only Accepted and Rejected count, spelled exactly so.', JSON.stringify(value).slice(1, -1)), changeWord(valueSpot, verdicts));
	}),
	onOverride('O2', 'warning', ({ spot, value, valueSpot, reasonSpot }, report) => {
		// A reason of another type is there; that it is no text is said already.
		if (!value || !isBlank(reasonSpot)) return;
		report(
			reasonSpot ?? valueSpot,
			l10n.t('Without a reason nobody learns why, and the release page does not show the override.'),
			put(spot, 'reason', `Manually ${value === 'Rejected' ? 'rejected' : 'accepted'} per TRT`),
		);
	}),
	onOverride('O3', 'warning', ({ value, reason, reasonSpot }, report) => {
		if (!reason.trim() || isRecognisedOverride(value)) return;
		report(reasonSpot, l10n.t('A reason without a verdict overrides nothing, yet the release page shows an override.'), remove(reasonSpot, 'offered'));
	}),
	onOverride('O4', 'error', ({ reason, reasonSpot }, report) => {
		if (!reasonFits(reason)) report(reasonSpot, l10n.t('A condition holds no reason of more than {0} characters: the verdict never lands.', longestReason));
	}),
	onVerdict('O5', 'warning', (payload, tell) => {
		if (jobStatus(payload, 'Creation') !== 'Failed') return;
		tell(
			l10n.t('The creation of the release failed: the override has no effect until another creation Job succeeds.'),
			related(payload.at('status', 'releaseCreationJobResult', 'status'), l10n.t('Creation failed')),
		);
	}),
	onVerdict('O6', 'information', (payload, tell) => {
		if (payload.header.hasStatus && !hasEnded.test(jobStatus(payload, 'Creation'))) tell(l10n.t('The override waits for the creation of the release.'));
	}),
	onVerdict('O7', 'information', (payload, tell, verdict) => {
		const mirrorJob = mirrorJobAt(payload, 'releaseMirrorJobName');
		if (!written(mirrorJob) || jobStatus(payload, 'Creation') !== 'Success' || hasEnded.test(jobStatus(payload, 'Mirror'))) return;
		const flips = !standing(payload, `Payload${verdict}`) && verdicts.known.some((each) => standing(payload, `Payload${each}`));
		const message = flips
			? l10n.t('Until the mirror Job has ended, a changed verdict usually leaves the payload undecided.')
			: l10n.t('The override waits for the mirror Job, for ever if that is gone.');
		tell(message, flips ? 'warning' : undefined, related(mirrorJob, l10n.t('The mirror Job')));
	}),
	onVerdict('O8', 'information', (payload, tell, verdict) => {
		const condition = standing(payload, `Payload${verdict}`);
		if (condition?.reason !== `ReleasePayload${verdict}`) return;
		tell(l10n.t('The jobs gave this verdict: the override changes only its reason and message.'), related(condition.spot, l10n.t('The verdict by the jobs')));
	}),
	onVerdict('O9', 'information', (payload, tell, verdict) => {
		const failed = verdict === 'Accepted' ? payload.resultJobs.filter(({ role, state = '' }) => role === 'blocking' && /^Fail(?:ure|ed)$/.test(state)) : [];
		if (failed.length === 0) return;
		const names = failed.flatMap(({ name }) => name || []);
		tell(
			l10n.t('Accepts the payload although blocking jobs failed: {0}.', names.join(', ')),
			...failed.map(({ spot, name }) => related(partOf(spot, 'state'), l10n.t('{0} failed', name))),
		);
	}),
	onVerdict('O10', 'warning', (payload, tell, verdict) => {
		if (verdict === 'Rejected' && standing(payload, 'PayloadAccepted')) tell(l10n.t('Rejects an accepted payload: the published tag may move back, the payload may be pruned.'));
	}),
	onVerdict('O11', 'warning', (payload, tell) => {
		const { hasStatus, stored } = payload.header;
		if (isNew(payload, hasStatus || stored)) tell(l10n.t('A payload to be created has nothing to override: the verdict waits for the release.'));
	}),
	onOverride('O12', 'warning', ({ reasonSpot, value, reason }, report, payload) => {
		const former = storedOf(payload)?.spec.payloadOverride;
		const verdict = former?.override;
		if (!isRecognisedOverride(value) || !reason || !verdict || verdict === value || former.reason !== reason) return;
		report(reasonSpot, l10n.t('The verdict changes, the reason is still that of "{0}".', verdict));
	}),
	onPayload('O13', 'error', (payload, report) => {
		reportMisspelt(specAt(payload), ['payloadOverride'], 'spec.', report);
		reportMisspelt(overrideAt(payload), ['override', 'reason'], 'spec.payloadOverride.', report);
		for (const entry of [...entries(payload.at('status')), ...entries(payload.root)]) {
			if (overrideKey.test(keyOf(entry) ?? '')) report(entry, l10n.t('This is dropped unread: overrides belong into spec.payloadOverride.'), 'key');
		}
	}),
];

/** A misspelt payloadOverride, or what stands for it elsewhere. */
export const overrideKey = /^(?:payload[-_ ]?)?overrides?$/i;

function reportMisspelt(map: Spot | undefined, names: readonly string[], path: string, report: Report): void {
	for (const entry of entries(map)) {
		const key = keyOf(entry) ?? '';
		const meant = names.find((name) => key !== name && (name === 'payloadOverride' ? overrideKey.test(key) : key.toLowerCase() === name));
		// A plain `override` under spec may hold anything.
		if (meant) report(entry, l10n.t('"{0}" is dropped unread: the field is {1}.', key, path + meant), 'key', meant !== 'payloadOverride' || /^payload/i.test(key) ? rename(entry, meant, map) : undefined);
	}
}
