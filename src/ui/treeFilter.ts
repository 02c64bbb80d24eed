import * as vscode from 'vscode';
import type { TreeFilter } from '../presentation/treeNode';
import type { Memory } from './connections';
import type { SetContextKeys } from './contextKeys';

const filterMemory = 'filter';
const faultsMemory = 'faultsOnly';

/** What the tree leaves out, remembered for the workspace. */
export class FilterChoice implements vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #memory: Memory;
	readonly #contextKeys: SetContextKeys;
	#text: string;
	#faultsOnly: boolean;

	readonly onDidChange = this.#changed.event;

	constructor(memory: Memory, contextKeys: SetContextKeys) {
		this.#memory = memory;
		this.#contextKeys = contextKeys;
		const remembered = memory.get(filterMemory);
		this.#text = typeof remembered === 'string' ? remembered : '';
		this.#faultsOnly = memory.get(faultsMemory) === true;
		this.#tell();
	}

	/** As the person wrote it. */
	get text(): string {
		return this.#text;
	}

	get value(): TreeFilter {
		return { text: this.#text.trim().toLowerCase(), faultsOnly: this.#faultsOnly };
	}

	set(change: { readonly text?: string; readonly faultsOnly?: boolean }): void {
		this.#text = change.text ?? this.#text;
		this.#faultsOnly = change.faultsOnly ?? this.#faultsOnly;
		void this.#memory.update(filterMemory, this.#text);
		void this.#memory.update(faultsMemory, this.#faultsOnly);
		this.#tell();
		this.#changed.fire();
	}

	/** Asks for a text; the tree follows each key press, and Escape brings the former text back. */
	async ask(): Promise<void> {
		const before = this.#text;
		const input = vscode.window.createInputBox();
		input.title = vscode.l10n.t('Filter Payloads');
		input.placeholder = vscode.l10n.t('Part of a release, stream or job name');
		input.value = before;
		let timer: NodeJS.Timeout | undefined;
		const text = await new Promise<string>((resolve) => {
			const subscriptions = vscode.Disposable.from(
				input.onDidChangeValue((typed) => {
					clearTimeout(timer);
					timer = setTimeout(() => this.set({ text: typed }), 200);
				}),
				input.onDidAccept(() => {
					resolve(input.value);
					input.hide();
				}),
				input.onDidHide(() => {
					subscriptions.dispose();
					resolve(before);
				}),
			);
			input.show();
		});
		clearTimeout(timer);
		this.set({ text });
		input.dispose();
	}

	dispose(): void {
		this.#changed.dispose();
	}

	#tell(): void {
		this.#contextKeys({ filtered: this.value.text !== '', faultsOnly: this.#faultsOnly });
	}
}
