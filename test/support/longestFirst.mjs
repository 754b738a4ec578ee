import { relative } from 'node:path';
import { default as Sequencer } from '@jest/test-sequencer';

/** What takes half a minute and more, by hand: on a machine that has never run it, jest knows a file's size only. */
const LONGEST = [
  'case/procedures',
  'cli/paths',
  'faults/workerKilled',
  'cli/up',
  'faults/outage',
  'faults/races',
  'client/rehearse',
  'cli/samples',
  'faults/storm',
  'faults/serverKilled',
  'http/kill',
  'client/reviews',
  'client/replies',
  'faults/actRaces',
  'faults/waitRaces',
  'activities/order',
  'replay/replay',
  'inbound/imapRefused',
  'ledger/report',
  'client/importCrash',
  'faults/canary',
];

/** Longest first, so that at the end no file runs alone beside idle processors. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path, context }) => {
      const name = relative(`${context.config.rootDir}/test`, path).replace('.test.ts', '');
      const found = LONGEST.indexOf(name);
      return found < 0 ? LONGEST.length : found;
    };
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
}
