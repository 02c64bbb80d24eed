import { resolve } from 'node:path';

/** The repository. Bundles lie three folders below it, in build/test/<folder>. */
export const root = resolve(__dirname, '../../..');

/** What is fetched from npm when first needed, and kept. */
export const fetchedFolder = resolve(root, '.vscode-test');

export const benchFolder = resolve(root, 'test/vscode');
