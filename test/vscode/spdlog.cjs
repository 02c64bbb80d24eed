/**
 * Takes the place of VS Code's native log writer in a fetched server build. That module comes without a binary, and without
 * it no Output channel has any text. Same calls, plain synchronous appends.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
let common = 2;

class Logger {
	#file;
	#bare = false;
	#level = common;

	constructor(_kind, _name, file) {
		this.#file = file;
		for (const [rank, word] of levels.entries()) this[word === 'warning' ? 'warn' : word] = (text) => this.#write(rank, word, text);
	}

	#write(rank, word, text) {
		if (rank < this.#level || this.#file === undefined) return;
		const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
		try {
			appendFileSync(this.#file, this.#bare ? text : `${stamp} [${word}] ${text}\n`);
		} catch {
			// the folder goes before the last line is written
		}
	}

	getLevel() {
		return this.#level;
	}

	setLevel(rank) {
		this.#level = rank;
	}

	clearFormatters() {
		this.#bare = true;
	}

	drop() {
		this.#file = undefined;
	}

	setPattern() {}
	flush() {}
}

async function open(name, file) {
	mkdirSync(dirname(file), { recursive: true });
	return new Logger('rotating', name, file);
}

// One assignment each: VS Code imports these by name from an ES module, and Node finds such names by reading the text.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = (rank) => {
	common = rank;
};
exports.setFlushOn = () => {};
exports.createRotatingLogger = open;
exports.createAsyncRotatingLogger = open;
