import { relative } from 'node:path';
import type { Config } from '../../connectors/config/config.ts';
import { table } from '../output/table.ts';
import { DEFAULT_DATA_DIR } from '../system/running.ts';
import type { Started } from './system.ts';

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
    ['  Gateway', http ?? '', `the HTTP API, described at ${http}/docs; state at ${http}/health`],
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
    table(places, Number.POSITIVE_INFINITY),
    '',
    'Try in another terminal:',
    table(next, Number.POSITIVE_INFINITY),
    '',
    'Ctrl-C ends everything; nothing is lost.',
  ].join('\n');
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
