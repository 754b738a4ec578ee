import { AsyncLocalStorage } from 'node:async_hooks';

interface Scope {
  open: boolean;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Whether what runs now was called within a transaction on a ledger that is still open. */
export function inTransaction(): boolean {
  return scopes.getStore()?.open ?? false;
}

/**
 * No transaction spans a call to another system (LED-6): it would hold its locks and its connection for as long as that
 * takes. Every way out of the house asks this first.
 * @throws Error: our own mistake
 */
export function refuseInTransaction(what: string): void {
  if (inTransaction()) throw new Error(`${what} was called within a transaction of the ledger`);
}

/** Runs a transaction so that what its work calls can tell. `work` is what runs while it is open. */
export function transacting<A extends unknown[], T>(
  run: (work: (...args: A) => Promise<T>) => Promise<T>,
  work: (...args: A) => Promise<T>,
): Promise<T> {
  const scope: Scope = { open: false };
  return scopes.run(scope, () =>
    run(async (...args) => {
      scope.open = true;
      try {
        return await work(...args);
      } finally {
        scope.open = false;
      }
    }),
  );
}
