-- A text that the carrier could not deliver for now is tried once more (SND-8): when, and when that was dealt with.
alter table carrier_reports add column again_at timestamptz;
alter table carrier_reports add column again_done_at timestamptz;
create index carrier_reports_again on carrier_reports (again_at) where again_at is not null and again_done_at is null;

-- An address that the other side refused and a person found to be right: who lifted it, when and why.
create table lifted_suppressions (
  id bigint generated always as identity primary key,
  channel text not null,
  address text not null,
  -- Why it was blocked, and since when.
  reason text not null,
  since timestamptz not null,
  lifted_at timestamptz not null,
  lifted_by text not null,
  because text not null
);
create index lifted_suppressions_by_address on lifted_suppressions (address);
