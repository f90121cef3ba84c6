-- The ten entities of each type and kind that most documents name this week, and how often in each of the weeks before.
SELECT top.document_type, top.entity_group, top.place, top.entity, trend.week, trend.documents, trend.mentions
FROM runnel.top_entities(date_trunc('week', current_date)::date, 10) AS top, LATERAL (
    SELECT week, documents, mentions FROM runnel.entities_by_week AS weeks
    WHERE weeks.entity = top.entity AND weeks.entity_group = top.entity_group
        AND weeks.document_type = top.document_type AND weeks.week > current_date - 35) AS trend
ORDER BY document_type, entity_group, place, week;
