import { describe, expect, test } from '@jest/globals';
import { Catalog } from '../../domain/messages/catalog.ts';
import { MessageError } from '../../domain/messages/errors.ts';

const PORTAL = '---\nsubject: "About {{ issue }}"\n---\nHello {{ name }}\n';
const values = { issue: 'printing', name: 'Pat Example', extra: null };

function failure(work: () => unknown): MessageError {
  try {
    work();
  } catch (error) {
    if (error instanceof MessageError) return error;
    throw error;
  }
  throw new Error('expected a MessageError');
}

describe('which wording speaks', () => {
  const catalog = new Catalog({
    'messages/hello.portal.en.liquid': PORTAL,
    'messages/5/hello.portal.en.liquid': PORTAL.replace('Hello', 'Urgent, '),
    'messages/hello.portal.de.liquid': PORTAL.replace('Hello', 'Guten Tag'),
    'messages/only.note.en.liquid':
      '---\nkind: FU\ntitle: "T {{ issue }}"\ntags: [orders, scheduling]\n---\nBody\n',
    'procedure.yaml': 'procedure: x',
  });
  const text = (variant: string | null, locale?: string) =>
    catalog.render('hello', 'portal', { variant, values, ...(locale ? { locale } : {}) }).text;

  test('a variant’s own wording replaces the shared one', () => {
    expect(text('5')).toBe('Urgent,  Pat Example');
    expect(text('2')).toBe('Hello Pat Example');
    expect(text(null)).toBe('Hello Pat Example');
  });

  test('another locale has its own file, and there is no silent fallback to the wrong language', () => {
    expect(text(null, 'de')).toBe('Guten Tag Pat Example');
    expect(failure(() => text(null, 'fr')).code).toBe('FT-MSG-MISSING');
  });

  test('a message exists only for the channel it is written for', () => {
    expect(catalog.has('hello', 'portal', '5')).toBe(true);
    expect(catalog.has('hello', 'email', '5')).toBe(false);
    expect(catalog.has('only', 'note', null)).toBe(true);
    expect(catalog.has('hallo', 'portal', null)).toBe(false);
  });

  test('a note has its kind, title and tags', () => {
    expect(catalog.render('only', 'note', { variant: null, values })).toEqual({
      kind: 'FU',
      title: 'T printing',
      tags: ['orders', 'scheduling'],
      text: 'Body',
    });
  });
});

describe('a message that lacks something is not written', () => {
  const catalog = new Catalog({
    'messages/hello.portal.en.liquid': PORTAL,
    'messages/asks.portal.en.liquid':
      '---\nsubject: S\n---\n{% if extra %}{{ extra }}{% else %}nothing{% endif %}\n',
    'messages/part.portal.en.liquid': '---\nsubject: S\n---\n{% render "greeting" %}\n',
    'messages/_greeting.en.liquid': 'Dear {{ title }}\n',
    'messages/hollow.portal.en.liquid': '---\nsubject: S\n---\n{% if extra %}x{% endif %}\n',
    'messages/silent.portal.en.liquid': '---\nsubject: "{{ extra }}"\n---\nText\n',
    'messages/instead.portal.en.liquid': '---\nsubject: S\n---\n{{ extra | default: "a word" }}\n',
    'messages/untitled.note.en.liquid': '---\nkind: FU\n---\nText\n',
    'messages/torn.portal.en.liquid': '---\nsubject: S\n---\n{% if extra %}\n',
  });
  const render = (name: string, given = {}, channel: 'portal' | 'note' = 'portal') =>
    catalog.render(name, channel, { variant: null, values: { ...values, ...given } });

  test('a missing variable is named and nothing is written, in subject, body and shared part alike', () => {
    const lacking = (name: string, lack: string) => {
      const { [lack]: _, ...rest } = values as Record<string, string | null>;
      return failure(() => catalog.render(name, 'portal', { variant: null, values: rest }));
    };
    expect(lacking('hello', 'name')).toMatchObject({ code: 'FT-MSG-VALUE-MISSING', variable: 'name' });
    expect(lacking('hello', 'issue')).toMatchObject({ code: 'FT-MSG-VALUE-MISSING', variable: 'issue' });
    expect(lacking('part', '-')).toMatchObject({ code: 'FT-MSG-VALUE-MISSING', variable: 'title' });
    expect(lacking('asks', 'extra').message).toContain('messages/asks.portal.en.liquid needs extra');
  });

  test('an optional fact that is known to be absent may be asked for', () => {
    expect(render('asks').text).toBe('nothing');
    expect(render('asks', { extra: 'there' }).text).toBe('there');
  });

  test('things that JavaScript objects have by nature are no values', () => {
    const sly = new Catalog({
      'messages/a.portal.en.liquid': '---\nsubject: S\n---\n{{ constructor }}{{ toString }}\n',
    });
    const { code } = failure(() => sly.render('a', 'portal', { variant: null, values }));
    expect(code).toBe('FT-MSG-VALUE-MISSING');
  });

  test('to print what is absent is an error, so that no sentence goes out with a gap in it', () => {
    expect(failure(() => render('silent'))).toMatchObject({
      code: 'FT-MSG-VALUE-MISSING',
      variable: 'extra',
    });
    expect(render('instead').text).toBe('a word');
  });

  test('an empty text or subject is not sent', () => {
    expect(failure(() => render('hollow')).code).toBe('FT-MSG-EMPTY');
    expect(failure(() => render('silent', { extra: ' ' })).code).toBe('FT-MSG-EMPTY');
  });

  test('a note without a title, or a template that cannot be read, is not written', () => {
    expect(failure(() => render('untitled', {}, 'note')).code).toBe('FT-MSG-KEY-MISSING');
    expect(failure(() => render('torn')).code).toBe('FT-MSG-NOT-WRITTEN');
  });
});

