import { relative } from 'node:path';
import { table } from '../output/table.ts';
import type { Started } from './system.ts';

interface Shown {
  dataDir: string;
  /** Seconds that the start took. */
  seconds: number;
  samples: boolean;
}

/** What is where, and what to try next. */
export function screen(started: Started, { dataDir, seconds }: Shown): string {
  const { ui, http, temporal, temporalVersion, ledger } = started;
  const folder = relative(process.cwd(), dataDir) || dataDir;
  const places = [
    ['  Gateway', http ?? '', `open cases and post replies over HTTP; state at ${http}/health`],
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
    ['  Logs', `${folder}/logs`, ''],
  ];
  const next = [
    ['  npx followthrough list', 'all cases and how they stand'],
    ['  npx followthrough rehearse case-alert --reply-on 2', 'one case from start to end, with time skipped'],
    ['  npx followthrough outbox', 'what would have been sent, word for word'],
    ['  npx followthrough explain case-alert', 'a procedure in plain English'],
  ];
  return [
    `Followthrough runs (started in ${seconds.toFixed(1)} s).`,
    '',
    table(places, Number.POSITIVE_INFINITY),
    '',
    'Try in another terminal:',
    table(next, Number.POSITIVE_INFINITY),
    '',
    'Ctrl-C ends everything; nothing is lost.',
  ].join('\n');
}
