import { present } from '../present.ts';
import type { Procedure, StopRule } from '../procedure.ts';
import { type Entry, entriesOf, Fields } from '../reading/fields.ts';
import { nodesOf } from '../reading/list.ts';
import type { Reading } from '../reading/reading.ts';
import { readSimple } from '../reading/simple.ts';
import { LIMITS, PROCEDURE } from '../vocabulary/head.ts';

export type Head = Omit<Procedure, 'facts' | 'clock' | 'variants' | 'steps'>;

/** Everything above and between the large sections: what it is, who owns it, what stops it, what it must not exceed. */
export function decodeHead(reading: Reading, fields: Fields<typeof PROCEDURE>): Head {
  const stopWhen = fields.entry('stop-when');
  const limits = fields.entry('limits');
  return present<Head>({
    procedure: fields.read('procedure') ?? '',
    version: fields.read('version') ?? 0,
    title: fields.read('title') ?? '',
    about: fields.read('about'),
    owner: fields.read('owner') ?? '',
    locale: fields.read('locale') ?? '',
    sop: fields.read('sop'),
    stopWhen: stopWhen ? decodeStopRules(reading, stopWhen) : [],
    limits: limits ? decodeLimits(reading, limits) : {},
    closingStatement: fields.read('last-message') === 'closing-statement',
    afterEnd: fields.read('after-the-end') ?? 'task',
  });
}

function decodeStopRules(reading: Reading, entry: Entry): StopRule[] {
  const say = { what: '"stop-when"', example: 'stop-when: [customer-replies, case-withdrawn]' };
  const rules: StopRule[] = [];
  for (const node of nodesOf(reading, entry.value, entry.at, say)) {
    const rule = readSimple(reading, node, PROCEDURE['stop-when'].value.of, '"stop-when"', entry.at);
    if (rule === undefined) continue;
    if (rules.includes(rule as StopRule)) {
      reading.report(
        'FT-PRC-VALUE-TWICE',
        node.range?.[0] ?? entry.at,
        `"${rule}" stands here a second time.`,
      );
    } else rules.push(rule as StopRule);
  }
  return rules;
}

function decodeLimits(reading: Reading, entry: Entry): Procedure['limits'] {
  const what = '"limits"';
  const fields = new Fields(reading, LIMITS, entriesOf(reading, entry.value, what, entry.at), what, entry.at);
  return present<Procedure['limits']>({ attemptsPerRound: fields.read('attempts-per-round') });
}
