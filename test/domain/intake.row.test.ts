import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { decodeMapping } from '../../domain/intake/decode.ts';
import { readHeader } from '../../domain/intake/header.ts';
import { readRow, type RowRead } from '../../domain/intake/row.ts';
import { mappingOf, procedureOf } from './intakeFiles.ts';
import { shippedProcedure } from './support/shippedProcedure.ts';

const NOW = Date.parse('2026-03-20T12:00:00-07:00');

/** Reads the cells of one row below this header, as the mapping of the procedure says. */
function readCells(name: string, headers: string[], cells: string[], change?: (text: string) => string) {
  const mapping = mappingOf(name, change);
  const { header } = readHeader(mapping, headers);
  if (!header) throw new Error('the header does not fit');
  return readRow({ mapping, header, procedure: procedureOf(name), variant: null, now: NOW }, cells);
}

const reading = (name: string, change?: (text: string) => string) => (row: Record<string, string>) =>
  readCells(name, Object.keys(row), Object.values(row), change);

const CHECK_IN = {
  'Client ID': 'c-1001',
  Name: 'Pat Example',
  Email: 'pat@example.com',
  Phone: '(213) 373-4253',
  Coach: 'Sam Sample',
  'Check-in due': '3/9/2026',
  'Last regimen change': '2026-02-20',
  'Programme status': 'active',
  Site: 'Los Angeles',
};

const VISIT = {
  'Client ID': '77',
  Name: 'Chris Example',
  Email: 'chris@example.com',
  Phone: '+1 213 373 4253',
  'Last appointment date': '3/2/2026',
  'Last service': 'Peel',
  Location: 'Example Clinic',
  'Next appointment': '',
};

const checkIn = reading('missed-check-in');
const visit = reading('no-appointment-booked');
const codes = (read: RowRead) => (read.is === 'wrong' ? read.problems.map(({ code }) => code) : [read.is]);
const caseOf = (read: RowRead) => {
  if (read.is !== 'case') throw new Error(JSON.stringify(read));
  return read.row;
};

