-- Before the tables are made, by who will own them: a user that may read all of them and change nothing.
CREATE ROLE reader LOGIN;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO reader;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;
