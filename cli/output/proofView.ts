import { SURPRISES } from '../../domain/proof/bound.ts';
import type { Proof } from '../../domain/proof/prove.ts';

/** What was proven and how far, a line for each variant. */
export function provenLines(proofs: Proof[]): string[] {
  return proofs.map(({ variant, situations, paths }) => {
    const which = variant === null ? '' : `variant ${variant}: `;
    return `${which}every rule holds on every path with at most ${inWords(SURPRISES)} unplanned events (${counted(paths)} paths through ${counted(situations)} situations)`;
  });
}

function inWords(count: number): string {
  return ['no', 'one', 'two', 'three'][count] ?? String(count);
}

function counted(count: number): string {
  return count.toLocaleString('en');
}
