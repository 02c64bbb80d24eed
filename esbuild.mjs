// Builds everything there is to build. `node esbuild.mjs [product] [cli] [tests] [--watch] [--production]`, product by default.
// Product bundles go to dist/ (what the package ships), everything else to build/.
// `node esbuild.mjs --run NAME …` builds one of src/cli and becomes it.
import { build, context, stop } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * `@kubernetes/client-node` 2.x reaches for undici and socks, of which `KubeConfig` uses neither: undici 8 does not load
 * on Node 20 and, once loaded, takes over the `fetch` of the whole extension host. Its models are not needed either, but
 * assign static members at load, so that only `sideEffects: false` lets them fall away.
 */
const slimKubernetesClient = {
	name: 'slim-kubernetes-client',
	setup(build) {
		build.onResolve({ filter: /^(undici|socks|socks-proxy-agent)$/ }, (args) => ({ path: args.path, namespace: 'left-out' }));
		build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
			contents: 'module.exports = { Agent: class {}, ProxyAgent: class {}, Socks5ProxyAgent: class {}, SocksProxyAgent: class {}, SocksClient: {}, buildConnector: () => () => {}, fetch: undefined };',
		}));
		build.onResolve({ filter: /.*/ }, async (args) => {
			if (args.pluginData === 'resolved' || !/^(@kubernetes\/client-node|\.)/.test(args.path)) return undefined;
			const found = await build.resolve(args.path, { importer: args.importer, kind: args.kind, resolveDir: args.resolveDir, pluginData: 'resolved' });
			if (found.errors.length > 0 || !/@kubernetes[\\/]client-node[\\/]dist/.test(found.path)) return undefined;
			return { path: found.path, sideEffects: false };
		});
	},
};

/**
 * Of `@vscode/l10n` only what the extension speaks with: texts with numbered places, and words that are handed in. That it
 * takes comments and names, and reads words from files and addresses, stays out (`test/architecture/l10n.test.ts`).
 */
const onlyWords = {
	name: 'only-words',
	setup(build) {
		const contents = [
			'let words;',
			'export const config = ({ contents }) => { words = contents; };',
			'export const t = (text, ...values) => (words?.[text] || text).replace(/{([^}]+)}/g, (place, at) => values[at] ?? place);',
		].join('\n');
		build.onLoad({ filter: /l10n[\\/]dist[\\/]browser\.js$/ }, () => ({ contents }));
	},
};

/** The ES module builds, of which what nobody calls falls away; `platform: node` would take the CommonJS ones. */
const asModules = { yaml: './node_modules/yaml/browser/index.js', '@vscode/l10n': './node_modules/@vscode/l10n/dist/browser.js' };

/** Every host knows `\p{…}`; unless told so, esbuild makes such patterns anew each time they are used. */
const supported = { 'regexp-unicode-property-escapes': true };

const common = { alias: asModules, bundle: true, charset: 'utf8', sourcemap: 'linked', logLevel: 'warning', target: 'node20', supported, platform: 'node', format: 'cjs', metafile: true, loader: { '.md': 'text' } };

/** Each product bundle is one lazily loaded part; the entry names the others and never contains them. */
const parts = ['./cluster', './demo', './language'];

export const productBundles = {
	extension: { entryPoints: { extension: 'src/extension.ts' }, external: ['vscode'] },
	cluster: { entryPoints: { cluster: 'src/cluster/connect.ts' }, plugins: [slimKubernetesClient] },
	demo: { entryPoints: { demo: 'src/demo/worker.ts' } },
	language: { entryPoints: { language: 'src/language/service.ts' }, platform: 'neutral' },
	web: { entryPoints: { web: 'src/extension.web.ts' }, platform: 'browser', external: ['vscode'], target: 'es2022' },
};

/** Turns `import('./cluster/connect')` of the composition root into a lazy `require('./cluster.js')` beside the bundle. */
const separateParts = {
	name: 'separate-parts',
	setup(build) {
		const part = { './cluster/connect': './cluster.js', './language/service': './language.js' };
		build.onResolve({ filter: /^\.\/(cluster\/connect|language\/service)$/ }, (args) =>
			args.kind === 'dynamic-import' ? { path: part[args.path], external: true } : undefined,
		);
	},
};

