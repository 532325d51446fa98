CREATE OR REPLACE PROCEDURE conformed.sp_checks()
AS $$
DECLARE
    v_rows INTEGER := 0;
    v_since datetime;
    v_name VARCHAR(100) := 'checks';
    rec RECORD;
BEGIN
    SELECT NVL(MAX(maxrundate), '1999-12-31') INTO v_since FROM conformed.batchcontrol WHERE product_family = v_name;
    RAISE INFO 'loading % since %', v_name, v_since;

    DROP TABLE IF EXISTS #checks;
    CREATE TABLE #checks DISTKEY(event_id) SORTKEY(event_id) AS
    WITH base_data AS (
        SELECT *
        FROM (
            SELECT s.*,
                   CASE WHEN is_valid_json_array(s.extensions_evidence) THEN JSON_PARSE(s.extensions_evidence) ELSE NULL END AS evidence,
                   row_number() OVER (PARTITION BY event_id ORDER BY TO_DATE(processed_date, 'YYYYMMDD') DESC, "timestamp" DESC) AS row_num
            FROM my_db.stage_spectrum.checks s
            WHERE TO_DATE(processed_date,'YYYYMMDD') > (SELECT NVL(MAX(maxrundate), '1999-12-31') FROM conformed.batchcontrol WHERE product_family = v_name)
        ) x
        WHERE row_num = 1
    )
    SELECT b.event_id, b.event_name, b.client_id,
           b.evidence[0].checkdetails[0]."checkMethod" AS method_folded,
           json_serialize(b.evidence[0].checkdetails[0].checkmethod) AS check_method,
           b.evidence[0].strengthscore::int AS strength_score,
           b.evidence,
           TO_TIMESTAMP(b.timestamp_formatted, 'YYYY-MM-DD"T"HH24:MI:SS') AT TIME ZONE 'UTC' AS event_time,
           b.processed_date,
           b.timestamp_formatted
    FROM base_data b;

    MERGE INTO conformed.dim_event
    USING (SELECT DISTINCT event_name FROM #checks) AS src
    ON conformed.dim_event.event_name = src.event_name
    WHEN MATCHED THEN UPDATE SET product_family = v_name
    WHEN NOT MATCHED THEN INSERT (event_name, product_family, created_date) VALUES (src.event_name, v_name, GETDATE());

    UPDATE conformed.fact_check
    SET check_method = REPLACE(s.check_method, '"', ''),
        strength_score = s.strength_score,
        processed_date = s.processed_date
    FROM #checks AS s
    WHERE conformed.fact_check.event_id = s.event_id;

    INSERT INTO conformed.fact_check (event_key, date_key, event_id, check_method, strength_score, all_methods, raw, event_time, processed_date)
    SELECT NVL(e.event_key, -1), d.date_key, s.event_id,
           CASE WHEN REPLACE(s.check_method, '"', '') = 'null' THEN NULL ELSE REPLACE(s.check_method, '"', '') END,
           DECODE(s.strength_score, 0, NULL, s.strength_score),
           m.methods, s.evidence, s.event_time, s.processed_date
    FROM #checks s
    LEFT JOIN conformed.dim_event e ON s.event_name = e.event_name
    JOIN conformed.dim_date d ON d.date = TRUNC(s.event_time)
    LEFT JOIN (
        SELECT c.event_id, LISTAGG(det.checkmethod::varchar, ',') WITHIN GROUP (ORDER BY i) AS methods
        FROM #checks c, c.evidence AS ev, ev.checkdetails AS det AT i
        WHERE det.checkmethod IS NOT NULL AND det.checkmethod <> 'none'
        GROUP BY c.event_id) m ON m.event_id = s.event_id
    LEFT JOIN conformed.fact_check f ON f.event_id = s.event_id
    WHERE f.event_id IS NULL;
    GET DIAGNOSTICS v_rows := ROW_COUNT;

    INSERT INTO audit.err_duplicates (event_id, copies, created)
    SELECT event_id, COUNT(*) - 1, SYSDATE FROM stage_spectrum.checks GROUP BY event_id HAVING COUNT(*) > 1;

    FOR rec IN SELECT product_family, DATEDIFF(day, maxrundate, GETDATE()) AS age FROM conformed.batchcontrol LOOP
        IF rec.age > 1000 AND CASE WHEN rec.product_family IS NULL THEN FALSE ELSE TRUE END THEN
            RAISE NOTICE '% is % days behind', rec.product_family, rec.age;
        END IF;
    END LOOP;

    UPDATE conformed.batchcontrol
    SET maxrundate = (SELECT MAX(TO_DATE(processed_date, 'YYYYMMDD')) FROM #checks)
    WHERE product_family = v_name;
    EXECUTE 'DELETE audit.copy_of_batchcontrol WHERE maxrundate < DATEADD(mon, -1, GETDATE())';
EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION 'sp_checks failed: %', SQLERRM;
END;
$$ LANGUAGE plpgsql NONATOMIC;
