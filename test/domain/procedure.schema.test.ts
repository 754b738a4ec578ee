import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { procedureSchema } from '../../domain/procedure/vocabulary/schema.ts';
import { vocabularyPage } from '../../scripts/vocabularyPage.ts';
import { readBroken } from './brokenProcedures.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const valid = new Ajv2020().compile(procedureSchema());

describe('the JSON Schema for editors', () => {
  test('the checked-in schema is the one that the vocabulary gives (else: npm run schema)', () => {
    expect(JSON.parse(read('procedures/procedure.schema.json'))).toEqual(procedureSchema());
  });

  test.each(['case-alert', 'three-follow-ups'])('%s is valid against it', (name) => {
    const fits = valid(parse(read(`procedures/${name}/procedure.yaml`)));
    expect(valid.errors ?? []).toEqual([]);
    expect(fits).toBe(true);
  });

  test.each([
    'key-misspelt',
    'key-unknown-at-the-top',
    'key-missing',
    'key-is-a-truth-value',
    'version-is-a-text',
    'title-is-a-number',
    'owner-is-not-a-name',
    'hour-with-one-digit',
    'count-misspelt',
    'stop-rule-misspelt',
    'fact-type-misspelt',
    'verb-misspelt',
    'two-verbs-in-one-item',
    'modifier-beside-the-wrong-verb',
    'task-without-a-role',
    'act-unknown',
    'step-with-day-and-when',
    'step-without-a-day',
    'step-does-nothing',
    'choose-inside-a-branch',
  ])('it marks what the loader refuses: %s', (name) => {
    expect(valid(parse(readBroken(`${name}.yaml`)))).toBe(false);
  });

  test('the checked-in vocabulary page is the one that the vocabulary gives (else: npm run schema)', () => {
    expect(read('docs/vocabulary.md')).toBe(vocabularyPage());
  });
});
