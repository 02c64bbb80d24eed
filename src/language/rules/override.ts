import * as l10n from '@vscode/l10n';
import { longestReason, reasonFits } from '../../payload/outlook';
import { isRecognisedOverride } from '../../payload/verdict';
import { entries, field, keyOf, textOf, type Spot } from '../document/spot';
import { addField, removeEntry, renameKey, replaceText } from '../findings/edits';
import type { Fix } from '../findings/finding';
import { nearest } from './nearest';
import type { Report, Rule } from './rule';
import type { PayloadView } from './view';

// O: spec.payloadOverride, the only input of a person. Sources: payload_accepted_controller.go and
// payload_rejected_controller.go (decision order), hack/release-tool.py (what people write), the CRD (what is stored).

const verdicts = ['Accepted', 'Rejected'] as const;

/** What O rules look at, read once per rule: '' where something is absent. */
interface Override {
	readonly spot: Spot;
	readonly value: string;
	readonly valueSpot: Spot | undefined;
	readonly reason: string;
	readonly reasonSpot: Spot | undefined;
}

function overrideOf(payload: PayloadView): Override | undefined {
	const spot = payload.at('spec', 'payloadOverride');
	if (spot === undefined) return undefined;
	const valueSpot = field(spot, 'override');
	const reasonSpot = field(spot, 'reason');
	return { spot, valueSpot, value: textOf(valueSpot) ?? '', reasonSpot, reason: textOf(reasonSpot) ?? '' };
}

/** Runs a check only where a person's verdict is one that the controllers honour. */
function onRecognised(check: (override: Override & { readonly verdictSpot: Spot }, payload: PayloadView, report: Report) => void) {
	return (payload: PayloadView, report: Report): void => {
		const override = overrideOf(payload);
		if (override?.valueSpot !== undefined && isRecognisedOverride(override.value)) check({ ...override, verdictSpot: override.valueSpot }, payload, report);
	};
}

function creationStatus(payload: PayloadView): string {
	return payload.text('status', 'releaseCreationJobResult', 'status');
}

function isTrue(payload: PayloadView, type: string): boolean {
	return payload.conditions.some((condition) => condition.type === type && condition.status === 'True');
}

function isDecided(payload: PayloadView): boolean {
	return isTrue(payload, 'PayloadAccepted') || isTrue(payload, 'PayloadRejected');
}

const unknownValue: Rule = {
	code: 'O1',
	severity: 'error',
	on: 'payload',
	check(payload, report) {
		const override = overrideOf(payload);
		if (override?.valueSpot === undefined || override.value === '' || isRecognisedOverride(override.value)) return;
		const { valueSpot, value } = override;
		report(valueSpot, l10n.t('No controller honours "{0}": only Accepted and Rejected count, spelled exactly so.', value), { fixes: verdictFixes(valueSpot, value) });
	},
};

/** The verdict that was probably meant comes first and is preferred; where nothing is near, both are offered. */
function verdictFixes(spot: Spot, value: string): readonly Fix[] {
	const stems = { accept: 'Accepted', approve: 'Accepted', approved: 'Accepted', pass: 'Accepted', reject: 'Rejected', fail: 'Rejected', failed: 'Rejected' };
	const meant = nearest(value.trim(), verdicts, 4) ?? new Map(Object.entries(stems)).get(value.trim().toLowerCase());
	const sameWord = verdicts.find((verdict) => verdict.toLowerCase() === value.trim().toLowerCase());
	const offered = meant === undefined ? verdicts : [meant];
	return offered.map((verdict) => ({
		title: l10n.t('Change to "{0}"', verdict),
		preferred: verdict === meant,
		safe: verdict === sameWord,
		edits: () => [replaceText(spot, verdict)],
	}));
}

const missingReason: Rule = {
	code: 'O2',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const override = overrideOf(payload);
		if (override?.valueSpot === undefined || override.value === '' || override.reason.trim() !== '') return;
		// A reason of another type is there; that it is no text is said already.
		if (override.reasonSpot !== undefined && textOf(override.reasonSpot) === undefined && override.reasonSpot.node.start < override.reasonSpot.node.end) return;
		const { valueSpot, reasonSpot, spot, value } = override;
		const suggestion = value === 'Rejected' ? 'Manually rejected per TRT' : 'Manually accepted per TRT';
		const edits = () => (reasonSpot === undefined ? [addField(spot, 'reason', suggestion)] : [replaceText(reasonSpot, suggestion)]);
		report(reasonSpot ?? valueSpot, l10n.t('An override needs a reason: without one nobody can tell who decided what, and the release page does not show it.'), {
			fixes: [{ title: l10n.t('Add a reason'), preferred: true, edits }],
		});
	},
};

