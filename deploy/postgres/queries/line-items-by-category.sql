-- What the lines of invoices are and cost, in the last seven days.
SELECT label AS category, count(*) AS lines, sum(amount) AS amount
FROM runnel.labels
WHERE part = 'item' AND day > current_date - 7
GROUP BY label
ORDER BY amount DESC NULLS LAST, category;
