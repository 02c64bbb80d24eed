import { newPace } from './pace';
import { startDriver } from './releaseControllerDriver';
import { startJudges } from './releaseControllerJudges';
import type { World } from './world';

export interface ControllerOptions {
	/** Factor on the pace of everything. */
	readonly speed: number;
	readonly seed: number;
	/** Payloads, by namespace and name, whose jobs are under way and go on. */
	readonly moving: readonly (readonly [namespace: string, name: string])[];
}

/** The controllers in time-lapse: judges that write verdicts by upstream's rules, and a driver that lets jobs run. */
export function startReleaseController(world: World, { speed, seed, moving }: ControllerOptions): { dispose(): void } {
	const pace = newPace(speed);
	const judges = startJudges(world, { pace, seed });
	const driver = startDriver(world, { pace, seed, moving });
	return {
		dispose: () => {
			pace.stop();
			judges.dispose();
			driver.dispose();
		},
	};
}