describe('whether a message says the closing statement', () => {
  const says = (body: string, partial = 'We close the ticket.') =>
    new Catalog({
      'messages/last.email.en.liquid': `---\nsubject: S\n---\n${body}\n`,
      'messages/_closing-statement.en.liquid': `${partial}\n`,
    }).rendersClosing('last', 'email', null);

  test('yes when it renders the part in every case', () => {
    expect(says("Hello\n{% render 'closing-statement' %}\nBye")).toBe(true);
    expect(says('Hello\n{%- render "closing-statement" -%}')).toBe(true);
  });

  test.each([
    ['the part is not there', 'Hello'],
    ['the part stands under a condition', "{% if issue %}{% render 'closing-statement' %}{% endif %}"],
    ['the part is commented out', "{% comment %}{% render 'closing-statement' %}{% endcomment %}Hello"],
    ['only its name is written', "render 'closing-statement'"],
    ['another part is rendered', "{% render 'closing-statements' %}"],
    ['the name is computed', '{% render closing-statement %}'],
    ['the template cannot be read', "{% render 'closing-statement' %}{% if %}"],
  ])('no when %s', (_, body) => {
    expect(says(body)).toBe(false);
  });

  test.each([
    '',
    '  \n',
    '{% if issue %}We close the ticket.{% endif %}',
    '{% comment %}We close{% endcomment %}',
  ])('no when the part may say nothing: %j', (partial) => {
    expect(says("{% render 'closing-statement' %}", partial)).toBe(false);
  });

  test('a locale or a variant that leaves it out counts', () => {
    const files = {
      'messages/last.email.en.liquid': "---\nsubject: S\n---\n{% render 'closing-statement' %}\n",
      'messages/_closing-statement.en.liquid': 'We close the ticket.\n',
    };
    const german = { 'messages/last.email.de.liquid': '---\nsubject: S\n---\nTschüss\n' };
    const short = { 'messages/short/last.email.en.liquid': '---\nsubject: S\n---\nBye\n' };
    expect(new Catalog({ ...files, ...german }).rendersClosing('last', 'email', null)).toBe(false);
    expect(new Catalog({ ...files, ...short }).rendersClosing('last', 'email', 'short')).toBe(false);
    expect(new Catalog({ ...files, ...short }).rendersClosing('last', 'email', 'long')).toBe(true);
    expect(new Catalog(files).rendersClosing('first', 'email', null)).toBe(false);
  });
});
