import { relative } from 'node:path';
import type { Config } from '../../connectors/config/config.ts';
import { weaknessWords } from '../../ledger/check/durability.ts';
import { table } from '../output/table.ts';
import { DEFAULT_DATA_DIR } from '../system/running.ts';
import type { Started } from './system.ts';

/** A terminal that nobody has made wide shows it whole. */
const WIDTH = 100;

interface Shown {
  dataDir: string;
  /** Seconds that the start took. */
  seconds: number;
}

/** What is where, and what to try next. */
export function screen(started: Started, { dataDir, seconds }: Shown): string {
  const { ui, http, temporal, temporalVersion, ledger, config } = started;
  const folder = relative(process.cwd(), dataDir) || dataDir;
  const here = dataDir === DEFAULT_DATA_DIR ? '' : ` --data-dir ${dataDir}`;
  const places = [
    ['  Gateway', http ?? '', 'the HTTP API; its description at /docs, its state at /health'],
    ...(ui
      ? [
          [
            "  Temporal's Web UI",
            `${ui}/namespaces/${temporal.namespace}/workflows`,
            'each case with its dates and its history',
          ],
        ]
      : []),
    [
      '  Temporal',
      temporal.address,
      `namespace ${temporal.namespace}${temporalVersion ? `, server ${temporalVersion}` : ''}`,
    ],
    ['  Ledger', ledger, 'the record: what was promised, sent, answered, approved'],
    ...safety(started, folder),
    ['  Logs', `${folder}/logs`, ''],
    ['  Messages', ...messagesWords(config)],
  ];
  const next = [
    [`  npx followthrough list${here}`, 'all cases and how they stand'],
    [
      `  npx followthrough rehearse case-alert --reply-on 2${here}`,
      'one case from start to end, with time skipped',
    ],
    [`  npx followthrough outbox${here}`, 'what would have been sent, word for word'],
    ['  npx followthrough explain case-alert', 'a procedure in plain English'],
  ];
  return [
    `Followthrough runs (started in ${seconds.toFixed(1)} s).`,
    '',
    table(places.flatMap(stacked), WIDTH),
    '',
    'Try in another terminal:',
    table(next, WIDTH),
    '',
    'Ctrl-C ends everything; nothing is lost.',
  ].join('\n');
}

/** A place, and below it what it is for: beside each other they would break in a usual terminal. */
function stacked([name = '', place = '', words = '']: string[]): string[][] {
  return [...(name + place === '' ? [] : [[name, place]]), ...(words === '' ? [] : [['', words]])];
}

/** What the ledger survives, in a line; and what its database promises less than it should. */
function safety({ embedded, weak, config }: Started, folder: string): string[][] {
  const first = embedded
    ? [
        '',
        'on this machine alone, without a replica',
        config.backups === null
          ? 'survives kill and power cut, no broken disk; NO BACKUPS are taken'
          : `survives kill and power cut, no broken disk; copy the backups elsewhere: ${config.backups?.folder ?? `${folder}/backups`}`,
      ]
    : [];
  return [...(embedded ? [first] : []), ...weak.map((each) => ['', 'NOT SAFE', weaknessWords(each)])];
}

/** Whether anything real is reached, and by what. */
function messagesWords({ routes }: Config): string[] {
  const real = Object.entries(routes).filter(([, { by }]) => by !== 'sandbox');
  if (real.length === 0) return ['sandbox', 'nothing leaves this machine; see "followthrough outbox"'];
  return [
    real.map(([way, { by }]) => `${way} by ${by.replace('by-', '')}`).join(', '),
    'all else stays in the sandbox',
  ];
}
