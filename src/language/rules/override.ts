import * as l10n from '@vscode/l10n';
import { longestReason, reasonFits } from '../../payload/outlook';
import { isRecognisedOverride } from '../../payload/verdict';
import { entries, field, keyOf, type Spot } from '../document/spot';
import { removeEntry } from '../findings/edits';
import type { Severity } from '../findings/finding';
import { onPayload } from './defining';
import { changeWord, mend, putValue, related, rename } from './mends';
import { isBlank, isNew, mirrorJobAt, overrideAt, specAt, storedOf, written } from './presence';
import type { Report, Rule, RuleCode } from './rule';
import type { PayloadView } from './view';

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

type Check = (override: Override, report: Report, payload: PayloadView) => void;

const onOverride = (code: RuleCode, severity: Severity, check: Check): Rule =>
	onPayload(code, severity, (payload, report) => {
		const spot = overrideAt(payload);
		if (!spot) return;
		const [valueSpot, reasonSpot] = [field(spot, 'override'), field(spot, 'reason')];
		check({ spot, valueSpot, value: written(valueSpot), reasonSpot, reason: written(reasonSpot) }, report, payload);
	});

/** Asked only where a person's verdict is one that the controllers honour. */
const onVerdict = (code: RuleCode, severity: Severity, check: Check): Rule =>
	onOverride(code, severity, (override, report, payload) => {
		if (isRecognisedOverride(override.value)) check(override, report, payload);
	});

const jobStatus = (payload: PayloadView, job: 'Creation' | 'Mirror'): string => payload.text('status', `release${job}JobResult`, 'status');

/** The condition, when it is True. */
const standing = (payload: PayloadView, type: string): PayloadView['conditions'][number] | undefined => payload.conditions.find((condition) => condition.type === type && condition.status === 'True');

