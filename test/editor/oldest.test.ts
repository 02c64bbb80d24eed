import test from 'node:test';
import { ringTests } from './ringTests';

test('the package in the oldest VS Code that its manifest admits', (t) => ringTests(t, 'oldest'));
