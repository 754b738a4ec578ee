-- The rule of sameAddress (locks.ts), for ids of the portal, which may be of any form. Their bodies are bound when they are
-- made, because an index is built without a search path.
create function plain_address(written text) returns text language sql immutable parallel safe
  return lower(btrim(written,
    E' \t\n\x0b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'));

create function same_address(written text) returns text language sql immutable parallel safe
  return case
    when plain_address(written) ~ '^\+[0-9\s().\u2010-\u2015/-]+$' then '+' || regexp_replace(written, '[^0-9]', '', 'g')
    else plain_address(written) end;

-- A contact without an id of its own is reached in the portal on the case itself.
drop index cases_by_portal;
create index cases_by_portal on cases (same_address(coalesce(contact ->> 'portal', occurrence)));