export const overrideRules: readonly Rule[] = [
	onOverride('O1', 'error', ({ valueSpot, value }, report) => {
		if (value === '' || isRecognisedOverride(value)) return;
		report(valueSpot, l10n.t('No controller honours "{0}": only Accepted and Rejected count, spelled exactly so.', JSON.stringify(value).slice(1, -1)), changeWord(valueSpot, verdicts));
	}),
	onOverride('O2', 'warning', ({ spot, value, valueSpot, reasonSpot }, report) => {
		// A reason of another type is there; that it is no text is said already.
		if (value === '' || !isBlank(reasonSpot)) return;
		const suggestion = value === 'Rejected' ? 'Manually rejected per TRT' : 'Manually accepted per TRT';
		report(
			reasonSpot ?? valueSpot,
			l10n.t('An override needs a reason: without one nobody learns why, and the release page does not show it.'),
			mend(l10n.t('Add a reason'), () => [putValue(spot, 'reason', suggestion)]),
		);
	}),
	onOverride('O3', 'warning', ({ value, reason, reasonSpot }, report) => {
		if (!reasonSpot || reason.trim() === '' || isRecognisedOverride(value)) return;
		report(
			reasonSpot,
			l10n.t('A reason without a verdict overrides nothing, yet the release page announces an override.'),
			mend(l10n.t('Remove the reason'), () => [removeEntry(reasonSpot)], 'offered'),
		);
	}),
	onOverride('O4', 'error', ({ reason, reasonSpot }, report) => {
		if (!reasonFits(reason)) report(reasonSpot, l10n.t('A reason of more than {0} characters does not fit into a condition: the verdict never lands.', longestReason));
	}),
	onVerdict('O5', 'warning', ({ valueSpot }, report, payload) => {
		if (jobStatus(payload, 'Creation') !== 'Failed') return;
		report(
			valueSpot,
			l10n.t('The release could not be created: the override has no effect unless its creation Job is replaced by one that succeeds.'),
			related(payload.at('status', 'releaseCreationJobResult', 'status'), l10n.t('Creation failed')),
		);
	}),
	onVerdict('O6', 'information', ({ valueSpot }, report, payload) => {
		if (!payload.header.hasStatus || /^(?:Success|Failed)$/.test(jobStatus(payload, 'Creation'))) return;
		report(valueSpot, l10n.t('The release is not created yet: the override waits for its creation Job.'));
	}),
	onVerdict('O7', 'information', ({ valueSpot, value }, report, payload) => {
		const mirrorJob = mirrorJobAt(payload, 'releaseMirrorJobName');
		if (written(mirrorJob) === '' || jobStatus(payload, 'Creation') !== 'Success' || /^(?:Success|Failed)$/.test(jobStatus(payload, 'Mirror'))) return;
		const flips = !standing(payload, `Payload${value}`) && verdicts.known.some((verdict) => standing(payload, `Payload${verdict}`));
		const message = flips
			? l10n.t('Changing the verdict before the mirror Job has ended usually leaves the payload undecided until then.')
			: l10n.t('The mirror Job is not finished: the override waits for it, for ever if that Job is gone.');
		report(valueSpot, message, flips ? 'warning' : 'information', related(mirrorJob, l10n.t('The mirror Job')));
	}),
	onVerdict('O8', 'information', ({ valueSpot, value }, report, payload) => {
		const condition = standing(payload, `Payload${value}`);
		if (condition?.reason !== `ReleasePayload${value}`) return;
		report(valueSpot, l10n.t('The jobs gave this verdict already: the override changes only its reason and message.'), related(condition.spot, l10n.t('The verdict by the jobs')));
	}),
	onVerdict('O9', 'information', ({ valueSpot, value }, report, payload) => {
		const failed = value === 'Accepted' ? payload.resultJobs.filter(({ role, state = '' }) => role === 'blocking' && /^Fail(?:ure|ed)$/.test(state)) : [];
		if (failed.length === 0) return;
		const names = failed.map(({ name }) => name).filter((name) => name !== '');
		report(
			valueSpot,
			l10n.t('Accepts the payload although blocking jobs failed: {0}.', names.join(', ')),
			...failed.map(({ spot, name }) => related(field(spot, 'state') ?? spot, l10n.t('{0} failed', name))),
		);
	}),
	onVerdict('O10', 'warning', ({ valueSpot, value }, report, payload) => {
		if (value !== 'Rejected' || !standing(payload, 'PayloadAccepted')) return;
		report(valueSpot, l10n.t('Rejects an accepted payload: the published tag may move back, and the payload may be pruned.'));
	}),
	onVerdict('O11', 'warning', ({ valueSpot }, report, payload) => {
		const { hasStatus, stored } = payload.header;
		if (isNew(payload, hasStatus || stored)) report(valueSpot, l10n.t('A payload that is still to be created has nothing to override: the verdict waits for the release.'));
	}),
	onVerdict('O12', 'warning', ({ reasonSpot, value, reason }, report, payload) => {
		const former = storedOf(payload)?.spec.payloadOverride;
		const verdict = former?.override ?? '';
		if (reason === '' || verdict === value || verdict === '' || former?.reason !== reason) return;
		report(reasonSpot, l10n.t('The verdict changes, and the reason is still that of "{0}".', verdict));
	}),
	onPayload('O13', 'error', (payload, report) => {
		reportMisspelt(specAt(payload), ['payloadOverride'], 'spec.', report);
		reportMisspelt(overrideAt(payload), ['override', 'reason'], 'spec.payloadOverride.', report);
		for (const entry of [...entries(payload.at('status')), ...entries(payload.root)]) {
			if (overrideKey.test(keyOf(entry) ?? '')) report(entry, l10n.t('An override here is dropped unread: it belongs into spec.payloadOverride.'), 'key');
		}
	}),
];

/** A misspelt payloadOverride, or what stands for it elsewhere. */
export const overrideKey = /^(?:payload[-_ ]?)?overrides?$/i;

function reportMisspelt(map: Spot | undefined, names: readonly string[], path: string, report: Report): void {
	for (const entry of entries(map)) {
		const key = keyOf(entry) ?? '';
		const meant = names.find((name) => key !== name && (name === 'payloadOverride' ? overrideKey.test(key) : key.toLowerCase() === name));
		if (meant === undefined) continue;
		// A plain `override` under spec may hold anything.
		const fixes = meant === 'payloadOverride' && !/^payload/i.test(key) ? undefined : rename(entry, meant, map);
		report(entry, l10n.t('"{0}" is dropped unread: the field is {1}.', key, path + meant), 'key', fixes);
	}
}