const reasonWithoutOverride: Rule = {
	code: 'O3',
	severity: 'warning',
	on: 'payload',
	check(payload, report) {
		const override = overrideOf(payload);
		if (override?.reasonSpot === undefined || override.reason.trim() === '' || isRecognisedOverride(override.value)) return;
		const { reasonSpot } = override;
		report(reasonSpot, l10n.t('A reason without a verdict overrides nothing, yet the release page announces an override.'), {
			fixes: [{ title: l10n.t('Remove the reason'), edits: () => [removeEntry(reasonSpot)] }],
		});
	},
};

const reasonTooLong: Rule = {
	code: 'O4',
	severity: 'error',
	on: 'payload',
	check(payload, report) {
		const override = overrideOf(payload);
		if (override?.reasonSpot === undefined || reasonFits(override.reason)) return;
		report(override.reasonSpot, l10n.t('The reason is longer than {0} characters: it becomes a condition message, the server refuses to store that, and the verdict never lands.', longestReason));
	},
};

const afterFailedCreation: Rule = {
	code: 'O5',
	severity: 'warning',
	on: 'payload',
	check: onRecognised(({ verdictSpot }, payload, report) => {
		if (creationStatus(payload) !== 'Failed') return;
		report(verdictSpot, l10n.t('The release could not be created, so this override has no effect unless its creation Job is replaced by one that succeeds.'), {
			related: relatedField(payload, ['status', 'releaseCreationJobResult', 'status'], l10n.t('Creation failed')),
		});
	}),
};

const beforeCreation: Rule = {
	code: 'O6',
	severity: 'information',
	on: 'payload',
	check: onRecognised(({ verdictSpot }, payload, report) => {
		const creation = creationStatus(payload);
		if (!payload.header.hasStatus || creation === 'Success' || creation === 'Failed') return;
		report(verdictSpot, l10n.t('The release is not created yet: the override is applied once its creation Job has succeeded.'));
	}),
};

const duringMirror: Rule = {
	code: 'O7',
	severity: 'information',
	on: 'payload',
	check: onRecognised(({ verdictSpot, value }, payload, report) => {
		const mirror = payload.text('status', 'releaseMirrorJobResult', 'status');
		const configured = payload.text('spec', 'payloadCreationConfig', 'releaseMirrorCoordinates', 'releaseMirrorJobName') !== '';
		if (!payload.header.hasStatus || !configured || mirror === 'Success' || mirror === 'Failed' || creationStatus(payload) !== 'Success') return;
		const flips = isDecided(payload) && !isTrue(payload, `Payload${value}`);
		report(
			verdictSpot,
			flips
				? l10n.t('Changing the verdict while the mirror Job is unfinished usually leaves the payload undecided until that Job has ended.')
				: l10n.t('The mirror Job is not finished: the override waits for it, for ever if that Job is gone.'),
			{
				severity: flips ? 'warning' : 'information',
				related: relatedField(payload, ['spec', 'payloadCreationConfig', 'releaseMirrorCoordinates', 'releaseMirrorJobName'], l10n.t('The mirror Job')),
			},
		);
	}),
};

const sameAsJobs: Rule = {
	code: 'O8',
	severity: 'information',
	on: 'payload',
	check: onRecognised(({ verdictSpot, value }, payload, report) => {
		const standing = payload.conditions.find((condition) => condition.type === `Payload${value}` && condition.status === 'True');
		if (standing?.reason !== `ReleasePayload${value}`) return;
		report(verdictSpot, l10n.t('The jobs gave this verdict already: the override changes only its reason and message.'), {
			related: [{ where: standing.spot, message: l10n.t('The verdict by the jobs') }],
		});
	}),
};

