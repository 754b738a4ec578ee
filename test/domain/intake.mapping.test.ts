import { describe, expect, test } from '@jest/globals';
import { decodeMapping } from '../../domain/intake/decode.ts';
import { readLibrary } from '../../procedures/library.ts';
import { shipped } from './calendarSetup.ts';
import { mappingText, procedureOf } from './intakeFiles.ts';

const SOUND = mappingText('missed-check-in');
const PROCEDURE = procedureOf('missed-check-in');

const decode = (text: string) => decodeMapping({ file: 'import.yaml', text }, 'missed-check-in', PROCEDURE);

/** The sound mapping with one thing changed. */
const broken = (from: string | RegExp, to: string) => {
  const text = SOUND.replace(from, to);
  expect(text).not.toBe(SOUND);
  return decode(text).problems;
};

const line = (of: string, text = SOUND) => text.slice(0, text.indexOf(of)).split('\n').length;

describe('A mapping', () => {
  test('comes with the procedures whose cases come as lists, and fits them', async () => {
    const { mappings, problems } = await readLibrary();
    expect(problems.filter(({ file }) => file.endsWith('import.yaml'))).toEqual([]);
    expect(mappings.map(({ procedure }) => procedure)).toEqual([
      'case-alert',
      'missed-check-in',
      'no-appointment-booked',
      'three-follow-ups',
    ]);
  });

  test('says which column is what', () => {
    const { mapping, problems } = decode(SOUND);
    expect(problems).toEqual([]);
    expect(mapping).toMatchObject({
      procedure: 'missed-check-in',
      source: 'check-in-list',
      zone: 'America/Los_Angeles',
      client: ['Client ID'],
      occurrence: ['Check-in due'],
      openCases: 'one',
    });
    expect(mapping?.columns.find(({ name }) => name === 'Name')).toMatchObject({
      also: ['Client', 'Client name'],
      needed: true,
      contact: 'name',
      fact: 'client-name',
    });
  });

  test('that tells clients apart by name alone is refused', () => {
    const says = [{ code: 'FT-INT-CLIENT', line: line('client: [') }];
    expect(broken('client: [Client ID]', 'client: [Name]')).toMatchObject(says);
    expect(broken('client: [Client ID]', 'client: [Name, Coach]')).toMatchObject(says);
    expect(broken('    id: true\n    contact: portal\n', '    id: true\n    contact: name\n')).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'FT-INT-CLIENT' })]),
    );
  });

  test('may tell clients apart by an address, or by a name and something better', () => {
    const accepted = (client: string) =>
      decode(SOUND.replace('client: [Client ID]', `client: ${client}`)).problems;
    expect(accepted('[Email]')).toEqual([]);
    expect(accepted('[Name, Phone]')).toEqual([]);
  });

  test('names the line and the nearest right word for a slip', () => {
    expect(broken('occurrence: [Check-in due]', 'occurrence: [Chek-in due]')).toMatchObject([
      {
        code: 'FT-INT-COLUMN',
        line: line('occurrence:'),
        column: 13,
        message: expect.stringContaining('Did you mean "Check-in due"?'),
      },
    ]);
    expect(broken('fact: coach-name', 'fact: couch-name')).toMatchObject([
      { code: 'FT-INT-FACT-MISSING', message: expect.stringContaining('"coach-name"') },
      { code: 'FT-INT-FACT', message: expect.stringContaining('Did you mean "coach-name"?') },
    ]);
    expect(broken('needed: true', 'neded: true')).toMatchObject([
      { code: 'FT-PRC-KEY-UNKNOWN', message: expect.stringContaining('Did you mean "needed"?') },
    ]);
  });

  test.each([
    ['for another procedure', 'import: missed-check-in', 'import: case-alert', 'FT-INT-NAME'],
    ['with an offset for a zone', 'zone: America/Los_Angeles', 'zone: "-08:00"', 'FT-INT-ZONE'],
    ['with a zone of a site that does not exist', 'Los Angeles: A', 'Los Angeles: Um', 'FT-INT-ZONE'],
    ['with telephone numbers of no country', 'country: US', 'country: XX', 'FT-INT-COUNTRY'],
    ['without a country for its telephone numbers', 'country: US\n', '', 'FT-INT-COUNTRY'],
    ['with a date without a year', '"M/d/yyyy",', '"M/d",', 'FT-INT-DATE-FORMAT'],
    ['with both orders of day and month', '"yyyy-MM-dd",', '"d/M/yyyy",', 'FT-INT-DATE-FORMAT'],
    ['that wants a column there is not', 'columns:', 'want-one-of: [Fax]\ncolumns:', 'FT-INT-COLUMN'],
    ['with one header for two columns', 'also: [Coach name]', 'also: [e-mail]', 'FT-INT-COLUMN'],
    ['with two columns for one fact', 'fact: coach-name', 'fact: client-name', 'FT-INT-ROLE'],
    ['with an hour without quotes', 'at: "09:00"', 'at: 9:00', 'FT-PRC-HOUR'],
    ['with a key twice', 'country: US', 'country: US\ncountry: US', 'FT-PRC-KEY-TWICE'],
  ])('%s is refused', (_, from, to, code) => {
    expect(broken(from, to).map((problem) => problem.code)).toContain(code);
  });

  test('names only calendars that there are, that are open when the procedure acts, and of places whose zone is said', () => {
    const calendars = [
      shipped('skin-care'),
      { ...shipped('clinic'), hours: { from: '10:00', until: '18:00' } },
    ];
    const problems = (added: string) => {
      const text = `${SOUND.trimEnd()}\n    calendars: ${added}\n`;
      const found = decodeMapping({ file: 'import.yaml', text }, 'missed-check-in', PROCEDURE, {
        sound: calendars,
        broken: ['berlin'],
      });
      return found.problems.map(({ code, line: at, message }) => {
        expect([code, at]).toEqual(['FT-INT-CALENDAR', line('calendars:', text)]);
        return message;
      });
    };
    expect(problems('{ Los Angeles: skin-care }')).toEqual([]);
    expect(problems('{ Los Angeles: skin-car }')).toEqual([
      expect.stringContaining('There is no calendar "skin-car".'),
    ]);
    expect(problems('{ Los Angeles: skin-car }')[0]).toContain('Did you mean "skin-care"?');
    expect(problems('{ Los Angeles: clinic }')).toEqual([
      expect.stringContaining('is open from 10:00 to 18:00, so nothing could be done at'),
    ]);
    expect(problems('{ Los Angeles: berlin }')).toEqual([
      'The calendar "berlin" cannot be used before calendars/berlin.yaml is corrected.',
    ]);
    expect(problems('{ Berlin: skin-care }')).toEqual([expect.stringContaining('needs its zone')]);
  });

  test('shows every problem at once, in reading order', () => {
    const text = SOUND.replace('zone: America/Los_Angeles', 'zone: nowhere').replace(
      'fact: coach-name',
      'fact: colour',
    );
    const { problems } = decode(text);
    expect(problems.length).toBeGreaterThan(2);
    expect(problems.map((each) => each.line)).toEqual(
      problems.map((each) => each.line).sort((a, b) => a - b),
    );
    expect(problems[0]).toMatchObject({ code: 'FT-INT-ZONE', line: line('zone:') });
  });
});
