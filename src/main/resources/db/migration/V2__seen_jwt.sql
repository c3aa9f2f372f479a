-- Tokens that were used, so that no replica takes one twice. Holds digests only.
create table seen_jwt (
  token char(64) not null primary key,
  expires_at timestamp with time zone not null
);

create index seen_jwt_expires_at on seen_jwt (expires_at);
