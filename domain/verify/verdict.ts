import type { Finding, Named } from './finding.ts';

/** What weighs most comes first: news that ends the case, then what a person must read, then what only delays. */
export const PRECEDENCE: readonly Finding['finding'][] = [
  'met',
  'hold',
  'discrepancy',
  'made-outside',
  'already-contacted',
  'unreadable',
  'clear',
];

/** The one finding that decides; of two alike the one that delays longer, then the first. No look-ups: clear. */
export function verdictOf(findings: readonly Named[]): Named {
  const ranked = findings.toSorted((a, b) => rank(a) - rank(b) || untilOf(b) - untilOf(a));
  return ranked[0] ?? { name: 'none', finding: 'clear' };
}

function rank({ finding }: Named): number {
  return PRECEDENCE.indexOf(finding);
}

function untilOf(finding: Named): number {
  return finding.finding === 'already-contacted' ? finding.until : 0;
}
