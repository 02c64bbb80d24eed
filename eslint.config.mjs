import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The architecture as a table: what each folder of src/ may import. `src/README.md` explains it, the rules below enforce
 * it, `test/architecture/layers.test.ts` proves that they bite.
 */
export const layers = {
	payload: { uses: [], packages: [] },
	schema: { uses: [], packages: [] },
	presentation: { uses: ['payload'], packages: ['@vscode/l10n'] },
	language: { uses: ['payload', 'schema', 'presentation'], packages: ['@vscode/l10n'] },
	cluster: { uses: ['payload'], packages: ['@kubernetes/client-node', 'yaml', 'node:.*', 'https', 'http', 'tls', 'net'] },
	demo: { uses: ['payload', 'schema'], packages: ['node:.*', 'selfsigned'] },
	ui: { uses: ['payload', 'presentation', 'language', 'cluster'], packages: ['vscode', 'node:.*'] },
	cli: { uses: ['payload', 'schema', 'presentation', 'language', 'cluster', 'demo'], packages: ['node:.*', '@vscode/l10n'] },
};

const pure = ['payload', 'schema', 'presentation', 'language'];

const folders = Object.keys(layers);

/** Folder → the folders it may not reach, as zones that see through paths, re-exports and type imports. */
function zones() {
	return Object.entries(layers).flatMap(([folder, { uses }]) =>
		folders
			.filter((other) => other !== folder && !uses.includes(other))
			.map((other) => ({
				target: `./src/${folder}`,
				from: `./src/${other}`,
				message: `src/${folder} may not know src/${other} (layer table in eslint.config.mjs).`,
			}))
			.concat([{ target: `./src/${folder}`, from: './src', except: folders.map((each) => `./${each}`), message: 'Only a composition root may be the root.' }]),
	);
}

/** Folder → the packages it may not name: everything that is no relative path and not in its row. */
function packages(folder) {
	const allowed = layers[folder].packages.map((name) => `${name.replaceAll('/', '\\/')}$`);
	const regex = allowed.length === 0 ? '^[^.]' : `^(?!${allowed.join('|')})[^.]`;
	return ['error', { patterns: [{ regex, message: `Not in the row of src/${folder} (layer table in eslint.config.mjs).` }] }];
}

const houseSyntax = [
	{ selector: 'TSEnumDeclaration', message: 'Unions of string literals, not enums.' },
	{ selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
	{ selector: 'ExportAllDeclaration', message: 'No barrels.' },
	{ selector: 'TSNonNullExpression', message: 'Prove it or handle it.' },
];
const onlyRootsImportLazily = { selector: 'ImportExpression', message: 'Only a composition root loads lazily.' };
const noClock = { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is a parameter.' };
const keepDisposable = {
	selector: 'ExpressionStatement > CallExpression[callee.property.name=/^(on(Did|Will)[A-Z]|register[A-Z]|create(TreeView|OutputChannel|StatusBarItem|DiagnosticCollection|WebviewPanel|FileSystemWatcher|LanguageStatusItem)$)/]',
	message: 'Keep the Disposable that this returns.',
};

export default tseslint.config(
	{ ignores: ['dist/', 'build/', '.vscode-test/', 'node_modules/', 'test/bench/peer/', 'media/', 'coverage/'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.ts'],
		extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
		plugins: { 'import-x': importX },
		settings: {
				...importX.flatConfigs.typescript.settings,
				'import-x/resolver': undefined,
				'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })],
			},
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: zones() }],
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/no-floating-promises': [
				'error',
				{ allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite', 'skip'] }] },
			],
			'no-restricted-syntax': ['error', ...houseSyntax],
			'no-console': 'error',
			eqeqeq: 'error',
			'max-lines': ['error', { max: 350 }],
			'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
			'max-params': ['error', 4],
		},
	},
	...folders.map((folder) => ({
		files: [`src/${folder}/**/*.ts`],
		rules: {
			'no-restricted-imports': packages(folder),
			'no-restricted-syntax': [
				'error',
				...houseSyntax,
				onlyRootsImportLazily,
				...(pure.includes(folder) ? [noClock] : []),
				...(folder === 'ui' ? [keepDisposable] : []),
			],
		},
	})),
	{
		files: pure.map((folder) => `src/${folder}/**/*.ts`),
		rules: {
			'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'performance', 'Buffer', 'require'],
			'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'Time is a parameter.' }, { object: 'Math', property: 'random' }],
		},
	},
	{
		// It also runs in a browser worker: no Node, and nothing of the rest of ui or of cluster.
		files: ['src/ui/manifest/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: [{ regex: '^(?!vscode$)[^.]', message: 'src/ui/manifest runs in a browser worker too.' }, { regex: '^\\.\\./(?!\\.\\./(payload|presentation|language|schema)/)', message: 'src/ui/manifest reaches neither the rest of ui nor cluster.' }] },
			],
		},
	},
	{
		// ui knows what a cluster is, never how one is reached.
		files: ['src/ui/**/*.ts'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{ patterns: [{ regex: '^(\\.\\./)+cluster/', allowTypeImports: true, message: 'ui takes types of cluster only; the composition root hands in the rest.' }] },
			],
		},
	},
	{ files: ['src/cli/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
	{
		files: ['test/**/*.ts'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'no-restricted-syntax': 'off',
			'max-lines-per-function': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
		},
	},
);
