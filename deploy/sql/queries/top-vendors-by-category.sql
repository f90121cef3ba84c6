-- The three vendors of each spend category and currency that billed most. A total that is no plain number, such as
-- '1.234,50 €', counts as an invoice and not as an amount.
SELECT category, currency, place, vendor, invoices, amount
FROM (
  SELECT
    category, currency, vendor, invoices, amount,
    ROW_NUMBER() OVER (PARTITION BY category, currency ORDER BY amount DESC, vendor) AS place
  FROM (
    SELECT
      label AS category,
      currency,
      vendor,
      COUNT(*) AS invoices,
      COALESCE(SUM(TRY_CAST(total AS DECIMAL(18, 2))), 0) AS amount
    FROM enriched
    WHERE document_type = 'invoice' AND vendor IS NOT NULL
    GROUP BY label, currency, vendor
  )
)
WHERE place <= 3
ORDER BY category, currency, place;