const acceptsFailures: Rule = {
	code: 'O9',
	severity: 'information',
	on: 'payload',
	check: onRecognised(({ verdictSpot, value }, payload, report) => {
		if (value !== 'Accepted') return;
		const failed = payload.resultJobs.filter((job) => job.role === 'blocking' && (job.state === 'Failure' || job.state === 'Failed'));
		if (failed.length === 0) return;
		const names = failed.map((job) => job.name).filter((name) => name !== '');
		report(verdictSpot, l10n.t('Accepts the payload although blocking jobs failed: {0}.', names.join(', ')), {
			related: failed.map((job) => ({ where: field(job.spot, 'state') ?? job.spot, message: l10n.t('{0} failed', job.name) })),
		});
	}),
};

const rejectsAccepted: Rule = {
	code: 'O10',
	severity: 'warning',
	on: 'payload',
	check: onRecognised(({ verdictSpot, value }, payload, report) => {
		if (value !== 'Rejected' || !isTrue(payload, 'PayloadAccepted')) return;
		report(verdictSpot, l10n.t('Rejects an accepted payload: the published tag may move back, and the payload may be pruned.'));
	}),
};

const beforeItExists: Rule = {
	code: 'O11',
	severity: 'warning',
	on: 'payload',
	check: onRecognised(({ verdictSpot }, payload, report) => {
		const { live } = payload.surroundings;
		const isNew = live === 'absent' || (live === undefined && !payload.header.hasStatus && !payload.header.stored);
		if (!isNew) return;
		report(verdictSpot, l10n.t('A payload that is still to be created has nothing to override: the verdict waits until the release exists.'));
	}),
};

const staleReason: Rule = {
	code: 'O12',
	severity: 'warning',
	on: 'payload',
	check: onRecognised(({ reasonSpot, value, reason }, payload, report) => {
		const { live } = payload.surroundings;
		if (live === undefined || live === 'absent') return;
		if (reasonSpot === undefined || reason === '') return;
		const former = live.spec.payloadOverride;
		if ((former?.override ?? '') === value || (former?.override ?? '') === '' || former?.reason !== reason) return;
		report(reasonSpot, l10n.t('The verdict changes but the reason is still that of "{0}": it will stand in the new verdict.', former.override ?? ''));
	}),
};

const misplaced: Rule = {
	code: 'O13',
	severity: 'error',
	on: 'payload',
	check(payload, report) {
		for (const entry of entries(payload.at('spec'))) {
			const key = keyOf(entry) ?? '';
			const isOurs = key !== 'payloadOverride' && (/^payload[-_ ]?overrides?$/i.test(key) || /^overrides?$/i.test(key));
			if (!isOurs) continue;
			const fixes = payload.at('spec', 'payloadOverride') === undefined && /^payload/i.test(key) ? [rename(entry, 'payloadOverride')] : [];
			report(entry, l10n.t('"{0}" is dropped unread: the field is spec.payloadOverride.', key), { part: 'key', fixes });
		}
		for (const entry of entries(payload.at('spec', 'payloadOverride'))) {
			const key = keyOf(entry) ?? '';
			const meant = ['override', 'reason'].find((name) => key !== name && key.toLowerCase() === name);
			if (meant === undefined) continue;
			const free = payload.at('spec', 'payloadOverride', meant) === undefined;
			report(entry, l10n.t('"{0}" is dropped unread: the field is spec.payloadOverride.{1}.', key, meant), { part: 'key', fixes: free ? [rename(entry, meant)] : [] });
		}
		for (const place of [payload.at('status'), payload.root]) reportElsewhere(place, report);
	},
};

function reportElsewhere(place: Spot | undefined, report: Report): void {
	for (const entry of entries(place)) {
		const key = keyOf(entry) ?? '';
		if (!/^(?:payload[-_ ]?)?overrides?$/i.test(key)) continue;
		report(entry, l10n.t('An override here is dropped unread: it belongs into spec.payloadOverride.'), { part: 'key' });
	}
}

function rename(entry: Spot, name: string): Fix {
	return { title: l10n.t('Rename to "{0}"', name), preferred: true, safe: true, edits: () => [renameKey(entry, name)] };
}

function relatedField(payload: PayloadView, path: readonly string[], message: string): readonly { readonly where: Spot; readonly message: string }[] {
	const where = payload.at(...path);
	return where === undefined ? [] : [{ where, message }];
}

export const overrideRules: readonly Rule[] = [
	unknownValue,
	missingReason,
	reasonWithoutOverride,
	reasonTooLong,
	afterFailedCreation,
	beforeCreation,
	duringMirror,
	sameAsJobs,
	acceptsFailures,
	rejectsAccepted,
	beforeItExists,
	staleReason,
	misplaced,
];
