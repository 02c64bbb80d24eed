import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { getL10nJson } from '@vscode/l10n-dev';
import ts from 'typescript';

const sources = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => join(entry.parentPath, entry.name));

test('the bundle of localisable strings is what the sources ask for', async () => {
	const files = sources('src').map((file) => ({ extension: '.ts' as const, contents: readFileSync(file, 'utf8') }));
	const asked = Object.keys(await getL10nJson(files)).sort();
	const kept = Object.keys(JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as object).sort();
	assert.deepEqual(kept, asked, 'run: npm run l10n');
});

test('bundles need no more of the package for words than they hold: texts with numbered places', () => {
	for (const file of sources('src')) {
		const visit = (node: ts.Node): void => {
			ts.forEachChild(node, visit);
			if (!ts.isCallExpression(node) || node.expression.getText() !== 'l10n.t') return;
			const [text, first] = node.arguments;
			assert.ok(text && !ts.isObjectLiteralExpression(text) && !ts.isTemplateExpression(text), node.getText());
			assert.ok(!first || !ts.isObjectLiteralExpression(first), node.getText());
			for (const [, name = ''] of text.getText().matchAll(/\{([^}]+)\}/g)) assert.match(name, /^\d$/, node.getText());
		};
		const source = readFileSync(file, 'utf8');
		if (source.includes("'@vscode/l10n'")) visit(ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true));
	}
});

/** Methods and properties through which `ui` shows text to a person. */
const shown = /^(showInformationMessage|showWarningMessage|showErrorMessage|setStatusBarMessage)$/;
const shownProperty = /^(title|prompt|placeHolder|placeholder|detail|message|description|label|tooltip|validationMessage)$/;

/** Literal texts with a letter in them that reach a person without going through l10n. */
function bareTexts(file: string): string[] {
	const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
	const found: string[] = [];
	const isBare = (node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression =>
		(ts.isStringLiteralLike(node) && /[A-Za-z]{2}.*\s/.test(node.text)) || (ts.isTemplateExpression(node) && /[A-Za-z]{3}/.test([node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ').replaceAll(/\$\([\w~-]+\)/g, '')));
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && shown.test(node.expression.name.text)) found.push(...node.arguments.filter(isBare).map((each) => each.getText()));
		if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && shownProperty.test(node.name.text) && isBare(node.initializer)) found.push(node.initializer.getText());
		if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left) && shownProperty.test(node.left.name.text) && isBare(node.right)) found.push(node.right.getText());
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return found;
}

test('no text reaches a person without being localisable', () => {
	const bare = [...sources('src/ui'), ...sources('src/presentation')].flatMap((file) => bareTexts(file).map((text) => `${file}: ${text}`));
	assert.deepEqual(bare, []);
});

test('every %key% of the manifest has its text, and every text its use', () => {
	const manifest = readFileSync('package.json', 'utf8');
	const used = new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1] ?? ''));
	const kept = Object.keys(JSON.parse(readFileSync('package.nls.json', 'utf8')) as object);
	assert.deepEqual(kept.filter((key) => !used.has(key)), [], 'unused');
	assert.deepEqual([...used].filter((key) => !kept.includes(key)), [], 'missing');
});
