import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Catalog } from '../../domain/messages/catalog.ts';
import { htmlOf } from '../../domain/messages/html.ts';

const catalog = new Catalog({
  'messages/m.email.en.liquid':
    '---\nsubject: "About {{ v }}."\n---\nHello {{ v }},\n\nsee https://example.com/a?b=1&c=2.\n',
});
const write = (v: string) => catalog.render('m', 'email', { variant: null, values: { v } });

/** Nasty pieces in any order, between pieces of any text at all. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\u2028',
        '\u0085',
        '\u0000',
        '\t',
        '<script>alert(1)</script>',
        '<',
        '>',
        '&amp;',
        '"',
        "'",
        '{{ doctor-name }}',
        '{% render "x" %}',
        '{{',
        '}}',
        '%}',
        '👩‍🚀',
        '🇦🇺',
        '\u202e',
        '\u2066',
        '\u200f',
        'שלום',
        'مرحبا',
        '\ud800',
        'Bcc: eve@example.com',
        'https://evil.example/"onclick="x',
        '---\nsubject: other\n---',
      ),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

/** What a reader of the HTML sees, got by undoing tags and entities without the code under test. */
function seen(html: string): string {
  return (/<body>\n([\s\S]*)\n<\/body>/.exec(html)?.[1] ?? '')
    .replaceAll('</p>\n<p>', '\n\n')
    .replaceAll('<br>\n', '\n')
    .replace(/<\/?(p|a)( href="[^"<>]*")?>/g, '')
    .replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
    );
}

describe('SND-17: whatever is in a value', () => {
  test('the subject stays one line without control characters, so no header can be smuggled in', () => {
    fc.assert(
      fc.property(nasty, (v) => {
        const { subject = '' } = write(v);
        expect(subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        expect(subject.startsWith('About ')).toBe(true);
        expect(subject.endsWith('.')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('signs of the template language are words like any others: nothing in a value is ever filled in', () => {
    expect(write('{{ v }} {% if %} {{').text).toContain('Hello {{ v }} {% if %} {{,');
  });

  test('the text can be stored and read: no NUL, no half characters, no marks that turn the following words around', () => {
    fc.assert(
      fc.property(nasty, (v) => {
        const { text, html = '' } = write(v);
        for (const part of [text, html]) {
          expect(part).not.toMatch(/[\u0000\r\u2028\u202a-\u202e\u2066-\u2069]/);
          expect(part).not.toMatch(/\p{Surrogate}/u);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('the HTML says exactly what the text says, and holds no tags but our own', () => {
    fc.assert(
      fc.property(nasty, (v) => {
        const { text, html = '' } = write(v);
        expect(seen(html)).toBe(text);
        const tags = new Set(html.match(/<\/?[a-z!]+/gi));
        for (const tag of tags)
          expect([
            '<!DOCTYPE',
            '<html',
            '</html',
            '<head',
            '</head',
            '<meta',
            '<body',
            '</body',
            '<p',
            '</p',
            '<br',
            '<a',
            '</a',
          ]).toContain(tag);
      }),
      { numRuns: 1000 },
    );
  });

  test('quotes cannot end an attribute of the HTML', () => {
    expect(write(`"it's"`).html).toContain('Hello &quot;it&#39;s&quot;,');
  });

  test('emoji, Hebrew and Arabic arrive as they were', () => {
    for (const v of ['👩‍🚀 🇦🇺', 'שלום\u200f', 'مرحبا']) expect(write(v).text).toContain(`Hello ${v},`);
  });

  test('an address becomes a link that shows itself and leaves the full stop outside', () => {
    expect(write('x').html).toContain(
      'see <a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>.',
    );
    expect(htmlOf('javascript:alert(1)')).not.toContain('<a');
  });
});
