CREATE SCHEMA IF NOT EXISTS p;
CREATE TABLE p.t (id int, name varchar(20), v super, processed_date varchar(8));
INSERT INTO p.t VALUES (1, 'a', JSON_PARSE('{"k":[1,2]}'), '20240101'), (2, 'b', NULL, '20240201');
CREATE TABLE p.log (m varchar(200));
CREATE OR REPLACE PROCEDURE p.all_of_it(name IN varchar, n INOUT int)
NONATOMIC AS $$
<<outer>>
DECLARE
  i int;
  total bigint DEFAULT 0;
  rec record;
  row_of p.t%ROWTYPE;
  nm p.t.name%TYPE;
  cur CURSOR FOR SELECT id, name FROM p.t ORDER BY id;
  rc refcursor;
  doc super;
  arr super := json_parse('[5,6]');
  msg varchar(max) := 'x' || NVL(NULL, 'y');
  d CONSTANT date := '2024-01-01';
  names CURSOR (k integer) IS SELECT name FROM p.t WHERE id = k;
BEGIN
  -- a comment; with a semicolon and a quote '
  /* and begin */
  IF n IS NULL THEN n := 0; ELSIF n > 5 THEN n := 5; ELSE n := n + 1; END IF;
  FOR i IN 1..3 LOOP
    total := total + i;
    CONTINUE WHEN i = 1;
    EXIT WHEN i = 3;
  END LOOP;
  FOR i IN REVERSE 3..1 LOOP NULL; END LOOP;
  WHILE total < 5 LOOP
    total := total + 1;
  END LOOP;
  LOOP
    EXIT;
  END LOOP;
  FOR rec IN SELECT t.id, t.v.k[0]::int AS k0 FROM p.t t ORDER BY 1 LOOP
    INSERT INTO p.log VALUES (rec.id || ':' || NVL(rec.k0::varchar, '-'));
  END LOOP;
  FOR rec IN EXECUTE 'SELECT id FROM p.t WHERE id = ' || 1 LOOP
    total := total + rec.id;
  END LOOP;
  OPEN cur;
  FETCH cur INTO rec;
  CLOSE cur;
  OPEN rc FOR SELECT MAX(id) AS id FROM p.t;
  FETCH rc INTO i;
  CLOSE rc;
  OPEN names(2); FETCH names INTO nm; CLOSE names;
  SELECT INTO row_of * FROM p.t WHERE id = 1;
  SELECT v INTO doc FROM p.t WHERE id = 1;
  total := total + doc.k[1]::int + arr[0]::int;
  INSERT INTO p.log SELECT 'name ' || t.name FROM p.t t WHERE t.id = row_of.id;
  EXECUTE 'INSERT INTO p.log SELECT TOP 1 NVL(NULL, ''dyn'') FROM db.p.t';
  EXECUTE 'SELECT COUNT(*) FROM p.t' INTO i;
  PERFORM COUNT(*) FROM p.t;
  BEGIN
    RAISE EXCEPTION 'inner % %', 1, 'two';
  EXCEPTION
    WHEN OTHERS THEN
      INSERT INTO p.log VALUES ('caught ' || SQLERRM);
  END;
  GET DIAGNOSTICS i = ROW_COUNT;
  IF NOT FOUND OR EXISTS (SELECT 1 FROM p.t WHERE id = 7) THEN RAISE NOTICE 'no'; END IF;
  CASE i WHEN 1 THEN INSERT INTO p.log VALUES ('one'); ELSE NULL; END CASE;
  ANALYZE p.t;
  SET query_group TO 'a';
  TRUNCATE p.t;
  DROP TABLE IF EXISTS tmp_x;
  CREATE TEMP TABLE tmp_x DISTSTYLE ALL AS SELECT 1 AS one;
  GRANT SELECT ON p.t TO GROUP readers;
  CALL p.nothing();
  RAISE INFO 'total %, % and %', total, CASE WHEN total > 1 THEN 'many' ELSE 'few' END, DATEDIFF(day, d, GETDATE()) > 0;
  n := total;
  RETURN;
END;
$$
LANGUAGE plpgsql;
CREATE PROCEDURE p.nothing() AS $$ BEGIN NULL; END $$ LANGUAGE plpgsql;
CALL p.all_of_it('q', 3);
SELECT m FROM p.log;