describe('A row of missed check-ins', () => {
  test('becomes a case with facts, contact and an id of client and due date', () => {
    expect(caseOf(checkIn(CHECK_IN))).toEqual({
      procedure: 'missed-check-in',
      source: 'check-in-list',
      id: 'c-1001/2026-03-09',
      client: 'c-1001/',
      variant: null,
      calendar: null,
      facts: {
        'client-name': 'Pat Example',
        'coach-name': 'Sam Sample',
        'check-in-due': '2026-03-09T16:00:00.000Z',
        'last-regimen-change': 'February 20, 2026',
        'programme-status': 'in-programme',
      },
      contact: {
        portal: 'c-1001',
        name: 'Pat Example',
        email: 'pat@example.com',
        phone: '+12133734253',
        zone: 'America/Los_Angeles',
      },
      attemptsMade: 0,
    });
  });

  test('is the same case however its date is written', () => {
    for (const due of ['3/9/2026', '03/09/2026', '2026-03-09', '2026-03-09 10:00', '3/9/2026 4:00 PM'])
      expect(caseOf(checkIn({ ...CHECK_IN, 'Check-in due': due })).id).toBe('c-1001/2026-03-09');
    const own = checkIn({ ...CHECK_IN, 'Check-in due': '2026-03-09T22:00:00-07:00' });
    expect(caseOf(own).id).toBe('c-1001/2026-03-09');
  });

  test('reads its headers whatever their case, blanks and punctuation', () => {
    const { 'Client ID': id, 'Check-in due': due, ...rest } = CHECK_IN;
    expect(caseOf(checkIn({ ...rest, ' client_id ': id, CHECKINDUE: due })).id).toBe('c-1001/2026-03-09');
  });

  test('of a client who only needs the transition call says so in the word of the procedure', () => {
    const row = caseOf(checkIn({ ...CHECK_IN, 'Programme status': 'Transition' }));
    expect(row.facts['programme-status']).toBe('transition-call');
    const unheard = checkIn({ ...CHECK_IN, 'Programme status': 'on the moon' });
    expect(codes(unheard)).toEqual(['FT-FCT-CHOICE']);
  });

  test('of a client whose programme has ended needs no case', () => {
    expect(checkIn({ ...CHECK_IN, 'Programme status': 'ENDED' })).toEqual({
      is: 'not-needed',
      reason: 'The programme has ended.',
    });
  });

  test('names everything that is wrong with it at once', () => {
    const read = checkIn({ ...CHECK_IN, Name: '', Email: 'nobody', Phone: '12', 'Check-in due': 'Monday' });
    expect(codes(read)).toEqual([
      'FT-INT-ROW-DATE',
      'FT-INT-ROW-MISSING',
      'FT-INT-ROW-CONTACT',
      'FT-INT-ROW-CONTACT',
    ]);
  });

  test('without its client is no case, and neither is one whose id a spreadsheet has shortened', () => {
    expect(codes(checkIn({ ...CHECK_IN, 'Client ID': '' }))).toEqual(['FT-INT-ROW-MISSING']);
    expect(codes(checkIn({ ...CHECK_IN, 'Client ID': '1.23E+11' }))).toEqual(['FT-INT-ROW-ID']);
    expect(codes(checkIn({ ...CHECK_IN, 'Client ID': 'Pat Example' }))).toEqual(['FT-INT-ROW-ID']);
    expect(codes(checkIn({ ...CHECK_IN, 'Client ID': 'pat@example.com' }))).toEqual(['FT-INT-ROW-ID']);
  });

  test('at a time that the clocks leave out is refused, and not guessed', () => {
    const read = checkIn({ ...CHECK_IN, 'Check-in due': '2026-03-08 02:30' });
    expect(codes(read)).toEqual(['FT-INT-ROW-DATE']);
  });

  test('with a cell too many or too few is refused', () => {
    const [headers, cells] = [Object.keys(CHECK_IN), Object.values(CHECK_IN)];
    const read = (given: string[]) => readCells('missed-check-in', headers, given);
    expect(codes(read(cells.slice(0, -1)))).toEqual(['FT-INT-ROW-CELLS']);
    expect(codes(read([...cells, 'one more']))).toEqual(['FT-INT-ROW-CELLS']);
    expect(read([...cells, '']).is).toBe('case');
  });

  test('SRV-9: an address that identifies the client is hashed in the id', () => {
    const byEmail = reading('missed-check-in', (text) =>
      text.replace('client: [Client ID]', 'client: [Email]'),
    );
    const { id } = caseOf(byEmail(CHECK_IN));
    expect(id).toMatch(/^email-[0-9a-f]{16}\/2026-03-09$/);
    expect(caseOf(byEmail({ ...CHECK_IN, Email: 'PAT@example.com' })).id).toBe(id);
    expect(caseOf(byEmail({ ...CHECK_IN, Email: 'other@example.com' })).id).not.toBe(id);
  });

  test('in a place that nobody has named has no zone of its own', () => {
    expect(caseOf(checkIn({ ...CHECK_IN, Site: 'Elsewhere' })).contact.zone).toBeUndefined();
  });

  test('of a site with a calendar of its own counts by that one, its date read there; of another site by the procedure’s', () => {
    const sites = reading('missed-check-in', (text) =>
      text
        .replace(
          /Los Angeles: America\/Los_Angeles/,
          '{ Los Angeles: America/Los_Angeles, Berlin: Europe/Berlin }\n    calendars: { Berlin: skin-care-berlin }',
        )
        .replace('zones:\n      {', 'zones: {'),
    );
    const berlin = caseOf(sites({ ...CHECK_IN, Site: 'BERLIN ' }));
    expect(berlin.calendar).toBe('skin-care-berlin');
    expect(berlin.contact.zone).toBe('Europe/Berlin');
    expect(berlin.facts['check-in-due']).toBe('2026-03-09T08:00:00.000Z');
    expect(caseOf(sites(CHECK_IN)).calendar).toBeNull();
    expect(caseOf(sites({ ...CHECK_IN, Site: 'Elsewhere' })).calendar).toBeNull();
  });
});