function productOptions(production, dist) {
	return Object.entries(productBundles).map(([name, bundle]) => ({
		...common,
		...bundle,
		outdir: dist,
		minify: production,
		// without it esbuild leaves a real import(), which cannot load a CommonJS neighbour by relative path
		supported: { ...supported, 'dynamic-import': false },
		plugins: [onlyWords, ...(bundle.plugins ?? []), ...(name === 'extension' ? [separateParts] : [])],
	}));
}

/** Test and terminal bundles leave out what only loads from its own folder. */
const heavy = ['playwright-core', '@vscode/l10n-dev', 'eslint', 'esbuild', 'typescript', 'vscode', '@vscode/vsce', '@vscode/test-electron', 'yaml-language-server'];

function nodeOptions(entryPoints, outdir) {
	return { ...common, entryPoints, outdir, outbase: '.', external: heavy, plugins: [slimKubernetesClient], sourcemap: 'inline', metafile: false };
}

const globFiles = (directory, ending) =>
	readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.parentPath.includes('node_modules'))
		.map((entry) => join(entry.parentPath, entry.name));

/** `only`: parts of the names of test files; `command`: the one of src/cli that is wanted, all by default. */
export async function run(targets, { production = false, watch = false, only = [], command, dist = 'dist' } = {}) {
	const options = [];
	if (targets.includes('product')) options.push(...productOptions(production, dist));
	if (targets.includes('cli')) {
		const wanted = (file) => (command === undefined ? file.endsWith('.ts') : file === `${command}.ts`);
		options.push(nodeOptions(readdirSync('src/cli').filter(wanted).map((file) => join('src/cli', file)), 'build'));
	}
	if (targets.includes('tests')) {
		// programs that tests start are built with every choice of tests, unless programs are what was chosen
		const programs = !only.some((part) => part.endsWith('.entry.ts'));
		const wanted = (file) => only.length === 0 || (programs && file.endsWith('.entry.ts')) || only.some((part) => file.includes(part));
		options.push(nodeOptions([...globFiles('test', '.test.ts'), ...globFiles('test', '.entry.ts')].filter(wanted), 'build'));
	}
	if (targets.includes('product')) rmSync(dist, { recursive: true, force: true });
	if (watch) {
		const contexts = await Promise.all(options.map((option) => context({ ...option, plugins: [...(option.plugins ?? []), progress] })));
		await Promise.all(contexts.map((each) => each.watch()));
		return;
	}
	const results = await Promise.all(options.map((option) => build(option)));
	if (targets.includes('product') && dist === 'dist') {
		mkdirSync('build', { recursive: true });
		writeFileSync('build/metafile.json', JSON.stringify(results.slice(0, Object.keys(productBundles).length).map((result) => result.metafile)));
	}
}

const progress = {
	name: 'progress',
	setup(build) {
		build.onStart(() => console.log('[watch] build started'));
		build.onEnd((result) => {
			for (const { text, location } of result.errors) console.error(`✘ [ERROR] ${text}\n    ${location?.file}:${location?.line}:${location?.column}:`);
			console.log('[watch] build finished');
		});
	},
};

/** In this very process: npm passes signals on to the process that it started, and a shell in between would keep them. */
async function runCommand(name, args) {
	await run(['cli'], { command: name });
	await stop();
	const path = resolve('build/src/cli', `${name}.js`);
	process.argv.splice(1, process.argv.length, path, ...args);
	await import(pathToFileURL(path).href);
}

if (process.argv[1] === import.meta.filename && process.argv[2] === '--run') {
	const [name, ...args] = process.argv.slice(3);
	await runCommand(name, args);
} else if (process.argv[1] === import.meta.filename) {
	const words = process.argv.slice(2);
	const targets = words.filter((word) => !word.startsWith('--'));
	await run(targets.length > 0 ? targets : ['product'], { production: words.includes('--production'), watch: words.includes('--watch') });
}
