import type { Ledger } from '../../../ledger/connect.ts';
import { listOptOuts, type OptOut } from '../../../ledger/contactRules/optOuts.ts';

export function optOutsOf(ledger: Ledger, address: string): Promise<OptOut[]> {
  return listOptOuts(ledger, { address, limit: 10 });
}
