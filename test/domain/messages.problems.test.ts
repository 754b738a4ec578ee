import { describe, expect, test } from '@jest/globals';
import { Catalog } from '../../domain/messages/catalog.ts';
import { sampleProcedure } from './support/sampleProcedure.ts';

const GOOD = {
  'messages/hello.portal.en.liquid':
    '---\nsubject: "Hello {{ name }}"\n---\nDear {{ name }},\n\nmore on {{ asked-on-day }}.\n',
  'messages/hurry.portal.en.liquid': '---\nsubject: Soon\n---\n{% render "bye" %}\n',
  'messages/done.note.en.liquid':
    '---\nkind: R\ntitle: "{{ way }}"\n---\n{{ way-key }} {% if way-detail %}{{ way-detail }}{% endif %}\n',
  'messages/_bye.en.liquid': 'Bye, {{ owner-name }}\n',
};

/** The problems after some files were changed (null: deleted), as "code file:line:column". */
function problems(changed: Record<string, string | null>) {
  const files = Object.entries({ ...GOOD, ...changed }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const found = new Catalog(Object.fromEntries(files)).problems(sampleProcedure());
  return found.map((problem) => ({
    at: `${problem.code} ${problem.file.replace('messages/', '')}:${problem.line}:${problem.column}`,
    message: problem.message,
  }));
}

test('messages that use facts, built-ins and shared parts rightly have no problem', () => {
  expect(problems({})).toEqual([]);
});

describe('a wrong message is refused with file, line, column and a reason', () => {
  const hello = 'messages/hello.portal.en.liquid';
  test.each([
    [
      'an unknown variable in the text',
      '---\nsubject: S\n---\nDear\n\n  {{ nome }},\n',
      'FT-MSG-VARIABLE-UNKNOWN hello.portal.en.liquid:6:6',
      /"nome".*Did you mean "name"\?/,
    ],
    [
      'an output that is not closed and would swallow the next sentence',
      '---\nsubject: S\n---\nDear {{ name ,\n\nmore on {{ asked-on-day }}.\n',
      'FT-MSG-SYNTAX hello.portal.en.liquid:4:6',
      /not closed/,
    ],
    [
      'a name in single braces, which would go out as it stands',
      '---\nsubject: S\n---\nDear {name},\n',
      'FT-MSG-SYNTAX hello.portal.en.liquid:4:6',
      /Write \{\{ name \}\}/,
    ],
    [
      'an unknown variable in the subject',
      '---\nsubject: "Hi {{ nam }}"\n---\nDear\n',
      'FT-MSG-VARIABLE-UNKNOWN hello.portal.en.liquid:2:17',
      /nam.*Did you mean "name"\?/,
    ],
    [
      'a fact of another procedure',
      '---\nsubject: S\n---\n{% if doctor-name %}x{% endif %}y\n',
      'FT-MSG-VARIABLE-UNKNOWN hello.portal.en.liquid:4:7',
      /doctor-name/,
    ],
    [
      'a part of a fact, as if it had parts',
      '---\nsubject: S\n---\n{{ name.first }}\n',
      'FT-MSG-VARIABLE-UNKNOWN hello.portal.en.liquid:4:4',
      /name\.first/,
    ],
    [
      'a tag that is not closed',
      '---\nsubject: S\n---\nDear\n{% if name %}\n',
      'FT-MSG-SYNTAX hello.portal.en.liquid:5:1',
      /not closed/,
    ],
    [
      'braces that are not closed',
      '---\nsubject: S\n---\n{{ name \n',
      'FT-MSG-SYNTAX hello.portal.en.liquid:4:1',
      /not closed/,
    ],
    [
      'a loop',
      '---\nsubject: S\n---\n{% for a in name %}{% endfor %}\n',
      'FT-MSG-SYNTAX hello.portal.en.liquid:4:1',
      /"for" is not a tag of messages/,
    ],
    [
      'a file from elsewhere',
      '---\nsubject: S\n---\n{% include "/etc/passwd" %}\n',
      'FT-MSG-SYNTAX hello.portal.en.liquid:4:1',
      /"include" is not a tag/,
    ],
    [
      'a date made in the template',
      '---\nsubject: S\n---\n{{ "now" | date: "%Y" }}\n',
      'FT-MSG-SYNTAX hello.portal.en.liquid:4:1',
      /"date" is not a filter/,
    ],
    [
      'a shared part that is not there',
      '---\nsubject: S\n---\nx {% render "by" %}\n',
      'FT-MSG-PARTIAL-MISSING hello.portal.en.liquid:4:3',
      /no shared part "by" in en\. Did you mean "bye"\?/,
    ],
    [
      'a shared part with a computed name',
      '---\nsubject: S\n---\n{% render name %}x\n',
      'FT-MSG-SYNTAX hello.portal.en.liquid:4:1',
      /quotes/,
    ],
    ['no subject', 'Dear {{ name }}\n', 'FT-MSG-KEY-MISSING hello.portal.en.liquid:1:1', /needs subject/],
    [
      'a key its channel does not know',
      '---\nsubject: S\nkind: FU\n---\nDear\n',
      'FT-MSG-KEY-UNKNOWN hello.portal.en.liquid:3:1',
      /"kind".*Allowed: "subject"/,
    ],
    [
      'the same key twice',
      '---\nsubject: S\nsubject: T\n---\nDear\n',
      'FT-MSG-FRONT-MATTER hello.portal.en.liquid:3:1',
      /unique/i,
    ],
    [
      'a subject that is a list',
      '---\nsubject: [a]\n---\nDear\n',
      'FT-MSG-FRONT-MATTER hello.portal.en.liquid:2:1',
      /"subject" must be a text/,
    ],
    [
      'lines at the top that are no keys',
      '---\njust words\n---\nDear\n',
      'FT-MSG-FRONT-MATTER hello.portal.en.liquid:2:1',
      /such as subject/,
    ],
    ['no text', '---\nsubject: S\n---\n\n', 'FT-MSG-EMPTY hello.portal.en.liquid:4:1', /no text/],
  ])('%s', (_, source, at, message) => {
    const found = problems({ [hello]: source });
    expect(found.map((problem) => problem.at)).toEqual([at]);
    expect(found[0]?.message).toMatch(message);
  });

  test('all problems of a file are told at once', () => {
    expect(problems({ [hello]: '---\nsubject: "{{ a1 }}"\nkind: x\n---\n{{ b1 }} {{ c1 }}\n' })).toHaveLength(
      4,
    );
  });

  test('a shared part is checked like a message, and renders no other part', () => {
    const found = problems({ 'messages/_bye.en.liquid': 'x\n{{ nome }}{% render "bye" %}\n' });
    expect(found.map(({ at }) => at).sort()).toEqual([
      'FT-MSG-SYNTAX _bye.en.liquid:2:11',
      'FT-MSG-VARIABLE-UNKNOWN _bye.en.liquid:2:4',
    ]);
  });

  test('a file nobody uses, a message of a variant that never comes to it, and a part nobody renders', () => {
    const extra = {
      'messages/bye.portal.en.liquid': '---\nsubject: S\n---\nx\n',
      'messages/short/hurry.portal.en.liquid': '---\nsubject: S\n---\nx\n',
      'messages/_ps.en.liquid': 'PS\n',
    };
    expect(
      problems(extra)
        .map(({ at }) => at)
        .sort(),
    ).toEqual([
      'FT-MSG-UNUSED _ps.en.liquid:1:1',
      'FT-MSG-UNUSED bye.portal.en.liquid:1:1',
      'FT-MSG-UNUSED short/hurry.portal.en.liquid:1:1',
    ]);
  });

  test.each([
    ['messages/hello.fax.en.liquid', /<message>\.<channel>/],
    ['messages/hello.portal.liquid', /<message>\.<channel>/],
    ['messages/Hello.portal.en.liquid', /<message>\.<channel>/],
    ['messages/lang/hello.portal.en.liquid', /"lang" is no variant.*Did you mean "long"\?/],
  ])('a misnamed file: %s', (path, message) => {
    const found = problems({ [path]: '---\nsubject: S\n---\nx\n' }).filter(({ at }) =>
      at.startsWith('FT-MSG-FILE-NAME'),
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(message);
  });

  test.each(['note', 'way-detail', 'next-day', 'day'])(
    'a message that prints what a case may not have: %s',
    (name) => {
      const file = { [hello]: `---\nsubject: S\n---\nDear {{ ${name} }}\n` };
      expect(problems(file)).toEqual([
        {
          at: 'FT-MSG-VALUE-MISSING hello.portal.en.liquid:4:1',
          message: expect.stringContaining(`{% if ${name} %}`),
        },
      ]);
      expect(
        problems({ [hello]: `---\nsubject: S\n---\nDear {% if ${name} %}{{ ${name} }}{% endif %}\n` }),
      ).toEqual([]);
    },
  );

  test('a message that is not written in the language of the procedure', () => {
    const german = { [hello]: null, 'messages/hello.portal.de.liquid': GOOD[hello] };
    expect(problems(german)).toEqual([
      { at: 'FT-MSG-MISSING hello.portal.de.liquid:1:1', message: expect.stringMatching(/writes in en/) },
    ]);
  });

  test('Windows line ends and a byte order mark are no problem', () => {
    expect(problems({ [hello]: `\ufeff${GOOD[hello].replaceAll('\n', '\r\n')}` })).toEqual([]);
  });
});
