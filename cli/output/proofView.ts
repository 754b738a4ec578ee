import type { Proof } from '../../domain/proof/prove.ts';

/** What was proven, a line for each variant: "every rule holds on 5,988 paths through 1,676 situations". */
export function provenLines(proofs: Proof[]): string[] {
  return proofs.map(({ variant, situations, paths }) => {
    const which = variant === null ? '' : `variant ${variant}: `;
    return `${which}every rule holds on ${counted(paths)} paths through ${counted(situations)} situations`;
  });
}

function counted(count: number): string {
  return count.toLocaleString('en');
}
