import type { JobRole } from '../../payload/jobs';
import type { CIConfiguration, JobStatus, ReleasePayload } from '../../payload/releasePayload';
import { contentOf, fieldText } from '../document/spot';
import { jobNameKey, nameKey } from '../rules/fields';
import type { PayloadView, ResultJob } from '../rules/view';

/**
 * A payload with what decides about its phase and its override, and with nothing else: what the controllers' rules
 * (`phaseWithoutConditions`, `overrideOutlook`) do not look at is not read.
 */
export function decisivePayload(view: PayloadView): ReleasePayload {
	const { specJobs, resultJobs, conditions } = view;
	const configured = (role: JobRole): readonly CIConfiguration[] =>
		specJobs.flatMap((job) => (job.role === role ? [{ [nameKey]: job.name, [jobNameKey]: job.jobName }] : []));
	const reported = (role: JobRole): readonly JobStatus[] => resultJobs.filter((job) => job.role === role).map(jobStatus);
	const mirror = view.text('spec', 'payloadCreationConfig', 'releaseMirrorCoordinates', 'releaseMirrorJobName');
	return {
		metadata: {},
		spec: {
			payloadCreationConfig: { releaseMirrorCoordinates: { releaseMirrorJobName: mirror } },
			payloadOverride: { override: view.text('spec', 'payloadOverride', 'override'), reason: view.text('spec', 'payloadOverride', 'reason') },
			payloadVerificationConfig: { blockingJobs: configured('blocking'), informingJobs: configured('informing'), upgradeJobs: configured('upgrade') },
		},
		status: {
			// An item that is no object states nothing.
			conditions: conditions.filter(({ spot }) => contentOf(spot)?.kind === 'map'),
			releaseCreationJobResult: { status: view.text('status', 'releaseCreationJobResult', 'status') },
			releaseMirrorJobResult: { status: view.text('status', 'releaseMirrorJobResult', 'status') },
			blockingJobResults: reported('blocking'),
			informingJobResults: reported('informing'),
			upgradeJobResults: reported('upgrade'),
		},
	};
}

/** A job with what its state follows from, and the state that is written. */
export function jobStatus({ spot, jobName, maxRetries = 0, analysisJobCount = 0, state = '', runs }: ResultJob): JobStatus {
	const results = runs.map((run) => ({ state: run.state ?? '' }));
	return { [nameKey]: fieldText(spot, nameKey) ?? '', [jobNameKey]: jobName, maxRetries, analysisJobCount, state, results };
}
