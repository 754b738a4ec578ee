/** RFC 5321, 4.5.3.1: the longest local part, @ and the longest domain. Nothing longer reaches anybody. */
const LONGEST = 320;

// Control characters and halves of characters stand in no address, and the ledger could not keep them.
const ADDRESS = /^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u;

/** The address in lower case; null: it is none. */
export function addressOf(written: string | undefined): string | null {
  const address = (written ?? '').toLowerCase();
  return address.length <= LONGEST && ADDRESS.test(address) ? address : null;
}
