-- Keys by which other systems and people use the gateway. A key is shown once; only its hash is kept.

create table api_keys (
  -- The public part of the key: what lists and logs call it.
  id text primary key check (id ~ '^[a-z0-9]{12}$'),
  -- SHA-256 of its secret part, which is random and long: nothing slower is needed.
  hash bytea not null,
  name text not null,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['intake', 'reply', 'staff', 'admin']),
  -- Who acts by it.
  person text,
  -- The only outside system that it may speak for; null: any.
  source text,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  -- To the minute.
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  check ((revoked_at is null) = (revoked_by is null)),
  check (person is not null or not scopes && array['staff', 'admin'])
);
