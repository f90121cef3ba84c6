-- The three vendors of each spend category and currency that billed most in the last seven days.
SELECT category, currency, place, vendor, invoices, amount
FROM (
    SELECT category, currency, vendor, sum(invoices) AS invoices, sum(amount) AS amount,
        row_number() OVER (PARTITION BY category, currency ORDER BY sum(amount) DESC, vendor) AS place
    FROM runnel.spend_by_day
    WHERE day > current_date - 7
    GROUP BY category, currency, vendor
) AS ranked
WHERE place <= 3
ORDER BY category, currency, place;