describe('A row of clients without a next appointment', () => {
  test('becomes a case that is known by client and last appointment', () => {
    const row = caseOf(visit(VISIT));
    expect(row.id).toBe('77/2026-03-02');
    expect(row.facts).toEqual({
      'last-appointment': '2026-03-02T20:00:00.000Z',
      'last-service': 'Peel',
      'client-name': 'Chris Example',
      'clinic-name': 'Example Clinic',
      'employee-name': 'your team',
    });
    expect(row.contact.phone).toBe('+12133734253');
  });

  test('carries the attempts that were made elsewhere', () => {
    expect(caseOf(visit({ ...VISIT, 'Attempts made': '2' })).attemptsMade).toBe(2);
    expect(codes(visit({ ...VISIT, 'Attempts made': 'two' }))).toEqual(['FT-INT-ROW-NUMBER']);
  });

  test('with an appointment ahead is not needed, with one that is over a discrepancy', () => {
    expect(visit({ ...VISIT, 'Next appointment': '3/20/2026' })).toEqual({
      is: 'not-needed',
      reason: 'Next appointment is March 20, 2026.',
    });
    expect(visit({ ...VISIT, 'Next appointment': '3/19/2026' })).toEqual({
      is: 'discrepancy',
      reason:
        'Next appointment: expected nothing, or a day that is still to come; found March 19, 2026, which is over.',
    });
    expect(visit({ ...VISIT, 'Next appointment': 'soon' }).is).toBe('discrepancy');
    for (const blank of ['-', 'N/A', 'none', ' '])
      expect(visit({ ...VISIT, 'Next appointment': blank }).is).toBe('case');
  });
});

describe('A header', () => {
  const mapping = mappingOf('missed-check-in');

  test('that lacks a needed column is refused with the column that was most likely meant', () => {
    const { problems } = readHeader(mapping, ['Client ID', 'Nmae', 'Coach', 'Check-in due', 'Colour']);
    expect(problems).toEqual(['there is no column "Name": is it "Nmae"']);
  });

  test('with two columns for one thing is refused, because one of them would be lost', () => {
    const { problems } = readHeader(mapping, ['Client ID', 'Name', 'Client', 'Coach', 'Check-in due']);
    expect(problems).toEqual(['"Name" and "Client" would both be the column "Name"']);
  });

  test('may have columns that nobody asked for, and says which', () => {
    const { header } = readHeader(mapping, ['Client ID', 'Name', 'Coach', 'Check-in due', 'Colour']);
    expect(header?.unused).toEqual(['Colour']);
  });
});

describe('A row of the report that says neither a number nor a link', () => {
  const procedure = shippedProcedure('no-appointment-booked');
  const file = new URL('../../procedures/no-appointment-booked/import.yaml', import.meta.url);
  const source = { file: 'import.yaml', text: readFileSync(file, 'utf8') };
  const { mapping } = decodeMapping(source, 'no-appointment-booked', procedure);
  const opened = (more: Record<string, string>) => {
    const row = { ...VISIT, ...more };
    if (!mapping) throw new Error('the shipped mapping has a problem');
    const { header } = readHeader(mapping, Object.keys(row));
    if (!header) throw new Error('the header does not fit');
    return caseOf(readRow({ mapping, header, procedure, variant: null, now: NOW }, Object.values(row)));
  };
  const remark = (row: Record<string, string>) => opened(row).remark;

  test('becomes a case, and says what its texts will lack', () => {
    expect(remark({})).toBe(
      'The row has no "Clinic phone" or "Booking link", and what is written to the client has to do without.',
    );
    expect(remark({ 'Clinic phone': 'n/a', 'Booking link': ' ' })).toMatch(/has no "Clinic phone" or/);
  });

  test.each([
    ['Clinic phone', '+1 202 555 0100'],
    ['Phone of the clinic', '(202) 555-0100'],
    ['Booking URL', 'https://clinic.example/book'],
  ])('has one of them in the column "%s"', (column, cell) => {
    expect(remark({ [column]: cell })).toBeUndefined();
  });

  test('fills the number into the texts', () => {
    const { facts } = opened({ 'Clinic phone': '+1 202 555 0100' });
    expect(facts['clinic-phone']).toBe('+1 202 555 0100');
  });
});
