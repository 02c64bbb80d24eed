import type { TestContext } from 'node:test';
import type { Editor } from '../vscode/editor';

/** One test on a window that others use before and after: a failure leaves a picture, and nothing open for the next one. */
export async function step(t: TestContext, editor: Editor, name: string, run: (t: TestContext) => Promise<void>): Promise<void> {
	await t.test(name, async (t) => {
		try {
			await run(t);
		} catch (error) {
			const picture = await editor.screenshot(`failed-${name.replaceAll(/\W+/g, '-').slice(0, 60)}`).catch(() => 'none');
			process.stdout.write(`  picture: ${picture}\n`);
			for (let turn = 0; turn < 3; turn++) await editor.page.keyboard.press('Escape');
			throw error;
		}
	});
}
