/** Milliseconds of processor that the action took: unlike those of the clock, they do not grow with what else the machine does. */
export function processorTime(action: () => void): number {
	const before = process.cpuUsage();
	action();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
