import test from 'node:test';
import { ringTests } from './ringTests';

test('the package in the newest VS Code', (t) => ringTests(t, 'newest'));
