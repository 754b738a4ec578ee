import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Catalog } from '../../domain/messages/catalog.ts';
import { shippedProcedure } from './support/shippedProcedure.ts';

const FOLDER = new URL('../../procedures/customer-statement/messages/', import.meta.url);
const FILES = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [`messages/${name}`, readFileSync(new URL(name, FOLDER), 'utf8')]),
);
const NOTICE = 'messages/_collection-notice.en.liquid';

function problems(changed: Record<string, string>, purpose: 'collection' | 'informational' = 'collection') {
  const procedure = { ...shippedProcedure('customer-statement'), purpose };
  return new Catalog({ ...FILES, ...changed }, 'en')
    .problems(procedure)
    .map(({ code, file }) => `${code} ${file.replace('messages/', '')}`);
}

test('LAW-7: every email about a debt says who writes and how to ask for no more', () => {
  expect(problems({})).toEqual([]);
  const email = 'messages/firm.email.en.liquid';
  const without = (FILES[email] ?? '').replace("{% render 'collection-notice' %}", '');
  expect(problems({ [email]: without })).toEqual(['FT-MSG-NOTICE firm.email.en.liquid']);
});

test('LAW-7: a notice that hangs on a condition, says nothing or names nobody is none', () => {
  const email = 'messages/firm.email.en.liquid';
  const render = "{% render 'collection-notice' %}";
  const sometimes = (FILES[email] ?? '').replace(render, `{% if sender-number %}${render}{% endif %}`);
  expect(problems({ [email]: sometimes })).toEqual(['FT-MSG-NOTICE firm.email.en.liquid']);
  expect(problems({ [NOTICE]: 'Answer STOP for no more emails.' })).toEqual([
    'FT-MSG-NOTICE _collection-notice.en.liquid',
  ]);
  expect(problems({ [NOTICE]: '{{ company-name }}' })).toContain(
    'FT-MSG-NOTICE _collection-notice.en.liquid',
  );
});

test('LAW-7: what is not about a debt needs no such notice', () => {
  const email = 'messages/firm.email.en.liquid';
  const without = (FILES[email] ?? '').replace("{% render 'collection-notice' %}", '');
  expect(problems({ [email]: without }, 'informational')).toEqual([]);
});
