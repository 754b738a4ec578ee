-- Logins with vendors that change with each renewal: what is not kept here is lost, and a person must authorise anew.
create table vendor_tokens (
  vendor text primary key,
  -- SHA-256 of the refresh token that a person configured: another one begins a new chain.
  begun_with text not null,
  -- Counts renewals.
  generation integer not null,
  -- The tokens of that generation, encrypted with a key that is not in the ledger.
  sealed bytea not null,
  changed_at timestamptz not null
);
