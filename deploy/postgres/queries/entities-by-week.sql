-- The ten entities of each kind that most documents named in this week and the three before.
SELECT week, entity_group, place, entity, documents, mentions
FROM (
    SELECT week, entity_group, entity, sum(documents) AS documents, sum(mentions) AS mentions,
        row_number() OVER (PARTITION BY week, entity_group ORDER BY sum(documents) DESC, entity) AS place
    FROM runnel.entities_by_week
    WHERE week > current_date - 28
    GROUP BY week, entity_group, entity
) AS ranked
WHERE place <= 10
ORDER BY week, entity_group, place;
