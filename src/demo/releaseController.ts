import type { World } from './world';

export interface ControllerOptions {
	/** Factor on the pace of everything. */
	readonly speed: number;
	readonly seed: number;
}

export function startReleaseController(_world: World, _options: ControllerOptions): { dispose(): void } {
	return { dispose: () => undefined };
}
