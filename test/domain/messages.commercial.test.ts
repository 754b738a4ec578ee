import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Catalog } from '../../domain/messages/catalog.ts';
import { pretendsToAnswer } from '../../domain/messages/subject.ts';
import { render } from '../../domain/problem.ts';
import { shippedProcedure } from './support/shippedProcedure.ts';

const FOLDER = new URL('../../procedures/customer-statement/messages/', import.meta.url);
const SHIPPED = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [`messages/${name}`, readFileSync(new URL(name, FOLDER), 'utf8')]),
);
const PART = 'messages/_commercial-notice.en.liquid';
const NOTICE = 'We wrote from {{ postal-address }}.\nNo more of these emails: {{ unsubscribe-link }}\n';
const RENDERED = "{% render 'commercial-notice' %}";

/** The emails of a shipped procedure, each with the notice at its end. */
const FILES: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(SHIPPED).map(([path, text]) => [
      path,
      path.includes('.email.') ? `${text.trimEnd()}\n\n${RENDERED}\n` : text,
    ]),
  ),
  [PART]: NOTICE,
};
const FIRM = 'messages/firm.email.en.liquid';

function problems(changed: Record<string, string>, purpose: 'marketing' | 'informational' = 'marketing') {
  const files = { ...FILES, ...changed };
  return new Catalog(files, 'en')
    .problems({ ...shippedProcedure('customer-statement'), purpose })
    .filter(({ code }) => code !== 'FT-MSG-UNUSED')
    .map((problem) => ({ ...problem, shown: render(problem, files[problem.file] ?? '') }));
}
const codes = (changed: Record<string, string>) =>
  problems(changed).map(
    ({ code, file, line, column }) => `${code} ${file.replace('messages/', '')}:${line}:${column}`,
  );

describe('An email for marketing', () => {
  test('LAW-8: is refused at load unless it says in every case where the house is and how to get no more', () => {
    expect(problems({})).toEqual([]);
    const firm = FILES[FIRM] ?? '';
    const [problem] = problems({ [FIRM]: firm.replace(RENDERED, '') });
    expect(problem).toMatchObject({ code: 'FT-MSG-COMMERCIAL', file: FIRM });
    expect(problem?.shown).toMatch(/\^/);
    const sometimes = firm.replace(RENDERED, `{% if sender-number %}${RENDERED}{% endif %}`);
    expect(codes({ [FIRM]: sometimes })).toEqual([
      `FT-MSG-COMMERCIAL firm.email.en.liquid:${problem?.line}:1`,
    ]);
  });

  test.each([
    ['no address', 'No more of these: {{ unsubscribe-link }}', '{{ postal-address }}'],
    ['no link', 'We are at {{ postal-address }}.', '{{ unsubscribe-link }}'],
    ['no words', '{{ postal-address }} {{ unsubscribe-link }}', 'words'],
    [
      'a link on a condition',
      'We are at {{ postal-address }}. {% if sender-number %}{{ unsubscribe-link }}{% endif %}',
      '{{ unsubscribe-link }}',
    ],
  ])('LAW-8: a notice with %s is none', (_, text, lacks) => {
    const problem = problems({ [PART]: text }).find(({ file }) => file === PART);
    expect(problem).toMatchObject({ code: 'FT-MSG-COMMERCIAL', line: 1 });
    expect(problem?.message).toContain(lacks);
  });

  test('LAW-8: says where the house is in the words that the reader sees, and where to click', () => {
    const values = {
      'postal-address': '5 Example Street, Example City 00001',
      'unsubscribe-link': 'https://x.example/u/1',
    };
    const catalog = new Catalog(
      {
        'messages/hello.email.en.liquid': `---\nsubject: "Hello"\n---\nNews.\n\n${RENDERED}`,
        [PART]: NOTICE,
      },
      'en',
    );
    const { text, html } = catalog.render('hello', 'email', { variant: null, values });
    for (const said of [values['postal-address'], values['unsubscribe-link']]) {
      expect(text).toContain(said);
      expect(html).toContain(said);
    }
  });
});

describe('An email for anything else', () => {
  test('LAW-8: needs no such notice, and must not use its names', () => {
    expect(problems(SHIPPED, 'informational')).toMatchObject([]);
    const asks = `${SHIPPED[FIRM] ?? ''}\n{{ unsubscribe-link }}`;
    const [problem] = problems({ ...SHIPPED, [FIRM]: asks }, 'informational');
    expect(problem).toMatchObject({ code: 'FT-MSG-VALUE-MISSING', file: FIRM });
  });
});

describe('The subject of an email, whatever it is for', () => {
  test('LAW-8: is refused when it pretends to answer or forward an email, with its place', () => {
    const [problem] = problems({ [FIRM]: (FILES[FIRM] ?? '').replace(/^subject: "?/m, '$&Re: ') });
    expect(problem).toMatchObject({ code: 'FT-MSG-SUBJECT', file: FIRM });
    expect(problem?.shown.split('\n').at(-2)?.indexOf('^')).toBeGreaterThan(0);
    expect((problem?.line ?? 0) > 1 && (problem?.column ?? 0) > 8).toBe(true);
  });

  test.each(['Re: your case', 'RE : x', 'Fwd: x', 'AW: x', 'WG: x', 'Re[2]: x', 'Antw: x', 'SV: x', 'TR: x'])(
    'LAW-8: "%s" pretends',
    (subject) => expect(pretendsToAnswer(subject)).toBe(true),
  );

  test.each(['Your case', 'Reminder: your case', 'Review: case 4', 'Regarding your crown', 'Free: x'])(
    '"%s" does not',
    (subject) => expect(pretendsToAnswer(subject)).toBe(false),
  );
});
