import { existsSync, realpathSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, join, parse, relative, sep } from 'node:path';

/**
 * Calls back, soon after, when one of the files may have been written, replaced, made or removed. Folders are watched
 * rather than files, because a file that is replaced takes its watch along; for a file whose folder is not there yet the
 * nearest folder that is. Says too much rather than too little: the caller compares contents.
 */
export function watchFiles(paths: readonly string[], debounce: number, changed: () => void): { dispose(): void } {
	const watchers = new Map<string, FSWatcher>();
	let timer: NodeJS.Timeout | undefined;
	let disposed = false;

	const soon = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			arm();
			changed();
		}, debounce);
	};
	const drop = (folder: string): void => {
		watchers.get(folder)?.close();
		watchers.delete(folder);
	};
	const arm = (): void => {
		if (disposed) return;
		const wanted = placesToWatch(paths);
		for (const folder of watchers.keys()) if (!wanted.has(folder)) drop(folder);
		for (const [folder, names] of wanted) {
			drop(folder);
			const watcher = watchFolder(folder, names, soon, () => {
				drop(folder);
				soon();
			});
			if (watcher !== undefined) watchers.set(folder, watcher);
		}
	};
	arm();
	return {
		dispose() {
			disposed = true;
			clearTimeout(timer);
			for (const folder of [...watchers.keys()]) drop(folder);
		},
	};
}

function watchFolder(folder: string, names: ReadonlySet<string>, changed: () => void, failed: () => void): FSWatcher | undefined {
	try {
		const watcher = watch(folder, { persistent: false }, (_event, name) => {
			if (name === null || names.has(name)) changed();
		});
		watcher.on('error', failed);
		return watcher;
	} catch {
		// Out of watches, or the folder went away just now. Refresh still reads the files again.
		return undefined;
	}
}

/** Folder → names in it that matter. A link's own folder and that of what it points at both do. */
function placesToWatch(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
	const places = new Map<string, Set<string>>();
	for (const path of paths.flatMap((each) => [each, realPath(each)])) {
		const folder = nearestFolder(dirname(path));
		const [first = basename(path)] = relative(folder, path).split(sep);
		const names = places.get(folder) ?? new Set();
		places.set(folder, names.add(first));
	}
	return places;
}

function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		// Not there (yet), or a link into nothing.
		return path;
	}
}

function nearestFolder(folder: string): string {
	const { root } = parse(folder);
	let candidate = folder;
	while (candidate !== root && !existsSync(candidate)) candidate = join(candidate, '..');
	return candidate;
}
